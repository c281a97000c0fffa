import type { PaymentParams } from '../../src/connectors/payment/payment';
import { type ProductRow, SkuRow } from '../../src/modules/mall/mall.entities';
import { beginCatalogueChange, insertProduct } from '../../src/modules/mall/mall.store';
import { moveStock } from '../../src/modules/mall/stock.store';
import { insertRow } from '../../src/platform/database/query';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { encodeId } from '../../src/platform/ids';
import { mutate } from './sessions';
import type { TestServer } from './test-server';

const both = (text: string) => JSON.stringify({ 'zh-CN': text, en: text });
let products = 0;

/** Puts a product with one SKU on the shelf: 100 points, or 60 and ¥9.90, ten of them, but for the changes. */
export async function addProduct(
  { database, clock }: TestServer,
  { stock = 10, ...changes }: { stock?: number } & Partial<Omit<ProductRow, 'id'> & Omit<SkuRow, 'id'>> = {},
): Promise<{ skuId: string; skuRow: number }> {
  const at = clock.businessNow();
  const code = `product-${++products}`;
  const lists = { attributes: '[]', images: '[]', limits: '[]' };
  const skuRow = await inTransaction(database, async (tx) => {
    await beginCatalogueChange(tx);
    const { pointsPrice, cashPoints, cashFen, ...ofProduct } = changes;
    const productId = await insertProduct(tx, {
      ...{
        code,
        kind: 'PHYSICAL',
        state: 'PUBLISHED',
        categoryId: null,
        name: both('保温杯'),
        description: both('杯子'),
      },
      ...{ sort: 0, shelfFrom: null, shelfUntil: null, gate: '{}', fulfilment: '{"by":"courier"}' },
      ...{ ...lists, createdAt: at, updatedAt: at, ...ofProduct },
    });
    const price = { pointsPrice: pointsPrice ?? 100, cashPoints: cashPoints ?? 60, cashFen: cashFen ?? 990 };
    const sums = { available: 0, reserved: 0, sold: 0 };
    const sku = {
      productId,
      code: ofProduct.code ?? code,
      attributes: '[]',
      sort: 0,
      marketPriceFen: 5_900,
      alertAt: null,
    };
    const id = await insertRow(tx, SkuRow, { ...sku, ...price, ...sums });
    const received = { ...sums, available: stock, kind: 'RECEIVE' as const, actor: 'test', reason: 'test' };
    await moveStock(tx, { skuId: id, ...received, at });
    return id;
  });
  return { skuId: encodeId('MallSku', skuRow), skuRow };
}

/** Puts a benefit onto the shelf that staff hand over: 100 points, or 50 points and ¥9.90. Returns the id of its variant. */
export async function shelve(server: TestServer, code = 'coffee', stock = 10): Promise<string> {
  const name = JSON.stringify({ 'zh-CN': '咖啡券', en: 'Coffee voucher' });
  const fulfilment = '{"by":"supplier","supplier":"nobody","item":"coffee"}';
  const benefit = { code, name, kind: 'ONLINE_BENEFIT' as const, fulfilment, cashPoints: 50, stock };
  return (await addProduct(server, benefit)).skuId;
}

const PARAMS = 'url appId timeStamp nonceStr package signType paySign';
let keys = 0;

/** Orders it for points and cash. Returns the order and how its payment is paid. */
export async function orderWithCash(
  server: TestServer,
  token: string,
  skuId: string,
  channel: 'MINI_PROGRAM' | 'H5' | 'NATIVE' = 'MINI_PROGRAM',
  more: { addressId?: string; quantity?: number } = {},
): Promise<{ orderId: string; params?: PaymentParams }> {
  keys += 1;
  const input = { idempotencyKey: `order-${keys}`, skuId, quantity: 1, payWith: 'POINTS_AND_CASH', channel, ...more };
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
