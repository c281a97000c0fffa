import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { merge } from '../support/linking';
import { memberId } from '../support/members';
import { faultsOf } from '../support/proofs';
import { countOf } from '../support/rows';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const program = `
program: tagged
name: Tagged
timeZone: Asia/Shanghai
tags: [{ code: taster, name: { zh-CN: 品鉴官, en: Taster } }, { code: vip, name: VIP }]
tracks:
  - code: growth
    name: Growth
    primary: true
    levels: [{ code: base, name: Base, threshold: 0, color: "#111111" }]
rules:
  - { code: order, on: order.completed, when: { member.tags: { eq: taster } }, grant: { points: { fixed: 5 } } }
tasks:
  - { code: all, kind: daily, progress: { on: order.completed, count: 1 }, reward: { points: 1 } }
  - { code: tasting, kind: daily, progress: { on: order.completed, count: 1 }, reward: { points: 1 }, visible: { segments: [taster, vip] } }
coupons:
  - { code: ten, name: Ten, kind: amountOff, offFen: 1000, validFor: P5D, claimable: true, claim: { segments: [taster] } }
`;

describeOnEachDatabase('tags', (kind) => {
  let server: TestServer;
  let partner: string;
  let lin: { id: string; token: string };
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
    const { accessToken: token } = await server.signIn('lin');
    lin = { token, id: await memberId(server, 'lin') };
  });
  afterEach(async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    await server.close();
  });

  const TAGS = 'member { tags { code name } }';
  type Tagged = { member: { tags: { code: string; name: string }[] } | null };
  const tag = async (name: 'tagAssign' | 'tagRemove', changes: object = {}, token = 'demo-operator') => {
    const input = { memberId: lin.id, tag: 'taster', reason: 'knows food', ...changes };
    return mutate<Tagged>(server, name, input, { token, selection: TAGS });
  };
  const codes = async (...parameters: Parameters<typeof tag>) => {
    const { data } = await tag(...parameters);
    return data.payload.userErrors[0]?.code ?? data.payload.member?.tags.map(({ code }) => code);
  };
  const seen = async () => {
    const query = `{ me { tasks { task { code } } points { available } }
      program { tasks { code } } couponsOnOffer(first: 5) { edges { node { code canClaim } } } }`;
    type Answer = {
      me: { tasks: { task: { code: string } }[]; points: { available: number } };
      program: { tasks: { code: string }[] };
      couponsOnOffer: { edges: { node: { code: string; canClaim: boolean } }[] };
    };
    const { data } = await server.graphql<Answer>(query, { token: lin.token });
    return {
      tasks: data.me.tasks.map(({ task }) => task.code),
      offered: data.program.tasks.map(({ code }) => code),
      coupons: data.couponsOnOffer.edges.map(({ node }) => node),
    };
  };
  const claim = () =>
    mutate(server, 'couponClaim', { idempotencyKey: 'c', template: 'ten' }, { token: lin.token, selection: '' });

  it('open tasks, coupons and rules to the member who has one of them, and close them again', async () => {
    const closed = { tasks: ['all'], offered: ['all'], coupons: [] };
    expect(await seen()).toEqual(closed);
    expect(refusalsOf(await claim())).toEqual([{ code: 'COUPON_NOT_CLAIMABLE', field: ['template'] }]);
    const { data } = await tag('tagAssign');
    expect(data.payload.member?.tags).toEqual([{ code: 'taster', name: '品鉴官' }]);
    const open = { tasks: ['all', 'tasting'], offered: ['all'], coupons: [{ code: 'ten', canClaim: true }] };
    expect(await seen()).toEqual(open);
    expect(refusalsOf(await claim())).toEqual([]);
    await record(server, partner, [
      { eventId: 'a', type: 'order.completed', amountFen: 100 },
      { eventId: 'b', type: 'order.completed', amountFen: 100, memberRef: 'chen' },
    ]);
    const points =
      '{ lin: member(ref: "lin") { points { earnedTotal } } chen: member(ref: "chen") { points { earnedTotal } } }';
    const earned = await server.graphql(points, { token: 'demo-viewer' });
    expect(earned.data).toEqual({ lin: { points: { earnedTotal: 5 } }, chen: { points: { earnedTotal: 0 } } });
    expect(await codes('tagRemove')).toEqual([]);
    // What was completed stays in sight.
    expect(await seen()).toEqual({ ...closed, tasks: ['all', 'tasting'] });
  });

  it('are put on and taken off once, with who did it and why in the journal', async () => {
    const journalled = () => countOf(server.database, "SELECT COUNT(*) AS n FROM journal WHERE input LIKE '%Tag%'");
    expect(await codes('tagAssign', { tag: 'vip' })).toEqual(['vip']);
    expect(await codes('tagAssign')).toEqual(['taster', 'vip']);
    expect(await codes('tagAssign')).toEqual(['taster', 'vip']);
    expect(await journalled()).toBe(2);
    const [line] = await server.database.reader.query("SELECT input FROM journal WHERE input LIKE '%taster%'");
    expect(JSON.parse(line.input)).toMatchObject({ kind: 'assignTag', actor: 'Demo operator', reason: 'knows food' });
    expect(await codes('tagRemove', { tag: 'vip' })).toEqual(['taster']);
    expect(await codes('tagRemove', { tag: 'vip' })).toEqual(['taster']);
    expect(await journalled()).toBe(3);
    const chen = await memberId(server, 'chen');
    await record(server, partner, [{ eventId: 'x', memberRef: 'chen' }]);
    expect(await codes('tagAssign', { memberId: chen, tag: 'vip' })).toEqual(['vip']);
    expect(await merge(server, chen, lin.id)).toEqual([]);
    const query = '{ member(ref: "lin") { tags { code } } program { tags { code name } } }';
    const { data } = await server.graphql(query, { token: 'demo-viewer', language: 'en' });
    expect(data).toEqual({
      member: { tags: [{ code: 'taster' }, { code: 'vip' }] },
      program: {
        tags: [
          { code: 'taster', name: 'Taster' },
          { code: 'vip', name: 'VIP' },
        ],
      },
    });
  });

  it('are refused with the fix, and then nothing has changed', async () => {
    const none = await memberId(server, 'chen');
    expect(await merge(server, lin.id, none)).toEqual([]);
    const before = await tableRows(server.database);
    expect(await codes('tagAssign', { reason: ' ' })).toBe('INPUT_INVALID');
    expect(await codes('tagAssign', { memberId: 'mbr_none' })).toBe('NOT_FOUND');
    expect(await codes('tagAssign', { memberId: none })).toBe('STATE_CONFLICT');
    for (const name of ['tagAssign', 'tagRemove'] as const) {
      const { data } = await tag(name, { tag: 'guest' });
      const message = 'The program in force has no tag guest: choose one of taster, vip.';
      expect(data.payload.userErrors).toEqual([{ code: 'TAG_UNKNOWN', message, field: ['tag'] }]);
    }
    expect((await tag('tagAssign', {}, 'demo-viewer')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await tableRows(server.database)).toEqual(before);
    for (const [token, query] of [
      [partner, '{ member(ref: "lin") { tags { code } } }'],
      [lin.token, '{ me { tags { code } } }'],
      [lin.token, '{ program { tags { code } } }'],
    ] as const) {
      expect((await server.graphql(query, { token })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});
