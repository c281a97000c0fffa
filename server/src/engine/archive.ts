import type { Instant } from './calendar';
import { calendarOf } from './draft';
import type { Estate, Input } from './input';
import { rewardKey } from './reward';
import type { Coupon, GrantedEvent, Hold, Lot, MemberState } from './state';
import { inForceAt, type Timeline } from './timeline';

/** The name of something finished: a lot by its number, a hold or coupon by its id, a grant by its event's key. */
export type ArchiveKey = `lot:${number}` | `hold:${string}` | `grant:${string}` | `coupon:${string}`;

/** Finished parts of a member's state by name: only an input that names them touches them again. */
export type Archive = Map<ArchiveKey, Lot | Hold | GrantedEvent | Coupon>;

/**
 * Takes out of a state what is finished: what events granted, holds that are no longer open, lots that have nothing left
 * and that no open hold can give back to, coupons that were redeemed or have expired. Counters of caps that no event can
 * reach any more are dropped, and so are quotas of past periods of which nothing is reserved. The fold of a
 * state does not depend on whether or when this was done, as long as `withNeeded` puts back what an input names.
 * The state that is given stays as it was.
 */
export function settle(timeline: Timeline, state: MemberState): { state: MemberState; finished: Archive } {
  const finished: Archive = new Map();
  const open = openLots(state);
  const lots: MemberState['lots'] = {};
  for (const lot of Object.values(state.lots)) {
    if (open.has(lot.id)) lots[lot.id] = lot;
    else finished.set(`lot:${lot.id}`, lot);
  }
  const holds: MemberState['holds'] = {};
  for (const hold of Object.values(state.holds)) {
    if (hold.state === 'held') holds[hold.id] = hold;
    else finished.set(`hold:${hold.id}`, hold);
  }
  for (const key in state.granted) finished.set(`grant:${key}`, state.granted[key] as GrantedEvent);
  const coupons: MemberState['coupons'] = {};
  for (const coupon of Object.values(state.coupons ?? {})) {
    if (coupon.state === 'available' || coupon.state === 'locked') coupons[coupon.id] = coupon;
    else finished.set(`coupon:${coupon.id}`, coupon);
  }
  const kept = { lots, holds, granted: {}, coupons, entitlements: openEntitlements(state) };
  return { state: { ...state, ...kept, capped: reachableCaps(timeline, state) }, finished };
}

/** Lots with something left, and those to which an open hold may give back, with the relatives of all these. */
function openLots(state: MemberState): Set<number> {
  const open = new Set<number>();
  const add = (id: number | undefined) => {
    const lot = id === undefined ? undefined : state.lots[id];
    if (!lot || open.has(lot.id)) return;
    open.add(lot.id);
    add(lot.rootId);
    add(lot.childId);
  };
  for (const lot of Object.values(state.lots)) if (lot.remaining > 0) add(lot.id);
  for (const hold of Object.values(state.holds)) {
    if (hold.state === 'held') for (const edge of hold.edges) add(edge.lotId);
  }
  return open;
}

/** Quotas of a past period can only be confirmed, where something was reserved. */
function openEntitlements({ entitlements = {}, asOf }: MemberState): MemberState['entitlements'] {
  const isOpen = ({ endsAt, reserved }: MemberState['entitlements'][string]) =>
    endsAt === undefined || endsAt > asOf || Object.keys(reserved).length > 0;
  if (Object.values(entitlements).every(isOpen)) return entitlements;
  return Object.fromEntries(Object.entries(entitlements).filter(([, one]) => isOpen(one)));
}

function reachableCaps(timeline: Timeline, { capped, asOf }: MemberState): MemberState['capped'] {
  const dates = Object.keys(capped);
  if (dates.length === 0) return capped;
  const { timeZone, lateHorizon } = inForceAt(timeline, asOf).program;
  const calendar = calendarOf(timeZone);
  const oldest = calendar.dateOf(calendar.addTo(asOf, `-${lateHorizon}`));
  if (dates.every((date) => date >= oldest)) return capped;
  return Object.fromEntries(Object.entries(capped).filter(([date]) => date >= oldest));
}

