import { describeOnEachDatabase } from '../support/databases';
import { record, type SentEvent, told } from '../support/events';
import { merge } from '../support/linking';
import { faultsOf } from '../support/proofs';
import { mutate } from '../support/sessions';
import { startTestServer, type TestServer } from '../support/test-server';

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const program = `
program: friends
name: Friends
timeZone: Asia/Shanghai
points: { pendingFor: P7D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: base, name: Base, threshold: 0, color: "#111111" }]
referral:
  window: P30D
  convertsOn: order.completed
  minAmountFen: 1000
  inviter: { points: 200 }
  invitee: { growth: 50 }
  limits: { perDay: 2, registrationsPerHour: 3 }
`;

interface Shown {
  id: string;
  points: { pending: number };
  growth: { value: number };
  referral: {
    code: string;
    link: string;
    invitedCount: number;
    convertedCount: number;
    invitees: { edges: { node: { nickname: string; state: string } }[] };
  };
}

describeOnEachDatabase('invitations', (kind) => {
  let server: TestServer;
  let partner: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
  });
  afterEach(async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    await server.close();
  });

  const me = async (token: string): Promise<Shown> => {
    const query = `{ me { id points { pending } growth { value } referral { code link invitedCount convertedCount
      invitees(first: 5) { edges { node { nickname state } } } } } }`;
    const { data, errors } = await server.graphql<{ me: Shown }>(query, { token });
    expect(errors).toBeUndefined();
    return data.me;
  };
  const signIn = async (key: string, inviteCode?: string): Promise<string> => {
    const input = { code: `demo:${key}`, inviteCode };
    type Answer = { session: { accessToken: string } };
    const { data } = await mutate<Answer>(server, 'sessionCreate', input, { selection: 'session { accessToken }' });
    await server.dispatch();
    return data.payload.session.accessToken;
  };
  const send = async (...events: SentEvent[]) => {
    expect(told((await record(server, partner, events)).results)).toEqual(events.map(() => 'APPLIED'));
    await server.dispatch();
  };
  const register = (memberRef: string, inviteCode: string): SentEvent => ({
    ...{ eventId: `register-${memberRef}`, type: 'member.registered', memberRef, data: { inviteCode } },
  });
  const order = (memberRef: string, changes: Partial<SentEvent> = {}): SentEvent => ({
    ...{ eventId: `order-${memberRef}`, type: 'order.completed', memberRef, amountFen: 5_000, ...changes },
  });
  const records = async (filter: object = {}): Promise<string[]> => {
    const query = `query ($filter: ReferralFilter) { referrals(first: 20, filter: $filter) { edges { node {
      state reason inviter { nickname } invitee { nickname } } } } }`;
    type Answer = { referrals: { edges: { node: { state: string; reason: string | null } }[] } };
    const { data } = await server.graphql<Answer>(query, { token: 'demo-viewer', variables: { filter } });
    return data.referrals.edges.map(({ node }) => [node.state, node.reason].filter(Boolean).join(' '));
  };

  it('have a code of each member that never changes, and a link with it', async () => {
    const [lin, chen] = [await signIn('lin'), await signIn('chen')];
    const { code, link } = (await me(lin)).referral;
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    expect(link).toContain(`inviteCode=${code}`);
    expect((await me(lin)).referral.code).toBe(code);
    expect((await me(chen)).referral.code).not.toBe(code);
  });

  it('count who signs in for the first time with a code, and reward both when they convert', async () => {
    const lin = await signIn('lin');
    const { code } = (await me(lin)).referral;
    // Known members, and unknown codes, are no error.
    await signIn('chen', code);
    await signIn('nobody', 'NO SUCH CODE');
    await signIn('nowhere', 'AAAAAAAA');
    expect(await records()).toEqual([]);
    const newcomer = await signIn('newcomer', ` ${code.toLowerCase()} `);
    expect((await me(lin)).referral).toMatchObject({ invitedCount: 1, convertedCount: 0 });
    const { data } = await mutate<{ token: string }>(
      server,
      'memberLinkTokenCreate',
      { memberRef: 'newcomer' },
      { token: partner, selection: 'token' },
    );
    await mutate(server, 'memberLink', { token: data.payload.token }, { token: newcomer, selection: 'member { id }' });
    await send(order('newcomer'));
    const shown = await me(lin);
    expect([shown.points.pending, (await me(newcomer)).growth.value]).toEqual([200, 50]);
    expect(shown.referral).toMatchObject({ invitedCount: 1, convertedCount: 1 });
    const [invitee] = shown.referral.invitees.edges;
    expect(invitee?.node).toEqual({ nickname: expect.stringMatching(/^.\*\*$/u), state: 'CONVERTED' });
  });

  it('count who is registered by a partner, and take both rewards back with the order', async () => {
    const lin = await signIn('lin');
    const { code } = (await me(lin)).referral;
    await send(register('a', code), order('a'));
    await server.dispatch();
    expect([(await me(lin)).points.pending, await records()]).toEqual([200, ['CONVERTED']]);
    await send({ eventId: 'refund', type: 'order.refunded', memberRef: 'a', reverses: 'order-a' });
    expect([(await me(lin)).points.pending, await records()]).toEqual([0, ['PENDING']]);
    server.clock.advance({ days: 31 });
    expect([await records({ state: 'EXPIRED' }), await records({ state: 'PENDING' })]).toEqual([['EXPIRED'], []]);
    partner = await server.partnerToken();
    await send(order('a', { eventId: 'late' }));
    expect((await me(await signIn('lin'))).points.pending).toBe(0);
  });

  it('reward up to the limit, and refuse too many at once by one code', async () => {
    const lin = await signIn('lin');
    const { code } = (await me(lin)).referral;
    const refs = ['a', 'b', 'c', 'd'];
    await send(...refs.map((ref) => register(ref, code)));
    expect((await records()).sort()).toEqual(['PENDING', 'PENDING', 'PENDING', 'REFUSED VELOCITY']);
    await send(...refs.map((ref) => order(ref)));
    expect((await records()).sort()).toEqual(['CONVERTED', 'CONVERTED', 'CONVERTED LIMIT', 'REFUSED VELOCITY']);
    const { points, referral } = await me(lin);
    expect([points.pending, referral.invitedCount, referral.convertedCount]).toEqual([400, 3, 3]);
  });

  it('do not count one’s own code, a ring, or a blocked inviter', async () => {
    const first = await signIn('newcomer');
    const own = await me(first);
    const linked = async (token: string, memberRef: string) => {
      const options = { token: partner, selection: 'token' };
      const { data } = await mutate<{ token: string }>(server, 'memberLinkTokenCreate', { memberRef }, options);
      await mutate(server, 'memberLink', { token: data.payload.token }, { token, selection: 'member { id }' });
    };
    const second = await signIn('friend', own.referral.code);
    await linked(first, 'first');
    // The partner tells of the first with the code of the second, whom the first invited.
    await send(register('first', (await me(second)).referral.code));
    expect(await records()).toEqual(['REFUSED RING', 'PENDING']);
    const third = await signIn('third');
    await linked(third, 'third');
    await send(register('third', (await me(third)).referral.code));
    expect((await records())[0]).toBe('REFUSED SELF');
    await mutate(server, 'memberBlock', { memberId: own.id, reason: 'Checking' }, { token: 'demo-operator' });
    await signIn('fourth', own.referral.code);
    expect((await records())[0]).toBe('REFUSED INVITER_BLOCKED');
  });

  it('move with members who are merged, and their codes go on leading to the survivor', async () => {
    const [lin, chen] = [await signIn('lin'), await signIn('chen')];
    const [one, other] = [await me(lin), await me(chen)];
    await send(register('a', other.referral.code));
    expect(await merge(server, one.id, other.id)).toEqual([]);
    await send(order('a'), register('b', other.referral.code));
    const shown = await me(lin);
    expect([shown.points.pending, shown.referral.invitedCount, shown.referral.code]).toEqual([
      200,
      2,
      one.referral.code,
    ]);
  });
});
