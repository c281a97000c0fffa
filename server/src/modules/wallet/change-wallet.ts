import { z } from 'zod';
import type { Input } from '../../engine/input';
import type { Recharge, WalletSpend } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { decodePartId, encodePartId } from '../../platform/ids';
import { isKeyText } from '../../platform/key-text';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { archivedItem, type Fold, statesByMember } from '../journal';
import { currentMemberId, lockMembers, type RefusalWords, recordMemberInput } from '../members';
import { paymentsOf, requestRefund } from '../payments';
import type { ProgramInForce } from '../programs';

/** What the commands on wallets need besides their input. */
export interface WalletParts {
  current: ProgramInForce;
  now: Date;
}

/** A recharge as a command left it; of a refund, what the command paid back. */
export interface ChangedRecharge {
  memberId: number;
  recharge: Recharge;
  paidBackFen?: number;
}

/** A spend as a command left it. */
export interface ChangedSpend {
  memberId: number;
  spend: WalletSpend;
}

const amountFen = z.int('Give a whole number of fen.').min(1, 'Give the amount in fen, 1 or more.');
const key = z.string().refine((text) => isKeyText(text), 'Use 1 to 128 characters, with no white space at the ends.');
const rechargeInput = z.object({ amountFen, paymentRef: key });
const spendInput = z.object({ amountFen, orderRef: key });
const returnInput = z.object({ amountFen });
const refundInput = z.object({ amountFen: amountFen.nullish() });

/** The engine's words for callers of the gateway. */
export const walletRefusals: RefusalWords = {
  MEMBER_BLOCKED: { code: 'MEMBER_BLOCKED' },
  WALLET_NOT_OFFERED: { code: 'WALLET_NOT_OFFERED' },
  WALLET_LIMIT_EXCEEDED: { code: 'WALLET_LIMIT_EXCEEDED', field: ['amountFen'] },
  INSUFFICIENT_BALANCE: { code: 'INSUFFICIENT_BALANCE', field: ['amountFen'] },
  WALLET_SPEND_NOT_FOUND: { code: 'NOT_FOUND', field: ['spendId'] },
  WALLET_RETURN_EXCEEDS: { code: 'WALLET_RETURN_EXCEEDS', field: ['amountFen'] },
  WALLET_RECHARGE_NOT_FOUND: { code: 'NOT_FOUND', field: ['rechargeId'] },
  WALLET_REFUND_EXCEEDS: { code: 'WALLET_REFUND_EXCEEDS', field: ['amountFen'] },
};

/**
 * Puts money that was taken from the member into the wallet. Refuses: INPUT_INVALID, MEMBER_BLOCKED, WALLET_NOT_OFFERED,
 * WALLET_LIMIT_EXCEEDED. Throws MergedMeanwhile.
 */
export async function recordRecharge(
  tx: Tx,
  parts: WalletParts,
  call: KeyedCall,
  memberId: number,
  input: { amountFen: number; paymentRef: string },
): Promise<ChangedRecharge> {
  const payment = parseInput(rechargeInput, input);
  const id = await once(tx, call, parts.now, async (number) => {
    const rechargeId = encodePartId('recharge', memberId, number);
    await record(tx, parts, memberId, { kind: 'rechargeWallet', at: parts.now.getTime(), rechargeId, ...payment });
    return rechargeId;
  });
  return changedRecharge(tx, id);
}

/** Spends from the wallet for an order. Refuses: INPUT_INVALID, MEMBER_BLOCKED, INSUFFICIENT_BALANCE. Throws MergedMeanwhile. */
export async function spendFromWallet(
  tx: Tx,
  parts: WalletParts,
  call: KeyedCall,
  memberId: number,
  input: { amountFen: number; orderRef: string },
): Promise<ChangedSpend> {
  const order = parseInput(spendInput, input);
  const id = await once(tx, call, parts.now, async (number) => {
    const spendId = encodePartId('walletSpend', memberId, number);
    await record(tx, parts, memberId, { kind: 'spendWallet', at: parts.now.getTime(), spendId, ...order });
    return spendId;
  });
  return changedSpend(tx, id);
}

