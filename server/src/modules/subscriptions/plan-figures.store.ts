import type { PlanMove } from '../../engine/outcome';
import type { Database } from '../../platform/database/open-database';
import type { RawRow } from '../../platform/database/query';
import { instantText, toDate, toDateOrNull, toSafeInt } from '../../platform/database/values';

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
  refundRequests: number;
  complaints: number;
}

/** Of a plan that nobody had. */
export const NO_COUNTS: PlanCounts = {
  subscribers: 0,
  newSubscribers: 0,
  incomeFen: 0,
  refundedFen: 0,
  refundRequests: 0,
  complaints: 0,
};

const HELD = `FROM subscription_period p JOIN subscription s ON s.id = p.subscription_id AND s.purpose = 'OWN'`;
/** Each plan by itself, so that an index of plan and instant finds its rows. */
const isOneOf = (plans: readonly string[]) => `p.plan IN (${plans.map(() => '?').join(', ')})`;

/** The numbers of plans in a span, by plan: one statement for each number. */
export async function countPlans(
  database: Database,
  plans: readonly string[],
  { start, end }: Span,
): Promise<Map<string, PlanCounts>> {
  const counts = new Map<string, PlanCounts>();
  if (plans.length === 0) return counts;
  const [from, to] = [instantText(start), instantText(end)];
  const add = async (field: keyof PlanCounts, text: string, values: string[]) => {
    const rows: RawRow[] = await database.reader.query(text, values);
    for (const { plan, n } of rows) {
      const known = counts.get(String(plan)) ?? NO_COUNTS;
      counts.set(String(plan), { ...known, [field]: n === null ? 0 : toSafeInt(n) });
    }
  };
  // What was refunded later ran on that day.
  const running = `p.until_at >= ? AND p.from_at < ? AND (p.refunded_at IS NULL OR p.refunded_at >= ?)`;
  const holders = `SELECT p.plan, COUNT(DISTINCT p.subscription_id) AS n ${HELD} WHERE ${isOneOf(plans)} AND ${running}`;
  await add('subscribers', `${holders} GROUP BY p.plan`, [...plans, to, to, to]);
  const recorded = `${isOneOf(plans)} AND p.recorded_at >= ? AND p.recorded_at < ?`;
  const first = `SELECT p.plan, COUNT(*) AS n ${HELD} WHERE p.number = 1 AND ${recorded} GROUP BY p.plan`;
  await add('newSubscribers', first, [...plans, from, to]);
  const income = `SELECT p.plan, SUM(p.paid_fen) AS n FROM subscription_period p WHERE ${recorded} GROUP BY p.plan`;
  await add('incomeFen', income, [...plans, from, to]);
  const inSpan = (what: string, table: string, at: string) =>
    `SELECT plan, ${what} AS n FROM ${table} WHERE ${at} >= ? AND ${at} < ? GROUP BY plan`;
  await add('refundedFen', inSpan('SUM(refunded_fen)', 'subscription_period', 'refunded_at'), [from, to]);
  await add('refundRequests', inSpan('COUNT(*)', 'plan_refund_request', 'requested_at'), [from, to]);
  await add('complaints', inSpan('COUNT(*)', 'plan_complaint', 'recorded_at'), [from, to]);
  return counts;
}

/** A time in which somebody had a plan, or what another's plan shares, that lies in a span, at least in part. */
export interface HeldTime {
  plan: string;
  memberId: number;
  /** By the plan of their family: what that shares alone. */
  isShared: boolean;
  /** Tells the periods of plans apart. */
  periodId: number;
  from: Date;
  until: Date;
}

/** The paid and given periods that members held in a span; what was refunded ended then. */
export async function heldTimes(
  database: Database,
  plans: readonly string[],
  { start, end }: Span,
): Promise<HeldTime[]> {
  if (plans.length === 0) return [];
  const rows: RawRow[] = await database.reader.query(
    `SELECT p.id, p.plan, s.member_id, p.from_at, COALESCE(p.refunded_at, p.until_at) AS until_at
     ${HELD} WHERE ${isOneOf(plans)} AND p.until_at > ? AND p.from_at < ? ORDER BY p.id`,
    [...plans, instantText(start), instantText(end)],
  );
  return rows.map((row) => heldTime(row, false));
}

