import { readFileSync } from 'node:fs';
import { ProgramCatalogue } from '../../src/modules/programs';
import { reviewSource } from '../../src/modules/programs/publish-program';
import { SimulationQueue } from '../../src/modules/simulation';
import { requestSimulation } from '../../src/modules/simulation/request-simulation';
import { claimSimulation, touchSimulation } from '../../src/modules/simulation/simulation.store';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { createLog } from '../../src/platform/log';
import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';
import { until } from '../support/until';

// Two servers at once take longer than the default on a busy machine.
jest.setTimeout(60_000);

const SOURCE = readFileSync('server/programs/instalment-mall.yaml', 'utf8');

function changed(...pairs: [text: string, by: string][]): string {
  return pairs.reduce((source, [text, by]) => {
    expect(source).toContain(text);
    return source.replace(text, by);
  }, SOURCE);
}
/** Gold is nearer; an order is worth half as many points, and a point costs half as much again. */
const draft = () =>
  changed(
    ['threshold: 12000', 'threshold: 5000'],
    ['keep: 10000', 'keep: 4000'],
    ['perYuan: 0.01,', 'perYuan: 0.005,'],
    ['costPerPointFen: 1', 'costPerPointFen: 1.5'],
  );

/** What happens to both servers: loans, orders, points spent and returned, a refund, and a year in which some drop. */
async function live(server: TestServer): Promise<void> {
  const token = await server.partnerToken();
  const later = (days: number) =>
    server.clock.moveTo(new Date(server.clock.businessNow().getTime() + days * 86_400_000));
  const order = (eventId: string, memberRef: string, yuan: number) => ({
    ...{ eventId, memberRef, type: 'order.completed', amountFen: yuan * 100 },
  });
  await record(server, token, [order('o1', 'lin', 16_000), order('o2', 'sun', 8_000), order('o3', 'chen', 12_345)]);
  later(8);
  const call = async (name: string, input: object) =>
    (await mutate<{ hold: { id: string } | null }>(server, name, { ...input }, { token, selection: 'hold { id }' }))
      .data.payload.hold?.id;
  const hold = (memberRef: string, points: number) =>
    call('pointsHold', {
      ...{ idempotencyKey: memberRef, memberRef, points },
      ...{ orderRef: 'o', orderAmountFen: 0, expiresIn: 'PT15M' },
    });
  // Under the draft lin has not as many, and sun has.
  for (const [ref, points] of [
    ['lin', 150],
    ['sun', 30],
  ] as const) {
    const holdId = await hold(ref, points);
    if (holdId === undefined) continue;
    await call('pointsHoldCapture', { idempotencyKey: `c-${ref}`, holdId, points });
    await call('pointsRedemptionReturn', { idempotencyKey: `r-${ref}`, holdId, points: 10 });
  }
  const back = { eventId: 'back', memberRef: 'chen', type: 'order.refunded', reverses: 'o3', amountFen: 400_000 };
  await record(server, token, [back, { eventId: 'loan', memberRef: 'zhao', amountFen: 400_000 }]);
  later(300);
  await record(server, token, [order('o4', 'zhou', 5_000), { eventId: 'late', memberRef: 'lin', amountFen: 650_000 }]);
  later(120);
}

interface Standing {
  nickname: string;
  level: { level: { code: string; rank: number } };
  growth: { value: number };
  points: { available: number; pending: number; held: number; debt: number };
}

/** The pyramid, the growth and the points left, as the gateway tells them member by member. */
/** Members of the demo with no history here: they are in no simulation. */
const IDLE = ['何小雨', '方圆'];

async function toldBy(server: TestServer) {
  type Answer = { members: { edges: { node: Standing }[] } };
  const query = `{ members(first: 100) { edges { node {
    nickname level { level { rank code } } growth { value } points { available pending held debt } } } } }`;
  const { data } = await server.graphql<Answer>(query, { token: 'demo-viewer' });
  const members = data.members.edges.map(({ node }) => node).filter(({ nickname }) => !IDLE.includes(nickname));
  const pyramid: Record<string, number> = {};
  for (const { level } of members) pyramid[level.level.code] = (pyramid[level.level.code] ?? 0) + 1;
  const sum = (of: (standing: Standing) => number) => members.reduce((total, standing) => total + of(standing), 0);
  return {
    pyramid,
    ranks: Object.fromEntries(members.map(({ nickname, level }) => [nickname, level.level.rank])),
    growth: sum(({ growth }) => growth.value),
    outstanding: sum(({ points }) => points.available + points.pending + points.held - points.debt),
  };
}

