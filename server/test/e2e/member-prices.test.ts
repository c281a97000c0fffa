import { describeOnEachDatabase } from '../support/databases';
import { record, told } from '../support/events';
import { productInput, productMutation } from '../support/mall';
import { memberId } from '../support/members';
import { PaymentBench } from '../support/payments';
import { mutate, refusalsOf } from '../support/sessions';
import { addProduct, orderWithCash } from '../support/shelf';
import { tableRows } from '../support/table-rows';

jest.setTimeout(120_000);

/** A plan whose members pay 95 % of 990 fen, which is 941, and one without a price. */
const PLANS = `
coupons:
  - { code: three-off, name: Three, kind: amountOff, offFen: 300, minSpendFen: 900, validFor: P90D }
plans:
  - { code: gold, name: Gold, period: P1Y, priceFen: 19900, scheme: ownMall, memberDiscount: 0.95, agreementVersion: "1",
      refund: { wholeWithin: P7D, unusedOnly: true, thereafter: proRataLessUsed } }
  - { code: plain, name: Plain, period: P1M, priceFen: 1990, scheme: supplier, agreementVersion: "1", refund: { thereafter: none } }
`;

interface Standing {
  savedFen: number;
  refundQuote: { kind: string } | null;
  savings: { edges: { node: { kind: string; amountFen: number } }[] };
}

