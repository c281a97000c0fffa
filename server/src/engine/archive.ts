import { calendarOf } from './draft';
import type { Estate, Input } from './input';
import { inviteeReward, inviterReward } from './referral';
import { rewardKey } from './reward';
import type { GrantedEvent, Hold, Lot, MemberState, Recharge, WalletSpend } from './state';
import { inForceAt, type Timeline } from './timeline';
import { rechargeKey } from './wallet';

/** The name of something finished: a lot by its number, a grant by its event's key, everything else by its id. */
export type ArchiveKey =
  | `lot:${number}`
  | `hold:${string}`
  | `grant:${string}`
  | `recharge:${string}`
  | `walletSpend:${string}`;

/** Finished parts of a member's state by name: only an input that names them touches them again. */
export type Archive = Map<ArchiveKey, Lot | Hold | GrantedEvent | Recharge | WalletSpend>;

/**
 * Takes out of a state what is finished: what events granted, holds that are no longer open, lots that have nothing left
 * and that no open hold can give back to, recharges with nothing left, and what was spent from a wallet. Counters of caps that no event can reach any more are dropped. The fold of a
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
  const wallet = settleWallet(state.wallet, finished);
  const rest = { lots, holds, granted: {}, capped: reachableCaps(timeline, state), ...(wallet ? { wallet } : {}) };
  return { state: { ...state, ...rest }, finished };
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
      return input.reverses === undefined ? [] : neededToReverse(state, input.reverses);
    case 'mergeIn':
      return neededByMerge(state, input.estate);
    case 'capture':
    case 'release':
    case 'return':
      return neededByHold(state, input.holdId);
    case 'returnWalletSpend':
      return neededByReturn(state, input.spendId);
    case 'refundRecharge': {
      const { rechargeId } = input;
      if (!state.wallet?.recharges[rechargeId]) return [`recharge:${rechargeId}`];
      return neededToReverse(state, rechargeKey(rechargeId));
    }
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
      return [];
  }
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
  return missingLots(
    state,
    grant.lines.map(({ lotId }) => lotId),
  );
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
function neededByMerge(state: MemberState, estate: Estate): ArchiveKey[] {
  return Object.keys(estate.waiting).flatMap((key): ArchiveKey[] => {
    const grant = state.granted[key];
    if (!grant) return key in estate.granted ? [] : [`grant:${key}`];
    return missingLots(
      state,
      grant.lines.map(({ lotId }) => lotId),
    );
  });
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
      const { wallet, lots, holds, granted } = state;
      full = { ...state, lots: { ...lots }, holds: { ...holds }, granted: { ...granted } };
      if (wallet) full.wallet = { ...wallet, recharges: { ...wallet.recharges }, spends: { ...wallet.spends } };
    }
    for (const key of found) putBack(full, key, archive);
  }
}

function putBack({ lots, holds, granted, wallet }: MemberState, key: ArchiveKey, archive: Archive): void {
  const item = archive.get(key);
  const name = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('lot:')) lots[Number(name)] = item as Lot;
  else if (key.startsWith('hold:')) holds[name] = item as Hold;
  else if (key.startsWith('grant:')) granted[name] = item as GrantedEvent;
  else if (key.startsWith('recharge:') && wallet) wallet.recharges[name] = item as Recharge;
  else if (wallet) wallet.spends[name] = item as WalletSpend;
}
