import { addDuration, type Instant, periodEnd } from './calendar';
import type { Draft } from './draft';
import type { PointsPolicy } from './program';
import type { EntryKind, Lot, MemberState, Trace } from './state';

/** How long points that come back to an expired lot live on, and how far past that lot's own expiry at most. */
const RETURN_FLOOR = 'P7D';
const RETURN_CEILING = 'P30D';

/** What a line of points says besides its amount. */
export interface PointsLine {
  kind: EntryKind;
  at: Instant;
  eventKey?: string;
  holdId?: string;
  programVersion?: number;
  trace: Trace;
}

/** Whether a lot can be spent from at that instant. */
export function isSpendable(lot: Lot, at: Instant): boolean {
  return lot.remaining > 0 && lot.availableAt <= at && !isExpired(lot, at);
}

function isExpired(lot: Lot, at: Instant): boolean {
  return lot.expiresAt !== undefined && lot.expiresAt <= at;
}

/** The order of spending: soonest expiry first, never-expiring last; then the oldest; then the number. */
export function spendingOrder(a: Lot, b: Lot): number {
  const [left, right] = [a.expiresAt ?? Number.POSITIVE_INFINITY, b.expiresAt ?? Number.POSITIVE_INFINITY];
  if (left !== right) return left - right;
  return a.occurredAt - b.occurredAt || a.id - b.id;
}

/** The lots that can be spent from, in the order of spending. */
export function spendableLots(state: MemberState, at: Instant): Lot[] {
  return Object.values(state.lots)
    .filter((lot) => isSpendable(lot, at))
    .sort(spendingOrder);
}

/** What can be spent at that instant. */
export function availablePoints(state: MemberState, at: Instant): number {
  return spendableLots(state, at).reduce((sum, lot) => sum + lot.remaining, 0);
}

/** When points earned then expire by a program's policy; undefined: never. */
export function expiryOf(draft: Draft, occurredAt: Instant, { expiry }: PointsPolicy): Instant | undefined {
  if (!expiry) return undefined;
  if (!expiry.endOf) return draft.calendar.addTo(occurredAt, expiry.after);
  const date = addDuration(draft.calendar.dateOf(occurredAt), expiry.after);
  return draft.calendar.endOf(periodEnd(date, expiry.endOf));
}

/** Adds points: a debt is repaid first, the rest becomes a lot. Returns the lot's number when there is one. */
export function creditPoints(
  draft: Draft,
  amount: number,
  line: PointsLine,
  lot: Pick<Lot, 'occurredAt' | 'availableAt' | 'expiresAt'>,
): number | undefined {
  const toDebt = repayDebt(draft.state, amount);
  const rest = amount - toDebt;
  let lotId: number | undefined;
  if (rest > 0) {
    lotId = addLot(draft.state, { ...lot, amount: rest, eventKey: line.eventKey }).id;
  }
  const trace = toDebt > 0 ? { ...line.trace, toDebt } : line.trace;
  post(draft, amount, { ...line, trace }, lotId);
  return lotId;
}

function repayDebt(state: MemberState, amount: number): number {
  const repaid = Math.min(state.debt, amount);
  state.debt -= repaid;
  return repaid;
}

function addLot(state: MemberState, lot: Omit<Lot, 'id' | 'remaining' | 'expired'>): Lot {
  state.lotSeq += 1;
  const made: Lot = { ...lot, id: state.lotSeq, remaining: lot.amount, expired: 0 };
  state.lots[made.id] = made;
  return made;
}

/** Changes a lot. States share lots, so that one is replaced and never changed in place. */
function changeLot(state: MemberState, id: number, changes: Partial<Lot>): void {
  state.lots[id] = { ...(state.lots[id] as Lot), ...changes };
}

/** Takes points away: from spendable lots, then from pending ones; what is missing becomes a debt. */
export function debitPoints(draft: Draft, amount: number, line: PointsLine): void {
  post(draft, -amount, line);
  takeElsewhere(draft.state, amount, line.at);
}

/** Takes from spendable lots, then from pending ones; what is missing becomes a debt. Writes no line. */
export function takeElsewhere(state: MemberState, amount: number, at: Instant): void {
  const pending = Object.values(state.lots).filter((lot) => lot.remaining > 0 && lot.availableAt > at);
  let rest = amount;
  for (const lot of [...spendableLots(state, at), ...pending.sort(spendingOrder)]) {
    if (rest === 0) break;
    const taken = Math.min(rest, lot.remaining);
    changeLot(state, lot.id, { remaining: lot.remaining - taken });
    rest -= taken;
  }
  state.debt += rest;
}

