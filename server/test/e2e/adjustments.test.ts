import { reconcile } from '../../src/modules/journal';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { hashSecret } from '../../src/platform/secrets';
import { describeOnEachDatabase } from '../support/databases';
import { record, told } from '../support/events';
import { memberId } from '../support/members';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

const program = `
program: by-hand
name: By hand
timeZone: Asia/Shanghai
points: { pendingFor: P0D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    validity: P1Y
    downgrade: { policy: oneStep, grace: P30D }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: middle, name: Middle, threshold: 1000, color: "#222222" }
      - { code: upper, name: Upper, threshold: 5000, color: "#333333" }
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } } }
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 1 } } }
risk: { approvalAbove: { points: 1000, growth: 2000 } }
`;

interface Outcome {
  adjustment: {
    id: string;
    state: string;
    delta: number | null;
    proposedBy: string;
    decidedBy: string | null;
    decidedAt: string | null;
    level: string | null;
    mode: string | null;
  } | null;
  member: { id: string; points: { available: number; debt: number }; growth: { value: number } } | null;
}
const selection = `adjustment { id state delta proposedBy decidedBy decidedAt level mode }
  member { id points { available debt } growth { value } }`;

describeOnEachDatabase('what staff change by hand', (kind) => {
  let server: TestServer;
  let member: string;
  let keys = 0;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    const event = { eventId: 'first', type: 'order.completed', memberRef: 'buyer', amountFen: 10_000 };
    expect(told((await record(server, await server.partnerToken(), [event])).results)).toEqual(['APPLIED']);
    member = await memberId(server, 'buyer');
  });
  afterEach(async () => {
    const found = [];
    for await (const difference of reconcile(server.database)) found.push(difference);
    expect(found).toEqual([]);
    await server.close();
  });

  const call = (mutation: string, input: Record<string, unknown>, token = 'demo-operator') => {
    keys += 1;
    const complete = { idempotencyKey: `key-${keys}`, ...input };
    return mutate<Outcome>(server, mutation, complete, { token, selection });
  };
  const adjust = async (mutation: string, delta: number, changes: Record<string, unknown> = {}, token?: string) =>
    (await call(mutation, { memberId: member, delta, reason: '客服补偿', ...changes }, token)).data.payload;
  const propose = async (delta = 1001) => (await adjust('pointsAdjust', delta)).adjustment?.id ?? '';
  const balance = async () => {
    type Answer = { member: { points: { available: number; debt: number }; growth: { value: number } } };
    const query = 'query ($id: ID!) { member(id: $id) { points { available debt } growth { value } } }';
    const { data } = await server.graphql<Answer>(query, { token: 'demo-viewer', variables: { id: member } });
    return data.member;
  };

  /** Runs a call that must be refused, and sees that it left everything as it was. */
  async function expectRefused(run: () => ReturnType<typeof call>, code: string, field: string | null) {
    const before = await tableRows(server.database);
    expect(refusalsOf(await run())).toEqual([{ code, field: field === null ? null : [field] }]);
    expect(await tableRows(server.database)).toEqual(before);
  }

  it('changes points at once up to the limit, and the line says who and why', async () => {
    const { adjustment, member: after, userErrors } = await adjust('pointsAdjust', 1000);
    expect(userErrors).toEqual([]);
    expect(adjustment).toMatchObject({ state: 'APPLIED', delta: 1000, proposedBy: 'Demo operator', decidedBy: null });
    expect(adjustment?.decidedAt).toBe(server.clock.businessNow().toISOString());
    expect(after).toMatchObject({ id: member, points: { available: 1100, debt: 0 } });
    const lines = `query ($id: ID!) { member(id: $id) {
      points { entries(first: 1) { edges { node { kind delta reason why { actor programVersion } } } } } } }`;
    const { data } = await server.graphql(lines, { token: 'demo-viewer', variables: { id: member } });
    const node = {
      kind: 'ADJUST',
      delta: 1000,
      reason: '客服补偿',
      why: { actor: 'Demo operator', programVersion: 1 },
    };
    expect(data).toEqual({ member: { points: { entries: { edges: [{ node }] } } } });
  });

  it('leaves a debt where there is less than it takes', async () => {
    expect((await adjust('pointsAdjust', -250)).member?.points).toEqual({ available: 0, debt: 150 });
  });

  it('changes growth, and with it the level', async () => {
    expect((await adjust('growthAdjust', 1000)).member?.growth.value).toBe(1100);
    const { data } = await server.graphql('query ($id: ID!) { member(id: $id) { level { level { code } } } }', {
      token: 'demo-viewer',
      variables: { id: member },
    });
    expect(data).toEqual({ member: { level: { level: { code: 'middle' } } } });
  });

  it('lets what is above the limit wait until somebody else approves it', async () => {
    for (const [mutation, delta] of [
      ['pointsAdjust', 1001],
      ['growthAdjust', -2001],
    ] as const) {
      const before = await balance();
      const { adjustment } = await adjust(mutation, delta);
      expect(adjustment).toMatchObject({ state: 'WAITING', decidedBy: null, decidedAt: null });
      expect(await balance()).toEqual(before);
      const approved = await call('adjustmentApprove', { adjustmentId: adjustment?.id }, 'demo-admin');
      expect(approved.data.payload.adjustment).toMatchObject({ state: 'APPLIED', decidedBy: 'Demo admin' });
    }
    expect(await balance()).toEqual({ points: { available: 1101, debt: 0 }, growth: { value: -1901 } });
    const lines =
      'query ($id: ID!) { member(id: $id) { points { entries(first: 1) { edges { node { why { actor } } } } } } }';
    const { data } = await server.graphql(lines, { token: 'demo-viewer', variables: { id: member } });
    expect(JSON.stringify(data)).toContain('Demo operator, approved by Demo admin');
  });

  it('refuses who proposed it, on another token of theirs too', async () => {
    const adjustmentId = await propose();
    const decide = (mutation: string, token: string) => () => call(mutation, { adjustmentId }, token);
    for (const mutation of ['adjustmentApprove', 'adjustmentReject']) {
      await expectRefused(decide(mutation, 'demo-operator'), 'APPROVAL_BY_SAME_PERSON', 'adjustmentId');
    }
    await inTransaction(server.database, (tx) =>
      tx.query('INSERT INTO staff_token (name, token_hash, roles, expires_at) VALUES (?, ?, ?, ?)', [
        'Demo operator',
        hashSecret('second'),
        '["viewer","operator"]',
        '2030-01-01 00:00:00.000',
      ]),
    );
    await expectRefused(decide('adjustmentApprove', 'second'), 'APPROVAL_BY_SAME_PERSON', 'adjustmentId');
  });

  it('decides once', async () => {
    const rejected = await propose();
    const { data } = await call('adjustmentReject', { adjustmentId: rejected }, 'demo-admin');
    expect(data.payload.adjustment).toMatchObject({ state: 'REJECTED', decidedBy: 'Demo admin' });
    expect(await balance()).toMatchObject({ points: { available: 100, debt: 0 } });
    const applied = (await adjust('pointsAdjust', 5)).adjustment?.id;
    for (const adjustmentId of [rejected, applied]) {
      for (const mutation of ['adjustmentApprove', 'adjustmentReject']) {
        await expectRefused(() => call(mutation, { adjustmentId }, 'demo-admin'), 'STATE_CONFLICT', 'adjustmentId');
      }
    }
    for (const adjustmentId of ['adj_nothing1', member, '']) {
      await expectRefused(() => call('adjustmentApprove', { adjustmentId }, 'demo-admin'), 'NOT_FOUND', 'adjustmentId');
    }
  });

  it('applies it once, when 16 approve at once', async () => {
    const adjustmentId = await propose(5000);
    const input = (index: number) => ({ adjustmentId, idempotencyKey: `approve-${index % 8}` });
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) => call('adjustmentApprove', input(index), 'demo-admin')),
    );
    const codes = answers.map(({ data }) => data.payload.userErrors[0]?.code ?? 'done');
    // The key that won is answered to both who sent it.
    expect(codes.filter((code) => code === 'done')).toHaveLength(2);
    expect(codes.filter((code) => code === 'STATE_CONFLICT')).toHaveLength(14);
    expect(await balance()).toMatchObject({ points: { available: 5100, debt: 0 } });
  });

  it('does a repeated call once, and tells a key that came with another input', async () => {
    const idempotencyKey = 'again';
    const first = await adjust('pointsAdjust', 10, { idempotencyKey });
    expect(await adjust('pointsAdjust', 10, { idempotencyKey })).toEqual(first);
    expect(first.member?.points.available).toBe(110);
    await expectRefused(
      () => call('pointsAdjust', { idempotencyKey, memberId: member, delta: 11, reason: '客服补偿' }),
      'IDEMPOTENCY_KEY_REUSED',
      'idempotencyKey',
    );
    const set = (until: string) =>
      call('levelSet', { ...toUpper, idempotencyKey: 'level', memberId: member, until }).then(refusalsOf);
    expect(await set('2026-06-01T00:00:00Z')).toEqual([]);
    expect(await set('2026-06-01T00:00:00Z')).toEqual([]);
    expect(await set('2026-06-02T00:00:00Z')).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    // Another person’s key is another key.
    expect((await adjust('pointsAdjust', 10, { idempotencyKey }, 'demo-admin')).member?.points.available).toBe(120);
  });

  it('refuses what is malformed, and names the field', async () => {
    const points = (input: object) => () => call('pointsAdjust', { memberId: member, delta: 1, reason: 'r', ...input });
    await expectRefused(points({ delta: 0 }), 'INPUT_INVALID', 'delta');
    await expectRefused(points({ delta: -0 }), 'INPUT_INVALID', 'delta');
    await expectRefused(points({ delta: 100_000_001 }), 'INPUT_INVALID', 'delta');
    await expectRefused(points({ reason: ' ' }), 'INPUT_INVALID', 'reason');
    await expectRefused(points({ reason: '长'.repeat(201) }), 'INPUT_INVALID', 'reason');
    await expectRefused(points({ reason: 'a\u0000' }), 'INPUT_INVALID', 'reason');
    await expectRefused(points({ idempotencyKey: ' ' }), 'INPUT_INVALID', 'idempotencyKey');
    await expectRefused(points({ memberId: 'mbr_nothing1' }), 'NOT_FOUND', 'memberId');
    const level = (input: object) => () => call('levelSet', { memberId: member, ...toUpper, ...input });
    await expectRefused(level({ level: 'top' }), 'LEVEL_UNKNOWN', 'level');
    await expectRefused(level({ track: 'stored' }), 'LEVEL_UNKNOWN', 'track');
    await expectRefused(level({ until: server.clock.businessNow() }), 'INPUT_INVALID', 'until');
    await expectRefused(level({ until: '2037-01-01T00:00:00Z' }), 'INPUT_INVALID', 'until');
    await expectRefused(level({ reason: '' }), 'INPUT_INVALID', 'reason');
  });

  it('is not for viewers', async () => {
    const adjustmentId = await propose();
    const before = await tableRows(server.database);
    for (const [mutation, input] of [
      ['pointsAdjust', { memberId: member, delta: 1, reason: 'r' }],
      ['growthAdjust', { memberId: member, delta: 1, reason: 'r' }],
      ['levelSet', { memberId: member, ...toUpper }],
      ['adjustmentApprove', { adjustmentId }],
      ['adjustmentReject', { adjustmentId }],
    ] as const) {
      const { status, errors } = await call(mutation, input, 'demo-viewer');
      expect([mutation, status, errors?.[0]?.extensions.code]).toEqual([mutation, 403, 'FORBIDDEN']);
    }
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('shows what waits, latest first, page by page', async () => {
    const ids = [await propose(), await propose(2000), await propose(3000)];
    await adjust('pointsAdjust', 1);
    type Page = {
      adjustments: {
        edges: { node: { id: string; delta: number; member: { id: string } } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    const list = async (after?: string) => {
      const query = `query ($after: String) { adjustments(state: WAITING, first: 2, after: $after) {
        edges { node { id delta member { id } } } pageInfo { hasNextPage endCursor } } }`;
      return (await server.graphql<Page>(query, { token: 'demo-viewer', variables: { after } })).data.adjustments;
    };
    const page = await list();
    expect(page.edges.map(({ node }) => node)).toEqual([
      { id: ids[2], delta: 3000, member: { id: member } },
      { id: ids[1], delta: 2000, member: { id: member } },
    ]);
    expect(page.pageInfo.hasNextPage).toBe(true);
    const rest = await list(page.pageInfo.endCursor);
    expect(rest.edges.map(({ node }) => node.id)).toEqual([ids[0]]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
    const node = '{ node(id: "ID") { ... on Adjustment { reason state } } }'.replace('ID', ids[0] ?? '');
    const { data } = await server.graphql(node, { token: 'demo-viewer' });
    expect(data).toEqual({ node: { reason: '客服补偿', state: 'WAITING' } });
    expect(
      (
        await server.graphql('{ node(id: "ID") { id } }'.replace('ID', ids[0] ?? ''), {
          token: await server.partnerToken(),
        })
      ).data,
    ).toEqual({ node: null });
  });

  const toUpper = { level: 'upper', mode: 'EXACTLY', until: '2026-06-01T00:00:00.000Z', reason: '大客户体验' };
  const levelOf = async () => {
    type Answer = { member: { level: { level: { code: string }; source: string } } };
    const query = 'query ($id: ID!) { member(id: $id) { level { level { code } source } } }';
    const { data } = await server.graphql<Answer>(query, { token: 'demo-viewer', variables: { id: member } });
    return `${data.member.level.level.code} ${data.member.level.source}`;
  };
  const moveTo = (instant: string) => server.clock.moveTo(new Date(instant));

  it('sets a level exactly, until the rules decide again', async () => {
    const { data } = await call('levelSet', { memberId: member, ...toUpper });
    expect(data.payload.adjustment).toMatchObject({ state: 'APPLIED', level: 'upper', mode: 'EXACTLY', delta: null });
    expect(await levelOf()).toBe('upper MANUAL');
    moveTo('2026-05-31T23:59:59.999Z');
    expect(await levelOf()).toBe('upper MANUAL');
    moveTo('2026-06-01T00:00:00.000Z');
    expect(await levelOf()).toBe('base RULES');
  });

  it('holds a member down by EXACTLY, and lets them rise above AT_LEAST', async () => {
    const until = '2026-06-01T00:00:00.000Z';
    await call('levelSet', { memberId: member, ...toUpper, level: 'base', until });
    await adjust('growthAdjust', 1000);
    expect(await levelOf()).toBe('base RULES');
    await call('levelSet', { memberId: member, ...toUpper, level: 'middle', mode: 'AT_LEAST', until });
    expect(await levelOf()).toBe('middle MANUAL');
    await adjust('growthAdjust', 2000);
    await adjust('growthAdjust', 2000);
    expect(await levelOf()).toBe('upper RULES');
    moveTo(until);
    expect(await levelOf()).toBe('upper RULES');
  });
});