/** Lets a part of a spend come back. Refuses: INPUT_INVALID, NOT_FOUND, WALLET_RETURN_EXCEEDS. Throws MergedMeanwhile. */
export async function returnSpend(
  tx: Tx,
  parts: WalletParts,
  call: KeyedCall,
  { memberId, id }: WalletItem,
  input: { amountFen: number },
): Promise<ChangedSpend> {
  const part = parseInput(returnInput, input);
  await once(tx, call, parts.now, async () => {
    const at = parts.now.getTime();
    await record(tx, parts, memberId, { kind: 'returnWalletSpend', at, spendId: id, ...part });
    return id;
  });
  return changedSpend(tx, id);
}

/**
 * Pays unspent principal of a recharge back, all of it unless an amount is given. What the member paid here goes to the
 * payer by itself; of any other recharge the caller hands `paidBackFen` to the member. Refuses: INPUT_INVALID, NOT_FOUND, WALLET_REFUND_EXCEEDS. Throws MergedMeanwhile.
 */
export async function refundOfRecharge(
  tx: Tx,
  parts: WalletParts & { wallNow: Date },
  call: KeyedCall,
  { memberId, id }: WalletItem,
  input: { amountFen?: number | null },
): Promise<ChangedRecharge> {
  const asked = parseInput(refundInput, input).amountFen;
  const made = await once(tx, call, parts.now, async () => {
    await lockMembers(tx, [memberId]);
    // Of one with nothing left, the rules say why there is nothing to pay back.
    const unspent = (await itemOf(tx, memberId, 'recharge', id))?.principalLeft || 1;
    const refund = { kind: 'refundRecharge' as const, at: parts.now.getTime(), rechargeId: id };
    const { entries } = await record(tx, parts, memberId, { ...refund, amountFen: asked ?? unspent });
    const paidBackFen = Number(entries.find(({ kind }) => kind === 'refund')?.trace.amountFen ?? 0);
    const paid = (await paymentsOf(tx, 'walletRecharge', [id])).find(({ state }) => state === 'PAID');
    if (paid) await requestRefund(tx, paid, paidBackFen, '储值退款', parts.wallNow);
    return String(paidBackFen);
  });
  return { ...(await changedRecharge(tx, id)), paidBackFen: Number(made) };
}

/** A recharge or a spend, and whose it is by now. */
export interface WalletItem {
  memberId: number;
  id: string;
}

/** Whose recharge or spend it is by now. Refuses NOT_FOUND for what is no such id. */
export async function walletItem(
  source: Database | Tx,
  kind: 'recharge' | 'walletSpend',
  id: string,
): Promise<WalletItem> {
  const memberId = decodePartId(kind, id);
  const [what, field] = kind === 'recharge' ? ['recharge', 'rechargeId'] : ['spend', 'spendId'];
  if (memberId === undefined) throw new Refusal('NOT_FOUND', `There is no such ${what}.`, [field]);
  return { memberId: await currentMemberId(source, memberId), id };
}

function record(tx: Tx, { current }: WalletParts, memberId: number, input: Input): Promise<Fold> {
  return recordMemberInput(tx, current, memberId, walletRefusals, () => input);
}

async function changedRecharge(tx: Tx, id: string): Promise<ChangedRecharge> {
  const { memberId } = await walletItem(tx, 'recharge', id);
  const recharge = await itemOf(tx, memberId, 'recharge', id);
  if (!recharge) throw new InvariantError(`The recharge ${id} is gone.`);
  return { memberId, recharge };
}

async function changedSpend(tx: Tx, id: string): Promise<ChangedSpend> {
  const { memberId } = await walletItem(tx, 'walletSpend', id);
  const spend = await itemOf(tx, memberId, 'walletSpend', id);
  if (!spend) throw new InvariantError(`The spend ${id} is gone.`);
  return { memberId, spend };
}

interface Items {
  recharge: Recharge;
  walletSpend: WalletSpend;
}

async function itemOf<K extends keyof Items>(tx: Tx, memberId: number, kind: K, id: string) {
  const wallet = (await statesByMember(tx, [memberId])).get(memberId)?.state.wallet;
  const open = kind === 'recharge' ? wallet?.recharges[id] : wallet?.spends[id];
  return (open ?? (await archivedItem(tx, memberId, `${kind}:${id}`))) as Items[K] | undefined;
}
