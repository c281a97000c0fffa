import { demoPartner } from '../../src/demo/demo-members';
import { assetsProgram, liveThrough } from '../support/assets';
import { describeOnEachDatabase } from '../support/databases';
import { link, linkToken, merge } from '../support/linking';
import { memberId } from '../support/members';
import { faultsOf } from '../support/proofs';
import { statementsDuring } from '../support/statements';
import { startTestServer, type TestServer } from '../support/test-server';

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const ASSETS = `assets {
  points { available pending held debt earnedTotal spentTotal expiredTotal rewardedTotal nextExpiry { points at } }
  growth { value }
  coupons { available locked redeemed expired savedTotalFen nextExpiry { count at } }
  wallet { balanceFen principalFen giftFen rechargedTotalFen spentTotalFen }
  benefits { benefit { code } quota left }
}`;

describeOnEachDatabase('the view of all assets', (kind) => {
  let server: TestServer;
  let partner: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program: assetsProgram });
    partner = await server.partnerToken();
  });
  afterEach(async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    await server.close();
  });

  const assetsOf = async (ref: string) => {
    const query = `query ($ref: String!) { member(ref: $ref) { ${ASSETS} } }`;
    type Answer = { member: { assets: Record<string, object> } };
    const { data } = await server.graphql<Answer>(query, { token: 'demo-viewer', variables: { ref } });
    return data.member.assets;
  };
  const daysLater = (days: number) => {
    const later = new Date(server.clock.businessNow().getTime() + days * 86_400_000);
    return new Date(`${later.toISOString().slice(0, 10)}T16:00:00.000Z`).toISOString();
  };

  it('has everything, with what was used and spent in all', async () => {
    await liveThrough(server, partner, 'wang');
    const points = { available: 90, pending: 0, held: 0, debt: 0, earnedTotal: 130, spentTotal: 40, expiredTotal: 0 };
    const wallet = { balanceFen: 8_500, principalFen: 7_500, giftFen: 1_000 };
    const coupons = { available: 1, locked: 1, redeemed: 1, expired: 0, savedTotalFen: 900 };
    const expected = {
      points: { ...points, rewardedTotal: 30, nextExpiry: { points: 90, at: daysLater(10) } },
      growth: { value: 100 },
      coupons: { ...coupons, nextExpiry: { count: 1, at: daysLater(5) } },
      wallet: { ...wallet, rechargedTotalFen: 10_000, spentTotalFen: 2_500 },
      // Not the lounge: a higher level has it.
      benefits: [{ benefit: { code: 'ride' }, quota: 2, left: 1 }],
    };
    expect(await assetsOf('wang')).toEqual(expected);
    server.clock.advance({ days: 12 });
    expect(await assetsOf('wang')).toMatchObject({
      points: { available: 0, earnedTotal: 130, expiredTotal: 90, rewardedTotal: 30, nextExpiry: null },
      // The locked one is kept until its lock ends.
      coupons: { available: 0, locked: 1, redeemed: 1, expired: 1, nextExpiry: null },
    });
    server.clock.advance({ days: 10 });
    expect(await assetsOf('wang')).toMatchObject({ coupons: { locked: 0, redeemed: 1, expired: 2 } });
  });

  it('of a member without a history is empty; members see their own, partners none', async () => {
    const { accessToken: token } = await server.signIn('new-face');
    const { data } = await server.graphql<{ me: { assets: object } }>(`{ me { ${ASSETS} } }`, { token });
    expect(data.me.assets).toMatchObject({
      points: { available: 0, earnedTotal: 0, spentTotal: 0, expiredTotal: 0, rewardedTotal: 0, nextExpiry: null },
      coupons: { available: 0, locked: 0, redeemed: 0, expired: 0, savedTotalFen: 0, nextExpiry: null },
      wallet: { balanceFen: 0, spentTotalFen: 0 },
      benefits: [{ benefit: { code: 'ride' }, quota: 2, left: 2 }],
    });
    const refused = await server.graphql(`{ member(ref: "lin") { ${ASSETS} } }`, { token: partner });
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('goes along with a merge, but for what was earned and spent of points', async () => {
    await liveThrough(server, partner, 'wang');
    await liveThrough(server, partner, 'li');
    expect(await merge(server, await memberId(server, 'li'), await memberId(server, 'wang'))).toEqual([]);
    expect(await assetsOf('li')).toMatchObject({
      points: { available: 180, earnedTotal: 130, spentTotal: 40 },
      growth: { value: 200 },
      coupons: { available: 2, locked: 2, redeemed: 2, savedTotalFen: 1_800 },
      wallet: { balanceFen: 17_000, rechargedTotalFen: 20_000, spentTotalFen: 5_000 },
    });
  });

  it('reads each state once, however many fields and members are asked for', async () => {
    const states = async (text: string) => {
      const statements = await statementsDuring(server.database, async () => {
        const { errors } = await server.graphql(text, { token: 'demo-viewer' });
        expect(errors).toBeUndefined();
      });
      return [statements.filter((text) => text.includes('member_state')).length, statements.length];
    };
    await liveThrough(server, partner, 'wang');
    const few = await states(`{ member(ref: "wang") { assets { growth { value } } } }`);
    const all = `points { available } wallet { balanceFen } growth { value } benefits { left }`;
    expect(await states(`{ member(ref: "wang") { ${ASSETS} ${all} } }`)).toEqual(few);
    expect(few[0]).toBe(1);
    const list = `{ members(first: 50) { edges { node { registeredVia registeredBy ${ASSETS} } } } }`;
    const before = await states(list);
    for (const ref of ['li', 'zhou', 'wu']) await liveThrough(server, partner, ref);
    expect(await states(list)).toEqual(before);
  });

  it('comes with how the member registered', async () => {
    await liveThrough(server, partner, 'wang');
    const sourceOf = async (query: string, token: string) => {
      type Answer = { member: { registeredVia: string | null; registeredBy?: string | null } };
      return (await server.graphql<Answer>(query, { token })).data.member;
    };
    const FIELDS = 'registeredVia registeredBy';
    const asStaff = (ref: string) => sourceOf(`{ member(ref: "${ref}") { ${FIELDS} } }`, 'demo-viewer');
    expect(await asStaff('wang')).toEqual({ registeredVia: 'PARTNER', registeredBy: demoPartner.name });
    const { accessToken: token } = await server.signIn('wang-of-wechat');
    const own = async () => sourceOf('{ member: me { registeredVia } }', token);
    expect(await own()).toEqual({ registeredVia: 'WECHAT_MINI_APP' });
    // Who is joined to a reference that the partner had not told events of stays who they are.
    await link(server, token, await linkToken(server, partner, 'later'));
    expect([await own(), await asStaff('later')]).toEqual([
      { registeredVia: 'WECHAT_MINI_APP' },
      { registeredVia: 'WECHAT_MINI_APP', registeredBy: null },
    ]);
    const web = 'mutation { sessionCreate(input: { code: "demo:web", channel: WEB }) { member { registeredVia } } }';
    const signedIn = await server.graphql(web);
    expect(signedIn.data).toEqual({ sessionCreate: { member: { registeredVia: 'WECHAT_WEB' } } });
    const forOthers = await server.graphql('{ me { registeredBy } }', { token });
    expect(forOthers.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
