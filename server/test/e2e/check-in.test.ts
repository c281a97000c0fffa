import { describeOnEachDatabase } from '../support/databases';
import { faultsOf } from '../support/proofs';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;

const program = `
program: daily
name: Daily
timeZone: Asia/Shanghai
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: base, name: Base, threshold: 0, color: "#111111" }]
checkIn:
  ladder: [5, 10, 20]
  makeUp: { costPoints: 8, perMonth: 1, lastDays: 3 }
  cumulative: { 3: { growth: 7 } }
`;

const CALENDAR = `today canCheckIn streak next { points } ladder { points reached } days { date state points } makeUp { left costPoints dates }
  cumulative { count reached reward { points growth } }`;

interface Calendar {
  today: string;
  canCheckIn: boolean;
  streak: number;
  next: { points: number } | null;
  ladder: { points: number; reached: boolean }[];
  days: { date: string; state: string; points: number }[];
  makeUp: { left: number; costPoints: number; dates: string[] } | null;
  cumulative: { count: number; reached: boolean; reward: { points: number; growth: number } }[];
}

describeOnEachDatabase('the check-in', (kind) => {
  let server: TestServer;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    token = (await server.signIn('lin')).accessToken;
  });
  afterEach(() => server.close());

  let keys = 0;
  /** The business clock alone: nobody has to sign in again. */
  const pass = (days: number) => server.clock.moveTo(new Date(server.clock.businessNow().getTime() + days * DAY_MS));
  const call = (mutation: string, input: object = {}, key = `key-${++keys}`) =>
    mutate<{ checkIn: Calendar | null }>(
      server,
      mutation,
      { idempotencyKey: key, ...input },
      { token, selection: `checkIn { ${CALENDAR} } member { id }` },
    );
  const calendar = async (month?: string) => {
    const argument = month === undefined ? '' : `(month: "${month}")`;
    const query = `{ me { checkIn${argument} { ${CALENDAR} } points { available } growth { value } } }`;
    type Answer = { me: { checkIn: Calendar; points: { available: number }; growth: { value: number } } };
    return server.graphql<Answer>(query, { token });
  };
  /** A refusal, with which nothing in any table has changed. */
  const refused = async (mutation: string, input: object = {}) => {
    const before = await tableRows(server.database);
    const answer = await call(mutation, input);
    expect(await tableRows(server.database)).toEqual(before);
    return refusalsOf(answer);
  };

  it('pays the ladder once a date, explains it, and does a call once for its key', async () => {
    const { data } = await call('checkInCreate', {}, 'same');
    expect(data.payload.userErrors).toEqual([]);
    expect(data.payload.checkIn).toMatchObject({ canCheckIn: false, streak: 1, next: { points: 10 } });
    expect((await call('checkInCreate', {}, 'same')).data.payload.userErrors).toEqual([]);
    expect(await refused('checkInCreate')).toEqual([{ code: 'CHECK_IN_DONE', field: null }]);
    pass(1);
    const second = (await call('checkInCreate')).data.payload.checkIn;
    expect([second?.streak, second?.ladder.map(({ reached }) => reached)]).toEqual([2, [true, true, false]]);
    const lines =
      '{ me { points { available entries(first: 5) { edges { node { delta reason why { source eventId } } } } } } }';
    const { data: mine } = await server.graphql<{ me: { points: object } }>(lines, { token, language: 'en' });
    const node = (delta: number, day: number) => ({
      node: { delta, reason: 'Check-in', why: { source: `checkIn day-${day}`, eventId: null } },
    });
    expect(mine.me.points).toEqual({ available: 15, entries: { edges: [node(10, 2), node(5, 1)] } });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('makes up for a missed date, and shows the calendar', async () => {
    await call('checkInCreate');
    const first = (await calendar()).data.me.checkIn.today;
    pass(2);
    await call('checkInCreate');
    const { data } = await calendar();
    const [missed] = data.me.checkIn.makeUp?.dates.slice(-1) ?? [];
    expect(data.me.checkIn.streak).toBe(1);
    const done = (await call('checkInMakeUp', { date: missed })).data.payload;
    expect([done.userErrors, done.checkIn?.streak]).toEqual([[], 3]);
    const { me } = (await calendar(first.slice(0, 7))).data;
    // 5 and 5 by the ladder, 8 for making up; the third check-in of the month gives growth.
    expect([me.points.available, me.growth.value]).toEqual([2, 7]);
    expect(me.checkIn.days.filter(({ state }) => state === 'CHECKED').map(({ points }) => points)).toEqual([5, 5]);
    expect(me.checkIn.days.find(({ date }) => date === missed)?.state).toBe('MADE_UP');
    // The limit is that of a month, and February has had none.
    expect(me.checkIn.makeUp).toMatchObject({ left: 0, costPoints: 8, dates: ['2026-02-28'] });
    expect(me.checkIn.cumulative).toEqual([{ count: 3, reached: true, reward: { points: 0, growth: 7 } }]);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('refuses with a reason, and then nothing has changed', async () => {
    pass(5);
    await call('checkInCreate');
    const { today } = (await calendar()).data.me.checkIn;
    const ago = (days: number) => new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10);
    const reason = async (date: string) => (await refused('checkInMakeUp', { date }))[0];
    expect(await reason(today)).toEqual({ code: 'MAKE_UP_IN_FUTURE', field: ['date'] });
    expect(await reason(ago(4))).toEqual({ code: 'MAKE_UP_TOO_OLD', field: ['date'] });
    expect(await reason(ago(1))).toEqual({ code: 'INSUFFICIENT_POINTS', field: null });
    pass(1);
    await call('checkInCreate');
    expect((await call('checkInMakeUp', { date: ago(1) })).data.payload.userErrors).toEqual([]);
    expect(await reason(ago(1))).toEqual({ code: 'CHECK_IN_DONE', field: ['date'] });
    expect(await reason(ago(2))).toEqual({ code: 'MAKE_UP_LIMIT', field: ['date'] });
    const { errors } = await calendar('2026-13');
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is none where the program has none', async () => {
    await server.close();
    server = await startTestServer(kind, { program: program.slice(0, program.indexOf('checkIn:')) });
    token = (await server.signIn('lin')).accessToken;
    expect(await refused('checkInCreate')).toEqual([{ code: 'CHECK_IN_NOT_OFFERED', field: null }]);
    const { checkIn } = (await calendar()).data.me;
    expect(checkIn).toMatchObject({ canCheckIn: false, next: null, makeUp: null, ladder: [], cumulative: [] });
  });

  it('counts the dates of the program’s zone: at midnights, month ends, short and long days, leap days', async () => {
    await server.close();
    server = await startTestServer(kind, { program: program.replace('Asia/Shanghai', 'America/New_York') });
    token = (await server.signIn('newcomer')).accessToken;
    const at = (instant: string) => server.clock.moveTo(new Date(instant));
    const checkIn = async () => {
      const { userErrors, checkIn: made } = (await call('checkInCreate')).data.payload;
      return userErrors[0]?.code ?? `${made?.today}, day ${made?.streak}`;
    };
    // 1 March in Shanghai, and in New York an hour before it.
    expect(await checkIn()).toBe('2026-02-28, day 1');
    at('2026-03-01T04:59:59.999Z');
    expect(await checkIn()).toBe('CHECK_IN_DONE');
    at('2026-03-01T05:00:00.000Z');
    expect(await checkIn()).toBe('2026-03-01, day 2');
    const february = (await calendar('2026-02')).data.me.checkIn;
    expect(february.days.slice(-2).map(({ date, state }) => `${date} ${state}`)).toEqual([
      '2026-02-27 BEFORE',
      '2026-02-28 CHECKED',
    ]);
    // 8 March has 23 hours.
    at('2026-03-08T05:00:00.000Z');
    expect(await checkIn()).toBe('2026-03-08, day 1');
    at('2026-03-09T03:59:59.999Z');
    expect(await checkIn()).toBe('CHECK_IN_DONE');
    at('2026-03-09T04:00:00.000Z');
    expect(await checkIn()).toBe('2026-03-09, day 2');
    // 1 November has 25.
    at('2026-11-01T04:00:00.000Z');
    expect(await checkIn()).toBe('2026-11-01, day 1');
    at('2026-11-02T04:59:59.999Z');
    expect(await checkIn()).toBe('CHECK_IN_DONE');
    at('2028-02-29T04:59:59.999Z');
    expect(await checkIn()).toBe('2028-02-28, day 1');
    at('2028-03-01T05:00:00.000Z');
    expect(await checkIn()).toBe('2028-03-01, day 1');
    const done = (await call('checkInMakeUp', { date: '2028-02-29' })).data.payload;
    expect([done.userErrors, done.checkIn?.streak]).toEqual([[], 3]);
    const leap = (await calendar('2028-02')).data.me.checkIn;
    expect(leap.days.slice(-2).map(({ date, state }) => `${date} ${state}`)).toEqual([
      '2028-02-28 CHECKED',
      '2028-02-29 MADE_UP',
    ]);
    expect(leap).toMatchObject({ cumulative: [{ reached: false }], makeUp: { left: 0 } });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('64 at once: one succeeds, the others hear that it is done, and nothing else changes', async () => {
    const before = await tableRows(server.database);
    const answers = await Promise.all(Array.from({ length: 64 }, () => call('checkInCreate')));
    const codes = answers.map((answer) => refusalsOf(answer)[0]?.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'CHECK_IN_DONE')).toHaveLength(63);
    const { me } = (await calendar()).data;
    expect([me.points.available, me.checkIn.streak]).toEqual([5, 1]);
    const after = await tableRows(server.database);
    const added = Object.keys(after).flatMap((table) => {
      const more = (after[table] ?? []).length - (before[table] ?? []).length;
      return more === 0 ? [] : [`${table} ${more}`];
    });
    expect(added.sort()).toEqual(['idempotency 1', 'journal 1', 'ledger_entry 1', 'outbox 1']);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });
});
