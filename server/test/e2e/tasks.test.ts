import { describeOnEachDatabase } from '../support/databases';
import { record, told } from '../support/events';
import { faultsOf } from '../support/proofs';
import { countOf } from '../support/rows';
import { mutate, refusalsOf } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;

const program = `
program: loop
name: Loop
timeZone: Asia/Shanghai
points: { pendingFor: P7D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels:
      - { code: base, name: { zh-CN: 普通, en: Base }, threshold: 0, color: "#111111" }
      - { code: upper, name: { zh-CN: 高级, en: Upper }, threshold: 1000, color: "#222222" }
rules:
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 2 } } }
  - { code: visit, on: app.opened, grant: { points: { fixed: 1 } } }
  - { code: share, on: share.sent, grant: { points: { fixed: 2 } }, cap: { perDay: 4 } }
tasks:
  - code: first-order
    name: { zh-CN: 首单, en: First order }
    kind: newcomer
    progress: { on: order.completed, count: 1 }
    reward: { points: 100, growth: 50 }
    action: { open: mall }
  - code: second-order
    name: { zh-CN: 复购, en: Order again }
    kind: newcomer
    nature: business
    progress: { on: order.completed, count: 1 }
    reward: { points: 30 }
    after: [first-order]
  - code: open
    name: { zh-CN: 每日打开, en: Come by }
    kind: daily
    progress: { on: app.opened, count: 1 }
    reward: { points: 3 }
    claim: auto
  - code: upper-only
    kind: monthly
    progress: { on: order.completed, sumYuan: 500 }
    reward: { points: 10 }
    visible: { levels: [upper] }
`;

const TASK =
  'task { code name period target reward { points growth } action { open } } progress target state canClaim waitsFor { code } endsAt';
interface Task {
  task: { code: string; name: string; period: string; reward: { points: number; growth: number } };
  progress: number;
  target: number;
  state: string;
  canClaim: boolean;
  waitsFor: { code: string }[];
  endsAt: string | null;
}

