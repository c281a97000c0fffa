import { demoMembers } from '../../src/demo/demo-members';
import { seedDemo } from '../../src/demo/seed-demo';
import { readConfig } from '../../src/platform/config';
import { describeOnEachDatabase } from '../support/databases';
import { countOf } from '../support/rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

interface Line {
  delta: number;
  kind: string;
  why: { cuts: { by: number }[] };
}
interface Me {
  me: {
    coupons: Page<{ state: string; discountFen: number | null; validUntil: string }>;
    benefits: { state: string; used: number | null; left: number | null; benefit: { code: string } }[];
    growth: { value: number };
    points: { available: number; pending: number; debt: number; lots: { remaining: number }[]; entries: Page<Line> };
    notifications: Page<{ kind: string }>;
  };
}
interface Page<Node> {
  edges: { node: Node }[];
}
const ME = `{ me {
  growth { value }
  points { available pending debt lots { remaining } entries(first: 100) { edges { node { delta kind why { cuts { by } } } } } }
  notifications(first: 100) { edges { node { kind } } }
  coupons(first: 100) { edges { node { state discountFen validUntil } } }
  benefits { state used left benefit { code } }
} }`;

describeOnEachDatabase('the demo’s members with their errands', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind, { errands: true });
    await server.dispatch();
  });
  afterAll(() => server.close());

  const read = async (key: string) => {
    const { accessToken: token } = await server.signIn(key);
    return (await server.graphql<Me>(ME, { token })).data.me;
  };

  test('the growth is that of the loans alone', async () => {
    for (const { key, loansYuan } of demoMembers) {
      expect((await read(key)).growth.value).toBe(loansYuan.reduce((sum, yuan) => sum + yuan, 0));
    }
  });

  test('one has points of every kind: pending, cut by a cap, taken back in part', async () => {
    const { points } = await read('lin');
    const lines = points.entries.edges.map(({ node }) => node);
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
    expect(points.pending).toBeGreaterThan(0);
    expect(lines.some(({ why }) => why.cuts.length > 0)).toBe(true);
    expect(lines.some(({ kind }) => kind === 'REVERSE')).toBe(true);
    expect(sum(points.lots.map(({ remaining }) => remaining))).toBe(sum(lines.map(({ delta }) => delta)));
    expect(points.available + points.pending).toBe(sum(lines.map(({ delta }) => delta)));
  });

  test('one has half a week of check-ins with a day to make up for, and friends who came by their code', async () => {
    const { accessToken: token } = await server.signIn('lin');
    const query = `{ me { checkIn { canCheckIn streak ladder { reached } makeUp { dates } }
      referral { invitees(first: 10) { edges { node { nickname state } } } } } }`;
    type Answer = { me: { checkIn: object; referral: { invitees: Page<{ nickname: string; state: string }> } } };
    const { me } = (await server.graphql<Answer>(query, { token })).data;
    const reached = [true, true, true, false, false, false, false].map((one) => ({ reached: one }));
    expect(me.checkIn).toMatchObject({ canCheckIn: true, streak: 3, ladder: reached });
    expect(me.referral.invitees.edges.map(({ node }) => `${node.nickname} ${node.state}`).sort()).toEqual([
      ...['何** CONVERTED', '孙** PENDING', '方** EXPIRED'],
    ]);
  });

  test('one who is new has a reward to claim, and tasks that wait for others', async () => {
    const { accessToken: token } = await server.signIn('sun');
    const query = '{ me { tasks { task { code } state } } }';
    type Answer = { me: { tasks: { task: { code: string }; state: string }[] } };
    const { me } = (await server.graphql<Answer>(query, { token })).data;
    expect(me.tasks.slice(0, 4).map(({ task, state }) => `${task.code} ${state}`)).toEqual([
      ...['verify-name OPEN', 'bind-card LOCKED', 'complete-profile COMPLETED', 'first-order LOCKED'],
    ]);
  });

  test('one is in debt', async () => {
    expect((await read('zhao')).points).toMatchObject({ available: 0, debt: 50 });
  });

  test('who rose of late was told, whose history was imported was not', async () => {
    const told = async (key: string) => (await read(key)).notifications.edges.map(({ node }) => node.kind);
    expect(await told('lin')).toContain('LEVEL_UP');
    expect(await told('sun')).toEqual(['TASK_COMPLETED']);
    expect(await told('qian')).not.toContain('LEVEL_UP');
  });

  test('one has a coupon of each state, of which one ends within two days', async () => {
    const coupons = (await read('lin')).coupons.edges.map(({ node }) => node);
    const soon = server.clock.businessNow().getTime() + 2 * 86_400_000;
    expect(new Set(coupons.map(({ state }) => state))).toEqual(new Set(['AVAILABLE', 'LOCKED', 'REDEEMED', 'EXPIRED']));
    expect(coupons.find(({ state }) => state === 'REDEEMED')?.discountFen).toBe(1_500);
    expect(coupons.some(({ state, validUntil }) => state === 'AVAILABLE' && Date.parse(validUntil) <= soon)).toBe(true);
  });

  test('a quota is used in part by one, and up by another', async () => {
    const shipping = async (key: string) =>
      (await read(key)).benefits.find(({ benefit }) => benefit.code === 'shop-shipping');
    expect(await shipping('lin')).toMatchObject({ state: 'ACTIVE', used: 1, left: 1 });
    expect(await shipping('chen')).toMatchObject({ state: 'ACTIVE', used: 3, left: 1 });
    expect(await shipping('zhou')).toMatchObject({ state: 'USED_UP', used: 4, left: 0 });
  });

  test('a later start adds nothing', async () => {
    const counts = () =>
      Promise.all(
        ['member', 'journal', 'event'].map((table) => countOf(server.database, `SELECT COUNT(*) AS n FROM ${table}`)),
      );
    const before = await counts();
    const { wechat } = readConfig({ RUNGS_DEMO: '1' }, () => '5a'.repeat(32));
    await seedDemo(server.database, wechat, server.clock.businessNow(), { errands: true });
    expect(await counts()).toEqual(before);
  });
});
