import type { Database } from '../../platform/database/open-database';
import type { RawRow } from '../../platform/database/query';
import { instantText, toDate, toSafeInt } from '../../platform/database/values';

/** From an instant to another, the second not included. */
export interface Span {
  start: Date;
  end: Date;
}

/** What of a plan can be counted. */
export interface PlanCounts {
  subscribers: number;
  newSubscribers: number;
  incomeFen: number;
  refundedFen: number;
  complaints: number;
}

const NOTHING: PlanCounts = { subscribers: 0, newSubscribers: 0, incomeFen: 0, refundedFen: 0, complaints: 0 };

/** Subscribers, income, refunds and complaints of every plan in a span, by plan: one statement each. */
export async function countPlans(database: Database, { start, end }: Span): Promise<Map<string, PlanCounts>> {
  const counts = new Map<string, PlanCounts>();
  const [from, to] = [instantText(start), instantText(end)];
  const add = async (field: keyof PlanCounts, text: string, values: string[]) => {
    const rows: RawRow[] = await database.reader.query(text, values);
    for (const { plan, n } of rows) {
      const known = counts.get(String(plan)) ?? NOTHING;
      counts.set(String(plan), { ...known, [field]: n === null ? 0 : toSafeInt(n) });
    }
  };
  const running = `FROM subscription_period p JOIN subscription s ON s.id = p.subscription_id AND s.purpose = 'OWN'
    WHERE p.from_at < ? AND p.until_at >= ? AND p.refunded_at IS NULL GROUP BY p.plan`;
  await add('subscribers', `SELECT p.plan, COUNT(DISTINCT p.subscription_id) AS n ${running}`, [to, to]);
  const first = `SELECT p.plan, COUNT(*) AS n FROM subscription_period p
    JOIN subscription s ON s.id = p.subscription_id AND s.purpose = 'OWN'
    WHERE p.number = 1 AND p.recorded_at >= ? AND p.recorded_at < ? GROUP BY p.plan`;
  await add('newSubscribers', first, [from, to]);
  const inSpan = (at: string) => `FROM subscription_period WHERE ${at} >= ? AND ${at} < ? GROUP BY plan`;
  await add('incomeFen', `SELECT plan, SUM(paid_fen) AS n ${inSpan('recorded_at')}`, [from, to]);
  await add('refundedFen', `SELECT plan, SUM(refunded_fen) AS n ${inSpan('refunded_at')}`, [from, to]);
  const asked = `SELECT plan, COUNT(*) AS n FROM plan_refund_request
    WHERE requested_at >= ? AND requested_at < ? GROUP BY plan`;
  await add('complaints', asked, [from, to]);
  return counts;
}

/** A period of a plan that lies in a span, at least in part. */
export interface HeldPeriod {
  plan: string;
  memberId: number;
  from: Date;
  until: Date;
}

/** The periods that members held in a span; what was refunded ended then. */
export async function heldPeriods(database: Database, { start, end }: Span): Promise<HeldPeriod[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT p.plan, s.member_id, p.from_at, COALESCE(p.refunded_at, p.until_at) AS until_at
     FROM subscription_period p JOIN subscription s ON s.id = p.subscription_id AND s.purpose = 'OWN'
     WHERE p.from_at < ? AND p.until_at > ? ORDER BY p.id`,
    [instantText(end), instantText(start)],
  );
  return rows.map(({ plan, member_id, from_at, until_at }) => ({
    plan: String(plan),
    memberId: toSafeInt(member_id),
    from: toDate(from_at),
    until: toDate(until_at),
  }));
}

/** A step of the use of a benefit, with the plan that its member held then. */
export interface UseStep {
  plan: string;
  memberId: number;
  input: { step: string; benefit: string; ref: string; quantity?: number };
}

/** What members used of benefits while they held a plan, in a span, in its order. */
export async function usesWhileHeld(database: Database, { start, end }: Span): Promise<UseStep[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT p.plan, j.member_id, j.input
     FROM subscription_period p
     JOIN subscription s ON s.id = p.subscription_id AND s.purpose = 'OWN'
     JOIN journal j ON j.member_id = s.member_id AND j.recorded_at >= p.from_at AND j.recorded_at < p.until_at
     WHERE p.from_at < ? AND p.until_at > ? AND j.recorded_at >= ? AND j.recorded_at < ?
       AND j.input LIKE '%"kind":"useBenefit"%'
     ORDER BY j.id`,
    [instantText(end), instantText(start), instantText(start), instantText(end)],
  );
  return rows.map(({ plan, member_id, input }) => ({
    plan: String(plan),
    memberId: toSafeInt(member_id),
    input: JSON.parse(String(input)) as UseStep['input'],
  }));
}

/** When the first period of a subscription began, whether it could be renewed by now, and was. */
export interface Beginning {
  plan: string;
  startedAt: Date;
  periods: number;
}

/** The subscriptions that began in a span and whose first period is over, with how many periods they had so far. */
export async function beginnings(database: Database, { start, end }: Span, now: Date): Promise<Beginning[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT f.plan, f.from_at, COUNT(p.id) AS periods
     FROM subscription_period f
     JOIN subscription s ON s.id = f.subscription_id AND s.purpose = 'OWN'
     JOIN subscription_period p ON p.subscription_id = f.subscription_id
     WHERE f.number = 1 AND f.from_at >= ? AND f.from_at < ? AND f.until_at <= ?
     GROUP BY f.id, f.plan, f.from_at ORDER BY f.from_at`,
    [instantText(start), instantText(end), instantText(now)],
  );
  return rows.map(({ plan, from_at, periods }) => ({
    plan: String(plan),
    startedAt: toDate(from_at),
    periods: toSafeInt(periods),
  }));
}
