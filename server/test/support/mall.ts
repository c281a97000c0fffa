import type { PaymentParams } from '../../src/connectors/payment/payment';
import { ProductRow, SkuRow } from '../../src/modules/mall/mall.entities';
import { moveStock } from '../../src/modules/mall/stock.store';
import { insertRow } from '../../src/platform/database/query';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { encodeId } from '../../src/platform/ids';
import { mutate } from './sessions';
import type { TestServer } from './test-server';

/** Puts a benefit onto the shelf: 100 points, or 50 points and ¥9.90. Returns the id of its variant. */
export async function shelve(server: TestServer, code = 'coffee', stock = 10): Promise<string> {
  const at = server.clock.businessNow();
  const name = JSON.stringify({ 'zh-CN': '咖啡券', en: 'Coffee voucher' });
  const product = {
    code,
    kind: 'ONLINE_BENEFIT' as const,
    state: 'PUBLISHED' as const,
    categoryId: null,
    name,
    description: name,
    attributes: '[]',
    images: '[]',
    words: '咖啡券',
    sort: 1,
    shelfFrom: null,
    shelfUntil: null,
    gate: '{}',
    limits: '[]',
    fulfilment: '{"by":"cardCodes"}',
    createdAt: at,
    updatedAt: at,
  };
  const prices = { marketPriceFen: 1990, pointsPrice: 100, cashPoints: 50, cashFen: 990 };
  return inTransaction(server.database, async (tx) => {
    const productId = await insertRow(tx, ProductRow, product);
    const sums = { available: 0, reserved: 0, sold: 0 };
    const sku = { productId, code, attributes: '[]', sort: 1, ...prices, ...sums, alertAt: null };
    const skuId = await insertRow(tx, SkuRow, sku);
    await moveStock(tx, { skuId, kind: 'RECEIVE', ...sums, available: stock, actor: 'staff:test', reason: 'New.', at });
    return encodeId('MallSku', skuId);
  });
}

const PARAMS = 'url appId timeStamp nonceStr package signType paySign';
let keys = 0;

/** Orders it for points and cash. Returns the order and how its payment is paid. */
export async function orderWithCash(
  server: TestServer,
  token: string,
  skuId: string,
  channel: 'MINI_PROGRAM' | 'H5' | 'NATIVE' = 'MINI_PROGRAM',
): Promise<{ orderId: string; params?: PaymentParams }> {
  keys += 1;
  const input = { idempotencyKey: `order-${keys}`, skuId, quantity: 1, payWith: 'POINTS_AND_CASH', channel };
  type Placed = {
    order: { id: string } | null;
    paymentParams: ({ url: string | null } & Record<string, string>) | null;
  };
  const selection = `order { id } paymentParams { ${PARAMS} }`;
  const { data, errors } = await mutate<Placed>(server, 'mallOrderPlace', input, { token, selection });
  const { order, paymentParams, userErrors } = data?.payload ?? {};
  if (!order) throw new Error(JSON.stringify(errors ?? userErrors));
  if (!paymentParams) return { orderId: order.id };
  const url = paymentParams.url ?? '';
  const kind = channel === 'H5' ? ('h5' as const) : ('native' as const);
  const params = url ? { channel: kind, url } : ({ ...paymentParams, channel: 'jsapi' } as unknown as PaymentParams);
  return { orderId: order.id, params };
}
