import type { Draft } from './draft';
import { share } from './events';
import { happen } from './happening';
import { type Estate, type EventInput, type Input, InputRefused } from './input';
import type { WalletPolicy } from './program';
import type { MemberState, Recharge, WalletSpend, WalletState } from './state';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** What is in a wallet, in fen. */
export interface WalletBalance {
  principal: number;
  gift: number;
}

/** The event key under which a recharge counts as `wallet.recharged`. */
export const rechargeKey = (rechargeId: string): `wallet:${string}` => `wallet:${rechargeId}`;

/** What is left of principal and gift: of each, the sum of its ledger's lines. */
export function walletBalance({ wallet }: Pick<MemberState, 'wallet'>): WalletBalance {
  const recharges = Object.values(wallet?.recharges ?? {});
  return {
    principal: recharges.reduce((sum, { principalLeft }) => sum + principalLeft, 0),
    gift: recharges.reduce((sum, { giftLeft }) => sum + giftLeft, 0),
  };
}

const balanceOf = (state: MemberState): number => {
  const { principal, gift } = walletBalance(state);
  return principal + gift;
};

/** What a recharge of this amount is given on top: of the rules that it reaches, the one that gives most. In fen. */
export function giftFor({ gifts }: Pick<WalletPolicy, 'gifts'>, amountFen: number): number {
  return Math.max(0, ...gifts.filter(({ atLeastFen }) => atLeastFen <= amountFen).map(({ giftFen }) => giftFen));
}

/**
 * Adds money that somebody has taken from the member, with the gift of the program, and counts as `wallet.recharged` for
 * measures and rules. Refuses: MEMBER_BLOCKED, WALLET_NOT_OFFERED, WALLET_LIMIT_EXCEEDED.
 */
