import { dispatchOutbox, type EffectHandlers } from '../../src/modules/journal';
import { appendEffects } from '../../src/modules/journal/outbox.store';
import { ProgramCatalogue } from '../../src/modules/programs';
import { handlersOf } from '../../src/outbox';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { describeOnEachDatabase } from '../support/databases';
import { record, told } from '../support/events';
import { moveClock } from '../support/inbox';
import { countOf } from '../support/rows';
import { mutate, refusalsOf } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';
import { until } from '../support/until';

jest.setTimeout(120_000);

const DAY_MS = 24 * 3600 * 1000;

const program = `
program: messages
name: Messages
timeZone: Asia/Shanghai
points:
  expiry: { after: P12M, endOf: month }
  pendingFor: P0D
  remindBefore: [P30D, P7D, P1D]
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    window: { kind: rolling, months: 12 }
    validity: P1Y
    downgrade: { policy: oneStep, grace: P30D, atExpiry: none }
    levels:
      - { code: base, name: { zh-CN: 普通, en: Base }, threshold: 0, color: "#111111" }
      - { code: upper, name: { zh-CN: 高级, en: Upper }, threshold: 1000, color: "#222222" }
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } } }
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 1 } } }
`;

interface Message {
  id: string;
  kind: string;
  title: string;
  body: string;
  action: { open: string } | null;
  createdAt: string;
  readAt: string | null;
}
interface Me {
  me: { unreadCount: number; notifications: { edges: { node: Message }[] } };
}
const INBOX = `{ me { unreadCount notifications(first: 100) {
  edges { node { id kind title body action { open } createdAt readAt } } } } }`;

