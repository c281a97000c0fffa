import type { Page } from 'playwright-core';
import { RUNGS_URL } from './browser';

type Fields = Record<string, unknown>;

/** Somebody new with points and an address, for tests that order things: the demo's members stay as they are. */
export interface Shopper {
  session: { accessToken: string; refreshToken: string; expiresAt: string };
  memberId: string;
  addressId: string;
}

let keys = 0;
const newKey = () => `shopper-${Date.now()}-${++keys}`;

/** Calls the gateway; gives the root field, and throws what was refused. */
export async function ask<Answer = Fields>(token: string, query: string, variables: Fields = {}): Promise<Answer> {
  const response = await fetch(`${RUNGS_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Record<string, Fields>; errors?: object[] };
  const [payload] = Object.values(data ?? {});
  const refusals = (payload?.userErrors as object[] | undefined) ?? [];
  if (errors || refusals.length > 0) throw new Error(`${query}: ${JSON.stringify(errors ?? refusals)}`);
  return payload as Answer;
}

/** Sends a mutation under a key of its own. */
export function command<Answer = Fields>(
  token: string,
  mutation: string,
  input: Fields,
  selection = '',
): Promise<Answer> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation($input: ${type}) { ${mutation}(input: $input) { ${selection} userErrors { code field } } }`;
  return ask<Answer>(token, query, { input: { idempotencyKey: newKey(), ...input } });
}

/** A new member of the demo. */
export async function newShopper(points: number): Promise<Shopper> {
  const query = `mutation($code: String!) { sessionCreate(input: { code: $code }) {
    session { accessToken refreshToken expiresAt } member { id } userErrors { code } } }`;
  const created = await ask<{ session: Shopper['session']; member: { id: string } }>('', query, {
    code: `demo:${newKey()}`,
  });
  const [{ session }, memberId] = [created, created.member.id];
  const gift = { memberId, delta: points, reason: '测试积分' };
  type Adjusted = { adjustment: { id: string; state: string } };
  const { adjustment } = await command<Adjusted>('demo-operator', 'pointsAdjust', gift, 'adjustment { id state }');
  // Many at once need somebody else's word.
  if (adjustment.state === 'WAITING') {
    await command('demo-admin', 'adjustmentApprove', { adjustmentId: adjustment.id });
  }
  const place = {
    name: '林小满',
    phone: '13800001234',
    region: '浙江省 杭州市 西湖区',
    street: '文三路 90 号 3 幢 1202 室',
  };
  const { address } = await command<{ address: { id: string } }>(
    session.accessToken,
    'addressCreate',
    place,
    'address { id }',
  );
  return { session, memberId, addressId: address.id };
}

/** The first variant of a product of the demo, by its Chinese name. */
export async function skuOf(name: string): Promise<string> {
  const [sku] = (await productNamed(name)).skus;
  if (!sku) throw new Error(`The demo has no variant of ${name}.`);
  return sku.id;
}

/** A product of the demo, by its Chinese name. */
export async function productOf(name: string): Promise<string> {
  return (await productNamed(name)).id;
}

async function productNamed(name: string): Promise<{ id: string; skus: { id: string }[] }> {
  const query = '{ mallProducts(first: 100) { edges { node { id name skus { id } } } } }';
  type Found = { edges: { node: { id: string; name: string; skus: { id: string }[] } }[] };
  const { edges } = await ask<Found>('', query);
  const found = edges.find(({ node }) => node.name === name)?.node;
  if (!found) throw new Error(`The demo has no ${name}.`);
  return found;
}

/** Orders something; gives the id of the order. */
export async function place({ session, addressId }: Shopper, name: string, more: Fields = {}): Promise<string> {
  const input = { skuId: await skuOf(name), addressId, ...more };
  const { order } = await command<{ order: { id: string } }>(
    session.accessToken,
    'mallOrderPlace',
    input,
    'order { id }',
  );
  return order.id;
}

/** Opens a screen as that member, without the way through WeChat. */
export async function openAs(page: Page, { session }: Shopper, screen: string): Promise<void> {
  await page.goto(RUNGS_URL);
  await page.evaluate((kept) => localStorage.setItem('rungs.session', JSON.stringify({ data: kept })), session);
  await page.goto(`${RUNGS_URL}/#${screen}`);
  await page.reload();
}
