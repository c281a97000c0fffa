import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { brokenInvariants } from '../support/invariants';
import { type LinkAnswer, link, linkingProgram, linkToken, me, merge } from '../support/linking';
import { memberId } from '../support/members';
import { faultsOf } from '../support/proofs';
import { countOf } from '../support/rows';
import { mutate, type PayloadOf } from '../support/sessions';
import { type GraphqlAnswer, startTestServer, type TestServer } from '../support/test-server';

// Crowds take longer than the default on a busy machine.
jest.setTimeout(120_000);

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describeOnEachDatabase('linking and merging by many at once', (kind) => {
  let server: TestServer;
  let partner: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { program: linkingProgram });
    partner = await server.partnerToken();
  });
  afterEach(async () => {
    // Each caller's bucket fills up again.
    server.clock.advance({ minutes: 4 });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(await brokenInvariants(server.database)).toEqual({});
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
  afterAll(() => server.close());

  const orders = (memberRef: string, prefix: string, count: number) =>
    numbers(count).map((index) => ({
      ...{ eventId: `${prefix}-${index}`, type: 'order.completed', memberRef, amountFen: 1_000 },
    }));
  const holdings = async (ref: string) => {
    const query = 'query ($ref: String!) { member(ref: $ref) { id points { available held } growth { value } } }';
    type Answer = { member: { id: string; points: { available: number; held: number }; growth: { value: number } } };
    return (await server.graphql<Answer>(query, { token: 'demo-viewer', variables: { ref } })).data.member;
  };
  const codeOf = ({ data, errors }: GraphqlAnswer<PayloadOf<LinkAnswer>>) =>
    errors?.[0]?.extensions.code ?? data.payload.userErrors[0]?.code ?? 'done';

  it.each([
    ['that nobody bears', 'new', 0],
    ['of a member with a history', 'old', 1],
  ])('of 64 calls by 8 members with one token for a reference %s, one succeeds', async (_, ref, history) => {
    if (history) await record(server, partner, orders(ref, ref, 1));
    const sessions = await Promise.all(numbers(8).map((index) => server.signIn(`${ref}-${index}`)));
    const token = await linkToken(server, partner, ref);
    const calls = numbers(64).map((index) => link(server, sessions[index % 8]?.accessToken ?? '', token));
    const codes = (await Promise.all(calls)).map(codeOf);
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    // Who goes on as another has lost the session: their own calls may learn that first.
    const others = ['done', 'LINK_TOKEN_INVALID', ...(history ? ['STATE_CONFLICT', 'TOKEN_REVOKED'] : [])];
    expect(codes.filter((code) => !others.includes(code))).toEqual([]);
    expect(await countOf(server.database, `SELECT COUNT(*) AS n FROM identity WHERE subject = '${ref}'`)).toBe(1);
    const merged = `SELECT COUNT(*) AS n FROM member WHERE status = 'MERGED'`;
    expect(await countOf(server.database, merged)).toBe(history);
  });

  it('loses no event that is told while two members are merged', async () => {
    await record(server, partner, [...orders('stays', 'stays', 1), ...orders('goes', 'goes', 1)]);
    const [survivor, absorbed] = [await memberId(server, 'stays'), await memberId(server, 'goes')];
    const telling = numbers(24).map((call) => {
      const ref = call % 3 === 0 ? 'stays' : 'goes';
      return record(server, partner, [...orders(ref, `during-${call}`, 5), ...orders('beside', `beside-${call}`, 1)]);
    });
    const merging = merge(server, survivor, absorbed);
    const statuses = (await Promise.all(telling)).flatMap(({ results }) => results.map(({ status }) => status));
    expect(await merging).toEqual([]);
    expect(statuses).toEqual(Array(24 * 6).fill('APPLIED'));
    for (const ref of ['stays', 'goes']) {
      const sum = 10 * (2 + 24 * 5);
      expect(await holdings(ref)).toMatchObject({ id: survivor, points: { available: sum }, growth: { value: sum } });
    }
  });

  it('loses no event that registers a reference while it is being joined', async () => {
    const sessions = await Promise.all(numbers(6).map((index) => server.signIn(`racing-${index}`)));
    const tokens = await Promise.all(numbers(6).map((index) => linkToken(server, partner, `racing-ref-${index}`)));
    const [linked] = await Promise.all([
      Promise.all(sessions.map(({ accessToken }, index) => link(server, accessToken, tokens[index] ?? ''))),
      Promise.all(
        numbers(24).map((call) => record(server, partner, orders(`racing-ref-${call % 6}`, `racing-${call}`, 3))),
      ),
    ]);
    expect(linked.map(codeOf)).toEqual(Array(6).fill('done'));
    for (const index of numbers(6)) {
      const { accessToken } = await server.signIn(`racing-${index}`);
      expect(await me(server, accessToken)).toMatchObject({ points: { available: 120 }, growth: { value: 120 } });
    }
  });

  it('holds points of whoever goes on, or keeps the merge from happening', async () => {
    await record(server, partner, [...orders('pays', 'pays', 10), ...orders('held', 'held', 10)]);
    const [survivor, absorbed] = [await memberId(server, 'pays'), await memberId(server, 'held')];
    type Held = { hold: { id: string } | null };
    const holdOf = (index: number) =>
      mutate<Held>(
        server,
        'pointsHold',
        {
          ...{ idempotencyKey: `held-${index}`, memberRef: 'held', orderRef: `O${index}`, orderAmountFen: 100 },
          ...{ points: 5, expiresIn: 'PT1H' },
        },
        { token: partner, selection: 'hold { id }' },
      );
    const holding = numbers(12).map(holdOf);
    const [outcome, answers] = await Promise.all([merge(server, survivor, absorbed), Promise.all(holding)]);
    expect(answers.filter(({ data }) => data.payload.hold)).toHaveLength(12);
    const { points } = await holdings('held');
    expect(points).toEqual({ available: (outcome.length > 0 ? 100 : 200) - 60, held: 60 });
    if (outcome.length > 0) expect(outcome).toMatchObject([{ code: 'STATE_CONFLICT' }]);
  });

  it('merges two members into one another at once in one direction only', async () => {
    await record(server, partner, [...orders('left', 'left', 1), ...orders('right', 'right', 1)]);
    const [left, right] = [await memberId(server, 'left'), await memberId(server, 'right')];
    const outcomes = await Promise.all(
      numbers(8).map((index) => (index % 2 ? merge(server, left, right) : merge(server, right, left))),
    );
    expect(outcomes.filter((reasons) => reasons.length === 0)).toHaveLength(1);
    expect(await holdings('left')).toEqual(await holdings('right'));
    expect((await holdings('left')).points.available).toBe(20);
  });
});