describeOnEachDatabase('the message centre', (kind) => {
  let server: TestServer;
  let partner: string;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
    token = (await server.signIn('lin')).accessToken;
  });
  afterEach(() => server.close());

  const send = async (...events: Parameters<typeof record>[2]) => told((await record(server, partner, events)).results);
  const order = (eventId: string, yuan: number, memberRef = 'lin') => ({
    ...{ eventId, memberRef, type: 'order.completed', amountFen: yuan * 100 },
  });
  const inbox = async (reader = token, language = 'en') => {
    const { data, errors } = await server.graphql<Me>(INBOX, { token: reader, language });
    if (errors) throw new Error(JSON.stringify(errors));
    const { unreadCount, notifications } = data.me;
    return { unread: unreadCount, messages: notifications.edges.map(({ node }) => node) };
  };
  /** Kinds with their bodies, the oldest first. */
  const toldMessages = async (reader = token) =>
    (await inbox(reader)).messages.reverse().map(({ kind: of, body }) => `${of} ${body}`);
  const waiting = () => countOf(server.database, 'SELECT COUNT(*) AS n FROM outbox');
  const written = () => countOf(server.database, 'SELECT COUNT(*) AS n FROM notification');
  const move = (duration: string) => moveClock(server, duration);
  const handlersWith = async (changed: Partial<EffectHandlers> = {}): Promise<EffectHandlers> => {
    const current = await new ProgramCatalogue(server.database, server.clock).current();
    return { ...handlersOf(current, { templates: {}, wallNow: server.clock.wallNow() }, ''), ...changed };
  };

  it('tells of an upgrade, in the reader’s language, once however often the outbox is looked at', async () => {
    expect(await send(order('a', 1200))).toEqual(['APPLIED']);
    expect((await inbox()).messages).toEqual([]);
    await server.dispatch();
    await server.dispatch();
    const expected = {
      ...{ kind: 'LEVEL_UP', action: { open: 'LEVEL' }, readAt: null },
      createdAt: server.clock.businessNow().toISOString(),
    };
    const english = { title: 'You are Upper now', body: 'Congratulations: you rose from Base to Upper.' };
    expect(await inbox()).toMatchObject({ unread: 1, messages: [{ ...expected, ...english }] });
    const chinese = { title: '升级为高级', body: '恭喜，您已由普通升级为高级。' };
    expect(await inbox(token, 'zh-CN')).toMatchObject({ unread: 1, messages: [{ ...expected, ...chinese }] });
    expect(await waiting()).toBe(0);
  });

  it('tells of an upgrade that was taken back', async () => {
    await server.close();
    server = await startTestServer(kind, { program: program.replace('pendingFor: P0D', 'pendingFor: P7D') });
    partner = await server.partnerToken();
    token = (await server.signIn('lin')).accessToken;
    const refund = { eventId: 'r', memberRef: 'lin', type: 'order.refunded', reverses: 'a', amountFen: 120_000 };
    expect(await send(order('a', 1200))).toEqual(['APPLIED']);
    server.clock.advance({ minutes: 1 });
    expect(await send(refund)).toEqual(['APPLIED']);
    await server.dispatch();
    expect((await inbox()).messages.map(({ kind: of, title }) => [of, title])).toEqual([
      ['LEVEL_REVOKED', 'Upper was taken back'],
      ['LEVEL_UP', 'You are Upper now'],
    ]);
  });

  it('reminds 30, 7 and 1 days before points expire, then tells of the expiry and of the downgrade, over 13 months', async () => {
    // Two lots that expire on the same day are one message.
    expect(await send(order('a', 1000), order('b', 200))).toEqual(['APPLIED', 'APPLIED']);
    // 2026-03-01 + 12 months, end of month: spendable until 2027-03-31.
    for (const step of ['P12M1D', 'P22D', 'P7D', 'P7D']) await move(step);
    const points = '1,200 of your points can be spent until 31 March 2027, that day included.';
    expect(await toldMessages()).toEqual([
      'LEVEL_UP Congratulations: you rose from Base to Upper.',
      `POINTS_EXPIRING ${points}`,
      `POINTS_EXPIRING ${points}`,
      `POINTS_EXPIRING ${points}`,
      'POINTS_EXPIRED 1,200 points that were good until 31 March 2027 have expired.',
      'LEVEL_DOWN Upper has run out and was not kept; your level is Base.',
    ]);
    const { messages } = await inbox(token, 'zh-CN');
    // Midnight in Shanghai; the grace of 30 days ends with the same day.
    expect(messages.reverse().map(({ createdAt }) => createdAt)).toEqual([
      '2026-03-01T04:00:00.000Z',
      '2027-03-01T16:00:00.000Z',
      '2027-03-24T16:00:00.000Z',
      '2027-03-30T16:00:00.000Z',
      '2027-03-31T16:00:00.000Z',
      '2027-03-31T16:00:00.000Z',
    ]);
    expect(messages[1]?.body).toBe('您有 1,200 积分将于2027年3月31日到期，当日仍可使用。');
  });

  it('tells of points that were set aside for an order in vain', async () => {
    await send(order('a', 500));
    const input = { idempotencyKey: 'h', memberRef: 'lin', orderRef: 'SO-7', orderAmountFen: 100, points: 120 };
    expect(
      refusalsOf(await mutate(server, 'pointsHold', { ...input, expiresIn: 'PT15M' }, { token: partner })),
    ).toEqual([]);
    await move('PT16M');
    expect(await toldMessages()).toEqual([
      'HOLD_EXPIRED Order SO-7 was not completed in time; the 120 points set aside for it were released.',
    ]);
  });

  it('settles a reversal that waited for its original, and shows the partner how it stands', async () => {
    const back = { memberRef: 'lin', type: 'order.refunded', occurredAt: server.clock.businessNow() };
    const reversals = [
      { ...back, eventId: 'fits', reverses: 'a', amountFen: 10_000 },
      { ...back, eventId: 'too-much', reverses: 'a', amountFen: 10_001 },
      { ...back, eventId: 'in-vain', reverses: 'never', amountFen: 1 },
    ];
    expect(await send(...reversals)).toEqual(['PENDING_ORIGINAL', 'PENDING_ORIGINAL', 'PENDING_ORIGINAL']);
    const standing = async (eventId: string, caller = partner) => {
      const query = 'query ($id: String!) { event(eventId: $id) { eventId status code memberRef occurredAt } }';
      const { data } = await server.graphql<{ event: object | null }>(query, {
        token: caller,
        variables: { id: eventId },
      });
      return data.event;
    };
    const occurredAt = back.occurredAt.toISOString();
    expect(await standing('fits')).toEqual({
      ...{ eventId: 'fits', status: 'PENDING_ORIGINAL', code: null, memberRef: 'lin', occurredAt },
    });
    await send(order('a', 200));
    await server.dispatch();
    expect(await standing('fits')).toMatchObject({ status: 'APPLIED', code: null });
    expect(await standing('too-much')).toMatchObject({ status: 'REJECTED', code: 'REVERSAL_EXCEEDS_ORIGINAL' });
    expect(await standing('in-vain')).toMatchObject({ status: 'PENDING_ORIGINAL', code: null });
    await move('P31D');
    expect(await standing('in-vain')).toMatchObject({ status: 'ORIGINAL_NOT_FOUND', code: null });
    expect(await standing('a')).toMatchObject({ status: 'APPLIED', code: null });
    expect(await standing('nothing')).toBeNull();
    // Members hear nothing of it.
    expect((await inbox()).messages).toEqual([]);
  });

  it('gives one message each when several instances hand out at once', async () => {
    const refs = Array.from({ length: 30 }, (_, index) => `many-${index}`);
    await send(...refs.map((ref) => order(ref, 1200, ref)));
    expect(await waiting()).toBe(30);
    const handlers = await handlersWith();
    const fail = (failure: object) => {
      throw new Error(JSON.stringify(failure));
    };
    const now = server.clock.wallNow();
    const databases = [
      server.database,
      server.database,
      await server.anotherInstance(),
      await server.anotherInstance(),
    ];
    const reports = await Promise.all(databases.map((database) => dispatchOutbox(database, handlers, now, fail)));
    expect(reports.reduce((sum, { handled }) => sum + handled, 0)).toBe(30);
    expect([await written(), await waiting()]).toEqual([30, 0]);
  });

  it('loses nothing when a run breaks off, and nothing is told twice', async () => {
    await send(order('a', 1200));
    const before = await tableRows(server.database, 'outbox', 'notification');
    const { levelChanged } = await handlersWith();
    // As when the database goes away between the writing of the message and the commit.
    const breaking = await handlersWith({
      async levelChanged(tx, effects) {
        await levelChanged?.(tx, effects);
        await tx.query('ROLLBACK');
        throw new Error('gone');
      },
    });
    const failures: number[] = [];
    const now = server.clock.wallNow();
    await dispatchOutbox(server.database, breaking, now, ({ attempts }) => failures.push(attempts));
    expect(failures).toEqual([1, 2]);
    expect((await tableRows(server.database, 'notification')).notification).toEqual(before.notification);
    expect(await waiting()).toBe(1);
    server.clock.advance({ seconds: 10 });
    await server.dispatch();
    expect([await written(), await waiting()]).toEqual([1, 0]);
  });

  it('lets the others pass when a handler fails at one, tries that again later, and shows it in the metrics', async () => {
    await send(order('x', 1200, 'poison'), order('y', 1200, 'fine'), order('z', 1200, 'lin'));
    const poison = await countOf(server.database, "SELECT member_id AS n FROM identity WHERE subject = 'poison'");
    const { levelChanged } = await handlersWith();
    const failing = await handlersWith({
      async levelChanged(tx, effects) {
        if (effects.some(({ memberId }) => memberId === poison)) throw new Error('cannot');
        await levelChanged?.(tx, effects);
      },
    });
    const attempts: [number, number][] = [];
    const run = () =>
      dispatchOutbox(server.database, failing, server.clock.wallNow(), (failure) =>
        attempts.push([failure.effectIds.length, failure.attempts]),
      );
    await run();
    expect([await written(), await waiting()]).toEqual([2, 1]);
    await run();
    // All three together, then the one alone; the next attempt is in ten seconds.
    expect(attempts).toEqual([
      [3, 1],
      [1, 2],
    ]);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('rungs_outbox_waiting{state="failed"} 1');
    expect(metrics).toContain('rungs_outbox_waiting{state="fresh"} 0');
    server.clock.advance({ seconds: 10 });
    await run();
    expect(attempts[2]).toEqual([1, 3]);
    server.clock.advance({ seconds: 20 });
    await server.dispatch();
    expect([await written(), await waiting()]).toEqual([3, 0]);
  });

  it('keeps what belongs together in one message, where chunks would part it', async () => {
    const others = await countOf(server.database, "SELECT member_id AS n FROM identity WHERE subject = 'chen'");
    const lin = await countOf(server.database, "SELECT member_id AS n FROM identity WHERE subject = 'lin'");
    const at = server.clock.businessNow().getTime();
    const effectOf = (memberId: number, lotId: number) => {
      const expiresAt = at + (lotId + 2) * DAY_MS;
      const shared = memberId === lin ? at + DAY_MS : expiresAt;
      const effect = { kind: 'pointsExpiring' as const, lotId, points: 1, expiresAt: shared, before: 'P1D', at };
      return { memberId, effect, recordedAt: at };
    };
    const effects = Array.from({ length: 205 }, (_, index) => effectOf(index < 198 ? others : lin, index));
    await inTransaction(server.database, (tx) => appendEffects(tx, effects));
    const report = await server.dispatch();
    expect([report.handled, await written()]).toEqual([205, 199]);
    expect((await inbox()).messages.map(({ body }) => body)).toEqual([
      '7 of your points can be spent until 2 March 2026, that day included.',
    ]);
  });

  it('marks as read, some or all, once', async () => {
    await send(order('a', 1200));
    await send(order('h', 100));
    await server.dispatch();
    await move('P12M1D');
    const { unread, messages } = await inbox();
    expect([unread, messages.length]).toEqual([2, 2]);
    const ids = messages.map(({ id }) => id);
    const selection = 'member { unreadCount }';
    const mark = async (input: object) =>
      (
        await mutate<{ member: { unreadCount: number } }>(
          server,
          'notificationMarkRead',
          { ...input },
          { token, selection },
        )
      ).data.payload.member;
    expect(await mark({ ids: [ids[1]] })).toEqual({ unreadCount: 1 });
    const [, first] = (await inbox()).messages;
    expect(first?.readAt).toBe(server.clock.businessNow().toISOString());
    await move('PT1S');
    expect(await mark({ ids })).toEqual({ unreadCount: 0 });
    const after = await inbox();
    // What was read before keeps its time.
    expect(after.messages[1]?.readAt).toBe(first?.readAt);
    expect(await mark({ all: true })).toEqual({ unreadCount: 0 });
    expect(await inbox()).toEqual(after);
  });

  it('shows and marks nobody else’s', async () => {
    await send(order('a', 1200));
    await server.dispatch();
    const [message] = (await inbox()).messages;
    const stranger = (await server.signIn('chen')).accessToken;
    expect(await inbox(stranger)).toEqual({ unread: 0, messages: [] });
    const byNode = (caller?: string) =>
      server.graphql('query ($id: ID!) { node(id: $id) { id } }', { token: caller, variables: { id: message?.id } });
    expect((await byNode(token)).data).toEqual({ node: { id: message?.id } });
    for (const caller of [stranger, partner, 'demo-admin']) expect((await byNode(caller)).data).toEqual({ node: null });
    for (const caller of [partner, 'demo-admin']) {
      const query = '{ member(ref: "lin") { notifications(first: 1) { edges { node { body } } } } }';
      expect((await server.graphql(query, { token: caller })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const before = await tableRows(server.database);
    const refused = async (caller: string, input: Record<string, unknown>) =>
      refusalsOf(await mutate(server, 'notificationMarkRead', input, { token: caller }));
    expect(await refused(stranger, { ids: [message?.id] })).toEqual([{ code: 'NOT_FOUND', field: ['ids', '0'] }]);
    for (const input of [{}, { ids: [] }, { ids: [message?.id], all: true }, { all: false }]) {
      expect(await refused(token, input)).toEqual([{ code: 'INPUT_INVALID', field: ['ids'] }]);
    }
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('needs as many statements for many messages and members as for few', async () => {
    const statementsOf = async (work: () => Promise<unknown>) => (await statementsDuring(server.database, work)).length;
    const handOut = async (prefix: string, count: number) => {
      const refs = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
      await send(...refs.map((ref) => order(ref, 1200, ref)));
      return statementsOf(() => server.dispatch());
    };
    await server.dispatch();
    expect(await handOut('forty', 40)).toBe(await handOut('two', 2));
    await send(order('a', 1200));
    await server.dispatch();
    const read = () => statementsOf(() => inbox());
    await read();
    const few = await read();
    for (const step of ['P12M1D', 'P22D', 'P7D', 'P7D']) await move(step);
    expect((await inbox()).messages.length).toBeGreaterThan(4);
    expect(await read()).toBe(few);
  });
});

describeOnEachDatabase('after a mutation', (kind) => {
  it('messages are handed out by themselves', async () => {
    const server = await startTestServer(kind, { program, wakeOutbox: true });
    const event = { eventId: 'a', type: 'order.completed', amountFen: 120_000 };
    expect(told((await record(server, await server.partnerToken(), [event])).results)).toEqual(['APPLIED']);
    const { accessToken: token } = await server.signIn('lin');
    let unread = 0;
    await until(async () => {
      unread = (await server.graphql<Me>(INBOX, { token })).data.me.unreadCount;
      return unread === 1;
    }, 'the message');
    expect(unread).toBe(1);
    await server.close();
  });
});
