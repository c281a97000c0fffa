import { inTransaction } from '../../src/platform/database/unit-of-work';
import { describeOnEachDatabase } from '../support/databases';
import { record, type SentEvent, told } from '../support/events';
import { faultsOf } from '../support/proofs';
import { mutate } from '../support/sessions';
import { startTestServer, type TestServer } from '../support/test-server';
import { until } from '../support/until';

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(120_000);

/** Half a fen for a point; gold at ¥100. */
const program = `
program: costs
name: Costs
timeZone: Asia/Shanghai
points: { costPerPointFen: 1/2 }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111", benefits: [ride] }
      - { code: gold, name: Gold, threshold: 100, color: "#222222", benefits: [ride, pack], gift: gift }
rules:
  - { code: order, on: order.completed, grant: { growth: { perYuan: 1 }, points: { perYuan: 1/10 } } }
tasks:
  - { code: verify, kind: newcomer, progress: { on: member.verified, count: 1 }, reward: { points: 40 } }
checkIn: { ladder: [5] }
referral: { window: P30D, convertsOn: order.completed, inviter: { points: 30 }, invitee: { points: 20 } }
benefits:
  - { code: ride, name: Ride, kind: economic, layer: basic, entitlement: { quota: 5, per: month }, costFen: 300 }
  - { code: pack, name: Pack, kind: economic, layer: basic, grant: { points: 10 }, when: { monthly: 1 }, costFen: 9999 }
gifts: { gift: [{ points: 100 }, { coupon: ten }] }
coupons:
  - { code: ten, name: Ten, kind: amountOff, offFen: 1000, validFor: P60D }
  - { code: shop, name: Shop, kind: amountOff, offFen: 2000, costFen: 0, validFor: P60D, claimable: true }
  - { code: flat, name: Flat, kind: amountOff, offFen: 500, costFen: 150, validFor: P60D, claimable: true }
wallet: { gifts: [{ atLeastFen: 10000, giftFen: 1000 }], spendOrder: giftFirst }
`;
/** A later version pays more for a check-in; the draft pays more for all, and has gold where nobody is. */
const later = program.replace('ladder: [5]', 'ladder: [9]');
const draft = [
  ['1/2 }', '1 }'],
  ['threshold: 100', 'threshold: 1000'],
  ['{ points: 40 }', '{ points: 50 }'],
  ['ladder: [9]', 'ladder: [7]'],
  ['inviter: { points: 30 }', 'inviter: { points: 40 }'],
  ['costFen: 300', 'costFen: 400'],
  ['costFen: 150', 'costFen: 200'],
  ['giftFen: 1000', 'giftFen: 2000'],
].reduce((source, [text = '', by = '']) => source.replace(text, by), later);

interface Numbers {
  before: number;
  after: number;
}
interface Cost {
  kind: string;
  count: Numbers;
  costFen: Numbers;
}
interface Costs {
  costFen: Numbers;
  costs: Cost[];
}
interface Result extends Costs {
  levels: (Costs & { code: string; issued: Numbers })[];
  months: { month: string; issued: number; costFen: number; costs: Cost[] }[];
  refused: { code: string; inputs: number }[];
}
const COSTS = 'costs { kind count { before after } costFen { before after } }';
const RESULT = `result { costFen { before after } ${COSTS} refused { code inputs }
  levels { code issued { before after } costFen { before after } ${COSTS} } months { month issued costFen ${COSTS} } }`;

/** Count and cost before, then after. */
const inShort = (costs: readonly Cost[]) =>
  Object.fromEntries(
    costs.map(({ kind, count, costFen }) => [kind, [count.before, costFen.before, count.after, costFen.after]]),
  );

