// @ts-check
/** Redemptions of one SKU that everybody wants, against updates of one bare row. */
import { callGateway } from './gateway.mjs';
import { requestBytes, runLoad } from './load.mjs';
import { startRungs } from './processes.mjs';
import { ratiosOf, spreadOf } from './report.mjs';

const CLIENTS = 64;
const MEMBERS = 512;
/** More than anybody redeems in all rounds. */
const POINTS = 100_000;
const PLENTY = 10_000_000;

const PLACE = `mutation Place($input: MallOrderPlaceInput!) {
  mallOrderPlace(input: $input) { order { id } userErrors { code } }
}`;
const ADDRESS = `mutation Address($input: AddressCreateInput!) {
  addressCreate(input: $input) { address { id } userErrors { code message } }
}`;

/**
 * @param {import('./processes.mjs').Stage} stage
 * @returns {Promise<import('./report.mjs').Row[]>}
 */
export async function benchRedemption(stage) {
  const { worker, partners, quick } = stage;
  const rounds = quick ? 2 : 5;
  const seconds = quick ? 3 : 8;
  const partnerId = partners.batched;
  const { skuId } = await worker.call('shelveHotSku', { partnerId, members: MEMBERS, stock: PLENTY, points: POINTS });
  const tokens = await worker.call('memberTokens', { partnerId, count: MEMBERS });
  const server = await startRungs(stage);
  const addresses = await Promise.all(
    tokens.map((/** @type {string} */ token, /** @type {number} */ index) => addAddress(server.url, token, index)),
  );
  /** @type {{ orders: number[], bare: number[] }} */
  const rates = { orders: [], bare: [] };
  let answered = 0;
  for (let round = 0; round < rounds; round++) {
    // Each request once: a key that comes again would be answered from what was done.
    const requests = Array.from({ length: 3000 * seconds }, (_, index) => {
      const idempotencyKey = `hot-${round}-${index}`;
      const input = { idempotencyKey, skuId, quantity: 1, payWith: 'POINTS', addressId: addresses[index % MEMBERS] };
      const body = JSON.stringify({ query: PLACE, variables: { input } });
      return requestBytes(`${server.url}/graphql`, { token: tokens[index % MEMBERS], body });
    });
    const orders = async () => {
      const { perSecond } = await runLoad({ url: server.url, requests, clients: CLIENTS, seconds });
      rates.orders.push(perSecond);
    };
    const bare = async () => {
      const count = quick ? 5000 : 40_000;
      rates.bare.push(count / (await worker.call('updateBareRow', { clients: CLIENTS, count })));
    };
    for (const run of round % 2 === 0 ? [orders, bare] : [bare, orders]) await run();
    answered = await provenOrders(stage, answered);
    console.log(
      `  redemption, round ${round + 1}: orders ${Math.round(rates.orders[round] ?? 0)}/s, bare row ${Math.round(rates.bare[round] ?? 0)}/s`,
    );
  }
  await server.stop();
  return [
    {
      what: `redemption of one hot SKU on ${stage.databaseKind}, ${CLIENTS} clients, against bare updates of one row`,
      measured: spreadOf(rates.orders, 'orders/s'),
      reference: spreadOf(rates.bare, 'updates/s'),
      values: ratiosOf(rates.orders, rates.bare),
      bar: { least: 0.12 },
      stretch: { least: 0.4 },
    },
  ];
}

/**
 * Throws unless stock, its ledger and the orders agree and more were redeemed than before.
 * @param {import('./processes.mjs').Stage} stage
 * @param {number} before
 * @returns {Promise<number>} how many were redeemed
 */
async function provenOrders({ worker }, before) {
  const { available, sold, entries, orders } = await worker.call('hotSku');
  if (sold <= before || sold !== entries || sold !== orders || available !== PLENTY - sold) {
    throw new Error(`The hot SKU does not add up: ${JSON.stringify({ available, sold, entries, orders, before })}`);
  }
  return sold;
}

/**
 * @param {string} url
 * @param {string} token
 * @param {number} index
 * @returns {Promise<string>}
 */
async function addAddress(url, token, index) {
  const input = {
    idempotencyKey: `a-${index}`,
    name: '林小满',
    phone: '13800001234',
    region: '上海市',
    street: '1 号',
  };
  const { data } = await callGateway(url, token, { query: ADDRESS, variables: { input } });
  const { address, userErrors } = data.addressCreate;
  if (!address) throw new Error(`No address was added: ${JSON.stringify(userErrors)}`);
  return address.id;
}