interface Numbers {
  before: number;
  after: number;
}
interface Result {
  members: number;
  inputs: number;
  rises: number;
  falls: number;
  levels: { code: string; name: string; members: Numbers; issued: Numbers; costFen: Numbers }[];
  moves: { from: string; to: string; members: number }[];
  points: Record<
    'before' | 'after',
    Record<'issued' | 'adjusted' | 'takenBack' | 'expired' | 'spent' | 'outstanding', number>
  >;
  growth: Numbers;
  costFen: Numbers;
  months: { month: string; issued: number; costFen: number }[];
  refused: { code: string; inputs: number }[];
  risers: { edges: { node: { nickname: string } }[] };
  fallers: { edges: { node: { nickname: string } }[] };
}
interface Shown {
  id: string;
  state: string;
  membersTotal: number;
  membersDone: number;
  inputsDone: number;
  error: string | null;
  diff: string[];
  requestedBy: string;
  result: Result | null;
}

const HEAD = 'id state membersTotal membersDone inputsDone error diff requestedBy';
const SUMS = 'issued adjusted takenBack expired spent outstanding';
const RESULT = `result { members inputs rises falls moves { from to members } refused { code inputs }
  levels { code name members { before after } issued { before after } costFen { before after } }
  points { before { ${SUMS} } after { ${SUMS} } } growth { before after } costFen { before after }
  months { month issued costFen } risers(first: 10) { edges { node { nickname } } } fallers(first: 10) { edges { node { nickname } } } }`;

const simulate = (server: TestServer, source: string, token = 'demo-operator') =>
  mutate<{ simulation: { id: string; state: string } | null }>(
    server,
    'programSimulate',
    { source },
    { token, selection: 'simulation { id state }' },
  );
const cancel = (server: TestServer, id: string) =>
  mutate<{ simulation: { state: string } | null }>(
    server,
    'programSimulationCancel',
    { id },
    { token: 'demo-operator', selection: 'simulation { state }' },
  );
const shown = async (server: TestServer, id: string) => {
  const query = `query ($id: ID!) { programSimulation(id: $id) { ${HEAD} ${RESULT} } }`;
  const { data } = await server.graphql<{ programSimulation: Shown | null }>(query, {
    token: 'demo-viewer',
    variables: { id },
  });
  return data.programSimulation;
};
/** Everything but the simulations themselves. */
const worldOf = async (server: TestServer) => ({ ...(await tableRows(server.database)), simulation: [] });
const simulations = async (server: TestServer) => (await tableRows(server.database, 'simulation')).simulation ?? [];

