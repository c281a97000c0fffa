import { describeOnEachDatabase } from '../support/databases';
import { memberId } from '../support/members';
import { mutate } from '../support/sessions';
import { SubscriberBench } from '../support/subscribers';
import { tableRows } from '../support/table-rows';

jest.setTimeout(240_000);

describeOnEachDatabase('plans of members', (kind) => {
  let bench: SubscriberBench;
  beforeAll(async () => {
    bench = await SubscriberBench.start(kind);
  });
  afterAll(() => bench.close());

  const shown = async (user: string) => {
    const { state, periodEnd, autoRenewState, periods, charges } = await bench.seen(user);
    return { state, periodEnd, autoRenewState, periods: periods.length, charges: charges.map((c) => c.state) };
  };
  /** Midnight in China. */
  const day = (date: string) => new Date(`${date}T00:00:00.000+08:00`).toISOString();

  it('begin once when they are paid, and are renewed with both notices before', async () => {
    const { paymentParams, contractParams, subscription } = await bench.checkout('lin', { autoRenew: true });
    expect(subscription).toMatchObject({ state: 'PENDING', autoRenewState: 'SIGNING', periods: [] });
    await bench.pay(paymentParams);
    expect(await shown('lin')).toMatchObject({
      state: 'ACTIVE',
      periodEnd: day('2026-04-02'),
      autoRenewState: 'SIGNING',
    });
    if (!contractParams) throw new Error('It cannot be signed.');
    await bench.server.contractDesk.sign(contractParams, 'lin');
    await bench.server.runPayTimers();
    expect(await bench.seen('lin')).toMatchObject({
      autoRenewState: 'ON',
      nextChargeAt: day('2026-04-02'),
      nextChargeFen: 1990,
    });
    await bench.at('2026-03-27T23:00');
    expect((await bench.seen('lin')).notices).toEqual([]);
    await bench.at('2026-03-28T00:00');
    const [own] = (await bench.seen('lin')).notices;
    expect(own).toMatchObject({ kind: 'OWN', priceFen: 1990, chargeAt: day('2026-04-02') });
    expect(own?.text).toBe(
      '「月卡」将于 2026年4月2日 自动续费 ¥19.90。如不需要，可在扣费前到「我的会员」中取消自动续费。',
    );
    await bench.at('2026-03-31T06:00');
    expect((await bench.seen('lin')).notices).toHaveLength(1);
    await bench.at('2026-03-31T07:00');
    expect((await bench.seen('lin')).notices.map((notice) => notice.kind)).toEqual(['OWN', 'PLATFORM']);
    await bench.at('2026-04-01T23:00');
    expect(await shown('lin')).toMatchObject({ state: 'ACTIVE', periods: 1 });
    await bench.at('2026-04-02T00:00');
    expect(await shown('lin')).toEqual({
      ...{ state: 'ACTIVE', autoRenewState: 'ON', periodEnd: day('2026-05-02'), periods: 2 },
      charges: ['SUCCEEDED', 'SUCCEEDED'],
    });
    const { me } = (
      await bench.server.graphql<{ me: { notifications: { edges: { node: { kind: string } }[] } } }>(
        '{ me { notifications(first: 9) { edges { node { kind } } } } }',
        { token: await bench.token('lin') },
      )
    ).data;
    expect(me.notifications.edges.map(({ node }) => node.kind)).toContain('PLAN_RENEWAL_NOTICE');
  });

  it('whose debit fails are tried again after 1, 3 and 5 days, and recover', async () => {
    await bench.at('2026-04-27T00:00');
    await bench.at('2026-04-30T08:00');
    await bench.server.contractDesk.faults({ failDebits: 2 });
    await bench.at('2026-05-02T00:00');
    expect(await shown('lin')).toMatchObject({
      state: 'PAST_DUE',
      periods: 2,
      charges: [...Array(2).fill('SUCCEEDED'), 'FAILED'],
    });
    expect((await bench.seen('lin')).nextChargeAt?.slice(0, 13)).toBe(day('2026-05-03').slice(0, 13));
    await bench.at('2026-05-03T00:30');
    expect((await shown('lin')).charges.slice(2)).toEqual(['FAILED', 'FAILED']);
    await bench.at('2026-05-04T12:00');
    expect((await shown('lin')).charges.slice(2)).toEqual(['FAILED', 'FAILED']);
    await bench.at('2026-05-05T00:30');
    expect(await shown('lin')).toMatchObject({ state: 'ACTIVE', periods: 3, periodEnd: day('2026-06-02') });
  });

  it('are changed at the end of the period, with the price of the new plan in the notice', async () => {
    const { id } = await bench.seen('lin');
    await bench.done('lin', 'subscriptionPlanChange', { subscriptionId: id, planCode: 'year' });
    await bench.at('2026-05-28T00:00');
    expect((await bench.seen('lin')).notices.at(-1)).toMatchObject({ kind: 'OWN', priceFen: 19900 });
    await bench.at('2026-05-31T08:00');
    await bench.at('2026-06-02T00:00');
    expect(await bench.seen('lin')).toMatchObject({
      ...{ state: 'ACTIVE', plan: { code: 'year' }, nextPlan: null, periodEnd: day('2027-06-02') },
    });
  });

  it('are refunded at once where the plan says so, and end', async () => {
    const before = await bench.seen('lin');
    expect(before.refundQuote).toEqual({ canRefund: true, kind: 'WHOLE', amountFen: 19900 });
    await bench.done('lin', 'subscriptionRefundRequest', { subscriptionId: before.id, reason: '不想要了' });
    await bench.work();
    await bench.work();
    const after = await bench.seen('lin');
    expect(after).toMatchObject({
      state: 'REFUNDED',
      autoRenewState: 'ENDED',
      refundRequest: { state: 'DONE', amountFen: 19900 },
    });
    expect(after.periods.at(-1)).toMatchObject({ paidFen: 19900, refundedFen: 19900 });
    expect((await bench.server.contractDesk.contracts()).filter(({ state }) => state === 'SIGNED')).toEqual([]);
    const again = { subscriptionId: before.id, reason: '再退一次' };
    expect(await bench.refused('lin', 'subscriptionRefundRequest', again)).toBe('PLAN_REFUND_NOT_POSSIBLE');
  });

  it('that are cancelled run to their end, and nothing is charged', async () => {
    await bench.subscribe('chen', { autoRenew: true });
    const { id } = await bench.seen('chen');
    await bench.at('2026-06-28T08:00');
    await bench.done('chen', 'subscriptionAutoRenewCancel', { subscriptionId: id });
    expect(await shown('chen')).toMatchObject({ state: 'CANCELLED', autoRenewState: 'ENDED' });
    const { periodEnd } = await bench.seen('chen');
    await bench.at('2026-07-05T08:00');
    expect(await shown('chen')).toEqual({
      ...{ state: 'EXPIRED', autoRenewState: 'ENDED', periodEnd, periods: 1 },
      charges: ['SUCCEEDED'],
    });
    expect(await bench.server.contractDesk.debits()).toHaveLength(5);
  });

  it('cancelled while a debit is on its way: what it brings goes back, the contract ended inside WeChat counts, too', async () => {
    const contractId = await bench.subscribe('chen', { autoRenew: true });
    const { id } = await bench.seen('chen');
    await bench.at('2026-08-01T00:00');
    await bench.at('2026-08-04T08:00');
    await bench.server.contractDesk.faults({ hangDebits: 1 });
    await bench.at('2026-08-06T00:00');
    expect((await shown('chen')).charges).toEqual(['SUCCEEDED', 'UNDER_WAY']);
    await bench.server.contractDesk.cancel(contractId ?? '');
    await bench.server.runPayTimers();
    expect(await shown('chen')).toMatchObject({ state: 'CANCELLED', charges: ['SUCCEEDED', 'CANCELLED'] });
    const number = (await bench.server.contractDesk.debits()).at(-1)?.out_trade_no ?? '';
    await bench.server.contractDesk.settle(number, 'SUCCESS');
    await bench.work();
    await bench.work();
    expect(await bench.seen('chen')).toMatchObject({ id, state: 'EXPIRED', charges: [{}, { state: 'REFUNDED' }] });
    const text =
      "SELECT r.state FROM payment_refund r JOIN payment p ON p.id = r.payment_id WHERE p.purpose = 'planRenewal'";
    expect((await bench.rows<{ state: string }>(`${text} ORDER BY r.id DESC`))[0]).toEqual({ state: 'SUCCEEDED' });
  });

  it('of which nobody could tell in time are charged five days after the notice; blocked, nothing is charged', async () => {
    await bench.subscribe('zhao', { autoRenew: true });
    const before = await bench.server.contractDesk.debits();
    // The notice was due two days ago: the server slept.
    await bench.at('2026-09-04T09:00');
    expect((await bench.seen('zhao')).notices).toMatchObject([
      { kind: 'OWN', sentAt: '2026-09-04T01:00:00.000Z', chargeAt: '2026-09-09T01:00:00.000Z' },
    ]);
    await bench.at('2026-09-07T06:59');
    await bench.at('2026-09-07T09:00');
    await bench.at('2026-09-08T12:00');
    expect(await shown('zhao')).toMatchObject({ state: 'PAST_DUE', charges: ['SUCCEEDED'] });
    const wang = await memberId(bench.server, 'zhao');
    const block = { memberId: wang, reason: '请联系客服' };
    await mutate(bench.server, 'memberBlock', block, { token: 'demo-operator' });
    await bench.at('2026-09-09T10:00');
    expect(await bench.server.contractDesk.debits()).toEqual(before);
    await mutate(bench.server, 'memberUnblock', { memberId: wang }, { token: 'demo-operator' });
    await bench.server.contractDesk.faults({ failDebits: 9 });
    await bench.at('2026-09-09T17:00');
    expect(await shown('zhao')).toMatchObject({ state: 'PAST_DUE', charges: ['SUCCEEDED', 'FAILED'] });
    await bench.at('2026-09-10T18:00');
    await bench.at('2026-09-13T10:00');
    expect(await shown('zhao')).toMatchObject({ state: 'EXPIRED', autoRenewState: 'ENDED', periods: 1 });
    await bench.server.contractDesk.faults({ failDebits: 0 });
    await bench.at('2026-09-20T10:00');
    expect((await shown('zhao')).periods).toBe(1);
  });

  it('refuse what cannot be, and nothing is changed', async () => {
    await bench.subscribe('zhou');
    const { id } = await bench.seen('zhou');
    const refused = async (mutation: string, input: object, user = 'zhou') => {
      await bench.token(user);
      const tables = [
        'subscription',
        'plan_charge',
        'plan_contract',
        'payment',
        'journal',
        'subscription_period',
        'plan_code',
      ];
      const before = await tableRows(bench.server.database, ...tables);
      const code = await bench.refused(user, mutation, { ...input });
      expect(await tableRows(bench.server.database, ...tables)).toEqual(before);
      return code;
    };
    const plan = { planCode: 'year', agreementVersion: '2026-01' };
    expect(await refused('subscriptionCheckout', plan)).toBe('SUBSCRIPTION_RUNNING');
    expect(await refused('subscriptionCheckout', { ...plan, agreementVersion: '2025-12' }, 'wu')).toBe(
      'AGREEMENT_OUTDATED',
    );
    expect(await refused('subscriptionCheckout', { ...plan, planCode: 'moon' }, 'wu')).toBe('PLAN_UNKNOWN');
    expect(await refused('subscriptionCheckout', { ...plan, offerCode: 'none' }, 'wu')).toBe('OFFER_NOT_OPEN');
    const taste = { planCode: 'taste', agreementVersion: '2026-02', autoRenew: true };
    expect(await refused('subscriptionCheckout', taste, 'wu')).toBe('AUTO_RENEW_NOT_OFFERED');
    expect(await refused('subscriptionAutoRenewCancel', { subscriptionId: id })).toBe('SUBSCRIPTION_STATE_CONFLICT');
    expect(await refused('subscriptionAutoRenewCancel', { subscriptionId: id }, 'wu')).toBe('NOT_FOUND');
    const sign = { subscriptionId: id, agreementVersion: 'old' };
    expect(await refused('subscriptionAutoRenewSign', sign)).toBe('AGREEMENT_OUTDATED');
    expect(await refused('subscriptionPlanChange', { subscriptionId: id, planCode: 'moon' })).toBe('PLAN_UNKNOWN');
    expect(await refused('subscriptionCodeRedeem', { code: 'ABCD-EFGH-JKLM-NPQR' }, 'wu')).toBe('PLAN_CODE_INVALID');
    expect(await refused('subscriptionCancel', { subscriptionId: id })).toBe('SUBSCRIPTION_STATE_CONFLICT');
  });

  it('not paid in time are over; paid after they were called off, the money goes back', async () => {
    const first = await bench.checkout('wu');
    const second = await bench.checkout('wu');
    expect(second.subscription?.id).not.toBe(first.subscription?.id);
    await bench.server.payDesk.pay({ ...first.paymentParams, channel: 'jsapi' } as never).catch(() => undefined);
    await bench.work();
    await bench.work();
    const last = second.subscription?.id ?? '';
    await bench.done('wu', 'subscriptionCancel', { subscriptionId: last });
    await bench.server.payDesk.pay({ ...second.paymentParams, channel: 'jsapi' } as never).catch(() => undefined);
    await bench.work();
    await bench.work();
    const text = `SELECT p.state, p.amount_fen AS amount, p.refunded_fen AS refunded FROM payment p
      WHERE p.purpose = 'planPeriod' ORDER BY p.id DESC LIMIT 2`;
    for (const { state, amount, refunded } of await bench.rows<Record<string, unknown>>(text)) {
      expect(state === 'CLOSED' || Number(amount) === Number(refunded)).toBe(true);
    }
    expect(await bench.seen('wu')).toBeNull();
  });

  it('are given as gifts, by card codes and by staff; each code works once', async () => {
    const { paymentParams } = await bench.checkout('zhou', {
      planCode: 'taste',
      agreementVersion: '2026-02',
      asGift: true,
    });
    await bench.pay(paymentParams);
    type Gifts = { me: { giftSubscriptions: { state: string; giftCode: string }[] } };
    const token = await bench.token('zhou');
    const gifts = await bench.server.graphql<Gifts>('{ me { giftSubscriptions { state giftCode } } }', { token });
    const [gift] = gifts.data.me.giftSubscriptions;
    expect(gift).toEqual({ state: 'ACTIVE', giftCode: expect.stringMatching(/^(\w{4}-){3}\w{4}$/) });
    const given = await bench.done('wu', 'subscriptionCodeRedeem', { code: gift?.giftCode.toLowerCase() });
    expect(given.subscription).toMatchObject({
      state: 'ACTIVE',
      plan: { code: 'taste' },
      refundQuote: { canRefund: false },
    });
    expect(await bench.refused('chen', 'subscriptionCodeRedeem', { code: gift?.giftCode })).toBe('PLAN_CODE_INVALID');
    const wu = await memberId(bench.server, 'wu');
    await bench.done('demo-operator', 'planGrant', { memberId: wu, planCode: 'taste', reason: '补偿' });
    expect((await bench.seen('wu')).periods.map(({ source }) => source)).toEqual(['GIFT', 'STAFF']);
  });

  it('show staff what became of each', async () => {
    type Figures = {
      plan: { code: string };
      incomeFen: number;
      refundedFen: number;
      refundRequests: number;
      complaints: number;
      newSubscribers: number;
    };
    const query = `{ planFigures(from: "2026-03-01", to: "2026-12-31") { plan { code } newSubscribers incomeFen refundedFen
      refundRequests complaints marginFen renewalCohorts { month started renewed rate } } }`;
    const { data } = await bench.server.graphql<{ planFigures: Figures[] }>(query, { token: 'demo-viewer' });
    expect(data.planFigures.map(({ plan, ...rest }) => [plan.code, rest])).toMatchObject([
      ['month', { newSubscribers: 5, incomeFen: 7 * 1990, refundedFen: 0, refundRequests: 0, complaints: 0 }],
      ['year', { newSubscribers: 0, incomeFen: 19900, refundedFen: 19900, refundRequests: 1 }],
      ['taste', { newSubscribers: 1, incomeFen: 990 }],
    ]);
  });
});