describeOnEachDatabase('the cost of a draft', (kind) => {
  let server: TestServer;
  let partner: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
  });
  afterEach(() => server.close());

  let calls = 0;
  const call = async <T = object>(name: string, input: object, token = partner, selection = ''): Promise<T> => {
    calls += 1;
    const keyed = name === 'programPublish' ? {} : { idempotencyKey: `call-${calls}` };
    const answer = await mutate<T>(server, name, { ...keyed, ...input }, { token, selection });
    if (!answer.data) throw new Error(JSON.stringify(answer));
    expect([name, answer.data.payload.userErrors]).toEqual([name, []]);
    await server.dispatch();
    return answer.data.payload;
  };
  const tell = async (event: SentEvent) =>
    expect(told((await record(server, partner, [event])).results)).toEqual(['APPLIED']);
  const pass = (days: number) =>
    server.clock.moveTo(new Date(server.clock.businessNow().getTime() + days * 86_400_000));

  /** Redeems a coupon of which a part is used, or comes back. */
  const redeem = async (couponId: string, discountFen?: number) => {
    await call('couponLock', { couponId, orderRef: couponId, orderAmountFen: 5000 });
    await call('couponRedeem', { couponId, discountFen });
  };

  /** What lin does, and wang, whom lin invites. */
  async function live() {
    const { accessToken: lin } = await server.signIn('lin');
    type Invited = { me: { referral: { code: string } } };
    const { data } = await server.graphql<Invited>('{ me { referral { code } } }', { token: lin });
    const invited = { inviteCode: data.me.referral.code };
    await tell({ eventId: 'registered', type: 'member.registered', memberRef: 'wang', data: invited });
    await server.dispatch();
    await tell({ eventId: 'lin', type: 'order.completed', amountFen: 20_000 });
    await tell({ eventId: 'wang', type: 'order.completed', memberRef: 'wang', amountFen: 5_000 });
    await server.dispatch();
    await tell({ eventId: 'name', type: 'member.verified' });
    await call('taskRewardClaim', { taskCode: 'verify' }, lin);
    await call('checkInCreate', {}, lin);
    // At the same instant: what came before it stays judged by the first version.
    await call('programPublish', { source: later, note: 'More for a check-in.' }, 'demo-admin');
    pass(1);
    await call('checkInCreate', {}, lin);
    const claim = async (template: string) =>
      (await call<{ coupon: { id: string } }>('couponClaim', { template }, lin, 'coupon { id }')).coupon.id;
    const [shop, flat] = [await claim('shop'), await claim('flat')];
    type Mine = { me: { coupons: { edges: { node: { id: string; template: { code: string } } }[] } } };
    const text = '{ me { coupons(first: 9) { edges { node { id template { code } } } } } }';
    const coupons = (await server.graphql<Mine>(text, { token: lin })).data.me.coupons.edges.map(({ node }) => node);
    await redeem(coupons.find(({ template }) => template.code === 'ten')?.id ?? '', 900);
    await redeem(shop);
    await redeem(flat);
    await call('couponReturn', { couponId: flat });
    await redeem(flat);
    const ride = { memberRef: 'lin', benefitCode: 'ride' };
    await call('benefitConsume', { ...ride, ref: 'a' });
    await call('benefitConsume', { ...ride, ref: 'b' });
    await call('benefitReturn', { ...ride, ref: 'b' });
    await call('benefitConsume', { ...ride, ref: 'c', mode: 'RESERVE', quantity: 2 });
    await call('benefitConsume', { ...ride, ref: 'c', mode: 'CONFIRM', quantity: 1 });
    const put = { memberRef: 'lin', amountFen: 20_000, paymentRef: 'p' };
    const { recharge } = await call<{ recharge: { id: string } }>(
      'walletRechargeRecord',
      put,
      partner,
      'recharge { id }',
    );
    await call('walletSpend', { memberRef: 'lin', amountFen: 800, orderRef: 'w' });
    // Half of the gift goes: what is spent of it already, from what is paid back.
    const back = { rechargeId: recharge.id, amountFen: 10_000 };
    expect(await call('walletRechargeRefund', back, partner, 'paidBackFen')).toMatchObject({ paidBackFen: 9_700 });
    // The quotas of March are over, and nothing that is stored tells of them.
    pass(40);
  }

  const simulated = async (): Promise<Result> => {
    const started = await mutate<{ simulation: { id: string } }>(
      server,
      'programSimulate',
      { source: draft },
      { token: 'demo-operator', selection: 'simulation { id }' },
    );
    const query = `query ($id: ID!) { programSimulation(id: $id) { state ${RESULT} } }`;
    return until(async () => {
      type Shown = { programSimulation: { state: string; result: Result | null } };
      const variables = { id: started.data.payload.simulation.id };
      const { data } = await server.graphql<Shown>(query, { token: 'demo-viewer', variables });
      expect(['QUEUED', 'RUNNING', 'DONE']).toContain(data.programSimulation.state);
      return data.programSimulation.result ?? undefined;
    });
  };

  it('counts what was given and used under both programs, in all, by level and by month', async () => {
    await live();
    const { costs, costFen, levels, months, refused } = await simulated();
    expect(inShort(costs)).toEqual({
      // ¥200 and ¥50 of orders at ¥10 a point.
      RULE_POINTS: [25, 13, 25, 25],
      TASK_POINTS: [40, 20, 50, 50],
      // 5 by the first version and 9 by the second; twice 7.
      CHECK_IN_POINTS: [14, 7, 14, 14],
      GIFT_POINTS: [100, 50, 0, 0],
      // The pack of 1 April is its points, whatever the file says that it costs.
      BENEFIT_POINTS: [10, 5, 0, 0],
      REFERRAL_POINTS: [50, 25, 60, 60],
      COUPONS_GIVEN: [3, 0, 2, 0],
      // ¥9 that it took off, nothing, and ¥1.50 once; under the draft nobody has the first.
      COUPONS_USED: [3, 1_050, 2, 200],
      BENEFITS_USED: [2, 600, 2, 800],
      // ¥10 and ¥20, and the half of each comes back.
      WALLET_GIFTS: [500, 500, 1_000, 1_000],
    });
    // 239 points at half a fen, and 149 at one.
    expect(costFen).toEqual({ before: 2_270, after: 2_149 });
    expect(levels.map(({ code, issued, costFen: cost }) => [code, issued, cost])).toEqual([
      ['base', { before: 25, after: 149 }, { before: 13, after: 2_149 }],
      ['gold', { before: 214, after: 0 }, { before: 2_257, after: 0 }],
    ]);
    expect(inShort(levels[0]?.costs ?? [])).toMatchObject({ REFERRAL_POINTS: [20, 10, 60, 60] });
    // All but the pack of April, which the draft does not give.
    const march = months.at(-1);
    expect(march).toMatchObject({ month: '2026-03', issued: 149, costFen: 2_149 });
    const { BENEFIT_POINTS: _, ...inMarch } = inShort(costs);
    expect(inShort(march?.costs ?? [])).toEqual(inMarch);
    expect(months.slice(0, -1).every((month) => month.costFen === 0 && month.costs.length === 0)).toBe(true);
    // The lock and the use of the coupon that the gift gave.
    expect(refused).toEqual([{ code: 'COUPON_NOT_FOUND', inputs: 2 }]);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('shows a result that was stored before there were costs by kind', async () => {
    await tell({ eventId: 'lin', type: 'order.completed', amountFen: 20_000 });
    await simulated();
    const { reader } = server.database;
    const [row] = await reader.query<{ result: string }[]>('SELECT result FROM simulation');
    const stored = JSON.parse(String(row?.result)) as Record<'levels' | 'months', object[]>;
    const without = (part: object) => ({ ...part, costs: undefined });
    const old = { ...without(stored), levels: stored.levels.map(without), months: stored.months.map(without) };
    await inTransaction(server.database, (tx) => tx.query('UPDATE simulation SET result = ?', [JSON.stringify(old)]));
    type Shown = { programSimulations: { edges: { node: { result: Result } }[] } };
    const query = `{ programSimulations(first: 1) { edges { node { ${RESULT} } } } }`;
    const { data } = await server.graphql<Shown>(query, { token: 'demo-viewer' });
    const shown = data.programSimulations.edges[0]?.node.result;
    expect([shown?.costs, shown?.levels[0]?.costs, shown?.months[0]?.costs]).toEqual([[], [], []]);
  });
});
