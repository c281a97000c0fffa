import { appendEffects } from '../../src/modules/journal';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { decodeId } from '../../src/platform/ids';
import { describeOnEachDatabase } from '../support/databases';
import { orderSeen, ParcelBench, ship, shipped } from '../support/parcels';
import { refusalsOf } from '../support/sessions';
import { addProduct, orderWithCash, shelve } from '../support/shelf';
import type { TestServer } from '../support/test-server';

jest.setTimeout(120_000);

const conflict = [{ code: 'ORDER_STATE_CONFLICT', field: ['orderId'] }];

describeOnEachDatabase('parcels', (kind) => {
  let bench: ParcelBench;
  let server: TestServer;

  beforeAll(async () => {
    bench = await ParcelBench.start(kind);
    server = bench.server;
  });
  afterAll(() => bench.proveAndClose());

  describe('that staff send', () => {
    it('put the order on its way, once for a key, and the log tells', async () => {
      const orderId = await bench.placed();
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
      expect(await orderSeen(server, orderId, bench.token)).toEqual(order);
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
      const orderId = await bench.placed({ quantity: 3 });
      expect(await bench.refused(orderId, { quantity: 4 })).toEqual([{ code: 'INPUT_INVALID', field: ['quantity'] }]);
      expect(await shipped(server, orderId, { quantity: 1 })).toMatchObject({ quantity: 1 });
      expect(await bench.refused(orderId, { quantity: 3 })).toEqual([{ code: 'INPUT_INVALID', field: ['quantity'] }]);
      expect(await shipped(server, orderId)).toMatchObject({ quantity: 2 });
      expect(await bench.refused(orderId)).toEqual(conflict);
      const { state, shipments } = await orderSeen(server, orderId);
      expect([state, shipments.map(({ quantity }) => quantity)]).toEqual(['SHIPPED', [1, 2]]);
    });

    it('are refused with a code and a field, and then nothing has changed', async () => {
      const orderId = await bench.placed({ quantity: 2 });
      const first = await shipped(server, orderId, { quantity: 1 });
      const invalid = (field: string) => [{ code: 'INPUT_INVALID', field: [field] }];
      expect(await bench.refused(orderId, { carrier: 'pigeon' })).toEqual(invalid('carrier'));
      for (const trackingNumber of ['', '12345', 'YT 123456', '圆通123456', 'X'.repeat(33)]) {
        expect(await bench.refused(orderId, { trackingNumber })).toEqual(invalid('trackingNumber'));
      }
      for (const quantity of [0, -1]) expect(await bench.refused(orderId, { quantity })).toEqual(invalid('quantity'));
      const taken = [{ code: 'ALREADY_EXISTS', field: ['trackingNumber'] }];
      expect(await bench.refused(orderId, { trackingNumber: first.trackingNumber.toLowerCase() })).toEqual(taken);
      expect(await bench.refused(await bench.placed(), { trackingNumber: first.trackingNumber })).toEqual(taken);
      // The same number of another carrier is another parcel.
      await shipped(server, orderId, { carrier: 'yunda', trackingNumber: first.trackingNumber });
      expect(await bench.refused('ord_unknown')).toEqual([{ code: 'NOT_FOUND', field: ['orderId'] }]);
      const denied = await ship(server, orderId, {}, bench.token);
      expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });

    it('are not for orders that are called off, received or on their way back, nor for codes', async () => {
      const cancelled = await bench.placed();
      await bench.step('mallOrderCancel', cancelled);
      expect(await bench.refused(cancelled)).toEqual(conflict);
      // Half of it is out.
      const returning = await bench.placed({ quantity: 2 });
      await shipped(server, returning, { quantity: 1 });
      await bench.step('mallOrderReturnRequest', returning, { reason: '不想要了' });
      expect(await bench.refused(returning)).toEqual(conflict);
      await bench.step('mallOrderReturnDecide', returning, { accept: true, reason: '已收到' }, 'demo-operator');
      expect(await bench.refused(returning)).toEqual(conflict);
      const received = await bench.placed({ quantity: 2 });
      await shipped(server, received, { quantity: 1 });
      await bench.step('mallOrderConfirmReceipt', received);
      expect(await bench.refused(received)).toEqual(conflict);
      const refunded = await bench.placed();
      await bench.step('mallOrderRefund', refunded, { points: 100, reason: '缺货' }, 'demo-operator');
      expect(await bench.refused(refunded)).toEqual(conflict);
      const code = await addProduct(server, { kind: 'ONLINE_BENEFIT', fulfilment: '{"by":"cardCodes"}' });
      expect(await bench.refused(await bench.placed({ skuId: code.skuId, addressId: undefined }))).toEqual(conflict);
    });

    it('of one number at once for two orders: one is sent', async () => {
      const orders = await Promise.all([bench.placed(), bench.placed(), bench.placed()]);
      const answers = await Promise.all(orders.map((id) => ship(server, id, { trackingNumber: 'RACE000001' })));
      const codes = answers.map((answer) => refusalsOf(answer)[0]?.code ?? 'sent');
      expect(codes.sort()).toEqual(['ALREADY_EXISTS', 'ALREADY_EXISTS', 'sent']);
      const states = await Promise.all(orders.map(async (id) => (await orderSeen(server, id)).state));
      expect(states.sort()).toEqual(['PAID', 'PAID', 'SHIPPED']);
    });
  });

  it('count as received when they were on their way for so long, from the last one on', async () => {
    await bench.signIn();
    const orderId = await bench.placed({ quantity: 2 });
    await shipped(server, orderId, { quantity: 1 });
    server.clock.advance({ days: 9 });
    await bench.signIn();
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
      await bench.signIn();
      const { orderId, params } = await orderWithCash(server, bench.token, bench.skuId, 'MINI_PROGRAM', {
        addressId: bench.addressId,
        quantity,
      });
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
      await shipped(server, await bench.placed());
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

    it('as a delivery when nothing had to be sent', async () => {
      await bench.signIn();
      const { orderId, params } = await orderWithCash(server, bench.token, await shelve(server));
      if (!params) throw new Error('It cannot be paid.');
      await server.payDesk.pay(params);
      await server.runPayTimers();
      await server.dispatch();
      const id = decodeId('MallOrder', orderId);
      const [order] = await bench.rows(`SELECT member_id FROM mall_order WHERE id = ${id}`);
      const change = { kind: 'orderChanged' as const, orderId: Number(id), from: 'FULFILLING', to: 'RECEIVED' };
      const at = server.clock.businessNow().getTime();
      const effects = [{ memberId: Number(order?.member_id), effect: { ...change, at }, recordedAt: at }];
      await inTransaction(server.database, (tx) => appendEffects(tx, effects));
      const { uploads, failed, last } = await told();
      expect([uploads, failed]).toEqual([1, 0]);
      expect(last?.upload).toMatchObject({ logistics_type: 3, shipping_list: [{ item_desc: '咖啡券*1' }] });
    });

    it('as they go when there are several, and again until WeChat takes it', async () => {
      const orderId = await paid(2);
      await shipped(server, orderId, { quantity: 1 });
      const first = await told();
      expect(first.last?.upload).toMatchObject({ delivery_mode: 2, is_all_delivered: false });
      // WeChat does not know of the payment for a moment.
      const { transactionId } = first.last ?? { transactionId: '' };
      await bench.write(`UPDATE payment SET transaction_id = 'later' WHERE transaction_id = '${transactionId}'`);
      await shipped(server, orderId);
      expect(await told()).toMatchObject({ uploads: 1, failed: 1 });
      expect(await told()).toMatchObject({ uploads: 0 });
      await bench.write(`UPDATE payment SET transaction_id = '${transactionId}' WHERE transaction_id = 'later'`);
      server.clock.advance({ seconds: 15 });
      const { uploads, failed, last } = await told();
      expect([uploads, failed]).toEqual([1, 0]);
      expect(last).toMatchObject({ isComplete: true, upload: { delivery_mode: 2, is_all_delivered: true } });
      expect(last?.upload.shipping_list).toHaveLength(2);
    });
  });
});
