import { describeOnEachDatabase } from '../support/databases';
import { record, type SentEvent, told } from '../support/events';
import { canonicalStates, faultsOf, refsByMember } from '../support/proofs';
import { mutate } from '../support/sessions';
import { randomFrom } from '../support/shop-history';
import { startTestServer, type TestServer } from '../support/test-server';

// Months of hours take longer than the default on a busy machine.
jest.setTimeout(300_000);

const HOUR_MS = 3_600_000;

/** Moves the demo's clock by an ISO duration, and runs what falls due on the way. */
async function move(server: TestServer, advance: string): Promise<{ now: string; members: number; entries: number }> {
  const response = await fetch(`${server.url}/demo/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { now: string; members: number; entries: number };
}

describeOnEachDatabase('the demo’s clock, moved by 13 months', (kind) => {
  let server: TestServer;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind);
    token = await server.partnerToken();
  });
  afterEach(() => server.close());

  const send = async (...events: SentEvent[]) => {
    const { results } = await record(server, token, events);
    expect(told(results)).toEqual(events.map(() => 'APPLIED'));
  };
  const standing = async (ref: string) => {
    const query = `{ member(ref: "${ref}") {
      level { level { code } since validUntil }
      levelHistory(first: 1) { edges { node { cause at } } }
      points { available pending lots { expiresAt } entries(first: 1) { edges { node { kind delta at } } } }
    } }`;
    type Answer = {
      member: {
        level: { level: { code: string }; validUntil: string };
        levelHistory: { edges: { node: object }[] };
        points: { available: number; pending: number; lots: object[]; entries: { edges: { node: object }[] } };
      };
    };
    const { member } = (await server.graphql<Answer>(query, { token })).data;
    return {
      level: member.level.level.code,
      validUntil: member.level.validUntil,
      change: member.levelHistory.edges[0]?.node,
      available: member.points.available,
      pending: member.points.pending,
      line: member.points.entries.edges[0]?.node,
    };
  };

  // 2026-03-01 in Shanghai. Levels are good for a year to the end of the day, then a grace of 30 days; points to the end
  // of the month a year later.
  const endOfValidity = '2027-03-01T16:00:00.000Z';
  const endOfGrace = '2027-03-31T16:00:00.000Z';
  const histories: SentEvent[] = ['leaves', 'stays'].flatMap((memberRef) => [
    { eventId: `loan-${memberRef}`, memberRef, amountFen: 1_300_000 },
    { eventId: `order-${memberRef}`, memberRef, type: 'order.completed', amountFen: 100_000 },
  ]);

  it('lets points wait and expire, and levels fall after their grace alone', async () => {
    await send(...histories);
    const gold = { level: 'gold', validUntil: endOfValidity };
    expect(await standing('leaves')).toMatchObject({ ...gold, available: 0, pending: 12 });
    await move(server, 'P7D');
    expect(await standing('leaves')).toMatchObject({ ...gold, available: 12, pending: 0 });

    expect(await move(server, 'P12M7D')).toMatchObject({ now: '2027-03-15T04:00:00.000Z' });
    // In the grace: the level is over its time, and still there; so are the points of March.
    const inGrace = { ...gold, available: 12, change: { cause: 'UPGRADE' } };
    expect(await standing('leaves')).toMatchObject(inGrace);
    expect(await standing('stays')).toMatchObject(inGrace);
    // One of them makes up for it: kept from the end of the old validity, not from today.
    await send({ eventId: 'makes-up', memberRef: 'stays', amountFen: 1_000_000 });
    expect(await standing('stays')).toMatchObject({ level: 'gold', validUntil: '2028-03-01T16:00:00.000Z' });

    expect((await move(server, 'P17D')).entries).toBeGreaterThan(0);
    const expired = { available: 0, line: { kind: 'EXPIRE', delta: -12, at: endOfGrace } };
    expect(await standing('leaves')).toMatchObject({
      // One step, though nothing is left of the score.
      level: 'silver',
      validUntil: '2028-04-01T16:00:00.000Z',
      change: { cause: 'DOWNGRADE', at: endOfGrace },
      ...expired,
    });
    expect(await standing('stays')).toMatchObject({ level: 'gold', change: { cause: 'UPGRADE' }, ...expired });
    expect(await move(server, 'PT1S')).toMatchObject({ members: 0, entries: 0 });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  it('comes to the same in one go', async () => {
    await send(...histories);
    expect(await move(server, 'P13M')).toMatchObject({ now: '2027-04-01T04:00:00.000Z' });
    expect(await standing('leaves')).toMatchObject({
      level: 'silver',
      change: { cause: 'DOWNGRADE', at: endOfGrace },
      available: 0,
      line: { kind: 'EXPIRE', delta: -12, at: endOfGrace },
    });
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });
});

// Everything falls due within days, so that months hold hundreds of it.
const hasty = `
program: hasty
name: Hasty
timeZone: Asia/Shanghai
points:
  expiry: { after: P9D, endOf: day }
  pendingFor: P1D
  remindBefore: [P3D, P1D]
  caps: { perDay: 400 }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    window: { kind: rolling, months: 1 }
    validity: P6D
    downgrade: { policy: oneStep, grace: P2D, atExpiry: subtractKeepThreshold }
    returning: { within: P5D, growthMultiplier: 1.5 }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: upper, name: Upper, threshold: 150, keep: 100, pointsMultiplier: 1.5, color: "#222222" }
      - { code: top, name: Top, threshold: 400, keep: 300, pointsMultiplier: 2, color: "#333333" }
  - code: spend
    name: Spend
    basis: { kind: amount, on: order.completed }
    window: { kind: calendar, unit: month }
    validity: P4D
    downgrade: { policy: byScore, grace: P0D, atExpiry: none }
    levels:
      - { code: spend-0, name: Few, threshold: 0, color: "#111111" }
      - { code: spend-1, name: Many, threshold: 20000, color: "#222222" }
rules:
  - code: order
    on: order.completed
    grant: { points: { perYuan: 1 }, growth: { perYuan: 1 } }
    multipliers: [level, returning]
  - { code: breach, on: breach.recorded, penalty: { points: { fixed: 50 }, growth: { fixed: 20 } } }
`;

// Comes into force in between: thresholds, validities and graces of before are those of the first version.
const stricter = hasty
  .replace('threshold: 150, keep: 100', 'threshold: 120, keep: 110')
  .replace('validity: P6D', 'validity: P4D')
  .replace('grace: P2D', 'grace: P1D');

/** What happens at one moment: the same on every server. */
interface Step {
  /** Minutes since the step before. */
  minutes: number;
  what: 'order' | 'refund' | 'breach' | 'hold' | 'capture' | 'release' | 'return';
  memberRef: string;
  amount: number;
  /** Which of the orders or holds so far. */
  of: number;
}

function stepsOfDays(days: number): Step[] {
  const random = randomFrom(7);
  const steps: Step[] = [];
  const often = ['order', 'order', 'order', 'hold', 'hold', 'capture', 'capture'] as const;
  const kinds = [...often, 'refund', 'breach', 'release', 'return', 'return'] as const;
  for (let minutes = 0, time = 0; time < days * 24 * 60; time += minutes) {
    // Never on the hour, when the jobs run.
    minutes = 60 * random(36) + (steps.length === 0 ? 17 : 0);
    const what = kinds[random(kinds.length)] as Step['what'];
    steps.push({ minutes, what, memberRef: `m${random(5)}`, amount: 40 + random(120), of: random(1000) });
  }
  // At last everybody is heard of at the same moment.
  for (let index = 0; index < 5; index++) {
    steps.push({ minutes: index === 0 ? 24 * 60 : 0, what: 'order', memberRef: `m${index}`, amount: 1, of: 0 });
  }
  return steps;
}

/** A server on which a job lets time pass every so many hours; never, when that is not given. */
class Shop {
  private readonly holds: string[] = [];
  private readonly orders: { eventId: string; memberRef: string }[] = [];
  private nextJob: number;
  /** What was answered to each step. */
  readonly answers: string[] = [];

  constructor(
    readonly server: TestServer,
    private readonly token: string,
    private readonly everyHours = Number.POSITIVE_INFINITY,
  ) {
    this.nextJob = server.clock.businessNow().getTime() + everyHours * HOUR_MS;
  }

  async live(steps: readonly Step[]): Promise<void> {
    for (const [index, step] of steps.entries()) {
      await this.wait(step.minutes);
      if (index === Math.floor(steps.length / 2)) await this.publish(stricter);
      this.answers.push(await this.act(`s${index}`, step));
    }
  }

  private async wait(minutes: number): Promise<void> {
    const { clock } = this.server;
    const until = clock.businessNow().getTime() + minutes * 60_000;
    for (; this.nextJob <= until; this.nextJob += this.everyHours * HOUR_MS) {
      await move(this.server, `PT${(this.nextJob - clock.businessNow().getTime()) / 60_000}M`);
    }
    clock.moveTo(new Date(until));
  }

  private async publish(source: string): Promise<void> {
    const input = { source, note: 'stricter' };
    const { data } = await mutate(this.server, 'programPublish', input, { token: 'demo-admin' });
    expect(data.payload.userErrors).toEqual([]);
  }

  private async act(key: string, { what, memberRef, amount, of }: Step): Promise<string> {
    const order = this.orders[of % Math.max(1, this.orders.length)];
    // Of the latest: older ones are over.
    const holdId = this.holds.at(-1 - (of % 2)) ?? 'none';
    switch (what) {
      case 'order':
        this.orders.push({ eventId: key, memberRef });
        return this.send({ eventId: key, memberRef, type: 'order.completed', amountFen: amount * 100 });
      case 'refund':
        if (!order) return 'nothing to refund';
        return this.send({
          ...order,
          eventId: key,
          type: 'order.refunded',
          reverses: order.eventId,
          amountFen: amount * 20,
        });
      case 'breach':
        return this.send({ eventId: key, memberRef, type: 'breach.recorded' });
      case 'hold': {
        const expiresIn = `PT${1 + (of % 40)}H`;
        return this.call('pointsHold', {
          idempotencyKey: key,
          memberRef,
          points: 10 + (amount % 20),
          expiresIn,
          orderRef: key,
          orderAmountFen: 0,
        });
      }
      case 'release':
        return this.call('pointsHoldRelease', { idempotencyKey: key, holdId });
      default: {
        const name = what === 'capture' ? 'pointsHoldCapture' : 'pointsRedemptionReturn';
        return this.call(name, { idempotencyKey: key, holdId, points: 1 + (amount % 5) });
      }
    }
  }

  private async send(event: SentEvent): Promise<string> {
    return told((await record(this.server, this.token, [event])).results).join();
  }

  private async call(mutation: string, input: Record<string, unknown>): Promise<string> {
    type Payload = { hold: { id: string } | null };
    const options = { token: this.token, selection: 'hold { id state held captured }' };
    const { data } = await mutate<Payload>(this.server, mutation, input, options);
    const { hold, userErrors } = data.payload;
    if (hold && mutation === 'pointsHold') this.holds.push(hold.id);
    return JSON.stringify(hold ?? userErrors);
  }

  /** All lines of the ledgers but for when they were written. */
  async ledger(): Promise<object[]> {
    const refs = await refsByMember(this.server.database);
    const rows: Record<string, unknown>[] = await this.server.database.reader.query(
      `SELECT member_id, seq, account, kind, delta, effective_at, input, event_key, lot_id, hold_id, program_version, trace
         FROM ledger_entry ORDER BY member_id, seq`,
    );
    return rows.map((row) => ({ ...row, member_id: refs.get(Number(row.member_id)) }));
  }
}

describeOnEachDatabase('a job every hour, once a week or never', (kind) => {
  const shops: Shop[] = [];
  afterAll(async () => {
    for (const { server } of shops) await server.close();
  });

  it('makes no difference to any state or ledger, also when the program changes in between', async () => {
    for (const everyHours of [1, 7 * 24, undefined]) {
      const server = await startTestServer(kind, { program: hasty });
      shops.push(new Shop(server, await server.partnerToken(), everyHours));
    }
    // Every hour is a call and a transaction: two months of them where they are quick.
    const steps = stepsOfDays(kind === 'SQLite' ? 60 : 30);
    await Promise.all(shops.map((shop) => shop.live(steps)));
    const [hourly, weekly, never] = shops as [Shop, Shop, Shop];
    const ledger = await hourly.ledger();
    for (const other of [weekly, never]) {
      expect(other.answers).toEqual(hourly.answers);
      expect(await other.ledger()).toEqual(ledger);
      expect(await ofShop(other)).toEqual(await ofShop(hourly));
    }
    // It is a history of something: of everything that time does alone.
    const kinds = new Set(ledger.map((line) => (line as { kind: string }).kind));
    expect([...kinds].sort()).toEqual(['earn', 'expire', 'levelExpiry', 'penalty', 'return', 'reverse', 'spend']);
    const states = [...(await ofShop(hourly)).values()].join();
    const marks = ['"cause":"upgrade"', '"cause":"downgrade"', '"state":"expired"', '"rootId":'];
    expect(marks.filter((mark) => !states.includes(mark))).toEqual([]);
    for (const { server } of shops) expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });

  const members = new Set(['m0', 'm1', 'm2', 'm3', 'm4']);
  /** The demo's own members have had no input at the end, so that their time stands elsewhere. */
  const ofShop = async ({ server }: Shop) =>
    new Map([...(await canonicalStates(server.database))].filter(([ref]) => members.has(ref)));
});
