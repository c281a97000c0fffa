import { mutate } from './sessions';
import type { TestServer } from './test-server';

/** A picture that may be stored; `shade` tells one from another. */
export function svgPicture(shade = '#cc3344'): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="${shade}"/></svg>`,
  );
}

/** Sends bytes to `POST /media`. */
export function sendPicture(
  server: TestServer,
  bytes: Buffer,
  { token = 'demo-operator', type = 'image/svg+xml' }: { token?: string | null; type?: string } = {},
): Promise<Response> {
  return fetch(`${server.url}/media`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: new Uint8Array(bytes),
  });
}

/** A product as staff write it, with one variant of the same code. */
export function productInput(code: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    code,
    kind: 'PHYSICAL',
    name: { zh: `商品 ${code}`, en: `Product ${code}` },
    description: { zh: '说明', en: 'Description' },
    fulfilment: { by: 'COURIER' },
    skus: [{ code, pointsPrice: 100, marketPriceFen: 990 }],
    ...changes,
  };
}

/** What tests look at of a product. */
export interface ProductOutcome {
  id: string;
  code: string;
  name: string;
  state: string;
  skus: { id: string; code: string; available: number; pointsPrice: number }[];
}

const selection = 'product { id code name state skus { id code available pointsPrice } }';

/** Calls a mutation of a product. */
export async function productMutation(
  server: TestServer,
  mutation: string,
  input: Record<string, unknown>,
  token = 'demo-operator',
) {
  return mutate<{ product: ProductOutcome | null }>(server, mutation, input, { token, selection });
}

/** Makes a product, offers it, and gives its first variant stock. */
export async function offerProduct(
  server: TestServer,
  code: string,
  { stock = 10, ...changes }: Record<string, unknown> & { stock?: number } = {},
): Promise<ProductOutcome> {
  const made = await productMutation(server, 'mallProductCreate', productInput(code, changes));
  const product = made.data.payload.product;
  if (!product) throw new Error(`The product ${code} was refused: ${JSON.stringify(made.data.payload.userErrors)}`);
  await productMutation(server, 'mallProductPublish', { productId: product.id });
  if (stock > 0) await adjustStock(server, product.skus[0]?.id ?? '', stock, { kind: 'RECEIVE' });
  return product;
}

let keys = 0;

/** Calls `stockAdjust` under a new key. */
export function adjustStock(
  server: TestServer,
  skuId: string,
  delta: number,
  changes: Record<string, unknown> = {},
  token = 'demo-operator',
) {
  keys += 1;
  const input = { idempotencyKey: `stock-${keys}`, skuId, kind: 'ADJUST', delta, reason: '盘点', ...changes };
  return mutate<{ sku: { available: number } | null }>(server, 'stockAdjust', input, {
    token,
    selection: 'sku { available }',
  });
}
