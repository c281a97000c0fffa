import { describeOnEachDatabase } from '../support/databases';
import { record, told } from '../support/events';
import { memberId } from '../support/members';
import { mutate } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

const program = `
program: explained
name: Explained
timeZone: Asia/Shanghai
points: { pendingFor: P7D }
tracks:
  - code: growth
    name: { zh-CN: 成长, en: Growth }
    primary: true
    basis: { kind: growth }
    window: { kind: rolling, months: 2 }
    validity: P1M
    downgrade: { policy: oneStep, grace: P10D }
    returning: { within: P90D, thresholdFactor: 0.5 }
    levels:
      - { code: base, name: { zh-CN: 普通会员, en: Base }, threshold: 0, color: "#111111" }
      - { code: gold, name: { zh-CN: 黄金会员, en: Gold }, threshold: 1000, keep: 800, color: "#222222" }
  - code: spend
    name: { zh-CN: 消费, en: Spending }
    basis: { kind: amount, on: order.completed }
    levels:
      - { code: spend-0, name: { zh-CN: 新客, en: New }, threshold: 0, color: "#111111" }
      - { code: spend-1, name: { zh-CN: 熟客, en: Regular }, threshold: 200000, color: "#222222" }
  - code: mixed
    name: { zh-CN: 综合, en: Mixed }
    basis: { kind: weighted, parts: [{ basis: { kind: recharge }, weight: 0.01 }, { basis: { kind: growth }, weight: 1 }] }
    levels: [{ code: mixed-0, name: Mixed, threshold: 0, color: "#111111" }]
rules:
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 1 } } }
`;

