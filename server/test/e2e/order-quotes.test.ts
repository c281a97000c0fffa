import { describeOnEachDatabase } from '../support/databases';
import { PaymentBench } from '../support/payments';
import { mutate, refusalsOf } from '../support/sessions';
import { addProduct } from '../support/shelf';
import { statementsDuring } from '../support/statements';
import { tableRows } from '../support/table-rows';

jest.setTimeout(120_000);

const COUPONS = `
coupons:
  - { code: three-off, name: Three, kind: amountOff, offFen: 300, minSpendFen: 900, validFor: P15D }
  - { code: ten-off, name: Ten, kind: amountOff, offFen: 1000, validFor: P15D }
  - { code: dear, name: Dear, kind: amountOff, offFen: 500, minSpendFen: 100000, validFor: P15D }
  - { code: tenth, name: Tenth, kind: percentOff, percent: 0.1, validFor: P15D }
  - { code: books, name: Books, kind: amountOff, offFen: 500, scope: { categories: [books] }, validFor: P15D }
  - { code: ships, name: Ships, kind: freeShipping, offFen: 500, validFor: P15D }
`;

interface Quote {
  points: number;
  cashFen: number;
  discountFen: number;
  pointsAvailable: number;
  pointsAfter: number;
  canPlace: boolean;
  refusal: { code: string; field: string[] | null } | null;
  coupons: { id: string; template: { code: string } }[];
}

