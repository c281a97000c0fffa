import { describeOnEachDatabase } from '../support/databases';
import { record, told } from '../support/events';
import { memberId } from '../support/members';
import { mutate } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

const program = (deduction = '') => `
program: checkout
name: Checkout
timeZone: Asia/Shanghai
points: { pendingFor: P0D ${deduction} }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: base, name: Base, threshold: 0, color: "#111111" }]
rules:
  - { code: order-points, on: order.completed, when: { not: { data.category: { eq: gift-card } } }, grant: { points: { perYuan: 1 } }, cap: { perDay: 1500 } }
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 0.5 } } }
`;

type Quoted = { checkoutQuote: Record<string, unknown> };

describeOnEachDatabase('a checkout', (kind) => {
  let server: TestServer;
  let token: string;
  const start = async (deduction?: string) => {
    server = await startTestServer(kind, { program: program(deduction) });
    token = await server.partnerToken();
    const event = { eventId: 'first', type: 'order.completed', memberRef: 'buyer', amountFen: 123_400 };
    expect(told((await record(server, token, [event])).results)).toEqual(['APPLIED']);
  };
  afterEach(() => server.close());

  const ask = (input: Record<string, unknown>, language?: string) => {
    const query = `mutation ($input: CheckoutQuoteInput!) { checkoutQuote(input: $input) {
      maxPoints discountFen payableFen reasonCode why available debt earns { points growth }
      userErrors { code field } } }`;
    return server.graphql<Quoted>(query, { token, language, variables: { input: { memberRef: 'buyer', ...input } } });
  };
  const quote = async (input: Record<string, unknown>, language?: string) => {
    const { userErrors, ...quoted } = (await ask(input, language)).data.checkoutQuote;
    expect(userErrors).toEqual([]);
    return quoted;
  };

  it('quotes what points take off, and what the rest earns, and writes nothing', async () => {
    await start(', deduction: { pointsPerYuan: 100, maxShare: 0.5, minPoints: 500, unit: 100 }');
    const before = await tableRows(server.database);
    expect(await quote({ amountFen: 10_000 })).toEqual({
      ...{ maxPoints: 1200, discountFen: 1200, payableFen: 8800, reasonCode: null, why: null },
      ...{ available: 1234, debt: 0, earns: { points: 88, growth: 44 } },
    });
    // The cap of the day leaves 266.
    expect(await quote({ amountFen: 100_000 })).toMatchObject({ earns: { points: 266, growth: 494 } });
    const gift = await quote({ amountFen: 10_000, data: { category: 'gift-card' } });
    expect(gift).toMatchObject({ maxPoints: 1200, earns: { points: 0, growth: 44 } });
    expect(await quote({ amountFen: 999 }, 'en')).toMatchObject({
      ...{ maxPoints: 0, discountFen: 0, payableFen: 999, reasonCode: 'ORDER_TOO_SMALL' },
      why: 'The order is too small for points to be used.',
    });
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('keeps its word: what was quoted can be held, and is then earned', async () => {
    await start(', deduction: { pointsPerYuan: 100, unit: 10 }');
    const quoted = await quote({ amountFen: 5000 });
    expect(quoted).toMatchObject({ maxPoints: 1230, payableFen: 3770, earns: { points: 37, growth: 18 } });
    const order = { memberRef: 'buyer', orderRef: 'o', orderAmountFen: 5000, points: quoted.maxPoints };
    const held = await mutate(server, 'pointsHold', { idempotencyKey: 'k', ...order }, { token });
    expect(held.data.payload.userErrors).toEqual([]);
    await record(server, token, [{ eventId: 'o', type: 'order.completed', memberRef: 'buyer', amountFen: 3770 }]);
    expect(await quote({ amountFen: 5000 })).toMatchObject({ available: 4 + 37, maxPoints: 40 });
  });

  it('says why nothing can be used', async () => {
    await start(', deduction: { pointsPerYuan: 100, minPoints: 1300 }');
    expect(await quote({ amountFen: 100_000 })).toMatchObject({
      ...{ reasonCode: 'BELOW_MINIMUM', why: '可用积分未达到抵扣的起点', payableFen: 100_000 },
    });
    const id = await memberId(server, 'buyer');
    await mutate(server, 'memberBlock', { memberId: id, reason: 'r' }, { token: 'demo-operator' });
    expect(await quote({ amountFen: 100_000 })).toMatchObject({
      ...{ reasonCode: 'MEMBER_BLOCKED', maxPoints: 0, earns: { points: 0, growth: 0 } },
    });
  });

  it('takes no points where the program has no deduction, and knows nobody else’s members', async () => {
    await start();
    expect(await quote({ amountFen: 100_000 })).toMatchObject({ reasonCode: 'NO_DEDUCTION', available: 1234 });
    const refusals: [input: Record<string, unknown>, code: string, field: string][] = [
      [{ memberRef: 'nobody', amountFen: 1 }, 'NOT_FOUND', 'memberRef'],
      [{ amountFen: -1 }, 'INPUT_INVALID', 'amountFen'],
      [{ amountFen: 1, type: ' ' }, 'INPUT_INVALID', 'type'],
      [{ amountFen: 1, type: 'order.refunded' }, 'INPUT_INVALID', 'type'],
    ];
    for (const [input, code, field] of refusals) {
      const { maxPoints, userErrors } = (await ask(input)).data.checkoutQuote;
      expect([maxPoints, userErrors]).toEqual([null, [{ code, field: [field] }]]);
    }
  });
});