interface Explained {
  level: { code: string };
  since: string;
  validUntil: string | null;
  graceUntil: string | null;
  source: string;
  keep: { needed: number; by: string } | null;
  next: { level: { code: string }; needed: number; ratio: number; how: string } | null;
  why: {
    cause: string;
    at: string;
    programVersion: number | null;
    eventId: string | null;
    text: string;
    score: number;
    threshold: number;
    windowStart: string | null;
    reason: string | null;
    until: string | null;
    entries: { edges: { node: Record<string, unknown> }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
}
const standing = `level { code } since validUntil graceUntil source keep { needed by }
  next { level { code } needed ratio how }
  why { cause at programVersion eventId text score threshold windowStart reason until
    entries(first: 10) { edges { node { basis at delta eventId type amountFen rule reason } } pageInfo { hasNextPage endCursor } } }`;

describeOnEachDatabase('why a member is at a level', (kind) => {
  let server: TestServer;
  let partner: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
  });
  afterEach(() => server.close());

  const tell = async (eventId: string, changes: Record<string, unknown>) => {
    const event = { eventId, type: 'order.completed', memberRef: 'buyer', ...changes };
    expect(told((await record(server, partner, [event])).results)).toEqual(['APPLIED']);
  };
  const order = (eventId: string, yuan: number) => tell(eventId, { amountFen: yuan * 100 });
  const moveTo = (instant: string) => server.clock.moveTo(new Date(instant));
  const explain = async (options: { token?: string; language?: string } = {}) => {
    type Answer = { member: { level: Explained; memberships: (Explained & { track: { code: string } })[] } };
    const query = `{ member(ref: "buyer") { level { ${standing} } memberships { track { code } ${standing} } } }`;
    const { data } = await server.graphql<Answer>(query, { token: 'demo-viewer', ...options });
    return data.member;
  };
  const nodesOf = ({ why }: Explained) => why.entries.edges.map(({ node }) => node);

  it('names the event and the version that led to it, and every line that the score is made of', async () => {
    await order('a', 400);
    moveTo('2026-03-05T04:00:00.000Z');
    await order('b', 700);
    await tell('r', { type: 'order.refunded', reverses: 'a', amountFen: 5000 });
    const { level } = await explain();
    expect(level).toMatchObject({
      ...{ level: { code: 'gold' }, source: 'RULES', since: '2026-03-05T04:00:00.000Z', next: null, graceUntil: null },
      ...{ validUntil: '2026-04-05T16:00:00.000Z', keep: { needed: 0, by: '2026-04-05T16:00:00.000Z' } },
    });
    expect(level.why).toMatchObject({
      ...{ cause: 'UPGRADE', at: '2026-03-05T04:00:00.000Z', programVersion: 1, eventId: 'b' },
      ...{ score: 1050, threshold: 1000, windowStart: '2026-01-06', reason: null, until: null },
      text: '2026-03-05 达到门槛，升级为黄金会员；2026-01-06 以来 1,050 成长值，门槛 1,000 成长值',
    });
    expect(nodesOf(level)).toEqual([
      {
        ...{ basis: 'growth', delta: -50, eventId: 'r', type: 'order.refunded', amountFen: 5000, rule: 'order-growth' },
        ...{ at: '2026-03-05T04:00:00.000Z', reason: '退款扣回' },
      },
      {
        ...{
          basis: 'growth',
          delta: 700,
          eventId: 'b',
          type: 'order.completed',
          amountFen: 70_000,
          rule: 'order-growth',
        },
        ...{ at: '2026-03-05T04:00:00.000Z', reason: '获得' },
      },
      {
        ...{
          basis: 'growth',
          delta: 400,
          eventId: 'a',
          type: 'order.completed',
          amountFen: 40_000,
          rule: 'order-growth',
        },
        ...{ at: '2026-03-01T04:00:00.000Z', reason: '获得' },
      },
    ]);
    const english = await explain({ language: 'en' });
    expect(english.level.why.text).toBe(
      'Gold since the threshold was reached on 2026-03-05; the score since 2026-01-06 is 1,050 growth value, the threshold 1,000 growth value',
    );
  });

  it('shows each track in its own unit, down to the events', async () => {
    await order('a', 400);
    await tell('w', { type: 'wallet.recharged', amountFen: 20_000 });
    await tell('r', { type: 'order.refunded', reverses: 'a', amountFen: 10_000 });
    const [growth, spend, mixed] = (await explain()).memberships;
    expect(growth?.next).toMatchObject({ needed: 700, how: '再获得 700 成长值，升级为黄金会员' });
    expect(spend).toMatchObject({
      ...{ track: { code: 'spend' }, level: { code: 'spend-0' }, keep: null, validUntil: null },
      next: { level: { code: 'spend-1' }, needed: 170_000, ratio: 0.15, how: '再消费 ¥1,700，升级为熟客' },
      why: { cause: 'JOINED', programVersion: null, eventId: null, score: 30_000, windowStart: null },
    });
    expect(spend && nodesOf(spend)).toMatchObject([
      { basis: 'amount', delta: -10_000, eventId: 'r', type: 'order.refunded', rule: null, reason: null },
      { basis: 'amount', delta: 40_000, eventId: 'a', type: 'order.completed', amountFen: 40_000 },
    ]);
    expect(mixed?.why.score).toBe(200 + 300);
    expect(mixed && nodesOf(mixed).map(({ basis, delta }) => [basis, delta])).toEqual([
      ['growth', -100],
      ['recharge', 20_000],
      ['growth', 400],
    ]);
  });

  it('counts what will have left the window by then as missing, and tells of the grace', async () => {
    await order('a', 500);
    moveTo('2026-04-20T04:00:00.000Z');
    await order('b', 500);
    // What was earned on 1 March leaves the window before 20 May, when the level ends.
    expect((await explain()).level).toMatchObject({
      ...{ level: { code: 'gold' }, validUntil: '2026-05-20T16:00:00.000Z', graceUntil: null },
      keep: { needed: 300, by: '2026-05-20T16:00:00.000Z' },
    });
    moveTo('2026-05-21T04:00:00.000Z');
    const { level } = await explain();
    expect(level).toMatchObject({
      ...{ level: { code: 'gold' }, graceUntil: '2026-05-30T16:00:00.000Z' },
      keep: { needed: 300, by: '2026-05-30T16:00:00.000Z' },
      why: { score: 500, windowStart: '2026-03-22' },
    });
    expect(nodesOf(level).map(({ eventId }) => eventId)).toEqual(['b']);
    moveTo('2026-05-31T04:00:00.000Z');
    // Dropped, and coming back: half of the threshold, which is reached by the next thing that happens.
    expect((await explain()).level).toMatchObject({
      ...{ level: { code: 'base' }, validUntil: null, graceUntil: null, keep: null },
      ...{ next: { needed: 0, ratio: 1 }, why: { cause: 'DOWNGRADE', threshold: 0 } },
    });
    await tell('r', { type: 'order.refunded', reverses: 'b', amountFen: 20_000 });
    expect((await explain()).level.next).toMatchObject({
      needed: 200,
      ratio: 0.6,
      how: '再获得 200 成长值，升级为黄金会员',
    });
    await order('c', 200);
    expect((await explain()).level).toMatchObject({
      level: { code: 'gold' },
      why: { cause: 'UPGRADE', threshold: 1000 },
    });
  });

  it('says what staff have set, and to staff alone who', async () => {
    await order('a', 100);
    const until = '2026-06-01T00:00:00.000Z';
    const set = { level: 'gold', mode: 'AT_LEAST', until, reason: '新客体验' };
    const input = { idempotencyKey: 'k', memberId: await memberId(server, 'buyer'), ...set };
    expect((await mutate(server, 'levelSet', input, { token: 'demo-operator' })).data.payload.userErrors).toEqual([]);
    const { level } = await explain({ token: partner });
    expect(level).toMatchObject({
      ...{ level: { code: 'gold' }, source: 'MANUAL', validUntil: until, keep: { needed: 1000, by: until } },
      why: { cause: 'MANUAL', programVersion: 1, eventId: null, reason: '新客体验', until },
    });
    expect(level.why.text).toContain('由工作人员设为黄金会员；人工设定至 2026-06-01：新客体验');
    const actor = '{ member(ref: "buyer") { level { why { actor } } } }';
    expect((await server.graphql(actor, { token: 'demo-viewer' })).data).toEqual({
      member: { level: { why: { actor: 'Demo operator' } } },
    });
    const refused = await server.graphql(actor, { token: partner });
    expect([refused.status, refused.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('pages through the evidence, and reads the changes of all members by one query', async () => {
    for (const index of [1, 2, 3, 4, 5]) await order(`o${index}`, index);
    type Page = { member: { level: { why: { entries: Explained['why']['entries'] } } } };
    const found: unknown[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page++) {
      const query = `query ($after: String) { member(ref: "buyer") { level { why {
        entries(first: 2, after: $after) { edges { node { eventId } } pageInfo { hasNextPage endCursor } } } } } }`;
      const answer: { data: Page } = await server.graphql<Page>(query, { token: 'demo-viewer', variables: { after } });
      const { edges, pageInfo }: Explained['why']['entries'] = answer.data.member.level.why.entries;
      found.push(...edges.map(({ node }) => node.eventId));
      expect(pageInfo.hasNextPage).toBe(page < 2);
      after = pageInfo.endCursor;
    }
    expect(found).toEqual(['o5', 'o4', 'o3', 'o2', 'o1']);
    await tell('big', { amountFen: 500_000 });
    await tell('other', { amountFen: 500_000, memberRef: 'lin' });
    const all =
      '{ members(first: 50) { edges { node { level { why { programVersion eventId } } memberships { why { programVersion } } } } } }';
    const statements = await statementsDuring(server.database, () => server.graphql(all, { token: 'demo-viewer' }));
    expect(statements.filter((statement) => statement.includes('FROM journal'))).toHaveLength(1);
  });
});