describeOnEachDatabase('quotes of orders', (kind) => {
  let bench: PaymentBench;
  const cup: Record<string, { skuId: string; skuRow: number }> = {};
  const coupons: Record<string, string> = {};
  let keys = 0;

  beforeAll(async () => {
    bench = await PaymentBench.start(kind, COUPONS);
    const id = (await bench.server.graphql<{ me: { id: string } }>('{ me { id } }', { token: bench.token })).data.me.id;
    for (const template of ['three-off', 'ten-off', 'dear', 'tenth', 'books', 'ships']) {
      const input = { idempotencyKey: template, memberId: id, template, reason: 'test' };
      const options = { token: 'demo-operator', selection: 'coupon { id }' };
      const { data } = await mutate<{ coupon: { id: string } }>(bench.server, 'couponGrant', input, options);
      coupons[template] = data.payload.coupon.id;
    }
    const benefit = { kind: 'ONLINE_BENEFIT' as const };
    cup.plain = await addProduct(bench.server, benefit);
    cup.scarce = await addProduct(bench.server, { ...benefit, stock: 1 });
    cup.dear = await addProduct(bench.server, { ...benefit, pointsPrice: 1001 });
    cup.gated = await addProduct(bench.server, { ...benefit, gate: '{"levels":["upper"]}' });
    cup.few = await addProduct(bench.server, {
      ...benefit,
      limits: '[{"count":2,"per":"month"},{"count":5,"per":"ever"}]',
    });
    cup.draft = await addProduct(bench.server, { ...benefit, state: 'DRAFT' });
  });
  afterAll(() => bench.proveAndClose());

  const CASH = { payWith: 'POINTS_AND_CASH' };
  const quote = async (product: string, input: Record<string, unknown> = {}): Promise<Quote> => {
    const text = `query ($input: MallOrderQuoteInput!) { mallOrderQuote(input: $input) { points cashFen discountFen
      pointsAvailable pointsAfter canPlace refusal { code field } coupons { id template { code } } } }`;
    const variables = { input: { skuId: cup[product]?.skuId ?? product, ...input } };
    return (await bench.server.graphql<{ mallOrderQuote: Quote }>(text, { token: bench.token, variables })).data
      .mallOrderQuote;
  };
  const ORDER = `order { id state points cashFen discountFen } member { points { available } }`;
  const place = (product: string, input: Record<string, unknown> = {}) => {
    const skuId = cup[product]?.skuId ?? product;
    return mutate<{
      order: { id: string; state: string; points: number; cashFen: number; discountFen: number } | null;
      member: { points: { available: number } };
    }>(
      bench.server,
      'mallOrderPlace',
      { idempotencyKey: `p-${++keys}`, skuId, ...input },
      { token: bench.token, selection: ORDER },
    );
  };

  it.each<[string, string, Record<string, unknown>, string]>([
    ['points that are not there', 'dear', {}, 'INSUFFICIENT_POINTS'],
    ['another level', 'gated', {}, 'LEVEL_TOO_LOW'],
    ['more than the limit', 'few', { quantity: 3 }, 'PURCHASE_LIMIT_REACHED'],
    ['more than is left', 'scarce', { quantity: 2 }, 'OUT_OF_STOCK'],
    ['a draft', 'draft', {}, 'PRODUCT_NOT_AVAILABLE'],
    ['nothing that there is', 'sku_nothing', {}, 'PRODUCT_NOT_AVAILABLE'],
    ['none', 'plain', { quantity: 0 }, 'INPUT_INVALID'],
    ['a coupon that asks for more', 'plain', { ...CASH, couponId: 'dear' }, 'COUPON_MIN_SPEND'],
    ['a coupon for other goods', 'plain', { ...CASH, couponId: 'books' }, 'COUPON_OUT_OF_SCOPE'],
    ['a coupon for shipping', 'plain', { ...CASH, couponId: 'ships' }, 'COUPON_OUT_OF_SCOPE'],
    ['a coupon for points alone', 'plain', { couponId: 'tenth' }, 'COUPON_MIN_SPEND'],
    ['no coupon of theirs', 'plain', { ...CASH, couponId: 'cpn_nothing' }, 'COUPON_NOT_FOUND'],
  ])('say why an order would be refused, which then is: %s', async (_why, product, input, code) => {
    const given = {
      ...input,
      ...(input.couponId ? { couponId: coupons[String(input.couponId)] ?? input.couponId } : {}),
    };
    const before = await tableRows(bench.server.database);
    const { canPlace, refusal, pointsAvailable, pointsAfter } = await quote(product, given);
    expect([canPlace, refusal?.code, pointsAfter]).toEqual([false, code, pointsAvailable]);
    expect(refusalsOf(await place(product, given))).toEqual([refusal]);
    expect(await tableRows(bench.server.database)).toEqual(before);
  });

  it('are the price of the order: points, cash and coupon, and change nothing', async () => {
    const before = await tableRows(bench.server.database);
    expect(await quote('plain', { quantity: 2 })).toMatchObject({
      ...{ points: 200, cashFen: 0, discountFen: 0, pointsAvailable: 1000, pointsAfter: 800 },
      ...{ canPlace: true, refusal: null, coupons: [] },
    });
    const withCash = await quote('plain', CASH);
    expect(withCash).toMatchObject({ points: 60, cashFen: 990, pointsAfter: 940, canPlace: true });
    expect(withCash.coupons.map(({ template }) => template.code)).toEqual(['ten-off', 'three-off', 'tenth']);
    expect(await quote('plain', { ...CASH, couponId: coupons.tenth })).toMatchObject({ cashFen: 891, discountFen: 99 });
    expect(await tableRows(bench.server.database)).toEqual(before);
    for (const input of [{}, CASH, { ...CASH, couponId: coupons.tenth }]) {
      const { points, cashFen, discountFen, pointsAfter } = await quote('plain', input);
      const { order, member } = (await place('plain', input)).data.payload;
      expect(order).toMatchObject({ points, cashFen, discountFen });
      expect(member.points.available).toBe(pointsAfter);
    }
  });

  it('show of each product whether the member may have it, at the cost of one', async () => {
    const text = `query ($first: Int!) { mallProducts(first: $first) { edges { node { id canBuy lockedBy { reason level { code } }
      limits { count left } } } } }`;
    type Listed = {
      mallProducts: { edges: { node: { canBuy: boolean | null; lockedBy: object | null; limits: object[] } }[] };
    };
    const read = async (first = 50, token: string | undefined = bench.token) =>
      (await bench.server.graphql<Listed>(text, { token, variables: { first } })).data.mallProducts.edges.map(
        ({ node: { canBuy, lockedBy, limits } }) => ({ canBuy, lockedBy, limits }),
      );
    await place('few', { quantity: 2 });
    const rows = await read();
    // In the order in which they were made, the benefit of the bench first.
    expect(rows.map(({ canBuy }) => canBuy)).toEqual([true, true, true, true, false, false]);
    expect(rows[4]).toEqual({ canBuy: false, lockedBy: { reason: 'LEVEL', level: { code: 'upper' } }, limits: [] });
    expect(rows[5]).toEqual({
      canBuy: false,
      lockedBy: { reason: 'LIMIT', level: null },
      limits: [
        { count: 2, left: 0 },
        { count: 5, left: 3 },
      ],
    });
    const unknown = (await bench.server.graphql<Listed>(text, { variables: { first: 50 } })).data.mallProducts.edges;
    expect(unknown.every(({ node }) => node.canBuy === null && node.lockedBy === null)).toBe(true);
    for (let n = 0; n < 20; n++)
      await addProduct(bench.server, { limits: '[{"count":1,"per":"day"},{"count":2,"per":"ever"}]' });
    bench.server.clock.advance({ seconds: 2 });
    await read(1);
    const one = await statementsDuring(bench.server.database, () => read(6));
    const many = await statementsDuring(bench.server.database, () => read(26));
    expect((await read(50)).length).toBe(26);
    expect(many.length).toBe(one.length);
  });
});
