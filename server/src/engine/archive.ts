import type { Instant } from './calendar';
import { calendarOf } from './draft';
import type { Estate, Input } from './input';
import { inviteeReward, inviterReward } from './referral';
import { rewardKey } from './reward';
import type { Coupon, GrantedEvent, Hold, Lot, MemberState, Recharge, WalletSpend } from './state';
import { inForceAt, type Timeline } from './timeline';
import { rechargeKey } from './wallet';

/** The name of something finished: a lot by its number, a grant by its event's key, everything else by its id. */
export type ArchiveKey =
  | `lot:${number}`
  | `hold:${string}`
  | `grant:${string}`
  | `coupon:${string}`
  | `recharge:${string}`
  | `walletSpend:${string}`;

/** Finished parts of a member's state by name: only an input that names them touches them again. */
export type Archive = Map<ArchiveKey, Lot | Hold | GrantedEvent | Coupon | Recharge | WalletSpend>;

/**
 * Takes out of a state what is finished: what events granted, holds that are no longer open, lots that have nothing left
 * and that no open hold can give back to, coupons that were redeemed or have expired, recharges with nothing left, and
 * what was spent from a wallet. Counters of caps that no event can reach any more are dropped, and so are quotas of past
 * periods of which nothing is reserved. The fold of a
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
  for (const coupon of Object.values(state.coupons)) {
    if (coupon.state === 'available' || coupon.state === 'locked') coupons[coupon.id] = coupon;
    else finished.set(`coupon:${coupon.id}`, coupon);
  }
  const wallet = settleWallet(state.wallet, finished);
  const kept = { lots, holds, granted: {}, coupons, entitlements: openEntitlements(state) };
  const capped = reachableCaps(timeline, state);
  return { state: { ...state, ...kept, capped, ...(wallet ? { wallet } : {}) }, finished };
}

function settleWallet(wallet: MemberState['wallet'], finished: Archive): MemberState['wallet'] {
  if (!wallet) return undefined;
  const recharges: typeof wallet.recharges = {};
  for (const recharge of Object.values(wallet.recharges)) {
    if (recharge.principalLeft > 0 || recharge.giftLeft > 0) recharges[recharge.id] = recharge;
    else finished.set(`recharge:${recharge.id}`, recharge);
  }
  for (const spend of Object.values(wallet.spends)) finished.set(`walletSpend:${spend.id}`, spend);
  return { ...wallet, recharges, spends: {} };
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
function openEntitlements({ entitlements, asOf }: MemberState): MemberState['entitlements'] {
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
  switch (input.kind) {
    case 'event':
      return neededByEvent(state, input);
    case 'mergeIn':
      return neededByMerge(state, input);
    case 'capture':
    case 'release':
    case 'return':
      return neededByHold(state, input.holdId);
    case 'returnWalletSpend':
      return neededByReturn(state, input.spendId);
    case 'refundRecharge': {
      const { rechargeId } = input;
      if (!state.wallet?.recharges[rechargeId]) return [`recharge:${rechargeId}`];
      return neededByReversal(state, rechargeKey(rechargeId), input.at);
    }
    case 'endPlan':
      return (state.plan?.given ?? []).flatMap(({ reward }) => grantWithLots(state, reward));
    case 'attributeReferral': {
      const { candidate } = state.referral ?? {};
      return candidate ? grantWithLots(state, candidate.eventKey) : [];
    }
    case 'closeReferral':
      return grantWithLots(state, rewardKey(inviteeReward(input.eventKey)));
    case 'rewardReferral':
    case 'revokeReferral':
      return grantWithLots(state, rewardKey(inviterReward(input.eventKey)));
    default:
      if (!('couponId' in input) || state.coupons[input.couponId]) return [];
      return [`coupon:${input.couponId}`];
  }
}

/** A reversal that waits will be folded at once; what it counted for tasks may have been rewarded. */
function neededByEvent(
  state: MemberState,
  { eventKey, reverses, at }: Extract<Input, { kind: 'event' }>,
): ArchiveKey[] {
  if (reverses === undefined) return state.waiting[eventKey] ? undoableRewards(state, at) : [];
  return neededByReversal(state, reverses, at);
}

function neededByReversal(state: MemberState, key: string, at: Instant): ArchiveKey[] {
  const rewards = state.granted[key]?.tasks ? undoableRewards(state, at) : [];
  return [...neededToReverse(state, key), ...rewards];
}

/** An event's grant, and the reward for an invitation that it converted. */
function neededToReverse(state: MemberState, key: string): ArchiveKey[] {
  const isConverting = state.referral?.converted?.eventKey === key;
  const reward = isConverting ? grantWithLots(state, rewardKey(inviteeReward(key))) : [];
  return [...grantWithLots(state, key), ...reward];
}

function grantWithLots(state: MemberState, key: string): ArchiveKey[] {
  const grant = state.granted[key];
  if (!grant) return [`grant:${key}`];
  return lotsOf(state, grant);
}

function neededByHold(state: MemberState, holdId: string): ArchiveKey[] {
  const hold = state.holds[holdId];
  if (!hold) return [`hold:${holdId}`];
  return missingLots(
    state,
    hold.edges.map(({ lotId }) => lotId),
  );
}

function neededByReturn({ wallet }: MemberState, spendId: string): ArchiveKey[] {
  const spend = wallet?.spends[spendId];
  if (!spend) return [`walletSpend:${spendId}`];
  return spend.edges.flatMap(({ rechargeId }): ArchiveKey[] =>
    wallet?.recharges[rechargeId] ? [] : [`recharge:${rechargeId}`],
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
      const { wallet, lots, holds, granted, coupons } = state;
      full = { ...state, lots: { ...lots }, holds: { ...holds }, granted: { ...granted }, coupons: { ...coupons } };
      if (wallet) full.wallet = { ...wallet, recharges: { ...wallet.recharges }, spends: { ...wallet.spends } };
    }
    for (const key of found) putBack(full, key, archive);
  }
}

function putBack(state: MemberState, key: ArchiveKey, archive: Archive): void {
  const { lots, holds, granted, coupons, wallet } = state;
  const item = archive.get(key);
  const name = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('lot:')) lots[Number(name)] = item as Lot;
  else if (key.startsWith('hold:')) holds[name] = item as Hold;
  else if (key.startsWith('coupon:')) coupons[name] = item as Coupon;
  else if (key.startsWith('grant:')) granted[name] = item as GrantedEvent;
  else if (key.startsWith('recharge:') && wallet) wallet.recharges[name] = item as Recharge;
  else if (wallet) wallet.spends[name] = item as WalletSpend;
}