describeOnEachDatabase('tasks', (kind) => {
  let server: TestServer;
  let partner: string;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
    token = (await server.signIn('lin')).accessToken;
  });
  afterEach(() => server.close());

  let keys = 0;
  /** The business clock alone: nobody has to sign in again. */
  const pass = (days: number) => server.clock.moveTo(new Date(server.clock.businessNow().getTime() + days * DAY_MS));
  const claim = (taskCode: string, key = `key-${++keys}`) =>
    mutate<{ task: Task | null }>(
      server,
      'taskRewardClaim',
      { idempotencyKey: key, taskCode },
      { token, selection: `task { ${TASK} } member { id }` },
    );
  const send = async (event: Parameters<typeof record>[2][number]) =>
    told(
      (await record(server, partner, [{ type: 'order.completed', memberRef: 'lin', amountFen: 10_000, ...event }]))
        .results,
    );
  const me = async () => {
    const query = `{ me { tasks { ${TASK} } points { available pending } growth { value }
      nextAction { kind text gain amountFen task { task { code } } action { open } } } }`;
    type Answer = {
      me: {
        tasks: Task[];
        points: { available: number; pending: number };
        growth: { value: number };
        nextAction: { kind: string; text: string } | null;
      };
    };
    return (await server.graphql<Answer>(query, { token, language: 'en' })).data.me;
  };
  const states = async () => (await me()).tasks.map(({ task, state }) => `${task.code} ${state}`);
  const refused = async (taskCode: string) => {
    const before = await tableRows(server.database);
    const answer = await claim(taskCode);
    expect(await tableRows(server.database)).toEqual(before);
    return refusalsOf(answer);
  };

  it('go from open to claimed by events of partners, and the reward explains itself', async () => {
    expect(await states()).toEqual(['first-order OPEN', 'second-order LOCKED', 'open OPEN']);
    expect((await me()).tasks.map(({ waitsFor }) => waitsFor)).toEqual([[], [{ code: 'first-order' }], []]);
    expect(await refused('first-order')).toEqual([{ code: 'TASK_NOT_COMPLETED', field: ['taskCode'] }]);
    expect(await refused('nothing')).toEqual([{ code: 'NOT_FOUND', field: ['taskCode'] }]);
    expect(await refused('upper-only')).toEqual([{ code: 'NOT_FOUND', field: ['taskCode'] }]);
    expect(await send({ eventId: 'a' })).toEqual(['APPLIED']);
    expect((await me()).nextAction).toMatchObject({
      kind: 'CLAIM_REWARD',
      gain: 50,
      task: { task: { code: 'first-order' } },
    });
    const done = (await claim('first-order', 'same')).data.payload;
    expect(done).toMatchObject({ userErrors: [], task: { state: 'CLAIMED', canClaim: false, progress: 1, target: 1 } });
    expect((await claim('first-order', 'same')).data.payload.userErrors).toEqual([]);
    expect(await refused('first-order')).toEqual([{ code: 'TASK_ALREADY_CLAIMED', field: ['taskCode'] }]);
    expect(await states()).toEqual(['first-order CLAIMED', 'second-order OPEN', 'open OPEN']);
    const { points, growth, nextAction } = await me();
    // A refund can still take them back: they wait.
    expect([points, growth.value]).toEqual([{ available: 0, pending: 100 }, 250]);
    expect(nextAction).toMatchObject({ kind: 'PURCHASE', amountFen: 37_500, text: 'Spend ¥375 more to reach Upper' });
    const lines = '{ me { growth { entries(first: 1) { edges { node { reason why { source } } } } } } }';
    const { data } = await server.graphql<{ me: { growth: { entries: object } } }>(lines, { token });
    const node = { reason: '任务奖励', why: { source: 'task first-order' } };
    expect(data.me.growth.entries).toEqual({ edges: [{ node }] });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('lose their reward with a refund in the return window, from what is stored', async () => {
    await send({ eventId: 'a' });
    await claim('first-order');
    pass(6);
    const refund = { eventId: 'r', type: 'order.refunded', reverses: 'a' };
    expect(await send({ ...refund, amountFen: 10_000 })).toEqual(['APPLIED']);
    const { points, growth } = await me();
    expect([points, growth.value]).toEqual([{ available: 0, pending: 0 }, 0]);
    expect((await states())[0]).toBe('first-order OPEN');
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('cannot be claimed by the blocked', async () => {
    await send({ eventId: 'a' });
    type Answer = { me: { id: string } };
    const { id } = (await server.graphql<Answer>('{ me { id } }', { token })).data.me;
    await mutate(server, 'memberBlock', { memberId: id, reason: 'test' }, { token: 'demo-operator' });
    expect((await me()).tasks[0]).toMatchObject({ state: 'COMPLETED', canClaim: false });
    expect((await me()).nextAction).toBeNull();
    expect(await refused('first-order')).toEqual([{ code: 'MEMBER_BLOCKED', field: null }]);
  });

  it('are on offer to everybody, in the reader’s language', async () => {
    type Answer = { program: { tasks: { code: string; name: string }[] } };
    const { data } = await server.graphql<Answer>('{ program { tasks { code name kind unit target } } }', {
      language: 'en',
    });
    expect(data.program.tasks.map(({ code }) => code)).toEqual(['first-order', 'second-order', 'open', 'upper-only']);
    expect(data.program.tasks.at(-1)).toEqual({
      ...{ code: 'upper-only', name: 'upper-only', kind: 'MONTHLY', unit: 'FEN', target: 50_000 },
    });
  });

  it('take one query for the member’s state, however many fields ask for it', async () => {
    await send({ eventId: 'a' });
    const reads = await statementsDuring(server.database, () => me());
    expect(reads.filter((text) => text.includes('member_state'))).toHaveLength(1);
  });

  it('64 claims at once: one succeeds, and nothing else changes', async () => {
    await send({ eventId: 'a' });
    const before = await countOf(server.database, 'SELECT COUNT(*) AS n FROM journal');
    const answers = await Promise.all(Array.from({ length: 64 }, () => claim('first-order')));
    const codes = answers.map((answer) => refusalsOf(answer)[0]?.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'TASK_ALREADY_CLAIMED')).toHaveLength(63);
    expect(await countOf(server.database, 'SELECT COUNT(*) AS n FROM journal')).toBe(before + 1);
    expect((await me()).points.pending).toBe(100);
    expect(await countOf(server.database, 'SELECT COUNT(*) AS n FROM idempotency')).toBe(1);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  describe('by what members do in the app', () => {
    const open = async (input = {}) => {
      const { data } = await mutate<{ recorded: boolean | null }>(server, 'appOpenRecord', input, {
        token,
        selection: 'recorded',
      });
      return data.payload;
    };
    const share = async (idempotencyKey: string) => {
      const input = { idempotencyKey, channel: 'FRIEND' };
      const { data } = await mutate<{ recorded: boolean }>(server, 'shareRecord', input, {
        token,
        selection: 'recorded',
      });
      return data.payload.recorded;
    };
    const own = `SELECT COUNT(*) AS n FROM journal WHERE input LIKE '%"self:%'`;
    const journalled = () => countOf(server.database, own);

    it('opening counts once a day, also 32 times at once', async () => {
      const answers = await Promise.all(Array.from({ length: 32 }, () => open({ scene: '1089' })));
      expect(answers.filter(({ recorded }) => recorded)).toHaveLength(1);
      expect([await journalled(), (await me()).points]).toEqual([1, { available: 3, pending: 1 }]);
      pass(1);
      expect([(await open()).recorded, (await open()).recorded]).toEqual([true, false]);
      expect((await me()).points).toEqual({ available: 6, pending: 2 });
      const before = await tableRows(server.database);
      expect((await open({ scene: ' ' })).userErrors[0]).toMatchObject({ code: 'INPUT_INVALID', field: ['scene'] });
      expect(await tableRows(server.database)).toEqual(before);
      expect(await faultsOf(server.database, server.clock)).toEqual([]);
    });

    it('sharing counts up to a limit, once for a key; caps say what it earns', async () => {
      for (let index = 1; index <= 20; index++) expect(await share(`s${index}`)).toBe(true);
      expect([await share('s1'), await share('s21')]).toEqual([true, false]);
      expect([await journalled(), (await me()).points.pending]).toEqual([20, 4]);
      pass(1);
      expect(await share('s22')).toBe(true);
    });

    it('no partner can name these events', async () => {
      await open();
      const refund = { eventId: 'x', type: 'order.refunded', amountFen: null };
      const { data } = await server.graphql<{ me: { id: string } }>('{ me { id } }', { token });
      expect(data.me.id).toMatch(/^mbr_/);
      // Whatever a partner writes stands behind its own number.
      expect(await send({ ...refund, reverses: 'self:1:app.opened:2026-03-01' })).toEqual(['PENDING_ORIGINAL']);
      expect((await me()).points.available).toBe(3);
    });
  });
});
