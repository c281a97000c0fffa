import { createHash } from 'node:crypto';
import { stockFaults } from '../../src/modules/mall/stock.store';
import { courierAccount } from '../support/courier-desk';
import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { orderSeen, ship, shipped } from '../support/parcels';
import { faultsOf } from '../support/proofs';
import { mutate, refusalsOf } from '../support/sessions';
import { addProduct, orderWithCash } from '../support/shelf';
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
  const write = (statement: string) => server.database.writer.query(statement);
  const rows = (query: string) => server.database.reader.query(query);
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

  describe('that the courier tells of', () => {
    let orderId: string;
    let num: string;
    const com = 'yuantong';
    const at = (time: string) => `2026-03-01T${time}:00+08:00`;
    /** The parcel as its member sees it. */
    const seen = async () => (await orderSeen(server, orderId)).shipments[0];
    const texts = async () => (await seen())?.events.map(({ text }) => text);
    const scan = (state: string, time: string, context: string) =>
      server.courierDesk.scan({ com, num, state, at: at(time), context });

    beforeEach(async () => {
      await signIn();
      // Of this one alone.
      await write('UPDATE shipment SET follow_at = NULL');
      orderId = await placed();
      num = (await shipped(server, orderId)).trackingNumber;
      expect(await server.workOnShipments()).toMatchObject({ parcels: 1, failed: 0 });
    });
    afterEach(async () => {
      await server.courierDesk.faults({ callbackSignature: 'good', doubleCallbacks: false, reorderCallbacks: false });
    });

    it('are subscribed to once, and followed until they are signed for', async () => {
      expect(await server.courierDesk.isSubscribed(num)).toBe(true);
      expect(await server.workOnShipments()).toEqual({ parcels: 0, uploads: 0, failed: 0 });
      await scan('1', '12:00', '已揽收');
      await server.runPayTimers();
      expect(await seen()).toMatchObject({
        state: 'PICKED_UP',
        events: [{ at: '2026-03-01T04:00:00.000Z', text: '已揽收', state: 'PICKED_UP' }],
      });
      await scan('0', '13:00', '到达杭州');
      await scan('5', '14:00', '正在派件');
      await scan('3', '15:00', '已签收');
      await server.runPayTimers();
      expect(await seen()).toMatchObject({ state: 'SIGNED', signedAt: '2026-03-01T07:00:00.000Z' });
      expect(await texts()).toEqual(['已签收', '正在派件', '到达杭州', '已揽收']);
      // The order stays on its way until the member, or time, says otherwise; nobody asks about the parcel any more.
      expect((await orderSeen(server, orderId)).state).toBe('SHIPPED');
      expect(await rows(`SELECT follow_at FROM shipment WHERE tracking_number = '${num}'`)).toEqual([
        { follow_at: null },
      ]);
    });

    it('by a callback that comes twice, late or out of order, are where the latest event says', async () => {
      await server.courierDesk.faults({ reorderCallbacks: true, doubleCallbacks: true });
      await scan('1', '12:00', '已揽收');
      await scan('3', '15:00', '已签收');
      // The one with less in it comes after the one with more.
      await server.runPayTimers();
      const { id } = (await server.courierDesk.callbacks()).at(-2) ?? { id: '' };
      expect(await server.courierDesk.tell(id)).toEqual([200, 200]);
      expect(await seen()).toMatchObject({ state: 'SIGNED', signedAt: '2026-03-01T07:00:00.000Z' });
      expect(await texts()).toEqual(['已签收', '已揽收']);
      // What happened earlier is told later.
      await server.courierDesk.faults({ reorderCallbacks: false });
      await scan('0', '13:00', '到达杭州');
      await server.runPayTimers();
      expect([(await seen())?.state, await texts()]).toEqual(['SIGNED', ['已签收', '到达杭州', '已揽收']]);
    });

    it('by a callback that is forged, or of a parcel that is not ours, are as they were', async () => {
      await scan('1', '12:00', '已揽收');
      await server.runPayTimers();
      const { id } = (await server.courierDesk.callbacks()).at(-1) ?? { id: '' };
      const callBack = (form: Record<string, string>) =>
        fetch(`${server.url}/callbacks/kuaidi100`, { method: 'POST', body: new URLSearchParams(form) });
      const before = await tableRows(server.database);
      await server.courierDesk.faults({ callbackSignature: 'bad' });
      expect(await server.courierDesk.tell(id)).toEqual([400]);
      const param = (nu: string) => JSON.stringify({ lastResult: { com, nu, state: '3', data: [] } });
      const signed = (text: string) => ({ param: text, sign: signature(text) });
      const unknown = await callBack(signed(param('UNKNOWN001')));
      expect([unknown.status, await unknown.json()]).toMatchObject([404, { result: false }]);
      const malformed: Record<string, string>[] = [{}, { param: param(num) }, signed('no json'), signed('{}')];
      for (const form of malformed) {
        expect((await callBack(form)).status).toBe(400);
      }
      // Signed, but changed on the way.
      expect((await callBack({ ...signed(param(num)), param: param(num).replace('3', '4') })).status).toBe(400);
      expect(await tableRows(server.database)).toEqual(before);
      const good = await callBack(signed(param(num)));
      expect([good.status, await good.json()]).toEqual([200, { result: true, returnCode: '200', message: '成功' }]);
    });

    it('are asked about when callbacks never come, and subscribed to again when they are given up', async () => {
      await server.courierDesk.faults({ dropCallbacks: 10 });
      await scan('1', '12:00', '已揽收');
      await server.runPayTimers();
      server.clock.advance({ hours: 11 });
      expect(await server.workOnShipments()).toMatchObject({ parcels: 0 });
      server.clock.advance({ hours: 1 });
      expect(await server.workOnShipments()).toMatchObject({ parcels: 1, failed: 0 });
      expect(await seen()).toMatchObject({ state: 'PICKED_UP' });
      await server.courierDesk.faults({ dropCallbacks: 0 });
      await server.courierDesk.abort({ com, num });
      await server.runPayTimers();
      expect(await server.courierDesk.isSubscribed(num)).toBe(false);
      server.clock.advance({ hours: 12 });
      await server.workOnShipments();
      expect(await server.courierDesk.isSubscribed(num)).toBe(true);
      // After two months nobody looks for it any more.
      server.clock.advance({ days: 61 });
      expect(await server.workOnShipments()).toMatchObject({ parcels: 0 });
    });

    it('are tried again after pauses while the courier fails, and one does not hold up the others', async () => {
      await server.courierDesk.faults({ busyAnswers: 1, garbledAnswers: 1 });
      await Promise.all([shipped(server, await placed()), shipped(server, await placed())]);
      const carrier = 'shunfeng';
      const third = await shipped(server, await placed(), { carrier, trackingNumber: 'SF-BUSY-1' });
      expect(await server.workOnShipments()).toMatchObject({ parcels: 3, failed: 2 });
      // Its carrier tells nothing without the last digits of the phone.
      expect(await server.courierDesk.isSubscribed(third.trackingNumber)).toBe(true);
      expect(await rows('SELECT failures FROM shipment WHERE problem IS NOT NULL')).toHaveLength(2);
      expect(await server.workOnShipments()).toMatchObject({ parcels: 0 });
      server.clock.advance({ seconds: 30 });
      expect(await server.workOnShipments()).toMatchObject({ parcels: 2, failed: 0 });
      expect(await rows('SELECT failures FROM shipment WHERE problem IS NOT NULL')).toEqual([]);
    });
  });

  it('count as received when they were on their way for so long, from the last one on', async () => {
    await signIn();
    const orderId = await placed({ quantity: 2 });
    await shipped(server, orderId, { quantity: 1 });
    server.clock.advance({ days: 9 });
    await signIn();
    await shipped(server, orderId);
    server.clock.advance({ days: 9 });
    await server.workOnPayments();
    expect((await orderSeen(server, orderId)).state).toBe('SHIPPED');
    server.clock.advance({ days: 1 });
    await server.workOnPayments();
    expect((await orderSeen(server, orderId)).state).toBe('RECEIVED');
  });

  describe('of an order that was paid in the mini-program are told to WeChat', () => {
    const paid = async (quantity: number) => {
      await signIn();
      const { orderId, params } = await orderWithCash(server, token, skuId, 'MINI_PROGRAM', { addressId, quantity });
      if (!params) throw new Error('It cannot be paid.');
      expect(await server.payDesk.pay(params)).toBe('requestPayment:ok');
      await server.runPayTimers();
      return orderId;
    };
    const told = async () => {
      await server.dispatch();
      const { uploads, failed } = await server.workOnShipments();
      return { uploads, failed, last: (await server.courierDesk.shippings())[0] };
    };

    it('at once when there is one for all, and those of points alone are not', async () => {
      const orderId = await paid(1);
      await shipped(server, await placed());
      const carrier = 'shunfeng';
      const parcel = await shipped(server, orderId, { carrier, trackingNumber: 'SF-CASH-1' });
      const { uploads, failed, last } = await told();
      expect([uploads, failed]).toEqual([1, 0]);
      expect(last).toMatchObject({
        ...{ openid: 'o-mini-lin', isComplete: true },
        upload: {
          ...{ logistics_type: 1, delivery_mode: 1 },
          shipping_list: [
            {
              tracking_no: parcel.trackingNumber,
              ...{ express_company: 'SF', item_desc: '保温杯*1', contact: { receiver_contact: '138****1234' } },
            },
          ],
        },
      });
      expect(last?.upload.is_all_delivered).toBeUndefined();
      expect((await told()).uploads).toBe(0);
    });

    it('as they go when there are several, and again until WeChat takes it', async () => {
      const orderId = await paid(2);
      await shipped(server, orderId, { quantity: 1 });
      const first = await told();
      expect(first.last?.upload).toMatchObject({ delivery_mode: 2, is_all_delivered: false });
      // WeChat does not know of the payment for a moment.
      const { transactionId } = first.last ?? { transactionId: '' };
      await write(`UPDATE payment SET transaction_id = 'later' WHERE transaction_id = '${transactionId}'`);
      await shipped(server, orderId);
      expect(await told()).toMatchObject({ uploads: 1, failed: 1 });
      expect(await told()).toMatchObject({ uploads: 0 });
      await write(`UPDATE payment SET transaction_id = '${transactionId}' WHERE transaction_id = 'later'`);
      server.clock.advance({ seconds: 15 });
      const { uploads, failed, last } = await told();
      expect([uploads, failed]).toEqual([1, 0]);
      expect(last).toMatchObject({ isComplete: true, upload: { delivery_mode: 2, is_all_delivered: true } });
      expect(last?.upload.shipping_list).toHaveLength(2);
    });
  });
});

/** Written out: the server's own is what is tried. */
function signature(param: string): string {
  return createHash('md5').update(`${param}${courierAccount.salt}`).digest('hex').toUpperCase();
}