export function rechargeWallet(draft: Draft, input: Of<'rechargeWallet'>): void {
  const { state, program } = draft;
  const { at, rechargeId, amountFen, paymentRef } = input;
  const policy = program.wallet;
  if (state.blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked: nothing can be recharged.');
  if (!policy) throw new InputRefused('WALLET_NOT_OFFERED', 'The program in force has no stored value.');
  const giftFen = giftFor(policy, amountFen);
  const { principal, gift } = walletBalance(state);
  const balance = principal + gift + amountFen + giftFen;
  if (policy.maxBalanceFen !== undefined && balance > policy.maxBalanceFen) {
    const message = `The balance would be ${balance} fen, the program allows ${policy.maxBalanceFen}.`;
    throw new InputRefused('WALLET_LIMIT_EXCEEDED', message);
  }
  const wallet = walletOf(state);
  wallet.rechargeSeq += 1;
  wallet.rechargedFen += amountFen;
  wallet.recharges[rechargeId] = {
    ...{ id: rechargeId, number: wallet.rechargeSeq, at, paymentRef, amountFen, giftFen },
    ...{ principalLeft: amountFen, giftLeft: giftFen, paidBackFen: 0, coveredFen: 0, giftTakenFen: 0 },
  };
  const line = { effectiveAt: at, eventKey: rechargeKey(rechargeId), trace: { amountFen } };
  draft.post({ ...line, account: 'principal', kind: 'recharge', delta: amountFen });
  draft.post({ ...line, account: 'gift', kind: 'gift', delta: giftFen });
  draft.effects.push({ kind: 'walletRecharged', rechargeId, amountFen, giftFen, balanceFen: balance, at });
  happen(draft, rechargedEvent(input));
}

/** A recharge as the event as which it counts. */
export function rechargedEvent({ at, rechargeId, amountFen }: Of<'rechargeWallet'>): EventInput {
  const eventKey = rechargeKey(rechargeId);
  return { kind: 'event', at, occurredAt: at, eventKey, type: 'wallet.recharged', amountFen };
}

/** What was paid back of a recharge, as the reversal as which it counts. */
export function refundedEvent({ at, rechargeId }: Of<'refundRecharge'>, paidBackFen: number): EventInput {
  const key = rechargeKey(rechargeId);
  const common = { kind: 'event' as const, at, occurredAt: at, eventKey: key, reverses: key };
  return { ...common, type: 'wallet.refunded', amountFen: paidBackFen };
}

/**
 * Spends from the wallet: the oldest recharge first, and within it principal and gift in the order of the program. Refuses:
 * MEMBER_BLOCKED, INSUFFICIENT_BALANCE, WALLET_SPEND_CONFLICT.
 */
export function spendWallet(draft: Draft, { at, spendId, orderRef, amountFen }: Of<'spendWallet'>): void {
  const { state, program } = draft;
  if (state.blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked: nothing can be spent.');
  const { principal, gift } = walletBalance(state);
  if (principal + gift < amountFen) {
    const message = `${amountFen} fen were asked for, ${principal + gift} are in the wallet.`;
    throw new InputRefused('INSUFFICIENT_BALANCE', message);
  }
  const wallet = walletOf(state);
  if (wallet.spends[spendId]) throw new InputRefused('WALLET_SPEND_CONFLICT', 'There is a spend with this id already.');
  const order = program.wallet?.spendOrder ?? 'principalFirst';
  const edges: WalletSpend['edges'] = [];
  let rest = amountFen;
  for (const recharge of Object.values(wallet.recharges).sort(rechargeOrder)) {
    const taken = Math.min(rest, recharge.principalLeft + recharge.giftLeft);
    if (taken === 0) continue;
    const parts = partsOf(recharge, taken, order);
    recharge.principalLeft -= parts.principal;
    recharge.giftLeft -= parts.gift;
    rest -= taken;
    edges.push({ rechargeId: recharge.id, ...parts });
  }
  const principalFen = edges.reduce((sum, edge) => sum + edge.principal, 0);
  const giftFen = amountFen - principalFen;
  wallet.spentFen += amountFen;
  wallet.spends[spendId] = { id: spendId, orderRef, at, amountFen, giftFen, returnedFen: 0, edges };
  const line = { kind: 'spend' as const, effectiveAt: at, trace: { reason: orderRef } };
  draft.post({ ...line, account: 'principal', delta: -principalFen });
  draft.post({ ...line, account: 'gift', delta: -giftFen });
  const balanceFen = principal + gift - amountFen;
  draft.effects.push({ kind: 'walletSpent', spendId, orderRef, amountFen, balanceFen, at });
}

/** The oldest first; of one instant, by number. */
function rechargeOrder(a: Recharge, b: Recharge): number {
  return a.at - b.at || a.number - b.number;
}

function partsOf(recharge: Recharge, taken: number, order: WalletPolicy['spendOrder']): WalletBalance {
  const { principalLeft, giftLeft } = recharge;
  if (order === 'principalFirst') {
    const principal = Math.min(taken, principalLeft);
    return { principal, gift: taken - principal };
  }
  const gift = order === 'giftFirst' ? Math.min(taken, giftLeft) : share(giftLeft, taken, principalLeft + giftLeft);
  return { principal: taken - gift, gift };
}

/**
 * A part of what was spent comes back, in the proportion in which principal and gift were taken: with c returned in all of
 * a spend of T with the gift G, `round(G·c/T) − round(G·before/T)` of gift, half down, and the rest of principal; what was
 * taken last first, each to its own recharge. Gift that a refund has charged to the principal meanwhile comes back as
 * principal. Refuses: WALLET_SPEND_NOT_FOUND, WALLET_RETURN_EXCEEDS.
 */
export function returnWalletSpend(draft: Draft, { at, spendId, amountFen }: Of<'returnWalletSpend'>): void {
  const { wallet } = draft.state;
  const spend = wallet?.spends[spendId];
  if (!wallet || !spend) throw new InputRefused('WALLET_SPEND_NOT_FOUND', 'There is no such spend.');
  const after = spend.returnedFen + amountFen;
  if (after > spend.amountFen) {
    const message = `Of ${spend.amountFen} fen, ${spend.returnedFen} came back already: return no more.`;
    throw new InputRefused('WALLET_RETURN_EXCEEDS', message);
  }
  const gift = share(spend.giftFen, after, spend.amountFen) - share(spend.giftFen, spend.returnedFen, spend.amountFen);
  const left: WalletBalance = { principal: amountFen - gift, gift };
  const back: WalletBalance = { principal: 0, gift: 0 };
  for (const edge of [...spend.edges].reverse()) {
    const principalBack = Math.min(left.principal, edge.principal);
    const giftBack = Math.min(left.gift, edge.gift);
    edge.principal -= principalBack;
    edge.gift -= giftBack;
    left.principal -= principalBack;
    left.gift -= giftBack;
    const recharge = rechargeOf(draft.state, edge.rechargeId);
    const uncovered = Math.min(giftBack, recharge.coveredFen);
    recharge.coveredFen -= uncovered;
    recharge.giftTakenFen += uncovered;
    recharge.principalLeft += principalBack + uncovered;
    recharge.giftLeft += giftBack - uncovered;
    back.principal += principalBack + uncovered;
    back.gift += giftBack - uncovered;
  }
  spend.returnedFen = after;
  wallet.spentFen -= amountFen;
  const line = { kind: 'return' as const, effectiveAt: at, trace: { reason: spend.orderRef } };
  draft.post({ ...line, account: 'principal', delta: back.principal });
  draft.post({ ...line, account: 'gift', delta: back.gift });
  const told = { orderRef: spend.orderRef, amountFen, balanceFen: balanceOf(draft.state) };
  draft.effects.push({ kind: 'walletReturned', spendId, ...told, at });
}

/** What a refund of a recharge would do. */
export interface RechargeRefund {
  /** Of the gift, what is still there and goes. */
  giftFen: number;
  /** Of the gift, what was spent already: kept back from the principal. */
  coveredFen: number;
  /** What the member is paid. */
  paidBackFen: number;
}

/**
 * What becomes of a refund of so much unspent principal. Of the gift G on the principal T, with c gone in all,
 * `round(G·c/T)` is due, half down, less what went before: first what is left of the gift, then from the principal.
 */
export function refundOf(recharge: Recharge, amountFen: number): RechargeRefund {
  const { amountFen: total, giftFen: given, paidBackFen, coveredFen, giftTakenFen } = recharge;
  const gone = paidBackFen + coveredFen + amountFen;
  const due = Math.max(0, share(given, gone, total) - giftTakenFen - coveredFen);
  const gift = Math.min(due, recharge.giftLeft);
  return { giftFen: gift, coveredFen: due - gift, paidBackFen: amountFen - (due - gift) };
}

/**
 * Pays unspent principal of a recharge back, and takes its gift back in proportion. What was paid back is taken back from
 * measures and rules as a reversal of `wallet.recharged`. Refuses: WALLET_RECHARGE_NOT_FOUND, WALLET_REFUND_EXCEEDS (more
 * than is unspent, or nothing would be left of it after the gift that was spent).
 */
export function refundRecharge(draft: Draft, input: Of<'refundRecharge'>): void {
  const { wallet } = draft.state;
  const recharge = wallet?.recharges[input.rechargeId];
  if (!wallet || !recharge) throw new InputRefused('WALLET_RECHARGE_NOT_FOUND', 'There is no such recharge.');
  const { at, amountFen, rechargeId } = input;
  if (amountFen > recharge.principalLeft) {
    const message = `Of this recharge ${recharge.principalLeft} fen are unspent: pay back no more.`;
    throw new InputRefused('WALLET_REFUND_EXCEEDS', message);
  }
  const { giftFen, coveredFen, paidBackFen } = refundOf(recharge, amountFen);
  if (paidBackFen <= 0) {
    const message = `${coveredFen} fen of its gift are spent, so that nothing of ${amountFen} fen is left to pay back.`;
    throw new InputRefused('WALLET_REFUND_EXCEEDS', message);
  }
  recharge.principalLeft -= amountFen;
  recharge.giftLeft -= giftFen;
  recharge.paidBackFen += paidBackFen;
  recharge.coveredFen += coveredFen;
  recharge.giftTakenFen += giftFen;
  wallet.rechargedFen -= paidBackFen;
  const line = { effectiveAt: at, eventKey: rechargeKey(rechargeId) };
  draft.post({ ...line, account: 'principal', kind: 'refund', delta: -amountFen, trace: { amountFen: paidBackFen } });
  draft.post({ ...line, account: 'gift', kind: 'reverse', delta: -giftFen, trace: { amountFen } });
  const told = { rechargeId, paidBackFen, giftFen, balanceFen: balanceOf(draft.state) };
  draft.effects.push({ kind: 'walletRefunded', ...told, at });
  // A rule may have had it voided as a whole.
  if (!draft.state.granted[line.eventKey]?.voided) happen(draft, refundedEvent(input, paidBackFen));
}

function walletOf(state: MemberState): WalletState {
  state.wallet ??= { rechargeSeq: 0, rechargedFen: 0, spentFen: 0, recharges: {}, spends: {} };
  return state.wallet;
}

function rechargeOf({ wallet }: MemberState, id: string): Recharge {
  const recharge = wallet?.recharges[id];
  if (!recharge) throw new Error(`The recharge ${id} is neither in the state nor in the archive.`);
  return recharge;
}

/** Takes what is left out of the wallet of a member who is merged into another; returns how much it was. */
export function emptyWallet(state: MemberState): WalletBalance {
  const balance = walletBalance(state);
  const { wallet } = state;
  if (!wallet) return balance;
  for (const recharge of Object.values(wallet.recharges)) Object.assign(recharge, { principalLeft: 0, giftLeft: 0 });
  Object.assign(wallet, { rechargedFen: 0, spentFen: 0 });
  return balance;
}

/** Takes over another's wallet, each recharge in its place by age; returns how much was left in it. */
export function bringWallet(state: MemberState, brought: Estate['wallet']): WalletBalance {
  if (!brought) return { principal: 0, gift: 0 };
  const wallet = walletOf(state);
  for (const recharge of brought.recharges) {
    wallet.rechargeSeq += 1;
    wallet.recharges[recharge.id] = { ...recharge, number: wallet.rechargeSeq };
  }
  for (const spend of brought.spends) {
    wallet.spentFen += spend.amountFen - spend.returnedFen;
    wallet.spends[spend.id] = { ...spend, edges: spend.edges.map((edge) => ({ ...edge })) };
  }
  wallet.rechargedFen += brought.rechargedFen;
  const recharges = Object.fromEntries(brought.recharges.map((recharge) => [recharge.id, recharge]));
  return walletBalance({ wallet: { ...wallet, recharges } });
}
