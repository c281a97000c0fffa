import { z } from 'zod';
import { calendarOf } from '../../engine/draft';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { type FieldCipher, newShortCode } from '../../platform/secrets';
import { type KeyedCall, once } from '../idempotency';
import { lockMembers } from '../members';
import { type Operator, staffReason } from '../operations';
import type { PaymentRow } from '../payments';
import { type SubscriptionParts, SYSTEM, stepSubscription } from './change-subscription';
import { givePlan, planOf } from './give-plan';
import type { PlanCodeRow, SubscriptionRow } from './subscriptions.entities';
import {
  insertCode,
  insertPeriod,
  lockCode,
  purchaseOfCode,
  rereadSubscription,
  saveCode,
} from './subscriptions.store';

const GIFT_VALID_FOR = 'P1Y';
const MAX_CODES = 500;
const codesInput = z.object({
  count: z.int('Give a whole number.').min(1, 'Give 1 or more.').max(MAX_CODES, `Give at most ${MAX_CODES}.`),
  reason: staffReason,
});

/** Made of signs that nobody takes for one another, in groups of four. */
const newCode = () => `${newShortCode()}${newShortCode()}`.replace(/(.{4})(?=.)/g, '$1-');

const indexOf = (cipher: FieldCipher, code: string) =>
  cipher.blindIndex(`plan code ${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`);

const placeOf = (id: number) => ({ table: 'plan_code', column: 'code', rowId: id });

/** What is new of a code. */
type NewCode = Pick<PlanCodeRow, 'kind' | 'plan' | 'purchaseId' | 'validUntil'>;

async function addCode(
  tx: Tx,
  cipher: FieldCipher,
  fresh: NewCode,
  createdAt: Date,
  isKept: boolean,
): Promise<{ id: number; code: string }> {
  const code = newCode();
  const row = { ...fresh, codeIndex: indexOf(cipher, code), code: null, state: 'FREE' as const, createdAt };
  const id = await insertCode(tx, { ...row, redeemedSubscriptionId: null, redeemedAt: null });
  if (isKept) await saveCode(tx, id, { code: cipher.encrypt(code, placeOf(id)) });
  return { id, code };
}

/** The words of the code of a gift, for who bought it. */
export function codeInWords(cipher: FieldCipher, { id, code }: Pick<PlanCodeRow, 'id' | 'code'>): string | null {
  return code === null ? null : cipher.decrypt(code, placeOf(id));
}

/** Where the code of a gift stands. */
export function giftStateAt({ state, validUntil }: Pick<PlanCodeRow, 'state' | 'validUntil'>, now: Date) {
  if (state !== 'FREE') return state;
  return validUntil <= now ? 'EXPIRED' : 'UNUSED';
}

/** A gift was paid: its code is made, and is good for a year. */
export async function giftPaid(
  tx: Tx,
  parts: SubscriptionParts & { cipher: FieldCipher },
  purchase: SubscriptionRow,
  payment: Pick<PaymentRow, 'amountFen' | 'number'>,
): Promise<void> {
  const { now, current, cipher } = parts;
  const { id: purchaseId, plan } = purchase;
  const validUntil = new Date(calendarOf(current.program.timeZone).addTo(now.getTime(), GIFT_VALID_FOR));
  await addCode(tx, cipher, { kind: 'GIFT', plan, purchaseId, validUntil }, now, true);
  const { amountFen: paidFen, number: paymentNumber } = payment;
  const dates = { fromAt: now, untilAt: now, recordedAt: now, refundedAt: null };
  const sold = { subscriptionId: purchaseId, number: 1, plan, paidFen, refundedFen: 0, paymentNumber };
  await insertPeriod(tx, { ...sold, ...dates, source: 'CHECKOUT' });
  const change = { periodNo: 1, startedAt: now, endsAt: validUntil };
  await stepSubscription(tx, parts, purchase, 'start', SYSTEM, 'The payment arrived.', change);
}

/**
 * Starts a plan by a code, once for the call's key. Refuses: PLAN_CODE_INVALID, PLAN_UNKNOWN, and what `givePlan` refuses.
 * Throws MergedMeanwhile. Returns the row id of the subscription.
 */
export async function redeemCode(
  tx: Tx,
  parts: SubscriptionParts & { cipher: FieldCipher },
  call: Omit<KeyedCall, 'input'>,
  memberId: number,
  given: string,
): Promise<number> {
  const codeIndex = indexOf(parts.cipher, given);
  const made = await once(tx, { ...call, input: { codeIndex } }, parts.now, async () => {
    const gift = await purchaseOfCode(tx, codeIndex);
    const joinedAt = (await lockMembers(tx, [memberId, ...(gift ? [gift.memberId] : [])])).get(memberId);
    if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
    const code = await lockCode(tx, codeIndex, parts.now);
    if (code?.state !== 'FREE' || code.validUntil <= parts.now) {
      throw new Refusal('PLAN_CODE_INVALID', 'The code is unknown, used, or its time is over.', ['code']);
    }
    const plan = planOf(parts, code.plan, 'code');
    const { id } = await givePlan(tx, parts, { id: memberId, joinedAt: new Date(joinedAt) }, plan, code.kind, {
      as: 'member',
    });
    await saveCode(tx, code.id, { state: 'REDEEMED', redeemedSubscriptionId: id, redeemedAt: parts.now });
    if (gift) await endGift(tx, parts, await rereadSubscription(tx, gift.id));
    return String(id);
  });
  return Number(made);
}

/** Nothing is left to be given of a gift whose code was redeemed; its buyer is locked. */
async function endGift(tx: Tx, parts: SubscriptionParts, purchase: SubscriptionRow): Promise<void> {
  const change = { endsAt: parts.now };
  await stepSubscription(tx, parts, purchase, 'redeem', { as: 'member' }, 'The gift was redeemed.', change);
}

/** What staff want: so many codes of a plan. */
export interface WantedCodes {
  planCode: string;
  count: number;
  validUntil: Date;
  reason: string;
}

/**
 * Makes codes that start a plan, for staff to hand out: they are told once and kept as indexes alone. Refuses:
 * INPUT_INVALID, PLAN_UNKNOWN.
 */
export async function createCodes(
  tx: Tx,
  parts: SubscriptionParts & { cipher: FieldCipher },
  by: Operator,
  { planCode, validUntil, ...input }: WantedCodes,
): Promise<{ codes: string[]; firstId: number; reason: string }> {
  const { count, reason } = parseInput(codesInput, input);
  if (validUntil <= by.now) throw new Refusal('INPUT_INVALID', 'Give an instant to come.', ['validUntil']);
  const plan = planOf(parts, planCode, 'planCode').code;
  const made: { id: number; code: string }[] = [];
  while (made.length < count) {
    made.push(
      await addCode(tx, parts.cipher, { kind: 'CARD_CODE', plan, purchaseId: null, validUntil }, by.now, false),
    );
  }
  return { codes: made.map(({ code }) => code), firstId: made[0]?.id ?? 0, reason };
}