describeOnEachDatabase('the price for members of a plan', (kind) => {
  let bench: PaymentBench;
  let gated: string;
  let keys = 0;
  const asStaff = (name: string, input: object, selection?: string) =>
    mutate<never>(
      bench.server,
      name,
      { idempotencyKey: `s-${++keys}`, reason: 'test', ...input },
      {
        token: 'demo-operator',
        selection,
      },
    );

  beforeAll(async () => {
    bench = await PaymentBench.start(kind, PLANS);
    gated = (await addProduct(bench.server, { kind: 'ONLINE_BENEFIT', gate: '{"plans":["gold"]}' })).skuId;
  });
  afterAll(() => bench.proveAndClose());

  const ask = async <T>(text: string, variables: object = {}): Promise<T> => {
    const { data, errors } = await bench.server.graphql<T>(text, { token: bench.token, variables });
    expect(errors).toBeUndefined();
    return data;
  };
  const quote = async (input: object) => {
    const text = `query ($input: MallOrderQuoteInput!) { mallOrderQuote(input: $input) {
      points cashFen discountFen memberDiscountFen refusal { code } } }`;
    const given = { skuId: bench.skuId, payWith: 'POINTS_AND_CASH', ...input };
    return (await ask<{ mallOrderQuote: object }>(text, { input: given })).mallOrderQuote;
  };
  const order = async (id: string) =>
    (
      await ask<{ node: object }>(
        'query ($id: ID!) { node(id: $id) { ... on MallOrder { state cashFen discountFen memberDiscountFen refundedFen } } }',
        { id },
      )
    ).node;
  const standing = async () => {
    const text =
      '{ me { subscription { savedFen refundQuote { kind } savings(first: 50) { edges { node { kind amountFen } } } } } }';
    const { savedFen, refundQuote, savings } = (await ask<{ me: { subscription: Standing } }>(text)).me.subscription;
    const lines = savings.edges.map(({ node }) => node);
    expect(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(savedFen);
    return { savedFen, used: refundQuote?.kind !== 'WHOLE', last: lines[0]?.amountFen };
  };
  const shown = async () =>
    (
      await ask<{ mallProducts: { edges: { node: object }[] } }>(
        '{ mallProducts(first: 9) { edges { node { plans { code } canBuy lockedBy { reason plans { code } } skus { memberCashFen planCashFen } } } } }',
      )
    ).mallProducts.edges.map(({ node }) => node);

  it('is shown to all, and is nobody’s without the plan; what is for its members is locked', async () => {
    const price = { memberCashFen: null, planCashFen: 941 };
    const plans = [{ code: 'gold' }];
    expect(await shown()).toEqual([
      { plans: null, canBuy: true, lockedBy: null, skus: [price] },
      { plans, canBuy: false, lockedBy: { reason: 'PLAN', plans }, skus: [price] },
    ]);
    expect(await quote({})).toMatchObject({ cashFen: 990, memberDiscountFen: 0, refusal: null });
    const before = await tableRows(bench.server.database);
    expect(await quote({ skuId: gated })).toMatchObject({ refusal: { code: 'PLAN_REQUIRED' } });
    const input = { idempotencyKey: 'locked', skuId: gated, payWith: 'POINTS' };
    const refused = await mutate(bench.server, 'mallOrderPlace', input, { token: bench.token });
    expect(refusalsOf(refused)).toEqual([{ code: 'PLAN_REQUIRED', field: ['skuId'] }]);
    expect(await tableRows(bench.server.database)).toEqual(before);
    const affordable = '{ mallProducts(first: 9, filter: { affordable: true }) { edges { node { code } } } }';
    expect((await ask<{ mallProducts: { edges: object[] } }>(affordable)).mallProducts.edges).toHaveLength(1);
  });

  it('is taken off the cash before a coupon, is held by the order, and counts as saved until the order is dropped', async () => {
    const member = await memberId(bench.server, 'lin');
    expect(refusalsOf(await asStaff('planGrant', { memberId: member, planCode: 'gold' }))).toEqual([]);
    const price = { memberCashFen: 941, planCashFen: 941 };
    expect(await shown()).toMatchObject([{ skus: [price] }, { canBuy: true, lockedBy: null, skus: [price] }]);
    expect(await quote({})).toEqual({ points: 50, cashFen: 941, discountFen: 0, memberDiscountFen: 49, refusal: null });
    expect(await quote({ quantity: 2 })).toMatchObject({ cashFen: 1881, memberDiscountFen: 99 });
    expect(await quote({ payWith: 'POINTS' })).toMatchObject({ points: 100, cashFen: 0, memberDiscountFen: 0 });
    const granted = await mutate<{ coupon: { id: string } }>(
      bench.server,
      'couponGrant',
      { idempotencyKey: 'coupon', memberId: member, template: 'three-off', reason: 'test' },
      { token: 'demo-operator', selection: 'coupon { id }' },
    );
    const couponId = granted.data.payload.coupon.id;
    expect(await quote({ couponId })).toMatchObject({ cashFen: 641, discountFen: 300, memberDiscountFen: 49 });
    expect(await standing()).toMatchObject({ savedFen: 0 });
    const { orderId } = await orderWithCash(bench.server, bench.token, bench.skuId);
    expect(await order(orderId)).toMatchObject({ state: 'PENDING_PAYMENT', cashFen: 941, memberDiscountFen: 49 });
    expect(await standing()).toMatchObject({ savedFen: 49, used: true, last: 49 });
    expect(await bench.cancel(orderId)).toEqual([]);
    expect(await standing()).toMatchObject({ savedFen: 0, last: -49 });
  });

  it('goes back with the cash, in proportion, and whole with the whole order', async () => {
    const orderId = await bench.pay();
    expect(await standing()).toMatchObject({ savedFen: 49 });
    const refund = async (points: number, cashFen: number) => {
      expect(refusalsOf(await asStaff('mallOrderRefund', { orderId, points, cashFen }))).toEqual([]);
      return (await standing()).savedFen;
    };
    // Of 941 a third is 313.67: 49 × 314 / 941 is 16.35.
    expect(await refund(0, 314)).toBe(49 - 16);
    expect(await refund(10, 0)).toBe(49 - 16);
    // 49 × 941 / 941, though points are left.
    expect(await refund(0, 627)).toBe(0);
    expect(await refund(40, 0)).toBe(0);
    expect(await order(orderId)).toMatchObject({ state: 'REFUNDED', refundedFen: 941, memberDiscountFen: 49 });
  });

  it('counts again when the provider will not pay the money back', async () => {
    const settle = async () => {
      await bench.server.workOnPayments();
      await bench.server.runPayTimers();
    };
    await settle();
    const orderId = await bench.pay();
    await bench.server.payDesk.faults({ refundOutcome: 'CLOSED' });
    expect(refusalsOf(await asStaff('mallOrderRefund', { orderId, points: 50, cashFen: 941 }))).toEqual([]);
    expect(await standing()).toMatchObject({ savedFen: 0, last: -49 });
    await settle();
    expect(await bench.refunds()).toContain('CLOSED');
    expect(await standing()).toMatchObject({ savedFen: 49, last: 49 });
  });

  it('is told to partners at the checkout, comes with the event, and goes with its reversal', async () => {
    const token = await bench.server.partnerToken();
    const text = `mutation ($input: CheckoutQuoteInput!) { checkoutQuote(input: $input) {
      memberDiscountFen payableFen earns { points } userErrors { code field } } }`;
    const checkout = async (input: object) => {
      const variables = { input: { memberRef: 'lin', amountFen: 10_000, ...input } };
      return (await bench.server.graphql<{ checkoutQuote: object }>(text, { token, variables })).data.checkoutQuote;
    };
    expect(await checkout({})).toMatchObject({ memberDiscountFen: 0, payableFen: 10_000 });
    const earns = { points: 95 };
    expect(await checkout({ memberPriceOnFen: 9_000 })).toEqual({
      ...{ memberDiscountFen: 450, payableFen: 9_550, earns },
      userErrors: [],
    });
    expect(await checkout({ memberPriceOnFen: 10_001 })).toMatchObject({
      userErrors: [{ code: 'INPUT_INVALID', field: ['memberPriceOnFen'] }],
    });
    const send = async (event: Parameters<typeof record>[2][number]) =>
      told((await record(bench.server, token, [{ type: 'order.completed', ...event }])).results);
    const { savedFen } = await standing();
    const bought = { eventId: 'bought', amountFen: 9_550, memberDiscountFen: 450 };
    expect(await send({ ...bought, eventId: 'wrong', memberDiscountFen: -1 })).toEqual(['REJECTED INPUT_INVALID']);
    expect(await send(bought)).toEqual(['APPLIED']);
    expect(await send(bought)).toEqual(['DUPLICATE']);
    expect(await standing()).toMatchObject({ savedFen: savedFen + 450, last: 450 });
    const back = { type: 'order.refunded', reverses: 'bought' };
    expect(await send({ ...back, eventId: 'part', amountFen: 3_183 })).toEqual(['APPLIED']);
    expect(await standing()).toMatchObject({ savedFen: savedFen + 300, last: -150 });
    expect(await send({ ...back, eventId: 'rest', amountFen: 6_367 })).toEqual(['APPLIED']);
    expect(await standing()).toMatchObject({ savedFen, last: -300 });
  });

  it('and the gate name plans that there are', async () => {
    const save = (plans: string[]) => productMutation(bench.server, 'mallProductCreate', productInput('p', { plans }));
    const before = await tableRows(bench.server.database);
    expect(refusalsOf(await save(['gold', 'silver']))).toEqual([{ code: 'PLAN_UNKNOWN', field: ['plans', '1'] }]);
    expect(await tableRows(bench.server.database)).toEqual(before);
    expect(refusalsOf(await save(['gold']))).toEqual([]);
  });
});
