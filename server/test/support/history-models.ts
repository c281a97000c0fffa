import { dateOf, type HistoryEvent } from './shop-history';

/**
 * What a history has to come to, computed from its lines alone and by nothing of the engine: for each member the sums
 * of what was granted, taken back and expired, and what is left.
 */
export interface Sums {
  growth: number;
  points: number;
  reversedGrowth: number;
  reversedPoints: number;
  expired: number;
}

/** Sums by member. */
export type Model = (events: readonly HistoryEvent[]) => Map<string, Sums>;

const nothing = (): Sums => ({ growth: 0, points: 0, reversedGrowth: 0, reversedPoints: 0, expired: 0 });

/** A part of an amount, rounded down. */
const part = (amountFen: number, numerator: number, denominator: number): number =>
  Number((BigInt(amountFen) * BigInt(numerator)) / BigInt(denominator));

/** `amount · reversed / total` to the nearest whole number, halves down. */
const share = (amount: number, reversed: number, total: number): number =>
  Number((2n * BigInt(amount) * BigInt(reversed) + BigInt(total) - 1n) / (2n * BigInt(total)));

/** The last level whose threshold is reached; thresholds rise from 0. */
const levelOf = (thresholds: readonly number[], score: number): number =>
  thresholds.filter((threshold) => threshold <= score).length - 1;

/** The program of `plainProgram`: orders and loans at plain rates, refunds in proportion, points good for months. */
export const plain: Model = (events) => {
  const sums = sumsFor(events);
  const last = new Map(events.map((event) => [event.memberRef, Date.parse(event.occurredAt)]));
  const orders = new Map<string, { event: HistoryEvent; growth: number; points: number; left: number }>();
  for (const event of events) {
    const own = sums(event);
    const { amountFen = 0 } = event;
    if (event.type === 'order.completed') {
      const order = { event, growth: part(amountFen, 1, 100), points: part(amountFen, 1, 1000), left: amountFen };
      orders.set(event.eventId, order);
      own.growth += order.growth;
      own.points += order.points;
    } else if (event.type === 'loan.disbursed') own.growth += part(2 * amountFen + 200, 1, 400);
    else if (event.type === 'order.refunded') {
      const order = orders.get(event.reverses ?? '');
      if (!order) throw new Error(`${event.eventId} refunds nothing.`);
      const total = order.event.amountFen ?? 0;
      const [before, after] = [total - order.left, total - order.left + amountFen];
      own.reversedGrowth += share(order.growth, after, total) - share(order.growth, before, total);
      own.reversedPoints += share(order.points, after, total) - share(order.points, before, total);
      order.left -= amountFen;
    }
  }
  for (const { event, points, left } of orders.values()) {
    const total = event.amountFen ?? 0;
    // Three months, and then to the end of the month.
    const [year = 0, month = 0] = dateOf(event).split('-').map(Number);
    const expiresAt = Date.UTC(year, month + 3, 1) - 8 * 3_600_000;
    if (expiresAt > (last.get(event.memberRef) ?? 0)) continue;
    sums(event).expired += points - (total === 0 ? 0 : share(points, total - left, total));
  }
  return sums.all;
};

/** What `plain` is a model of. */
export const plainProgram = `
program: plain
name: Plain
timeZone: Asia/Shanghai
points:
  expiry: { after: P3M, endOf: month }
  pendingFor: P7D
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: upper, name: Upper, threshold: 1000, color: "#222222" }
rules:
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 1 } } }
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 0.1 } } }
  - { code: loan-growth, on: loan.disbursed, grant: { growth: { perYuan: 0.5, rounding: halfUp } } }
`;

/** `instalment-mall.yaml` within twelve months: ¥1 lent = 1 growth; orders, payments and reviews earn points. */
export const instalmentMall: Model = (events) => {
  const sums = sumsFor(events);
  const caps = dailyCaps();
  const tenths = [10, 11, 12, 13, 15];
  for (const event of events) {
    const own = sums(event);
    const { amountFen = 0, type } = event;
    if (type === 'loan.disbursed') own.growth += part(amountFen, 1, 100);
    if (type === 'loan.repaid' && event.onTime === 'true') own.points += caps(event, 10, 2);
    if (type === 'review.posted') own.points += caps(event, 60, 20);
    if (type !== 'order.completed' || amountFen < 100) continue;
    const level = levelOf([0, 3000, 12_000, 36_000, 100_000], own.growth);
    own.points += caps(event, 200, part(amountFen, tenths[level] ?? 0, 100_000));
  }
  return sums.all;
};

