import { describeOnEachDatabase } from '../support/databases';
import { link, linkToken, merge } from '../support/linking';
import { plansProgram } from '../support/plans';
import { faultsOf } from '../support/proofs';
import { mutate, refusalsOf } from '../support/sessions';
import { SubscriberBench } from '../support/subscribers';
import { tableRows } from '../support/table-rows';

jest.setTimeout(240_000);

/** A month comes with points, so that there is something to take back; one plan is paid by virtual payment. */
const program = `${plansProgram.replace('scheme: hybrid', 'scheme: hybrid\n    benefits: [pack]')}
  - code: virtual
    name: { zh-CN: 虚拟月卡, en: Virtual month }
    period: P1M
    priceFen: 1990
    scheme: supplier
    adapter: virtualPay
    benefits: [pack]
    refund: { wholeWithin: P7D, thereafter: none }
    agreementVersion: "2026-01"
benefits:
  - { code: pack, name: { zh-CN: 月礼, en: Pack }, kind: economic, layer: basic, grant: { points: 100 }, when: planMonth }
`;
/** What a refusal leaves as it is; signing in changes other tables. */
const TABLES = [
  'subscription',
  'subscription_change',
  'subscription_period',
  'plan_charge',
  'plan_contract',
  'plan_code',
];
const MONEY = ['plan_refund_request', 'payment', 'payment_refund', 'journal', 'member_state', 'operation_log'];