/**
 * Takes back points that were granted: from their own lot, then from its expired part (they are then no longer expired
 * but reversed), then as `debitPoints` does. Points in holds are not touched.
 */
export function reversePoints(draft: Draft, lotId: number | undefined, amount: number, line: PointsLine): void {
  if (amount === 0) return;
  const { state } = draft;
  const own = lotId === undefined ? undefined : state.lots[lotId];
  let rest = amount;
  post(draft, -amount, line, lotId);
  if (own) {
    const taken = Math.min(rest, own.remaining);
    changeLot(state, own.id, { remaining: own.remaining - taken });
    rest -= taken;
  }
  for (const id of [own?.id, own?.childId]) {
    const lot = id === undefined ? undefined : state.lots[id];
    if (!lot) continue;
    const taken = Math.min(rest, lot.expired);
    changeLot(state, lot.id, { expired: lot.expired - taken });
    rest -= taken;
    post(draft, taken, { ...line, kind: 'expire', trace: { reverses: line.trace.reverses } }, lot.id);
  }
  takeElsewhere(state, rest, line.at);
}

/** Takes points out of lots for a hold, in the order of spending. The caller has checked that there are enough. */
export function takeForHold(state: MemberState, points: number, at: Instant): { lotId: number; held: number }[] {
  const edges: { lotId: number; held: number }[] = [];
  let rest = points;
  for (const lot of spendableLots(state, at)) {
    if (rest === 0) break;
    const held = Math.min(rest, lot.remaining);
    changeLot(state, lot.id, { remaining: lot.remaining - held });
    rest -= held;
    edges.push({ lotId: lot.id, held });
  }
  return edges;
}

/**
 * Lets points come back that a hold or a redemption took from a lot: a debt is repaid first, the rest goes to its own
 * lot. When that has expired, a child lot gives a week of grace, once per root lot and never past a month after the
 * root's expiry; otherwise the points expire at once.
 */
export function giveBack(draft: Draft, lotId: number, amount: number, line: Omit<PointsLine, 'kind'>): void {
  const { state } = draft;
  const rest = amount - repayDebt(state, amount);
  const lot = state.lots[lotId];
  if (rest === 0 || !lot) return;
  const home = isExpired(lot, line.at) ? graceLot(draft, lot, line.at) : lot;
  if (home) {
    const amount = home === lot ? home.amount : home.amount + rest;
    changeLot(state, home.id, { amount, remaining: home.remaining + rest });
    return;
  }
  changeLot(state, lot.id, { expired: lot.expired + rest });
  post(draft, -rest, { ...line, kind: 'expire' }, lot.id);
}

function graceLot(draft: Draft, lot: Lot, at: Instant): Lot | undefined {
  const { state, calendar } = draft;
  const root = lot.rootId === undefined ? lot : (state.lots[lot.rootId] ?? lot);
  if (root.childId !== undefined) {
    const child = state.lots[root.childId];
    return child && !isExpired(child, at) ? child : undefined;
  }
  const floor = calendar.addTo(at, RETURN_FLOOR);
  const ceiling = root.expiresAt === undefined ? floor : calendar.addTo(root.expiresAt, RETURN_CEILING);
  const expiresAt = Math.min(floor, ceiling);
  if (expiresAt <= at) return undefined;
  const { occurredAt, eventKey } = root;
  const child = addLot(state, { amount: 0, occurredAt, availableAt: at, expiresAt, eventKey, rootId: root.id });
  changeLot(state, root.id, { childId: child.id });
  return child;
}

/** Lets a lot expire that is past its time. */
export function expireLot(draft: Draft, id: number): void {
  const { remaining, expired, expiresAt, eventKey } = draft.state.lots[id] as Lot;
  if (expiresAt === undefined) return;
  changeLot(draft.state, id, { remaining: 0, expired: expired + remaining });
  post(draft, -remaining, { kind: 'expire', at: expiresAt, eventKey, trace: {} }, id);
  draft.effects.push({ kind: 'pointsExpired', lotId: id, points: remaining, at: expiresAt });
}

function post(draft: Draft, delta: number, line: PointsLine, lotId?: number): void {
  const { kind, at: effectiveAt, eventKey, holdId, programVersion, trace } = line;
  draft.post({ account: 'points', kind, delta, effectiveAt, eventKey, holdId, lotId, programVersion, trace });
}