/**
 * `retail.yaml` within a calendar year, for members who return nothing: the level is what they spent in the year, and
 * growth is what was granted with what the formula says on the last day.
 */
export const retail: Model = (events) => {
  const sums = sumsFor(events);
  const caps = dailyCaps();
  const spent = new Map<string, number>();
  for (const event of events) {
    const own = sums(event);
    const { amountFen = 0, type, memberRef } = event;
    if (type === 'wallet.recharged') own.points += caps(event, 500, part(amountFen, 1, 1000));
    if (type === 'app.opened') own.growth += caps(event, 3, 1);
    if (type === 'review.posted') {
      const points = caps(event, 60, 20);
      own.points += points;
      own.growth += points / 2;
    }
    if (type !== 'order.completed') continue;
    const before = spent.get(memberRef) ?? 0;
    const level = levelOf([0, 30_000, 100_000, 400_000], before);
    own.points += part(amountFen, [10, 12, 15, 20][level] ?? 0, 1000);
    spent.set(memberRef, before + amountFen);
  }
  for (const [memberRef, own] of sums.all) own.growth += retailFormula(events.filter((e) => e.memberRef === memberRef));
  return sums.all;
};

/** What the formula of `retail.yaml` says at the start of the day of a member's last event, of the days before. */
function retailFormula(events: readonly HistoryEvent[]): number {
  const today = events.map(dateOf).sort().at(-1) ?? '';
  const daysAgo = (event: HistoryEvent) => (Date.parse(today) - Date.parse(dateOf(event))) / 86_400_000;
  const before = events.filter((event) => dateOf(event) < today);
  const orders = before.filter(({ type }) => type === 'order.completed');
  const fen = orders.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0);
  const last = Math.min(...orders.map(daysAgo));
  const step = (value: number, steps: [number, number][]) =>
    steps.reduce((best, [atLeast, score]) => (value >= atLeast ? score : best), 0);
  const recency = last <= 30 ? 300 : last <= 90 ? 150 : last <= 180 ? 50 : 0;
  const frequency = step(orders.length, [
    [2, 100],
    [6, 200],
    [12, 300],
  ]);
  const monetary = step(fen, [
    [30_000, 100],
    [100_000, 200],
    [400_000, 400],
  ]);
  const threeMonthsAgo = new Date(`${today}T00:00:00Z`);
  threeMonthsAgo.setUTCMonth(threeMonthsAgo.getUTCMonth() - 3);
  const recent = before.filter((event) => Date.parse(dateOf(event)) > threeMonthsAgo.getTime());
  const caps = dailyCaps();
  const scores: Record<string, number> = { 'app.opened': 1, 'review.posted': 10 };
  const activity = recent.reduce((sum, { memberRef, occurredAt, type, ...event }) => {
    // The cap is of all activity of a day.
    const counted = { ...event, memberRef, occurredAt, type: 'any' };
    return sum + (scores[type] ? caps(counted, 60, scores[type]) : 0);
  }, 0);
  return Math.floor((3 * (recency + frequency + monetary) + 4 * part(fen, 1, 400) + 3 * activity) / 10);
}

/** `wealth.yaml` for members who hold nothing: growth for what was invested, points for what stays. */
export const wealth: Model = (events) => {
  const sums = sumsFor(events);
  for (const event of events) {
    const own = sums(event);
    if (event.type !== 'investment.made') continue;
    const { amountFen = 0, termDays = 0 } = event;
    own.growth += part(amountFen, 1, 10_000);
    if (termDays >= 180) own.points += part(amountFen, 1, 50_000);
    else if (termDays >= 30) own.points += part(amountFen, 1, 100_000);
  }
  return sums.all;
};

interface SumsOf {
  (event: HistoryEvent): Sums;
  all: Map<string, Sums>;
}

function sumsFor(events: readonly HistoryEvent[]): SumsOf {
  const all = new Map(events.map(({ memberRef }) => [memberRef, nothing()]));
  return Object.assign(({ memberRef }: HistoryEvent) => all.get(memberRef) ?? nothing(), { all });
}

/** What of an amount a cap of its type and business date lets through. */
function dailyCaps(): (event: HistoryEvent, limit: number, amount: number) => number {
  const counters = new Map<string, number>();
  return (event, limit, amount) => {
    const key = `${event.memberRef} ${event.type} ${dateOf(event)}`;
    const counted = counters.get(key) ?? 0;
    const granted = Math.min(amount, limit - counted);
    counters.set(key, counted + granted);
    return granted;
  };
}