describeOnEachDatabase('a simulation', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await live(server);
  });
  afterAll(() => server.close());

  const queue = () =>
    new SimulationQueue({
      database: server.database,
      programs: new ProgramCatalogue(server.database, server.clock),
      clock: server.clock,
      log: createLog('silent'),
    });
  const requested = async () => {
    const reviewed = await reviewSource(new ProgramCatalogue(server.database, server.clock), draft());
    const by = { requestedBy: 'somebody', createdAt: server.clock.businessNow() };
    return (await inTransaction(server.database, (tx) => requestSimulation(tx, reviewed, by))).id;
  };
  const stateOf = async (id: number) =>
    ((await simulations(server)) as { id: unknown; state: string }[]).find((row) => Number(row.id) === id)?.state;

  it('tells what would have come of it, and nobody’s level or points change', async () => {
    const [before, world] = [await toldBy(server), await worldOf(server)];
    const { data } = await simulate(server, draft());
    expect(data.payload).toMatchObject({ simulation: { state: 'QUEUED' }, userErrors: [] });
    const id = data.payload.simulation?.id ?? '';
    const done = await until(async () => {
      const now = await shown(server, id);
      expect(['QUEUED', 'RUNNING', 'DONE']).toContain(now?.state);
      return now?.state === 'DONE' ? now : undefined;
    });
    expect(await worldOf(server)).toEqual(world);
    expect(await toldBy(server)).toEqual(before);

    // What really happens where the draft's rules are in force from the start.
    const other = await startTestServer(kind, { program: draft() });
    await live(other);
    const after = await toldBy(other);
    await other.close();

    const { result } = done;
    if (!result) throw new Error('There is no result.');
    const pyramid = (side: 'before' | 'after') =>
      Object.fromEntries(result.levels.map(({ code, members }) => [code, members[side]]).filter(([, count]) => count));
    expect(pyramid('before')).toEqual(before.pyramid);
    expect(pyramid('after')).toEqual(after.pyramid);
    const moved = (direction: 1 | -1) =>
      Object.keys(before.ranks).filter(
        (name) => Math.sign((after.ranks[name] ?? 0) - (before.ranks[name] ?? 0)) === direction,
      );
    const named = (list: Result['risers']) => list.edges.map(({ node }) => node.nickname);
    expect(named(result.risers).toSorted()).toEqual(moved(1).toSorted());
    expect(named(result.fallers).toSorted()).toEqual(moved(-1).toSorted());
    expect(result.growth).toEqual({ before: before.growth, after: after.growth });
    expect([result.points.before.outstanding, result.points.after.outstanding]).toEqual([
      before.outstanding,
      after.outstanding,
    ]);
    expect(after.outstanding).not.toBe(before.outstanding);
    // The hold of points that lin would not have had, its capture, and the return.
    expect(result.refused).toEqual([
      { code: 'HOLD_NOT_FOUND', inputs: 2 },
      { code: 'INSUFFICIENT_POINTS', inputs: 1 },
    ]);
    expect(done).toMatchObject({ membersTotal: 7, membersDone: 7, inputsDone: result.inputs, error: null });
    expect(done.requestedBy).toBe('Demo operator');
    expect(done.diff).toContain('tracks.growth.levels.gold.threshold: 12000 → 5000');
    expectConsistent(result);
  });

  /** What must hold between the numbers of every result. */
  function expectConsistent(result: Result) {
    const total = (of: (level: Result['levels'][number]) => number) =>
      result.levels.reduce((sum, level) => sum + of(level), 0);
    for (const side of ['before', 'after'] as const) {
      const { issued, adjusted, takenBack, expired, spent, outstanding } = result.points[side];
      expect(issued + adjusted - takenBack - expired - spent).toBe(outstanding);
      expect(total(({ members }) => members[side])).toBe(result.members);
      expect(total((level) => level.issued[side])).toBe(issued);
      for (const { code, members } of result.levels) {
        const moved = result.moves.filter((move) => (side === 'before' ? move.from : move.to) === code);
        expect(moved.reduce((sum, move) => sum + move.members, 0)).toBe(members[side]);
      }
    }
    expect(result.costFen.before).toBe(result.points.before.issued);
    expect(result.costFen.after).toBe(Math.ceil((result.points.after.issued * 3) / 2));
    expect(result.months).toHaveLength(12);
    expect(result.months.reduce((sum, { issued }) => sum + issued, 0)).toBe(result.points.after.issued);
    expect(result.risers.edges).toHaveLength(result.rises);
    expect(result.fallers.edges).toHaveLength(result.falls);
    expect(result.rises).toBeGreaterThan(0);
  }

  it('is in the list of staff, and does not exist for members', async () => {
    const newest = `{ programSimulations(first: 1) { edges { node { ${HEAD} ${RESULT} } } } }`;
    type Answer = { programSimulations: { edges: { node: Shown }[] } };
    const { data } = await server.graphql<Answer>(newest, { token: 'demo-viewer' });
    const node = data.programSimulations.edges[0]?.node;
    expect(node).toMatchObject({ state: 'DONE', result: { members: 7 } });
    const byNode = 'query ($id: ID!) { node(id: $id) { ... on Simulation { state } } }';
    const options = { variables: { id: node?.id } };
    expect((await server.graphql(byNode, { ...options, token: 'demo-viewer' })).data).toEqual({
      node: { state: 'DONE' },
    });
    const { accessToken: token } = await server.signIn('lin');
    const hidden = await server.graphql('query ($id: ID!) { node(id: $id) { id } }', { ...options, token });
    expect(hidden.data).toEqual({ node: null });
  });

  it('of a file with faults is refused with line and path, and nothing is written', async () => {
    const before = await tableRows(server.database);
    const line = SOURCE.slice(0, SOURCE.indexOf('threshold: 12000')).split('\n').length;
    const broken = changed(['threshold: 12000', 'threshold: 2']);
    const faulty = await simulate(server, broken);
    expect(refusalsOf(faulty)).toContainEqual({ code: 'PROGRAM_INVALID', field: ['source'] });
    expect(faulty.data.payload.userErrors.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(new RegExp(`^Line ${line + 1}, tracks.0.levels.2.keep: write at most 2`)),
    );
    const foreign = await simulate(server, changed(['program: instalment-mall', 'program: other']));
    expect(refusalsOf(foreign)).toEqual([{ code: 'STATE_CONFLICT', field: ['source'] }]);
    expect(faulty.data.payload.simulation).toBeNull();
    expect((await simulate(server, draft(), 'demo-viewer')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('that waits or runs can be called off, once', async () => {
    const waiting = await requested();
    const running = await requested();
    const wallNow = server.clock.wallNow();
    const claim = { lease: 'this one', wallNow, silentSince: wallNow, startedAt: wallNow, membersTotal: 7 };
    await inTransaction(server.database, (tx) => claimSimulation(tx, running, claim));
    const list = await server.graphql<{ programSimulations: { edges: { node: { id: string; state: string } }[] } }>(
      '{ programSimulations(first: 2) { edges { node { id state } } } }',
      { token: 'demo-viewer' },
    );
    const nodes = list.data.programSimulations.edges.map(({ node }) => node);
    expect(nodes.map(({ state }) => state)).toEqual(['RUNNING', 'QUEUED']);
    for (const { id } of nodes) {
      expect((await cancel(server, id)).data.payload).toMatchObject({
        simulation: { state: 'CANCELLED' },
        userErrors: [],
      });
    }
    // The one that runs hears of it at the end of its chunk.
    const held = { id: running, lease: 'this one' };
    const progress = { membersDone: 5, inputsDone: 5, wallNow };
    expect(await inTransaction(server.database, (tx) => touchSimulation(tx, held, progress))).toBe(false);
    const before = await tableRows(server.database);
    for (const id of [nodes[0]?.id ?? '', 'sim_nothing1']) {
      expect((await cancel(server, id)).data.payload.userErrors).toHaveLength(1);
    }
    const worker = queue();
    worker.wake();
    await worker.stop();
    expect(await tableRows(server.database)).toEqual(before);
    expect([await stateOf(waiting), await stateOf(running)]).toEqual(['CANCELLED', 'CANCELLED']);
  });

  it('whose instance died begins again, and one that lives is left alone', async () => {
    const [dead, alive] = [await requested(), await requested()];
    const claimAt = (wallNow: Date, lease: string) => ({
      ...{ lease, wallNow, silentSince: wallNow, startedAt: wallNow, membersTotal: 7 },
    });
    await inTransaction(server.database, (tx) => claimSimulation(tx, dead, claimAt(server.clock.wallNow(), 'dead')));
    server.clock.advance({ minutes: 2 });
    await inTransaction(server.database, (tx) => claimSimulation(tx, alive, claimAt(server.clock.wallNow(), 'alive')));
    const worker = queue();
    worker.wake();
    await until(async () => (await stateOf(dead)) === 'DONE');
    await worker.stop();
    expect(await stateOf(alive)).toBe('RUNNING');
    // Once it is silent for long it is taken over, by one of two at most.
    server.clock.advance({ minutes: 2 });
    const workers = [queue(), queue()];
    for (const each of workers) each.wake();
    await until(async () => (await stateOf(alive)) === 'DONE');
    for (const each of workers) await each.stop();
  });

  it('proposes thresholds for a pyramid, and a grace, from what members really did', async () => {
    const world = await tableRows(server.database);
    const selection = `members levels { level name threshold proposed members proposedMembers } warnings { code message }
      graceProposal { intervals days80 days90 }`;
    type Proposed = {
      members: number;
      levels: { level: string; threshold: number; proposed: number; members: number; proposedMembers: number }[];
      warnings: { code: string; message: string }[];
      graceProposal: { intervals: number; days80: number; days90: number };
    };
    const propose = (input: Record<string, unknown>) =>
      mutate<Proposed>(server, 'thresholdsPropose', input, { token: 'demo-operator', selection });
    const shares = [
      { level: 'silver', share: '2/7' },
      { level: 'gold', share: '1/7' },
      { level: 'platinum', share: '1/7' },
      { level: 'diamond', share: '0.01' },
    ];
    // Of the last twelve months: lin 6,500.
    const { payload } = (await propose({ shares })).data;
    expect(payload.userErrors).toEqual([]);
    expect(payload.members).toBe(7);
    expect(payload.levels.map(({ level, threshold }) => [level, threshold])).toEqual([
      ['bronze', 0],
      ['silver', 3000],
      ['gold', 12_000],
      ['platinum', 36_000],
      ['diamond', 100_000],
    ]);
    expect(payload.levels.reduce((sum, { members }) => sum + members, 0)).toBe(7);
    expect(payload.levels.reduce((sum, { proposedMembers }) => sum + proposedMembers, 0)).toBe(7);
    expect(payload.levels.find(({ level }) => level === 'gold')?.proposed).toBe(6500);
    expect(payload.graceProposal.days80).toBeGreaterThan(0);
    // Points count over the whole history under a draft of which they are the basis.
    const byDraft = await propose({ shares, source: draft() });
    expect(byDraft.data.payload.levels.find(({ level }) => level === 'gold')).toMatchObject({
      threshold: 5000,
      proposed: 6500,
    });
    const refused = [
      { shares: shares.slice(1) },
      { shares: shares.map((share) => ({ ...share, share: '0' })) },
      { shares: shares.map((share) => ({ ...share, share: 'many' })) },
      { shares: [...shares].map((share, index) => ({ ...share, share: `0.${index + 1}` })) },
    ];
    for (const input of refused)
      expect(refusalsOf(await propose(input))).toEqual([{ code: 'INPUT_INVALID', field: ['shares'] }]);
    expect(refusalsOf(await propose({ shares, track: 'none' }))).toEqual([{ code: 'INPUT_INVALID', field: ['track'] }]);
    expect(refusalsOf(await propose({ shares, source: 'nothing' }))[0]).toMatchObject({ code: 'PROGRAM_INVALID' });
    expect(await tableRows(server.database)).toEqual(world);
  });
});