/** The times in a span in which members of families had what the periods of the owners share. */
export async function sharedTimes(
  database: Database,
  plans: readonly string[],
  { start, end }: Span,
): Promise<HeldTime[]> {
  if (plans.length === 0) return [];
  const rows: RawRow[] = await database.reader.query(
    `SELECT p.id, p.plan, f.member_id, p.from_at, COALESCE(p.refunded_at, p.until_at) AS until_at, f.joined_at, f.left_at
     ${HELD} JOIN family_member f ON f.owner_id = s.member_id AND f.joined_at < p.until_at
     WHERE ${isOneOf(plans)} AND p.until_at > ? AND p.from_at < ? AND (f.left_at IS NULL OR f.left_at > p.from_at)
     ORDER BY p.id, f.id`,
    [...plans, instantText(start), instantText(end)],
  );
  return rows.map((row) => {
    const held = heldTime(row, true);
    const left = toDateOrNull(row.left_at);
    const from = new Date(Math.max(held.from.getTime(), toDate(row.joined_at).getTime()));
    return { ...held, from, until: left && left < held.until ? left : held.until };
  });
}

function heldTime({ id, plan, member_id, from_at, until_at }: RawRow, isShared: boolean): HeldTime {
  const [periodId, memberId] = [toSafeInt(id), toSafeInt(member_id)];
  return { plan: String(plan), memberId, isShared, periodId, from: toDate(from_at), until: toDate(until_at) };
}

/** What a plan gave, or what was used of it, in a span, in all. */
export interface MovedSum {
  plan: string;
  kind: PlanMove['kind'];
  /** Of given and used. */
  benefit: string | null;
  quantity: number;
  costParts: number;
}

/**
 * What plans gave in a span and what of it was used, by plan and benefit, by one statement. The plan is that of the period
 * which ran when the subscription gave it: a coupon of the month before costs the plan of then.
 */
export async function movedSums(database: Database, { start, end }: Span): Promise<MovedSum[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT plan, kind, benefit, SUM(quantity) AS quantity, SUM(cost_parts) AS cost_parts FROM (
       SELECT m.kind, m.benefit, m.quantity, m.cost_parts, (
         SELECT p.plan FROM subscription_period p WHERE p.subscription_id = m.subscription_id AND p.from_at <= m.since
           AND (p.refunded_at IS NULL OR p.refunded_at > p.from_at) ORDER BY p.number DESC LIMIT 1
       ) AS plan
       FROM plan_move m WHERE m.at >= ? AND m.at < ?
     ) moved GROUP BY plan, kind, benefit ORDER BY plan, kind, benefit`,
    [instantText(start), instantText(end)],
  );
  return rows.map(({ plan, kind, benefit, quantity, cost_parts }) => ({
    plan: String(plan),
    kind: kind as MovedSum['kind'],
    benefit: benefit as string | null,
    quantity: toSafeInt(quantity),
    costParts: toSafeInt(cost_parts),
  }));
}

/** When the first period of a subscription began, whether it could be renewed by now, and was. */
export interface Beginning {
  plan: string;
  startedAt: Date;
  periods: number;
}

/** The subscriptions that began in a span and whose first period is over, with how many periods they had so far. */
export async function beginnings(
  database: Database,
  plans: readonly string[],
  { start, end }: Span,
  now: Date,
): Promise<Beginning[]> {
  if (plans.length === 0) return [];
  const rows: RawRow[] = await database.reader.query(
    `SELECT p.plan, p.from_at, COUNT(o.id) AS periods
     ${HELD} JOIN subscription_period o ON o.subscription_id = p.subscription_id
     WHERE ${isOneOf(plans)} AND p.number = 1 AND p.until_at > ? AND p.until_at <= ? AND p.from_at >= ? AND p.from_at < ?
     GROUP BY p.id, p.plan, p.from_at ORDER BY p.from_at`,
    [...plans, instantText(start), instantText(now), instantText(start), instantText(end)],
  );
  return rows.map(({ plan, from_at, periods }) => ({
    plan: String(plan),
    startedAt: toDate(from_at),
    periods: toSafeInt(periods),
  }));
}