/**
 * What an input touches that is not in the state: it may be in the archive. To be asked again when something was found,
 * because a grant names its lots, and a lot its relatives.
 */
export function neededBy(state: MemberState, input: Input): ArchiveKey[] {
  if (input.kind === 'event') {
    // A reversal that waits will be folded at once.
    if (input.reverses === undefined) return state.waiting[input.eventKey] ? undoableRewards(state, input.at) : [];
    const grant = state.granted[input.reverses];
    if (!grant) return [`grant:${input.reverses}`];
    return [...lotsOf(state, grant), ...(grant.tasks ? undoableRewards(state, input.at) : [])];
  }
  if (input.kind === 'mergeIn') return neededByMerge(state, input);
  if ('couponId' in input) return state.coupons?.[input.couponId] ? [] : [`coupon:${input.couponId}`];
  if (input.kind !== 'capture' && input.kind !== 'release' && input.kind !== 'return') return [];
  const hold = state.holds[input.holdId];
  if (!hold) return [`hold:${input.holdId}`];
  return missingLots(
    state,
    hold.edges.map(({ lotId }) => lotId),
  );
}

/** Originals for which one of the two waited with a reversal, and the other had them. */
function neededByMerge(state: MemberState, { at, estate }: { at: Instant; estate: Estate }): ArchiveKey[] {
  const originals = Object.keys(estate.waiting).flatMap((key): ArchiveKey[] => {
    const grant = state.granted[key];
    if (!grant) return key in estate.granted ? [] : [`grant:${key}`];
    return lotsOf(state, grant);
  });
  const waits = Object.keys({ ...state.waiting, ...estate.waiting }).length > 0;
  return [...originals, ...(waits ? undoableRewards(state, at) : [])];
}

/** Rewards of tasks that a reversal can still take back: few, because their time is that of a return. */
function undoableRewards(state: MemberState, at: Instant): ArchiveKey[] {
  return Object.entries(state.tasks ?? {}).flatMap(([code, periods]) =>
    Object.entries(periods).flatMap(([key, { undoUntil }]): ArchiveKey[] => {
      if (undoUntil === undefined || undoUntil <= at) return [];
      const name = rewardKey({ kind: 'task', code, key });
      const grant = state.granted[name];
      return grant ? lotsOf(state, grant) : [`grant:${name}`];
    }),
  );
}

function lotsOf(state: MemberState, { lines }: GrantedEvent): ArchiveKey[] {
  return missingLots(
    state,
    lines.map(({ lotId }) => lotId),
  );
}

function missingLots(state: MemberState, ids: readonly (number | undefined)[]): ArchiveKey[] {
  const family = ids.flatMap((id) => {
    const lot = id === undefined ? undefined : state.lots[id];
    return [id, lot?.rootId, lot?.childId];
  });
  return family.flatMap((id) => (id === undefined || state.lots[id] ? [] : [`lot:${id}` as const]));
}

/** The state with what an input touches put back from the archive. The state that is given stays as it was. */
export function withNeeded(state: MemberState, input: Input, archive: Archive): MemberState {
  let full = state;
  for (;;) {
    const found = neededBy(full, input).filter((key) => archive.has(key));
    if (found.length === 0) return full;
    if (full === state) {
      const { lots, holds, granted, coupons } = state;
      full = { ...state, lots: { ...lots }, holds: { ...holds }, granted: { ...granted }, coupons: { ...coupons } };
    }
    for (const key of found) putBack(full, key, archive);
  }
}

function putBack({ lots, holds, granted, coupons }: MemberState, key: ArchiveKey, archive: Archive): void {
  const item = archive.get(key);
  const name = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('lot:')) lots[Number(name)] = item as Lot;
  else if (key.startsWith('hold:')) holds[name] = item as Hold;
  else if (key.startsWith('coupon:')) coupons[name] = item as Coupon;
  else granted[name] = item as GrantedEvent;
}