describeOnEachDatabase('plans of members, decided case by case', (kind) => {
  let bench: SubscriberBench;
  beforeAll(async () => {
    bench = await SubscriberBench.start(kind, program);
    await bench.server.payDesk.faults({ refundSeconds: 0 });
  });
  afterEach(async () => {
    expect(await faultsOf(bench.server.database, bench.server.clock)).toEqual([]);
  });
  afterAll(() => bench.close());

  const stored = () => tableRows(bench.server.database, ...TABLES, ...MONEY);
  /** The code of the refusal of a mutation that changes nothing. */
  const refused = async (user: string, mutation: string, input: Record<string, unknown>) => {
    if (!user.startsWith('demo-')) await bench.token(user);
    const before = await stored();
    const code = await bench.refused(user, mutation, input);
    expect(await stored()).toEqual(before);
    return code;
  };
  const idOf = async (user: string) => {
    const token = await bench.token(user);
    return (await bench.server.graphql<{ me: { id: string } }>('{ me { id } }', { token })).data.me.id;
  };
  const gifts = async (user: string) => {
    type Gift = { state: string; giftState: string; giftCode: string; giftRedeemedAt: string | null };
    const token = await bench.token(user);
    const query = '{ me { giftSubscriptions { state giftState giftCode giftRedeemedAt } } }';
    const { data } = await bench.server.graphql<{ me: { giftSubscriptions: Gift[] } }>(query, { token });
    return data.me.giftSubscriptions;
  };
  const points = async (user: string) => {
    type Answer = { me: { points: { available: number } } };
    const token = await bench.token(user);
    return (await bench.server.graphql<Answer>('{ me { points { available } } }', { token })).data.me.points.available;
  };
  /** What WeChat Pay says that it gave back, in the order in which it did. */
  const back = async () => {
    const told = (await bench.server.payDesk.notices()).filter(({ event_type }) => event_type === 'REFUND.SUCCESS');
    return told.map(({ content }) => (content.amount as { refund: number }).refund);
  };
  const settled = async () => {
    await bench.work();
    await bench.work();
  };
  const ask = async (user: string) => {
    const { id } = await bench.seen(user);
    const asked = await bench.done(user, 'subscriptionRefundRequest', { subscriptionId: id, reason: '不想要了' });
    return asked.subscription?.refundRequest?.id ?? '';
  };
  const decide = (requestId: string, approve: boolean, amountFen?: number) => ({
    requestId,
    approve,
    amountFen,
    reason: '核实',
  });
  const periodsOf = async (user: string) =>
    (await bench.seen(user)).periods.map(({ number, paidFen, refundedFen }) => [number, paidFen, refundedFen]);

  it('a refund that staff refuse changes nothing, and can be asked for again', async () => {
    await bench.subscribe('amy');
    const requestId = await ask('amy');
    await settled();
    const before = await tableRows(bench.server.database, ...TABLES, 'payment', 'payment_refund', 'journal');
    await bench.done('demo-operator', 'subscriptionRefundDecide', decide(requestId, false));
    await settled();
    expect(await tableRows(bench.server.database, ...TABLES, 'payment', 'payment_refund', 'journal')).toEqual(before);
    expect(await bench.seen('amy')).toMatchObject({
      ...{ state: 'ACTIVE', refundRequest: { state: 'REFUSED' }, refundQuote: { canRefund: true, amountFen: 1990 } },
    });
    expect([await back(), await points('amy')]).toEqual([[], 100]);
    expect(await refused('demo-operator', 'subscriptionRefundDecide', decide(requestId, true))).toBe('STATE_CONFLICT');
  });

  it('a refund that staff grant in part: so much goes back, the plan ends with what it gave', async () => {
    const requestId = await ask('amy');
    for (const amountFen of [1991, 0, -1]) {
      const decision = decide(requestId, true, amountFen);
      expect(await refused('demo-operator', 'subscriptionRefundDecide', decision)).toBe('INPUT_INVALID');
    }
    await bench.done('demo-operator', 'subscriptionRefundDecide', decide(requestId, true, 1000));
    await settled();
    expect(await bench.seen('amy')).toMatchObject({
      ...{ state: 'REFUNDED', refundRequest: { id: requestId, state: 'DONE', amountFen: 1000 }, refundQuote: null },
      periods: [{ paidFen: 1990, refundedFen: 1000 }],
    });
    expect([await back(), await points('amy')]).toEqual([[1000], 0]);
    const listed = async (state: string) => {
      const query = `{ planRefundRequests(first: 9, state: ${state}) { edges { node { id amountFen } } } }`;
      type Listed = { planRefundRequests: { edges: { node: object }[] } };
      const { data } = await bench.server.graphql<Listed>(query, { token: 'demo-viewer' });
      return data.planRefundRequests.edges.map(({ node }) => node);
    };
    expect([await listed('APPROVED'), await listed('DONE')]).toEqual([[], [{ id: requestId, amountFen: 1000 }]]);
    const { id: subscriptionId } = await bench.seen('amy');
    const again = { subscriptionId, reason: '再退' };
    expect(await refused('amy', 'subscriptionRefundRequest', again)).toBe('PLAN_REFUND_NOT_POSSIBLE');
  });

  it('a period that was paid early goes back alone; after it the one that runs, and not before it', async () => {
    await bench.subscribe('bo');
    const first = await bench.seen('bo');
    const early = await ask('bo');
    await bench.subscribe('bo');
    expect(await bench.seen('bo')).toMatchObject({ id: first.id, state: 'ACTIVE', refundQuote: { amountFen: 1990 } });
    expect((await bench.seen('bo')).periodEnd).not.toBe(first.periodEnd);
    // The running period was asked for before the next one was paid: its benefits would be unpaid.
    expect(await refused('demo-operator', 'subscriptionRefundDecide', decide(early, true))).toBe(
      'PLAN_REFUND_NOT_POSSIBLE',
    );
    await bench.done('demo-operator', 'subscriptionRefundDecide', decide(await ask('bo'), true));
    await settled();
    expect(await bench.seen('bo')).toMatchObject({ state: 'ACTIVE', periodEnd: first.periodEnd, canRenew: true });
    expect([await periodsOf('bo'), await points('bo')]).toEqual([
      [
        [1, 1990, 0],
        [2, 1990, 1990],
      ],
      100,
    ]);
    await bench.subscribe('bo');
    expect((await periodsOf('bo')).at(-1)).toEqual([3, 1990, 0]);
    await bench.done('demo-operator', 'subscriptionRefundDecide', decide(await ask('bo'), true));
    await bench.done('demo-operator', 'subscriptionRefundDecide', decide(early, true));
    await settled();
    expect(await bench.seen('bo')).toMatchObject({ state: 'REFUNDED' });
    expect((await periodsOf('bo')).map(([, , refundedFen]) => refundedFen)).toEqual([1990, 1990, 1990]);
    expect([(await back()).slice(1), await points('bo')]).toEqual([[1990, 1990, 1990], 0]);
  });

  it('codes are made by staff, told once, and good once each, until their time is over', async () => {
    const wanted = { planCode: 'taste', count: 3, validUntil: '2026-03-20T00:00:00.000Z', reason: '活动' };
    const make = async (input: object, token = 'demo-operator') => {
      const keyed = { idempotencyKey: `codes-${JSON.stringify(input)}`, ...wanted, ...input };
      return mutate<{ codes: string[] }>(bench.server, 'planCodesCreate', keyed, { token, selection: 'codes' });
    };
    const before = await stored();
    for (const token of ['demo-viewer', await bench.token('amy')]) {
      expect((await make({}, token)).errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
    }
    for (const [input, field] of [
      [{ count: 0 }, 'count'],
      [{ count: 501 }, 'count'],
      [{ reason: ' ' }, 'reason'],
      [{ validUntil: '2026-03-01T00:00:00.000Z' }, 'validUntil'],
    ] as const) {
      expect(refusalsOf(await make(input))).toEqual([{ code: 'INPUT_INVALID', field: [field] }]);
    }
    expect(refusalsOf(await make({ planCode: 'moon' }))).toEqual([{ code: 'PLAN_UNKNOWN', field: ['planCode'] }]);
    expect(await stored()).toEqual(before);
    const { codes } = (await make({})).data.payload;
    expect(new Set(codes).size).toBe(3);
    expect((await make({})).data.payload.codes).toEqual([]);
    const rows = await bench.rows<{ code: unknown }>('SELECT code FROM plan_code');
    expect(rows.map(({ code }) => code)).toEqual([null, null, null]);
    const [code, second, late] = codes as [string, string, string];
    const users = ['cai', 'deng', 'cai'];
    for (const user of users) await bench.token(user);
    const race = await Promise.all(users.map((user) => bench.refused(user, 'subscriptionCodeRedeem', { code })));
    expect(race.filter((refusal) => refusal === undefined)).toHaveLength(1);
    expect(race.filter((refusal) => refusal === 'PLAN_CODE_INVALID')).toHaveLength(2);
    const begun = "SELECT id FROM subscription_period WHERE source = 'CARD_CODE'";
    expect(await bench.rows(begun)).toHaveLength(1);
    // Guesses, and what is mistyped, cost nothing and say nothing.
    for (const guess of ['', code, `${second.slice(0, -1)}?`, second.slice(0, -1), '🎁', 'x'.repeat(5000)]) {
      expect(await refused('elle', 'subscriptionCodeRedeem', { code: guess })).toBe('PLAN_CODE_INVALID');
    }
    await bench.done('elle', 'subscriptionCodeRedeem', { code: ` ${second.toLowerCase().replaceAll('-', ' ')} ` });
    await bench.at('2026-03-20T08:00');
    expect(await refused('deng', 'subscriptionCodeRedeem', { code: late })).toBe('PLAN_CODE_INVALID');
  });

  it('a checkout that is resumed by another channel is paid once, whichever is paid', async () => {
    const first = await bench.checkout('fu');
    const id = first.subscription?.id;
    const channel = 'NATIVE';
    const resumed = await bench.done('fu', 'subscriptionPaymentResume', { subscriptionId: id, channel });
    const again = await bench.done('fu', 'subscriptionPaymentResume', { subscriptionId: id, channel });
    expect(again.paymentParams).toEqual(resumed.paymentParams);
    const before = (await back()).length;
    const { payDesk } = bench.server;
    // What the first one had shown can be paid until it is closed there.
    expect(await payDesk.pay({ ...first.paymentParams, channel: 'jsapi' } as never)).toBe('requestPayment:ok');
    expect(await payDesk.pay({ ...resumed.paymentParams, channel: 'native' } as never, 'fu')).toMatch(/ok$/);
    await bench.server.runPayTimers();
    await settled();
    expect(await bench.seen('fu')).toMatchObject({
      ...{ id, state: 'ACTIVE', periods: [{ number: 1, paidFen: 1990 }] },
      charges: [{ state: 'REFUNDED' }, { state: 'SUCCEEDED' }],
    });
    expect([(await back()).slice(before), await points('fu')]).toEqual([[1990], 100]);
    expect(await refused('fu', 'subscriptionPaymentResume', { subscriptionId: id, channel })).toBe('PAYMENT_NOT_OPEN');
  });

  it('what waits to be paid can be called off, and then nothing is to be paid', async () => {
    const { subscription } = await bench.checkout('gu', { autoRenew: true });
    const subscriptionId = subscription?.id;
    expect(await refused('fu', 'subscriptionCancel', { subscriptionId })).toBe('NOT_FOUND');
    const { subscription: after } = await bench.done('gu', 'subscriptionCancel', { subscriptionId });
    expect(after).toMatchObject({ state: 'EXPIRED', autoRenewState: 'OFF', charges: [{ state: 'CANCELLED' }] });
    expect(await bench.seen('gu')).toBeNull();
    expect(await refused('gu', 'subscriptionCancel', { subscriptionId })).toBe('SUBSCRIPTION_STATE_CONFLICT');
    expect(await refused('gu', 'subscriptionPaymentResume', { subscriptionId, channel: 'MINI_PROGRAM' })).toBe(
      'PAYMENT_NOT_OPEN',
    );
    await settled();
    const rows = await bench.rows<{ state: string }>('SELECT state FROM payment ORDER BY id DESC LIMIT 1');
    expect(rows).toEqual([{ state: 'CLOSED' }]);
  });

  it('virtual payment: signed, pushed, asked about, and its benefits once, whatever is forged or pushed again', async () => {
    const { server } = bench;
    const { paymentParams } = await bench.checkout('hana', { planCode: 'virtual' });
    expect(paymentParams).toMatchObject({ mode: 'short_series_goods', appId: null });
    await server.virtualDesk.faults({ pushSignature: 'bad', noRetries: true });
    const paying = { ...paymentParams, channel: 'virtual' } as never;
    const before = await stored();
    expect(await server.virtualDesk.pay(paying, 'hana')).toBe('requestVirtualPayment:ok');
    await server.runPayTimers();
    const push = (await server.virtualDesk.pushes()).at(-1);
    expect(push).toMatchObject({ delivered: false, attempts: [{ outcome: 400 }] });
    const forged = await fetch(`${server.url}/callbacks/wechat-push?signature=1&timestamp=1&nonce=1`, {
      method: 'POST',
      body: JSON.stringify(push?.message),
    });
    expect(forged.status).toBe(400);
    expect(await stored()).toEqual(before);
    await server.virtualDesk.faults({ pushSignature: 'good', doublePushes: true });
    expect(await server.virtualDesk.tell(push?.id ?? '')).toEqual([200, 200]);
    expect(await bench.seen('hana')).toMatchObject({ state: 'ACTIVE', periods: [{ number: 1, paidFen: 1990 }] });
    const paid = await stored();
    expect(await server.virtualDesk.tell(push?.id ?? '')).toEqual([200, 200]);
    expect(await stored()).toEqual(paid);
    await settled();
    expect([await points('hana'), (await server.virtualDesk.orders()).at(-1)]).toMatchObject([100, { status: 4 }]);
    const begun = await bench.rows<{ input: string }>(`SELECT input FROM journal WHERE input LIKE '%"virtual"%'`);
    expect(begun).toHaveLength(1);
    await server.virtualDesk.faults({ doublePushes: false, noRetries: false });
  });

  it('a push that says paid of what is not begins nothing', async () => {
    const { server } = bench;
    const { paymentParams } = await bench.checkout('ivy', { planCode: 'virtual' });
    await server.virtualDesk.faults({ prematurePushes: true });
    const before = await stored();
    await server.virtualDesk.pay({ ...paymentParams, channel: 'virtual' } as never, 'ivy', 'cancel');
    await server.runPayTimers();
    expect((await stored()).subscription).toEqual(before.subscription);
    expect((await bench.seen('ivy')).state).toBe('PENDING');
    await server.virtualDesk.faults({ prematurePushes: false });
  });

  it('a price that rises after the notice is for the period after', async () => {
    await bench.subscribe('jin', { autoRenew: true });
    const { periodEnd } = await bench.seen('jin');
    expect(periodEnd?.slice(0, 10)).toBe('2026-04-20');
    await bench.at('2026-04-16T00:00');
    const source = program.replace('period: P1M\n    priceFen: 1990', 'period: P1M\n    priceFen: 2990');
    const published = await mutate(bench.server, 'programPublish', { source, note: '涨价' }, { token: 'demo-admin' });
    expect([published.errors, refusalsOf(published)]).toEqual([undefined, []]);
    expect((await bench.seen('jin')).nextChargeFen).toBe(1990);
    await bench.at('2026-04-19T08:00');
    await bench.at('2026-04-21T00:00');
    expect(await periodsOf('jin')).toEqual([
      [1, 1990, 0],
      [2, 1990, 0],
    ]);
    expect(await bench.seen('jin')).toMatchObject({ nextChargeFen: 2990 });
    await bench.at('2026-05-16T00:00');
    expect((await bench.seen('jin')).notices.map(({ kind: by, priceFen }) => [by, priceFen])).toEqual([
      ['OWN', 1990],
      ['PLATFORM', 1990],
      ['OWN', 2990],
    ]);
  });

  it('members who both have a plan are not merged, and nothing changes; staff are told what to do first', async () => {
    await bench.subscribe('kai');
    const { subscription } = await bench.checkout('lan');
    const [jin, kai, lan] = [await idOf('jin'), await idOf('kai'), await idOf('lan')];
    const running = 'Both have a plan that runs: let one of them end, or refund it, first.';
    const unpaid =
      'Both have a plan, and one (month) waits to be paid: call it off, or try again when its time to pay is over.';
    for (const [survivor, absorbed, message] of [
      [jin, kai, running],
      [kai, jin, running],
      [jin, lan, unpaid],
    ] as const) {
      const before = await tableRows(bench.server.database);
      const refusals = await merge(bench.server, survivor, absorbed);
      expect(refusals).toEqual([expect.objectContaining({ code: 'STATE_CONFLICT', field: ['absorbedId'], message })]);
      expect(await tableRows(bench.server.database)).toEqual(before);
    }
    await bench.done('lan', 'subscriptionCancel', { subscriptionId: subscription?.id });
    expect(await merge(bench.server, jin, lan)).toEqual([]);
    await bench.done('demo-operator', 'subscriptionRefundDecide', decide(await ask('kai'), true));
    // What is paid for goes on with whoever goes on: the plan, its notices and its contract; the next debit is theirs.
    expect(await merge(bench.server, kai, jin)).toEqual([]);
    const moved = await bench.seen('kai');
    expect(moved).toMatchObject({ state: 'ACTIVE', autoRenewState: 'ON', nextChargeFen: 2990 });
    expect(moved.notices).toHaveLength(3);
    await bench.at('2026-05-19T08:00');
    await bench.at('2026-05-21T00:00');
    expect((await periodsOf('kai')).at(-1)).toEqual([3, 2990, 0]);
  });

  it('nor does a link make one of two who both have a plan; who has none takes what the other bought', async () => {
    const { server } = bench;
    const partner = await server.partnerToken();
    await link(server, await bench.token('kai'), await linkToken(server, partner, 'kai-ref'));
    const { subscription } = await bench.checkout('moe');
    const token = await bench.token('moe');
    const secret = await linkToken(server, partner, 'kai-ref');
    const before = await tableRows(server.database);
    expect(refusalsOf(await link(server, token, secret))).toEqual([{ code: 'STATE_CONFLICT', field: ['token'] }]);
    expect(await tableRows(server.database)).toEqual(before);
    await bench.done('moe', 'subscriptionCancel', { subscriptionId: subscription?.id });
    const gift = { planCode: 'taste', agreementVersion: '2026-02', asGift: true };
    await bench.pay((await bench.checkout('moe', gift)).paymentParams);
    expect(refusalsOf(await link(server, await bench.token('moe'), secret))).toEqual([]);
    expect(await idOf('moe')).toBe(await idOf('kai'));
    expect(await gifts('kai')).toEqual([
      { state: 'ACTIVE', giftState: 'UNUSED', giftCode: expect.any(String), giftRedeemedAt: null },
    ]);
  });

  it('a gift is over when somebody redeems it, when it is refunded, and after a year', async () => {
    const [{ giftCode = '' } = {}] = await gifts('kai');
    await bench.done('nan', 'subscriptionCodeRedeem', { code: giftCode });
    const now = bench.server.clock.businessNow().toISOString();
    const over = { state: 'EXPIRED', giftCode: null, giftRedeemedAt: null };
    expect(await gifts('kai')).toEqual([{ ...over, giftState: 'REDEEMED', giftRedeemedAt: now }]);
    const gift = { planCode: 'month', asGift: true };
    for (const state of ['VOID', 'UNUSED']) {
      const { subscription, paymentParams } = await bench.checkout('ou', gift);
      await bench.pay(paymentParams);
      if (state === 'UNUSED') continue;
      const input = { subscriptionId: subscription?.id, reason: '不送了' };
      const { subscription: asked } = await bench.done('ou', 'subscriptionRefundRequest', input);
      await bench.done('demo-operator', 'subscriptionRefundDecide', decide(asked?.refundRequest?.id ?? '', true));
    }
    const [, { giftCode: late = '' } = {}] = await gifts('ou');
    await bench.at('2027-05-22T00:00');
    expect(await gifts('ou')).toEqual([
      { ...over, state: 'REFUNDED', giftState: 'VOID' },
      { ...over, giftState: 'EXPIRED' },
    ]);
    expect(await refused('nan', 'subscriptionCodeRedeem', { code: late })).toBe('PLAN_CODE_INVALID');
    type Figures = { plan: { code: string }; newSubscribers: number; incomeFen: number };
    const query = '{ planFigures(from: "2026-05-21", to: "2027-05-22") { plan { code } newSubscribers incomeFen } }';
    const { data } = await bench.server.graphql<{ planFigures: Figures[] }>(query, { token: 'demo-viewer' });
    // Two gifts of a month were sold and nobody redeemed them; the taste was sold and redeemed.
    const [month, , taste] = data.planFigures;
    expect([month, taste]).toMatchObject([{ newSubscribers: 0 }, { newSubscribers: 1, incomeFen: 990 }]);
  });
});
