import { stockFaults } from '../../src/modules/mall/stock.store';
import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { orderSeen, ship, shipped } from '../support/parcels';
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
points: { pendingFor: P0D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } } }
mall: { receiveAfter: P10D, returnWithin: P7D }
`;
const conflict = [{ code: 'ORDER_STATE_CONFLICT', field: ['orderId'] }];

describeOnEachDatabase('parcels', (kind) => {
  let server: TestServer;
  let token: string;
  let skuId: string;
  let addressId: string;
  let keys = 0;

  beforeAll(async () => {
    server = await startTestServer(kind, { program });
    const event = { eventId: 'first', memberRef: 'lin', type: 'order.completed', amountFen: 10_000_000 };
    await record(server, await server.partnerToken(), [event]);
    await signIn();
    skuId = (await addProduct(server, { stock: 1_000 })).skuId;
    const address = { name: '林小满', phone: '13800001234', region: '上海市 徐汇区', street: '漕溪北路 1 号' };
    const made = await mutate<{ address: { id: string } }>(
      server,
      'addressCreate',
      { idempotencyKey: 'address', ...address },
      { token, selection: 'address { id }' },
    );
    addressId = made.data.payload.address.id;
  });
  afterAll(async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(await stockFaults(server.database)).toEqual([]);
    await server.close();
  });

  const signIn = async () => {
    token = (await server.signIn('lin')).accessToken;
  };
  const placed = async (input: Record<string, unknown> = {}): Promise<string> => {
    const given = { idempotencyKey: `p-${++keys}`, skuId, addressId, quantity: 1, ...input };
    const answer = await mutate<{ order: { id: string } }>(server, 'mallOrderPlace', given, {
      token,
      selection: 'order { id }',
    });
    expect(refusalsOf(answer)).toEqual([]);
    return answer.data.payload.order.id;
  };
  const step = async (mutation: string, orderId: string, input: object = {}, of = token) => {
    const given = { idempotencyKey: `s-${++keys}`, orderId, ...input };
    expect(refusalsOf(await mutate(server, mutation, given, { token: of }))).toEqual([]);
  };
  const refused = async (orderId: string, input: object = {}) => {
    const before = await tableRows(server.database);
    const answer = await ship(server, orderId, input);
    expect(await tableRows(server.database)).toEqual(before);
    return refusalsOf(answer);
  };

  describe('that staff send', () => {
    it('put the order on its way, once for a key, and the log tells', async () => {
      const orderId = await placed();
      const input = { idempotencyKey: 'twice', carrier: 'shunfeng', trackingNumber: ' sf1234567890 ' };
      const { order, shipment, member } = (await ship(server, orderId, input)).data.payload;
      expect(order).toMatchObject({ state: 'SHIPPED', shipments: [shipment] });
      expect(member?.id).toMatch(/^mbr_/);
      expect(shipment).toMatchObject({
        carrier: { code: 'shunfeng', name: '顺丰速运' },
        ...{ trackingNumber: 'SF1234567890', quantity: 1, state: 'SENT', signedAt: null, events: [] },
      });
      const again = await ship(server, orderId, input);
      expect(again.data.payload.shipment).toEqual(shipment);
      expect(refusalsOf(await ship(server, orderId, { ...input, carrier: 'ems' }))).toEqual([
        { code: 'IDEMPOTENCY_KEY_REUSED', field: ['idempotencyKey'] },
      ]);
      expect(await orderSeen(server, orderId, token)).toEqual(order);
      const log = `{ operations(first: 10, filter: { object: "${orderId}" }) { edges { node { action actor details } } } }`;
      const { data } = await server.graphql<{ operations: { edges: { node: object }[] } }>(log, {
        token: 'demo-viewer',
      });
      expect(data.operations.edges.map(({ node }) => node)).toEqual([
        {
          ...{ action: 'mallOrderShip', actor: 'staff:Demo operator' },
          details: {
            state: { from: 'PAID', to: 'SHIPPED' },
            parcel: { from: null, to: 'shunfeng SF1234567890' },
            quantity: { from: null, to: 1 },
          },
        },
      ]);
    });

    it('are several until the quantity is out', async () => {
      const orderId = await placed({ quantity: 3 });
      expect(await refused(orderId, { quantity: 4 })).toEqual([{ code: 'INPUT_INVALID', field: ['quantity'] }]);
      expect(await shipped(server, orderId, { quantity: 1 })).toMatchObject({ quantity: 1 });
      expect(await refused(orderId, { quantity: 3 })).toEqual([{ code: 'INPUT_INVALID', field: ['quantity'] }]);
      expect(await shipped(server, orderId)).toMatchObject({ quantity: 2 });
      expect(await refused(orderId)).toEqual(conflict);
      const { state, shipments } = await orderSeen(server, orderId);
      expect([state, shipments.map(({ quantity }) => quantity)]).toEqual(['SHIPPED', [1, 2]]);
    });

    it('are refused with a code and a field, and then nothing has changed', async () => {
      const orderId = await placed({ quantity: 2 });
      const first = await shipped(server, orderId, { quantity: 1 });
      const invalid = (field: string) => [{ code: 'INPUT_INVALID', field: [field] }];
      expect(await refused(orderId, { carrier: 'pigeon' })).toEqual(invalid('carrier'));
      for (const trackingNumber of ['', '12345', 'YT 123456', '圆通123456', 'X'.repeat(33)]) {
        expect(await refused(orderId, { trackingNumber })).toEqual(invalid('trackingNumber'));
      }
      for (const quantity of [0, -1]) expect(await refused(orderId, { quantity })).toEqual(invalid('quantity'));
      const taken = [{ code: 'ALREADY_EXISTS', field: ['trackingNumber'] }];
      expect(await refused(orderId, { trackingNumber: first.trackingNumber.toLowerCase() })).toEqual(taken);
      expect(await refused(await placed(), { trackingNumber: first.trackingNumber })).toEqual(taken);
      // The same number of another carrier is another parcel.
      await shipped(server, orderId, { carrier: 'yunda', trackingNumber: first.trackingNumber });
      expect(await refused('ord_unknown')).toEqual([{ code: 'NOT_FOUND', field: ['orderId'] }]);
      const denied = await ship(server, orderId, {}, token);
      expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });

    it('are not for orders that are called off, received or on their way back, nor for codes', async () => {
      const cancelled = await placed();
      await step('mallOrderCancel', cancelled);
      expect(await refused(cancelled)).toEqual(conflict);
      // Half of it is out.
      const returning = await placed({ quantity: 2 });
      await shipped(server, returning, { quantity: 1 });
      await step('mallOrderReturnRequest', returning, { reason: '不想要了' });
      expect(await refused(returning)).toEqual(conflict);
      await step('mallOrderReturnDecide', returning, { accept: true, reason: '已收到' }, 'demo-operator');
      expect(await refused(returning)).toEqual(conflict);
      const received = await placed({ quantity: 2 });
      await shipped(server, received, { quantity: 1 });
      await step('mallOrderConfirmReceipt', received);
      expect(await refused(received)).toEqual(conflict);
      const refunded = await placed();
      await step('mallOrderRefund', refunded, { points: 100, reason: '缺货' }, 'demo-operator');
      expect(await refused(refunded)).toEqual(conflict);
      const code = await addProduct(server, { kind: 'ONLINE_BENEFIT', fulfilment: '{"by":"cardCodes"}' });
      expect(await refused(await placed({ skuId: code.skuId, addressId: undefined }))).toEqual(conflict);
    });

    it('of one number at once for two orders: one is sent', async () => {
      const orders = await Promise.all([placed(), placed(), placed()]);
      const answers = await Promise.all(orders.map((id) => ship(server, id, { trackingNumber: 'RACE000001' })));
      const codes = answers.map((answer) => refusalsOf(answer)[0]?.code ?? 'sent');
      expect(codes.sort()).toEqual(['ALREADY_EXISTS', 'ALREADY_EXISTS', 'sent']);
      const states = await Promise.all(orders.map(async (id) => (await orderSeen(server, id)).state));
      expect(states.sort()).toEqual(['PAID', 'PAID', 'SHIPPED']);
    });
  });
});
