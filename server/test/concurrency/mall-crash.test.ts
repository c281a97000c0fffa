import { isDeepStrictEqual } from 'node:util';
import type { PaymentParams } from '../../src/connectors/payment/payment';
import { decodeId } from '../../src/platform/ids';
import { CrashingShop, type Standing } from '../support/crashing-shop';
import { databaseKinds, describeOnEachDatabase } from '../support/databases';
import { mutate } from '../support/sessions';
import { until } from '../support/until';

// Each test starts the server again, which takes longer than the default on a busy machine.
jest.setTimeout(180_000);

const POINTS = 980;
const CASH = 3900;
const CLOSED = /POST \/v3\/pay\/transactions\/out-trade-no\/[^/]+\/close/;
const OPENED = /POST \/v3\/pay\/transactions\/jsapi/;
const REFUNDED = /POST \/v3\/refund\/domestic\/refunds/;

/** The steps that differ by database are tried on each, the others on the last. */
const last = databaseKinds.at(-1);

describeOnEachDatabase('kill -9 at each step of an order in points and cash', (kind) => {
  let shop: CrashingShop;
  let token: string;
  let skuId: string;
  let skuRow: number;
  let addressId: string;
  let before: Standing;
  let keys = 0;
  beforeAll(async () => {
    shop = await CrashingShop.open(kind);
    token = (await shop.call.signIn('lin')).accessToken;
    const { data } = await shop.call.graphql<Bottle>(BOTTLE, { token });
    skuId = data.mallProducts.edges[0]?.node.skus[0]?.id ?? '';
    skuRow = decodeId('MallSku', skuId) ?? 0;
    const adjusted = { idempotencyKey: 'points', memberId: data.me.id, delta: 9000, reason: 'test' };
    await done('pointsAdjust', adjusted, 'demo-admin');
    const address = { name: '林小满', phone: '13800001234', region: '上海市 徐汇区', street: '漕溪北路 1 号' };
    const made = await done<{ address: { id: string } }>(
      'addressCreate',
      { idempotencyKey: 'a', ...address },
      token,
      'address { id }',
    );
    addressId = made.address.id;
    await shop.desk.faults({ refundSeconds: 0 });
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    before = await shop.standing(token, skuRow);
  });
  afterEach(async () => {
    expect(await shop.faults()).toEqual([]);
  });

  async function done<T = object>(
    name: string,
    input: Record<string, unknown>,
    by: string,
    selection?: string,
  ): Promise<T> {
    const answer = await mutate<T>(shop.call, name, input, { token: by, selection });
    expect([answer.errors, answer.data?.payload.userErrors]).toEqual([undefined, []]);
    return answer.data.payload;
  }

  const newOrder = () => {
    keys += 1;
    const input = { idempotencyKey: `order-${keys}`, skuId, quantity: 1, addressId, payWith: 'POINTS_AND_CASH' };
    return async () => {
      const selection = `order { id state } paymentParams { ${PARAMS} }`;
      type Placed = { order: { id: string; state: string }; paymentParams: PaymentParams };
      const placed = await done<Placed>('mallOrderPlace', { ...input, channel: 'MINI_PROGRAM' }, token, selection);
      return { ...placed, params: { ...placed.paymentParams, channel: 'jsapi' as const } as PaymentParams };
    };
  };
  const placedAndPaid = async () => {
    const { order, params } = await newOrder()();
    expect(await shop.desk.pay(params)).toBe('requestPayment:ok');
    return order.id;
  };
  const cancel = (orderId: string) => done('mallOrderCancel', { idempotencyKey: `c-${orderId}`, orderId }, token);
  const standing = () => shop.standing(token, skuRow);
  /** What every transaction that moves the stock needs, last. */
  const stock = () => `SELECT id FROM mall_sku WHERE id = ${skuRow} FOR UPDATE`;
  const moved = (points: [number, number], stock: [number, number, number]): Pick<Standing, 'points' | 'stock'> => ({
    points: [before.points[0] + points[0], before.points[1] + points[1]],
    stock: [before.stock[0] + stock[0], before.stock[1] + stock[1], before.stock[2] + stock[2]],
  });
  const nothing = () => moved([0, 0], [0, 0, 0]);
  const waiting = () => ({ order: 'PENDING_PAYMENT', refunds: [], ...moved([-POINTS, POINTS], [-1, 1, 0]) });
  const paid = () => ({ order: 'PAID', payments: ['PAID'], refunds: [], ...moved([-POINTS, 0], [-1, 0, 1]) });
  const calledOff = () => ({ order: 'CANCELLED', payments: ['CLOSED'], refunds: [], ...nothing() });
  const paidBack = () => ({ order: 'CANCELLED', payments: ['PAID'], refunds: ['SUCCEEDED'], ...nothing() });

  /** Starts the server again, and lets time pass until the order stands like that; then it stays so. */
  const ends = async (expected: Standing, duration = 'PT1M') => {
    await shop.start();
    await shop.letTimePass(duration);
    for (let look = 0; look < 20 && !isDeepStrictEqual(await standing(), expected); look++) await shop.letTimePass();
    expect(await standing()).toEqual(expected);
    expect(await shop.tellHeld()).toEqual(expect.not.arrayContaining([500]));
    expect(await standing()).toEqual(expected);
  };

  it('in the middle of placing it: nothing was placed; the same call again places it once, and in time it is called off', async () => {
    const place = newOrder();
    await shop.killedInTransaction(stock(), place);
    await shop.start();
    expect(await standing()).toEqual(before);
    await place();
    await place();
    expect(await standing()).toEqual({ ...waiting(), payments: ['OPEN'] });
    await shop.kill();
    await ends(calledOff(), 'PT16M');
  });

  it('in the middle of recording the payment: told again, it counts once', async () => {
    await shop.unheard(placedAndPaid);
    await shop.killedInTransaction(stock(), () => shop.tellHeld(true));
    expect(await shop.recorded()).toEqual({ order: 'PENDING_PAYMENT', payments: ['OPEN'], refunds: [] });
    await shop.start();
    expect([await shop.tellHeld(true), await shop.tellHeld()]).toEqual([[204], [204]]);
    expect(await standing()).toEqual(paid());
  });

  it.each(kind === last ? (['asked', 'answering'] as const) : (['answering'] as const))(
    'while its money goes back (%s): it goes back once',
    async (when) => {
      const refundsBefore = await shop.refundsTold();
      const orderId = await placedAndPaid();
      await until(async () => (await standing()).order === 'PAID', 'the payment');
      await shop.killedAt({ path: REFUNDED, when }, () => cancel(orderId));
      expect(await shop.recorded()).toEqual({ order: 'CANCELLED', payments: ['PAID'], refunds: ['REQUESTED'] });
      await ends(paidBack());
      expect(await shop.refundsTold()).toEqual([...refundsBefore, CASH]);
    },
  );

  if (kind !== last) return;

  it('before WeChat Pay hears of it: in time it is called off', async () => {
    await shop.killedAt({ path: OPENED, when: 'asked' }, newOrder());
    expect(await shop.recorded()).toEqual({ order: 'PENDING_PAYMENT', payments: ['CREATED'], refunds: [] });
    await ends(calledOff(), 'PT16M');
  });

  it('before the answer of WeChat Pay: the same call again is the same payment, and it can be paid', async () => {
    const place = newOrder();
    await shop.killedAt({ path: OPENED, when: 'answering' }, place);
    await shop.start();
    expect(await standing()).toEqual({ ...waiting(), payments: ['CREATED'] });
    const { params } = await place();
    expect(await shop.desk.pay(params)).toBe('requestPayment:ok');
    await until(async () => (await standing()).order === 'PAID', 'the payment');
    expect(await standing()).toEqual(paid());
  });

  it('after it was paid, of which nobody tells: it is asked for, and what was lost on the way counts no more', async () => {
    await shop.unheard(placedAndPaid);
    await shop.kill();
    expect(await shop.recorded()).toEqual({ order: 'PENDING_PAYMENT', payments: ['OPEN'], refunds: [] });
    await ends(paid());
  });

  it.each(['asked', 'answering'] as const)(
    'while its payment is closed (%s): points and stock are free',
    async (when) => {
      await newOrder()();
      await shop.killedAt({ path: CLOSED, when }, () => shop.letTimePass('PT16M'));
      expect(await shop.recorded()).toEqual({ order: 'PENDING_PAYMENT', payments: ['CLOSING'], refunds: [] });
      await ends(calledOff());
    },
  );

  it('called off while the payer pays: the money goes back', async () => {
    const orderId = await shop.unheard(placedAndPaid);
    await shop.killedAt({ path: CLOSED, when: 'asked' }, () => cancel(orderId));
    expect(await shop.recorded()).toEqual({ order: 'CANCELLED', payments: ['CLOSING'], refunds: [] });
    await ends(paidBack());
  });
});

const PARAMS = 'appId timeStamp nonceStr package signType paySign';
const BOTTLE = '{ me { id } mallProducts(first: 1, filter: { text: "316" }) { edges { node { skus { id } } } } }';
interface Bottle {
  me: { id: string };
  mallProducts: { edges: { node: { skus: { id: string }[] } }[] };
}
