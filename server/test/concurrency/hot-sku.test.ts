import type { PaymentParams } from '../../src/connectors/payment/payment';
import { stockFaults } from '../../src/modules/mall/stock.store';
import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { orderPointsProgram } from '../support/order-points';
import { faultsOf } from '../support/proofs';
import { mutate, refusalsOf } from '../support/sessions';
import { addProduct } from '../support/shelf';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(120_000);

const MEMBERS = ['lin', 'chen', 'zhou', 'wu', 'zhao', 'sun'];
const CROWD = 200;
const STOCK = 10;
const PAID = 6;
const PLACED = 'order { id state } paymentParams { appId timeStamp nonceStr package signType paySign }';
interface Placed {
  order: { id: string; state: string } | null;
  paymentParams: Record<string, string> | null;
}

describeOnEachDatabase('a SKU that everybody wants, for points and cash', (kind) => {
  let server: TestServer;
  let tokens: string[];
  beforeAll(async () => {
    server = await startTestServer(kind, { program: orderPointsProgram });
    const events = MEMBERS.map((memberRef) => ({
      ...{ eventId: `e-${memberRef}`, memberRef },
      ...{ type: 'order.completed', amountFen: 1_000_000 },
    }));
    await record(server, await server.partnerToken(), events);
    tokens = await Promise.all(MEMBERS.map(async (key) => (await server.signIn(key)).accessToken));
  });
  afterAll(() => server.close());

  const row = async (query: string) => {
    const [found] = await server.database.reader.query(query);
    return Object.values(found as object).map(Number);
  };
  const stock = (id: number) => row(`SELECT available, reserved, sold FROM mall_sku WHERE id = ${id}`);
  const points = async () => {
    const query = '{ me { points { available held spentTotal } } }';
    type Answer = { me: { points: { available: number; held: number; spentTotal: number } } };
    const all = await Promise.all(tokens.map((token) => server.graphql<Answer>(query, { token })));
    const sum = (key: 'available' | 'held' | 'spentTotal') =>
      all.reduce((total, { data }) => total + data.me.points[key], 0);
    return [sum('available'), sum('held'), sum('spentTotal')];
  };
  const addressOf = async (token: string, index: number) => {
    const address = { name: '林小满', phone: '13800001234', region: '上海市 徐汇区', street: '漕溪北路 1 号' };
    const input = { idempotencyKey: `a-${index}`, ...address };
    const answer = await mutate<{ address: { id: string } }>(server, 'addressCreate', input, {
      token,
      selection: 'address { id }',
    });
    return answer.data.payload.address.id;
  };

  it('200 at once for ten in stock: ten wait to be paid, the others change nothing; paid or called off, all adds up', async () => {
    const { skuId, skuRow } = await addProduct(server, { cashPoints: 5, cashFen: 990, stock: STOCK });
    const addresses = await Promise.all(tokens.map(addressOf));
    const [had = 0] = await points();
    const answers = await Promise.all(
      Array.from({ length: CROWD }, (_, index) => {
        const who = index % tokens.length;
        const input = { idempotencyKey: `storm-${index}`, skuId, quantity: 1, addressId: addresses[who] };
        return mutate<Placed>(
          server,
          'mallOrderPlace',
          { ...input, payWith: 'POINTS_AND_CASH', channel: 'MINI_PROGRAM' },
          { token: tokens[who], selection: PLACED },
        );
      }),
    );
    const codes = answers.map((answer) => refusalsOf(answer)[0]?.code ?? 'placed');
    expect(codes.filter((code) => code === 'placed')).toHaveLength(STOCK);
    expect(codes.filter((code) => code === 'OUT_OF_STOCK')).toHaveLength(CROWD - STOCK);
    expect(await stock(skuRow)).toEqual([0, STOCK, 0]);
    expect(await points()).toEqual([had - 5 * STOCK, 5 * STOCK, 0]);
    expect(await row('SELECT COUNT(*), SUM(amount_fen) FROM payment')).toEqual([STOCK, 990 * STOCK]);

    const placed = answers.map(({ data }) => data.payload).filter(({ order }) => order !== null);
    for (const { paymentParams } of placed.slice(0, PAID)) {
      const params = { ...paymentParams, channel: 'jsapi' } as unknown as PaymentParams;
      expect(await server.payDesk.pay(params)).toBe('requestPayment:ok');
    }
    await server.runPayTimers();
    // The others are not paid in time; to see it twice changes nothing.
    server.clock.moveTo(new Date(server.clock.businessNow().getTime() + 16 * 60_000));
    await server.workOnPayments();
    await server.workOnPayments();
    expect(await stock(skuRow)).toEqual([STOCK - PAID, 0, PAID]);
    tokens = await Promise.all(MEMBERS.map(async (key) => (await server.signIn(key)).accessToken));
    expect(await points()).toEqual([had - 5 * PAID, 0, 5 * PAID]);
    const states = "SELECT SUM(CASE WHEN state = 'PAID' THEN amount_fen ELSE 0 END), SUM(refunded_fen) FROM payment";
    expect(await row(states)).toEqual([990 * PAID, 0]);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(await stockFaults(server.database)).toEqual([]);
  });
});
