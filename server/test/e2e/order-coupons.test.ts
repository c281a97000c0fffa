import type { PaymentParams } from '../../src/connectors/payment/payment';
import { describeOnEachDatabase } from '../support/databases';
import { inboxOf } from '../support/inbox';
import { PaymentBench } from '../support/payments';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';

jest.setTimeout(120_000);

const COUPONS = `
coupons:
  - { code: three-off, name: Three, kind: amountOff, offFen: 300, validFor: P15D }
  - { code: ten-off, name: Ten, kind: amountOff, offFen: 1000, validFor: P15D }
`;

interface Placed {
  order: { id: string; state: string; cashFen: number; discountFen: number; payment: object | null } | null;
  paymentParams: (PaymentParams & { url: string | null }) | null;
}

describeOnEachDatabase('coupons on orders', (kind) => {
  let bench: PaymentBench;
  let token: string;
  let keys = 0;
  beforeAll(async () => {
    bench = await PaymentBench.start(kind, COUPONS);
    token = bench.token;
  });
  afterAll(() => bench.proveAndClose());

  const granted = async (template: string): Promise<string> => {
    const me = await bench.server.graphql<{ me: { id: string } }>('{ me { id } }', { token: token });
    const input = { idempotencyKey: `g-${++keys}`, memberId: me.data.me.id, template, reason: 'test' };
    const options = { token: 'demo-operator', selection: 'coupon { id }' };
    const { data } = await mutate<{ coupon: { id: string } }>(bench.server, 'couponGrant', input, options);
    return data.payload.coupon.id;
  };
  const ORDER = 'order { id state cashFen discountFen payment { state amountFen } }';
  const place = (couponId: string, input: Record<string, unknown> = {}) =>
    mutate<Placed>(
      bench.server,
      'mallOrderPlace',
      {
        ...{ idempotencyKey: `p-${++keys}`, skuId: bench.skuId, payWith: 'POINTS_AND_CASH', channel: 'MINI_PROGRAM' },
        ...{ couponId, ...input },
      },
      {
        token: token,
        selection: `${ORDER} paymentParams { url appId timeStamp nonceStr package signType paySign }`,
      },
    );
  const placed = async (couponId: string): Promise<{ id: string; params?: PaymentParams }> => {
    const answer = await place(couponId);
    expect(refusalsOf(answer)).toEqual([]);
    const { order, paymentParams } = answer.data.payload;
    const params = paymentParams ? ({ ...paymentParams, channel: 'jsapi' } as PaymentParams) : undefined;
    return { id: order?.id ?? '', params };
  };
  /** The state of the coupon, by the order; what went back. */
  const seen = async (orderId: string) => {
    const text = `query ($id: ID!) { node(id: $id) { ... on MallOrder { state refundedFen
      coupon { state orderRef } payment { state amountFen channel paidAt } refunds { amountFen state succeededAt } } } }`;
    type Answer = {
      node: {
        state: string;
        refundedFen: number;
        coupon: { state: string; orderRef: string | null } | null;
        payment: { state: string; amountFen: number; paidAt: string | null } | null;
        refunds: { amountFen: number; state: string; succeededAt: string | null }[];
      };
    };
    return (await bench.server.graphql<Answer>(text, { token: token, variables: { id: orderId } })).data.node;
  };
  const pay = async (params: PaymentParams | undefined) => {
    if (!params) throw new Error('It cannot be paid.');
    expect(await bench.server.payDesk.pay(params)).toBe('requestPayment:ok');
  };
  const step = (mutation: string, orderId: string, input: object, token = 'demo-operator') =>
    mutate(bench.server, mutation, { idempotencyKey: `s-${++keys}`, orderId, ...input }, { token });

  it('are set aside, used when the order is paid, and come back when all of it does', async () => {
    const coupon = await granted('three-off');
    const { id, params } = await placed(coupon);
    expect(await seen(id)).toMatchObject({
      state: 'PENDING_PAYMENT',
      coupon: { state: 'LOCKED', orderRef: id },
      payment: { state: 'OPEN', amountFen: 690, paidAt: null },
      refunds: [],
    });
    await pay(params);
    await bench.server.runPayTimers();
    expect(await seen(id)).toMatchObject({ state: 'PAID', coupon: { state: 'REDEEMED' }, payment: { state: 'PAID' } });
    // In part, it stays used; what can go back is what was paid.
    expect(refusalsOf(await step('mallOrderRefund', id, { points: 50, cashFen: 600, reason: '瑕疵' }))).toEqual([]);
    expect(await seen(id)).toMatchObject({ refundedFen: 600, coupon: { state: 'REDEEMED' } });
    const before = await tableRows(bench.server.database);
    expect(refusalsOf(await step('mallOrderRefund', id, { cashFen: 91, reason: '瑕疵' }))).toEqual([
      { code: 'INPUT_INVALID', field: ['cashFen'] },
    ]);
    expect(await tableRows(bench.server.database)).toEqual(before);
    expect(refusalsOf(await step('mallOrderRefund', id, { cashFen: 90, reason: '瑕疵' }))).toEqual([]);
    expect(await seen(id)).toMatchObject({ state: 'REFUNDED', coupon: { state: 'AVAILABLE', orderRef: null } });
    await bench.server.workOnPayments();
    bench.server.clock.advance({ seconds: 60 });
    await bench.server.runPayTimers();
    await bench.server.workOnPayments();
    expect((await seen(id)).refunds).toEqual([
      { amountFen: 600, state: 'SUCCEEDED', succeededAt: expect.any(String) },
      { amountFen: 90, state: 'SUCCEEDED', succeededAt: expect.any(String) },
    ]);
  });

  it('are free again when the order is called off, also when the money comes all the same and goes back', async () => {
    const coupon = await granted('three-off');
    const { id, params } = await placed(coupon);
    await pay(params);
    expect(await bench.cancel(id)).toEqual([]);
    expect((await seen(id)).coupon).toEqual({ state: 'AVAILABLE', orderRef: null });
    await bench.server.runPayTimers();
    const late = await seen(id);
    expect(late).toMatchObject({ state: 'CANCELLED', coupon: { state: 'AVAILABLE' }, payment: { state: 'PAID' } });
    expect(late.refunds.map(({ amountFen }) => amountFen)).toEqual([690]);
  });

  it('that take off all the cash: the order is paid at once and opens no payment', async () => {
    const coupon = await granted('ten-off');
    const answer = await place(coupon);
    expect(answer.data.payload).toMatchObject({
      order: { state: 'PAID', cashFen: 0, discountFen: 990, payment: null },
      paymentParams: null,
    });
    const id = answer.data.payload.order?.id ?? '';
    expect((await seen(id)).coupon).toEqual({ state: 'REDEEMED', orderRef: id });
    expect(await bench.cancel(id)).toEqual([]);
    expect((await seen(id)).coupon).toEqual({ state: 'AVAILABLE', orderRef: null });
  });

  it('serve one order: of two at once with the same coupon one is refused, and leaves nothing', async () => {
    const coupon = await granted('three-off');
    const answers = await Promise.all([place(coupon), place(coupon)]);
    const refused = answers.filter((answer) => refusalsOf(answer).length > 0);
    expect(refused.map(refusalsOf)).toEqual([[{ code: 'COUPON_STATE_CONFLICT', field: ['couponId'] }]]);
    const before = await tableRows(bench.server.database);
    expect(refusalsOf(await place(coupon))).toEqual([{ code: 'COUPON_STATE_CONFLICT', field: ['couponId'] }]);
    expect(await tableRows(bench.server.database)).toEqual(before);
    const won = answers.find((answer) => refusalsOf(answer).length === 0)?.data.payload.order?.id ?? '';
    expect(await bench.cancel(won)).toEqual([]);
  });

  it('are free again when the order is not paid in time', async () => {
    const coupon = await granted('three-off');
    const { id } = await placed(coupon);
    bench.server.clock.advance({ minutes: 16 });
    // The clock has outrun the token.
    token = (await bench.server.signIn('lin')).accessToken;
    await bench.server.workOnPayments();
    expect(await seen(id)).toMatchObject({
      state: 'CANCELLED',
      coupon: { state: 'AVAILABLE' },
      payment: { state: 'CLOSED' },
    });
    await bench.server.dispatch();
    expect((await inboxOf(bench.server, token)).at(-1)).toMatch(
      /^ORDER_TIMED_OUT “Coffee voucher” \(order \d{14}\) was not paid in time; 50 points are back; the coupon is back\.$/,
    );
  });
});
