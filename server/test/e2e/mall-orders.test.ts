import { stockFaults } from '../../src/modules/mall/stock.store';
import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { faultsOf } from '../support/proofs';
import { mutate, refusalsOf } from '../support/sessions';
import { addProduct } from '../support/shelf';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(120_000);

const program = `
program: mall
name: Mall
timeZone: Asia/Shanghai
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: upper, name: Upper, threshold: 100000, color: "#222222" }
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } } }
mall: { receiveAfter: P10D, returnWithin: P7D }
`;

const ORDER = `order { id number state points returnedPoints quantity actions payUntil receivedBy returnUntil
  timeline { state } recipient { name phone street } item { name } }`;
interface Order {
  id: string;
  state: string;
  points: number;
  returnedPoints: number;
  actions: string[];
  timeline: { state: string }[];
  recipient: { name: string | null; phone: string; street: string | null } | null;
}

describeOnEachDatabase('orders of the mall', (kind) => {
  let server: TestServer;
  let token: string;
  let addressId: string;
  let keys = 0;
  const address = { name: '林小满', phone: '13800001234', region: '上海市 徐汇区', street: '漕溪北路 1 号' };

  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    token = (await server.signIn('lin')).accessToken;
    await earn('lin', 1000);
    addressId = await addAddress(token);
  });
  afterEach(() => server.close());

  const earn = async (memberRef: string, yuan: number) => {
    const event = { eventId: `e-${++keys}`, memberRef, type: 'order.completed', amountFen: yuan * 100 };
    const { results } = await record(server, await server.partnerToken(), [event]);
    expect(results.map(({ status }) => status)).toEqual(['APPLIED']);
  };
  const addAddress = async (of: string) => {
    const input = { idempotencyKey: `a-${++keys}`, ...address };
    const answer = await mutate<{ address: { id: string } }>(server, 'addressCreate', input, {
      token: of,
      selection: 'address { id }',
    });
    return answer.data.payload.address.id;
  };
  const place = (input: Record<string, unknown>, of = token) =>
    mutate<{ order: Order | null }>(
      server,
      'mallOrderPlace',
      { idempotencyKey: `p-${++keys}`, addressId, ...input },
      { token: of, selection: ORDER },
    );
  const step = (mutation: string, orderId: string, input: object = {}, of = token) =>
    mutate<{ order: Order | null }>(
      server,
      mutation,
      { idempotencyKey: `s-${++keys}`, orderId, ...input },
      { token: of, selection: ORDER.replace(/recipient \{[^}]*\}/, '') },
    );
  const placed = async (input: Record<string, unknown>): Promise<Order> => {
    const answer = await place(input);
    expect(refusalsOf(answer)).toEqual([]);
    return answer.data.payload.order as Order;
  };
  const me = async (of = token) => {
    const query = `{ me { points { available held spentTotal } orderCounts { state count }
      orders(first: 10) { edges { node { id state } } } } }`;
    type Answer = {
      me: {
        points: { available: number; held: number; spentTotal: number };
        orderCounts: { state: string; count: number }[];
        orders: { edges: { node: { id: string; state: string } }[] };
      };
    };
    return (await server.graphql<Answer>(query, { token: of })).data.me;
  };
  const stock = async (id: number) => {
    const rows = await server.database.reader.query(`SELECT available, reserved, sold FROM mall_sku WHERE id = ${id}`);
    return Object.values(rows[0] as object).map(Number);
  };
  const refused = async (call: () => ReturnType<typeof place>) => {
    const before = await tableRows(server.database);
    const answer = await call();
    expect(await tableRows(server.database)).toEqual(before);
    return refusalsOf(answer);
  };
  const provenBy = async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(await stockFaults(server.database)).toEqual([]);
  };

  it('for points alone are placed and paid at once, once for a key, and the ledger says for what', async () => {
    const { skuId, skuRow } = await addProduct(server);
    const input = { idempotencyKey: 'twice', addressId, skuId, quantity: 2 };
    const order = await placed(input);
    expect(order).toMatchObject({
      state: 'PAID',
      points: 200,
      actions: ['CANCEL'],
      recipient: { street: address.street },
    });
    expect((await placed(input)).id).toBe(order.id);
    expect(await me()).toMatchObject({
      points: { available: 800, held: 0, spentTotal: 200 },
      orderCounts: [{ state: 'PAID', count: 1 }],
      orders: { edges: [{ node: { id: order.id } }] },
    });
    expect(await stock(skuRow)).toEqual([8, 0, 2]);
    const line = '{ me { points { entries(first: 1) { edges { node { kind delta reason } } } } } }';
    expect((await server.graphql<object>(line, { token })).data).toMatchObject({
      me: { points: { entries: { edges: [{ node: { kind: 'SPEND', delta: -200 } }] } } },
    });
    await provenBy();
  });

  it('are refused with a code and a field, and then nothing has changed', async () => {
    const { skuId } = await addProduct(server);
    const { skuId: dear } = await addProduct(server, { pointsPrice: 1001 });
    const { skuId: gated } = await addProduct(server, { gate: '{"levels":["upper"]}' });
    const { skuId: few } = await addProduct(server, { limits: '[{"count":1,"per":"month"}]' });
    const { skuId: draft } = await addProduct(server, { state: 'DRAFT' });
    const { skuId: scarce } = await addProduct(server, { stock: 1 });
    const codes = async (input: Record<string, unknown>) => (await refused(() => place(input))).map(({ code }) => code);
    expect(await codes({ skuId: dear })).toEqual(['INSUFFICIENT_POINTS']);
    expect(await codes({ skuId: gated })).toEqual(['LEVEL_TOO_LOW']);
    expect(await codes({ skuId: few, quantity: 2 })).toEqual(['PURCHASE_LIMIT_REACHED']);
    expect(await codes({ skuId: draft })).toEqual(['PRODUCT_NOT_AVAILABLE']);
    expect(await codes({ skuId: scarce, quantity: 2 })).toEqual(['OUT_OF_STOCK']);
    expect(await codes({ skuId, quantity: 0 })).toEqual(['INPUT_INVALID']);
    expect(await codes({ skuId, addressId: undefined })).toEqual(['ADDRESS_REQUIRED']);
    expect(await codes({ skuId, addressId: undefined, phone: '13800001234' })).toEqual(['ADDRESS_REQUIRED']);
    const { skuId: topUp } = await addProduct(server, { kind: 'TOP_UP' });
    expect(await refused(() => place({ skuId: topUp, addressId: undefined }))).toEqual([
      { code: 'ADDRESS_REQUIRED', field: ['phone'] },
    ]);
    expect(await codes({ skuId, addressId: 'adr_unknown' })).toEqual(['NOT_FOUND']);
    expect(await codes({ skuId: 'sku_unknown' })).toEqual(['PRODUCT_NOT_AVAILABLE']);
    await placed({ skuId: few });
    expect(await codes({ skuId: few })).toEqual(['PURCHASE_LIMIT_REACHED']);
    // A new month, and what was called off does not count.
    server.clock.moveTo(new Date('2026-04-02T04:00:00.000Z'));
    const again = await placed({ skuId: few });
    expect(refusalsOf(await step('mallOrderCancel', again.id))).toEqual([]);
    await placed({ skuId: few });
    await provenBy();
  });

  it('that are called off give points and stock back whole, once', async () => {
    const { skuId, skuRow } = await addProduct(server);
    const { id } = await placed({ skuId, quantity: 3 });
    const other = (await server.signIn('chen')).accessToken;
    expect(await refused(() => step('mallOrderCancel', id, {}, other))).toEqual([
      { code: 'NOT_FOUND', field: ['orderId'] },
    ]);
    const cancelled = await step('mallOrderCancel', id, { idempotencyKey: 'once' });
    expect(cancelled.data.payload.order).toMatchObject({ state: 'CANCELLED', returnedPoints: 300, actions: [] });
    expect(refusalsOf(await step('mallOrderCancel', id, { idempotencyKey: 'once' }))).toEqual([]);
    const conflict = [{ code: 'ORDER_STATE_CONFLICT', field: ['orderId'] }];
    expect(await refused(() => step('mallOrderCancel', id))).toEqual(conflict);
    expect(await refused(() => step('mallOrderConfirmReceipt', id))).toEqual(conflict);
    expect((await me()).points).toMatchObject({ available: 1000, held: 0 });
    expect(await stock(skuRow)).toEqual([10, 0, 0]);
    await provenBy();
  });

  it('are listed by one state or several, each with its picture', async () => {
    const { skuId } = await addProduct(server, { images: '["cup.svg"]' });
    const { skuId: bare } = await addProduct(server);
    const paid = await placed({ skuId });
    const cancelled = await placed({ skuId: bare });
    expect(refusalsOf(await step('mallOrderCancel', cancelled.id))).toEqual([]);
    type Listed = { node: { id: string; item: { imageUrl: string | null } } };
    const listed = async (states: string) => {
      const query = `{ me { orders(first: 10, ${states}) { edges { node { id item { imageUrl } } } } } }`;
      const { data, errors } = await server.graphql<{ me: { orders: { edges: Listed[] } } }>(query, { token });
      return errors?.[0]?.extensions.code ?? data.me.orders.edges.map(({ node }) => [node.id, node.item.imageUrl]);
    };
    const [one, other] = [
      [paid.id, expect.stringMatching(/^http.*\/media\/cup\.svg$/)],
      [cancelled.id, null],
    ];
    expect(await listed('states: [PAID, CANCELLED]')).toEqual([other, one]);
    expect(await listed('states: [CANCELLED, REFUNDED]')).toEqual([other]);
    expect(await listed('state: PAID, states: [CANCELLED]')).toEqual([one]);
    expect(await listed('states: []')).toBe('BAD_USER_INPUT');
  });

  it('are given back in parts by staff, never more than was paid, and no member may', async () => {
    const { skuId } = await addProduct(server);
    const { id } = await placed({ skuId });
    const staff = 'demo-operator';
    const back = (points: number) => step('mallOrderRefund', id, { points, reason: '少发一件' }, staff);
    expect((await back(30)).data.payload.order).toMatchObject({ state: 'PAID', returnedPoints: 30 });
    expect(await refused(() => back(71))).toEqual([{ code: 'INPUT_INVALID', field: ['points'] }]);
    expect((await back(70)).data.payload.order).toMatchObject({ state: 'REFUNDED', returnedPoints: 100 });
    expect((await me()).points.available).toBe(1000);
    const denied = await step('mallOrderRefund', id, { points: 1, reason: 'x' });
    expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    await provenBy();
  });

  it('of 200 at once for ten in stock: ten succeed, the others change nothing', async () => {
    const { skuId, skuRow } = await addProduct(server, { pointsPrice: 5 });
    const tokens = await Promise.all(
      ['lin', 'chen', 'zhou', 'wu', 'zhao', 'sun'].map(async (key) => {
        await earn(key, 1000);
        return (await server.signIn(key)).accessToken;
      }),
    );
    const addresses = await Promise.all(tokens.map(addAddress));
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const who = index % tokens.length;
        return place({ skuId, addressId: addresses[who], idempotencyKey: `storm-${index}` }, tokens[who]);
      }),
    );
    const codes = answers.map((answer) => refusalsOf(answer)[0]?.code ?? 'placed');
    expect(codes.filter((code) => code === 'placed')).toHaveLength(10);
    expect(codes.filter((code) => code === 'OUT_OF_STOCK')).toHaveLength(190);
    expect(await stock(skuRow)).toEqual([0, 0, 10]);
    const [orders] = await server.database.reader.query('SELECT COUNT(*) AS n, SUM(points) AS points FROM mall_order');
    expect([Number(orders.n), Number(orders.points)]).toEqual([10, 50]);
    await provenBy();
  });
});
