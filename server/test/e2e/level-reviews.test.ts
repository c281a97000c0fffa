import { reconcile, verifyJournals } from '../../src/modules/journal';
import { joinedAtOfMembers } from '../../src/modules/members';
import { ProgramCatalogue } from '../../src/modules/programs';
import { describeOnEachDatabase } from '../support/databases';
import { growthOf, record, told } from '../support/events';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

const program = `
program: reviewed
name: Reviewed levels
timeZone: Asia/Shanghai
formulaGrowth:
  rfm:
    on: order.completed
    recency: [{ withinDays: 30, score: 100 }]
    frequency: [{ atLeast: 2, score: 50 }]
    monetary: [{ atLeastFen: 100000, score: 50 }]
  spend: { on: order.completed, perYuan: 1 }
  activity: { scores: { app.opened: 10 }, window: P1M }
tracks:
  - code: growth
    name: Growth
    primary: true
    upgrade: { review: true }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: upper, name: Upper, threshold: 400, color: "#222222" }
`;

describeOnEachDatabase('growth by a formula, and upgrades under review', (kind) => {
  let server: TestServer;
  let token: string;
  let memberId: string;

  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    token = await server.partnerToken();
    const [bought, opened] = [
      { eventId: 'a', type: 'order.completed', amountFen: 100_000 },
      { eventId: 'o', type: 'app.opened' },
    ];
    const { results } = await record(server, token, [
      { ...bought, memberRef: 'buyer' },
      { ...opened, memberRef: 'buyer' },
    ]);
    expect(told(results)).toEqual(['APPLIED', 'APPLIED']);
    const answer = await server.graphql<{ member: { id: string } }>('{ member(ref: "buyer") { id } }', { token });
    memberId = answer.data.member.id;
  });

  afterEach(async () => {
    const { timeline } = await new ProgramCatalogue(server.database, server.clock).current();
    const found = [];
    for await (const difference of reconcile(server.database)) found.push(difference);
    const joined = (ids: number[]) => joinedAtOfMembers(server.database, ids);
    for await (const difference of verifyJournals(server.database, timeline, joined)) found.push(difference);
    expect(found).toEqual([]);
    await server.close();
  });

  const tomorrow = () => server.clock.moveTo(new Date(server.clock.businessNow().getTime() + 24 * 3600 * 1000));
  const decide = (approve: boolean, changes: object = {}) =>
    mutate(
      server,
      'levelReviewDecide',
      { idempotencyKey: 'k', memberId, track: 'growth', approve, reason: 'looked at', ...changes },
      { token: 'demo-operator' },
    );
  type Standing = {
    member: { memberships: { level: { code: string }; review: { level: { code: string } } | null }[] };
  };
  const standing = async () => {
    const query = '{ member(ref: "buyer") { memberships { level { code } review { level { code } } } } }';
    const { data } = await server.graphql<Standing>(query, { token: 'demo-viewer' });
    const [first] = data.member.memberships;
    return [first?.level.code, first?.review?.level.code];
  };

  const waiting = async () => {
    type Waiting = { levelReviews: { edges: { node: object }[] } };
    const query = '{ levelReviews(first: 10) { edges { node { memberships { review { level { code } } } id } } } }';
    const { data, errors } = await server.graphql<Waiting>(query, { token: 'demo-viewer' });
    expect(errors).toBeUndefined();
    return data.levelReviews.edges.map(({ node }) => node);
  };

  it('lists who waits, once time was let pass for them', async () => {
    expect(await waiting()).toEqual([]);
    tomorrow();
    await server.nightly();
    expect(await waiting()).toEqual([{ id: memberId, memberships: [{ review: { level: { code: 'upper' } } }] }]);
    expect(refusalsOf(await decide(true))).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it('posts the difference on the next date, proposes the level, and gives it when staff approve', async () => {
    expect([await growthOf(server, 'buyer'), await standing()]).toEqual([0, ['base', undefined]]);
    tomorrow();
    // ⌊150 × 0.3 + 1000 × 0.4 + 10 × 0.3⌋.
    expect([await growthOf(server, 'buyer'), await standing()]).toEqual([448, ['base', 'upper']]);
    expect(refusalsOf(await decide(true))).toEqual([]);
    expect(refusalsOf(await decide(true))).toEqual([]);
    expect(await standing()).toEqual(['upper', undefined]);
    const query = `{ member(ref: "buyer") { growth { entries(first: 5) { edges { node {
      kind delta reason why { formula { rfm spend activity base reward value before } } } } } } } }`;
    type Lines = { member: { growth: { entries: { edges: { node: object }[] } } } };
    const { data, errors } = await server.graphql<Lines>(query, { token, language: 'en' });
    expect(errors).toBeUndefined();
    const formula = { rfm: 150, spend: 1000, activity: 10, base: null, reward: null, value: 448, before: 0 };
    expect(data.member.growth.entries.edges.map(({ node }) => node)).toEqual([
      { kind: 'FORMULA', delta: 448, reason: 'Growth evaluated', why: { formula } },
    ]);
  });

  it('leaves everything as it was when staff refuse, and proposes it no more', async () => {
    tomorrow();
    expect(refusalsOf(await decide(false))).toEqual([]);
    expect(await standing()).toEqual(['base', undefined]);
    await record(server, token, [{ eventId: 'b', type: 'order.completed', amountFen: 10_000, memberRef: 'buyer' }]);
    tomorrow();
    expect(await standing()).toEqual(['base', undefined]);
  });

  it('refuses what cannot be decided, and changes nothing', async () => {
    const before = await tableRows(server.database, 'journal');
    const refused = async (changes: object) => refusalsOf(await decide(true, changes));
    expect(await refused({})).toEqual([{ code: 'STATE_CONFLICT', field: ['track'] }]);
    expect(await refused({ memberId: 'mbr_none' })).toEqual([{ code: 'NOT_FOUND', field: ['memberId'] }]);
    expect(await refused({ reason: ' ' })).toEqual([{ code: 'INPUT_INVALID', field: ['reason'] }]);
    expect(await tableRows(server.database, 'journal')).toEqual(before);
  });
});
