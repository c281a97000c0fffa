import { z } from 'zod';
import { newMember } from '../../engine/fold';
import { type Input, InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { encodePartId } from '../../platform/ids';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { foldInputs, recordInput, statesByMember } from '../journal';
import { joinedAtOfMembers, lockMembers } from '../members';
import { createPayment, type PayBy, type PaymentHandler } from '../payments';
import { type WalletParts, walletRefusals } from './change-wallet';

const LEAST_FEN = 100;
const MOST_FEN = 5_000_000;
const AMOUNT = `Give ${LEAST_FEN} to ${MOST_FEN} fen.`;
const amountInput = z.object({ amountFen: z.int(AMOUNT).min(LEAST_FEN, AMOUNT).max(MOST_FEN, AMOUNT) });

/** A recharge that a member asks for; `payBy` undefined: this server takes no money. */
export interface WantedRecharge {
  memberId: number;
  amountFen: number;
  payBy?: PayBy;
}

/**
 * Asks a member for the money of a recharge, once for the call's key: a payment waits to be opened after the commit, and
 * nothing is in the wallet before it is paid. What the rules would refuse now is refused before anybody pays. Refuses:
 * INPUT_INVALID, PAYMENT_NOT_OFFERED, MEMBER_BLOCKED, WALLET_NOT_OFFERED, WALLET_LIMIT_EXCEEDED. Throws MergedMeanwhile.
 * Returns the id of the recharge to be.
 */
export async function askForRecharge(
  tx: Tx,
  parts: WalletParts & { wallNow: Date },
  call: KeyedCall,
  { memberId, payBy, ...wanted }: WantedRecharge,
): Promise<string> {
  const { amountFen } = parseInput(amountInput, { amountFen: wanted.amountFen });
  if (!payBy) throw new Refusal('PAYMENT_NOT_OFFERED', 'No money can be paid here.', ['channel']);
  return once(tx, call, parts.now, async (number) => {
    const rechargeId = encodePartId('recharge', memberId, number);
    const joinedAt = (await lockMembers(tx, [memberId])).get(memberId);
    if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
    await assertWelcome(tx, parts, memberId, joinedAt, { rechargeId, amountFen });
    const asked = { ...payBy, memberId, purpose: 'walletRecharge' as const, subject: rechargeId };
    await createPayment(tx, { ...asked, amountFen, description: '储值充值' }, parts.wallNow);
    return rechargeId;
  });
}

/** What becomes of recharges when their payments do: in the transaction that records it, the member locked. */
export function rechargePayments({ current, now }: WalletParts): PaymentHandler {
  return {
    async paid(tx, { memberId: id, subject: rechargeId, amountFen, number: paymentRef }) {
      const joinedAt = (await joinedAtOfMembers(tx, [id])).get(id);
      if (joinedAt === undefined) throw new InvariantError(`There is no member ${id}.`);
      const input: Input = { kind: 'rechargeWallet', at: now.getTime(), rechargeId, amountFen, paymentRef };
      try {
        await recordInput(tx, current, { id, joinedAt }, input);
        return 'accepted';
      } catch (error) {
        // Blocked, or the wallet is full by now: what cannot be recharged goes back to the payer.
        if (error instanceof InputRefused) return 'refund';
        throw error;
      }
    },
    // Nothing was in the wallet.
    closed: async () => undefined,
    // The wallet is as it was: staff see the refund, and pay it out by another way.
    refundClosed: async () => undefined,
  };
}

async function assertWelcome(
  tx: Tx,
  { current: { timeline }, now }: WalletParts,
  memberId: number,
  joinedAt: number,
  recharge: { rechargeId: string; amountFen: number },
): Promise<void> {
  const stored = (await statesByMember(tx, [memberId])).get(memberId)?.state;
  const input: Input = { kind: 'rechargeWallet', at: now.getTime(), ...recharge };
  const [outcome] = foldInputs(timeline, stored ?? newMember(timeline, joinedAt), [input]).outcomes;
  if (!outcome || outcome.accepted) return;
  const { code, message } = outcome.refusal;
  const known = walletRefusals[code];
  throw known ? new Refusal(known.code, message, known.field) : outcome.refusal;
}
