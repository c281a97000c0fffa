import type { Supplier, SupplyStanding } from '../../src/connectors/supplier/supplier';
import { ProgramCatalogue } from '../../src/modules/programs';
import { createLog } from '../../src/platform/log';
import { createFieldCipher } from '../../src/platform/secrets';
import { createSupplyWork } from '../../src/supply-work';
import { describeOnEachDatabase } from '../support/databases';
import { me, merge } from '../support/linking';
import { addProduct } from '../support/shelf';
import { SupplyBench } from '../support/supplies';
import { tableRows } from '../support/table-rows';

jest.setTimeout(120_000);

const PHONE = '13800001234';

describeOnEachDatabase('supplies', (kind) => {
  let bench: SupplyBench;
  let skuId: string;
  let skuRow: number;
  beforeAll(async () => {
    bench = await SupplyBench.start(kind);
    ({ skuId, skuRow } = await bench.topUp());
  });
  beforeEach(() => bench.behave());
  afterAll(() => bench.proveAndClose());

  /** A paid top-up, which the supplier was or was not asked for yet. */
  const ordered = async (phone = PHONE) => {
    const orderId = await bench.placed({ skuId, phone });
    await bench.server.workOnPayments();
    return orderId;
  };
  const settle = async (orderId: string, status: 'success' | 'failed') =>
    bench.simulator(`orders/${await bench.numberOf(orderId)}/settle`, { status });
  const callback = async (orderId: string, params: Record<string, string> = {}) => ({
    ...{ order_no: await bench.numberOf(orderId), account: PHONE, amount: '5900', status: 'success', ...params },
  });
  /** Another process that works on the same supplies, with a supplier of its own. */
  const elsewhere = async (supplier: Partial<Supplier>) => {
    const { server } = bench;
    const database = await server.anotherInstance();
    const programs = new ProgramCatalogue(database, server.clock);
    const suppliers = new Map([['demo', { ...server.supplier, ...supplier }]]);
    const cipher = createFieldCipher(Buffer.from('5a'.repeat(32), 'hex'));
    return createSupplyWork({ database, clock: server.clock, programs, suppliers, cipher, log: createLog('silent') });
  };
  const dies = async (): Promise<never> => {
    throw new Error('The process is gone.');
  };

  it('are placed once, accepted, and end by a callback that may come twice', async () => {
    await bench.behave({ duplicateCallbacks: true });
    const orderId = await ordered();
    expect(await bench.order(orderId)).toMatchObject({ state: 'FULFILLING', supply: { state: 'WAITING' } });
    await bench.work();
    expect(await bench.order(orderId)).toMatchObject({ state: 'FULFILLING', supply: { state: 'ACCEPTED' } });
    bench.server.clock.advance({ seconds: 3 });
    await bench.server.runPayTimers();
    const order = await bench.order(orderId);
    expect(order).toMatchObject({
      state: 'RECEIVED',
      supply: { state: 'SUCCEEDED', message: null },
      returnedPoints: 0,
    });
    expect(order.timeline.map(({ state }) => state)).toEqual(['PAID', 'FULFILLING', 'RECEIVED']);
    expect(await bench.suppliersOrder(orderId)).toMatchObject({ placed: 1, callbacks: [200, 200] });
  });

  it('end by a query when callbacks are lost', async () => {
    await bench.behave({ dropCallbacks: 1000 });
    const orderId = await ordered();
    await bench.work();
    bench.server.clock.advance({ seconds: 3 });
    await bench.server.runPayTimers();
    await bench.work();
    expect(await bench.order(orderId)).toMatchObject({ supply: { state: 'ACCEPTED' } });
    bench.server.clock.advance({ seconds: 15 });
    await bench.work();
    expect(await bench.order(orderId)).toMatchObject({ state: 'RECEIVED', supply: { state: 'SUCCEEDED' } });
    expect(await bench.suppliersOrder(orderId)).toMatchObject({ placed: 1 });
  });

  it('that fail give points, cash and stock back once, whoever tells it at the same time', async () => {
    await bench.behave({ outcome: 'accepted' });
    const [points, stock] = [await bench.points(), await bench.stock(skuRow)];
    const benefit = { kind: 'ONLINE_BENEFIT' as const, fulfilment: '{"by":"supplier","supplier":"demo","item":"vip"}' };
    const { skuId: vip, skuRow: vipRow } = await addProduct(bench.server, benefit);
    const [orderId, cashId] = [await ordered(), await bench.paid(vip)];
    await bench.work();
    bench.server.clock.advance({ seconds: 20 });
    const other = await elsewhere({});
    await Promise.all([
      ...[settle(orderId, 'failed'), settle(cashId, 'failed'), settle(orderId, 'failed'), settle(cashId, 'failed')],
      ...[bench.server.workOnSupplies(), other.run()],
    ]);
    await bench.work();
    const message = '号码不存在或已停机';
    const failed = { state: 'FULFILMENT_FAILED', supply: { state: 'FAILED', message } };
    expect(await bench.order(orderId)).toMatchObject({ ...failed, returnedPoints: 100, refundedFen: 0 });
    expect(await bench.order(cashId)).toMatchObject({ ...failed, returnedPoints: 60, refundedFen: 990 });
    expect(await bench.points()).toBe(points);
    expect([await bench.stock(skuRow), await bench.stock(vipRow)]).toEqual([stock, [10, 0, 0]]);
    const refunds = await bench.rows<{ amount: unknown }>('SELECT amount_fen AS amount FROM payment_refund');
    expect(refunds.map(({ amount }) => Number(amount))).toEqual([990]);
  });

  it('fail at once, or for a phone that the simulator does not know', async () => {
    await bench.behave({ outcome: 'failed' });
    const points = await bench.points();
    const orderId = await ordered();
    await bench.work();
    await bench.behave();
    const unknown = await ordered('13800000000');
    await bench.work();
    bench.server.clock.advance({ seconds: 3 });
    await bench.server.runPayTimers();
    for (const id of [orderId, unknown]) expect(await bench.order(id)).toMatchObject({ state: 'FULFILMENT_FAILED' });
    expect(await bench.points()).toBe(points);
  });

  it('whose answer was lost, or is not signed, are asked about and never placed again', async () => {
    await bench.behave({ outcome: 'lost-answer', dropCallbacks: 1000 });
    const lost = await ordered();
    await bench.work();
    expect(await bench.order(lost)).toMatchObject({ state: 'FULFILLING', supply: { state: 'UNKNOWN' } });
    await bench.behave({ outcome: 'success', answerSignature: 'bad' });
    const unsigned = await ordered();
    for (let runs = 0; runs < 4; runs++) {
      bench.server.clock.advance({ minutes: 2 });
      await bench.work();
    }
    for (const id of [lost, unsigned]) {
      expect(await bench.order(id)).toMatchObject({ supply: { state: 'UNKNOWN', message: 'The signature is wrong.' } });
      expect(await bench.suppliersOrder(id)).toMatchObject({ placed: 1 });
    }
    await bench.behave();
    bench.server.clock.advance({ hours: 1 });
    await bench.work();
    for (const id of [lost, unsigned]) {
      expect(await bench.order(id)).toMatchObject({ state: 'RECEIVED', supply: { state: 'SUCCEEDED' } });
      expect(await bench.suppliersOrder(id)).toMatchObject({ placed: 1 });
    }
  });

  it('whose process died during the call are not placed again; of what the supplier never heard points come back', async () => {
    const points = await bench.points();
    const orderId = await ordered();
    const dying = await elsewhere({ place: dies });
    expect(await dying.run()).toEqual({ looked: 1, failed: 1 });
    expect(await bench.order(orderId)).toMatchObject({ state: 'FULFILLING', supply: { state: 'UNKNOWN' } });
    // The call may be under way still.
    const decision = { orderId, outcome: 'DELIVERED', reason: '人工核实' };
    const before = await tableRows(bench.server.database);
    expect((await bench.call('mallOrderFulfil', decision)).refused).toEqual(['ORDER_STATE_CONFLICT']);
    expect(await tableRows(bench.server.database)).toEqual(before);
    await bench.work();
    bench.server.clock.advance({ minutes: 2 });
    await bench.work();
    const message = 'The supplier has not heard of it yet.';
    expect(await bench.order(orderId)).toMatchObject({ supply: { state: 'UNKNOWN', message } });
    bench.server.clock.advance({ minutes: 9 });
    await bench.work();
    expect(await bench.order(orderId)).toMatchObject({ state: 'FULFILMENT_FAILED', supply: { state: 'FAILED' } });
    expect(await bench.suppliersOrder(orderId)).toBeUndefined();
    expect(await bench.points()).toBe(points);
  });

  it('take a callback that is quicker than the answer', async () => {
    const orderId = await ordered();
    const early = await elsewhere({
      async place(): Promise<SupplyStanding> {
        expect(await bench.tell(await callback(orderId))).toBe(200);
        return { state: 'accepted' };
      },
    });
    expect(await early.run()).toEqual({ looked: 1, failed: 0 });
    expect(await bench.order(orderId)).toMatchObject({ state: 'RECEIVED', supply: { state: 'SUCCEEDED' } });
  });

  it('believe no callback but the supplier’s own about what was asked for, and no end changes', async () => {
    await bench.behave({ outcome: 'accepted' });
    const orderId = await ordered();
    await bench.work();
    const good = await callback(orderId);
    const before = await tableRows(bench.server.database);
    const statuses = [
      await bench.tell(good, 'another-secret'),
      await bench.tell({ ...good, order_no: 'S404404' }),
      await bench.tell({ ...good, amount: '5901' }),
      await bench.tell({ ...good, account: '13900001234' }),
      await bench.tell({ ...good, merchant_id: 'somebody' }),
      await bench.tell({ ...good, status: 'perhaps' }),
      await bench.tell(good, undefined, 'nobody'),
      (await fetch(`${bench.server.url}/callbacks/supplier/demo`, { method: 'POST', body: '{' })).status,
    ];
    expect(statuses).toEqual([400, 404, 409, 409, 400, 400, 404, 400]);
    const changed = await tableRows(bench.server.database);
    // Locking a member counts.
    expect({ ...changed, member: before.member }).toEqual(before);
    expect(await bench.tell(good)).toBe(200);
    const ended = await bench.order(orderId);
    expect(ended).toMatchObject({ state: 'RECEIVED', supply: { state: 'SUCCEEDED' } });
    for (const status of ['failed', 'accepted', 'success']) expect(await bench.tell({ ...good, status })).toBe(200);
    expect(await bench.order(orderId)).toEqual(ended);
  });

  it('bring card codes, which are shown once like others', async () => {
    await bench.behave({ outcome: 'success' });
    const benefit = { kind: 'ONLINE_BENEFIT' as const, fulfilment: '{"by":"supplier","supplier":"demo","item":"vip"}' };
    const { skuId: vip } = await addProduct(bench.server, benefit);
    const orderId = await bench.placed({ skuId: vip, quantity: 2 });
    await bench.work();
    const { state, cardCodes } = await bench.order(orderId);
    expect([state, cardCodes.map((code) => code.state)]).toEqual(['RECEIVED', ['READY', 'READY']]);
    const { payload } = await bench.call<{ code: { number: string } }>(
      'cardCodeReveal',
      { cardCodeId: cardCodes[0]?.id },
      { token: await bench.tokenOf(), selection: 'code { number }' },
    );
    expect(payload.code.number.slice(-4)).toBe(cardCodes[0]?.hint);
  });

  it('are left to staff when nobody is set up, and when nobody knows what came of them', async () => {
    const by = { kind: 'TOP_UP' as const, fulfilment: '{"by":"supplier","supplier":"nobody","item":"credit"}' };
    const { skuId: nobodys, skuRow: row } = await addProduct(bench.server, by);
    const points = await bench.points();
    const delivered = await bench.placed({ skuId: nobodys, phone: PHONE });
    const failed = await bench.placed({ skuId: nobodys, phone: PHONE });
    await bench.work();
    await bench.behave({ outcome: 'no-answer' });
    const unknown = await ordered();
    await bench.work();
    for (const id of [delivered, failed]) expect(await bench.order(id)).toMatchObject({ state: 'PAID', supply: null });
    const decide = (orderId: string, outcome: string, reason = '人工核实') =>
      bench.call('mallOrderFulfil', { orderId, outcome, reason });
    expect((await decide(delivered, 'DELIVERED', ' ')).refused).toEqual(['INPUT_INVALID']);
    for (const [id, outcome] of [
      [delivered, 'DELIVERED'],
      [failed, 'FAILED'],
      [unknown, 'FAILED'],
    ] as const) {
      expect((await decide(id, outcome)).refused).toEqual([]);
      expect((await decide(id, outcome)).refused).toEqual(['ORDER_STATE_CONFLICT']);
    }
    expect(await bench.order(delivered)).toMatchObject({ state: 'RECEIVED', returnedPoints: 0 });
    expect(await bench.order(failed)).toMatchObject({ state: 'FULFILMENT_FAILED', returnedPoints: 100 });
    expect(await bench.order(unknown)).toMatchObject({ supply: { state: 'FAILED', message: '人工核实' } });
    expect([await bench.points(), await bench.stock(row)]).toEqual([points - 100, [9, 0, 1]]);
    // What the supplier tells afterwards changes nothing.
    expect(await bench.tell(await callback(unknown))).toBe(200);
    expect(await bench.order(unknown)).toMatchObject({ state: 'FULFILMENT_FAILED', supply: { state: 'FAILED' } });
  });

  it('are not placed for an order that staff gave back meanwhile', async () => {
    const orderId = await ordered();
    const refund = { orderId, points: 100, reason: '用户要求' };
    expect((await bench.call('mallOrderRefund', refund)).refused).toEqual([]);
    await bench.work();
    expect(await bench.order(orderId)).toMatchObject({ state: 'REFUNDED', supply: { state: 'FAILED' } });
    expect(await bench.suppliersOrder(orderId)).toBeUndefined();
  });

  it('go on, codes and all, when the member of the order is merged into another', async () => {
    await bench.behave({ outcome: 'success' });
    const benefit = { kind: 'ONLINE_BENEFIT' as const, fulfilment: '{"by":"supplier","supplier":"demo","item":"vip"}' };
    const { skuId: vip } = await addProduct(bench.server, benefit);
    const [before, waiting] = [await bench.placed({ skuId: vip }, 'wu'), await bench.placed({ skuId: vip }, 'wu')];
    await bench.work();
    const placed = await bench.placed({ skuId, phone: PHONE }, 'wu');
    await bench.server.workOnPayments();
    const [survivor, absorbed] = await Promise.all(
      ['zhou', 'wu'].map(async (member) => (await me(bench.server, await bench.tokenOf(member))).id),
    );
    expect(await merge(bench.server, survivor ?? '', absorbed ?? '')).toEqual([]);
    await bench.work();
    expect(await bench.order(placed, 'zhou')).toMatchObject({ state: 'RECEIVED', supply: { state: 'SUCCEEDED' } });
    for (const id of [before, waiting]) {
      const [code] = (await bench.order(id, 'zhou')).cardCodes;
      const revealed = await bench.call(
        'cardCodeReveal',
        { cardCodeId: code?.id },
        { token: await bench.tokenOf('zhou'), selection: 'code { number }' },
      );
      expect(revealed.refused).toEqual([]);
    }
  });
});
