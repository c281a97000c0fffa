import { z } from 'zod';
import { calendarOf } from '../../engine/draft';
import { refundOf } from '../../engine/plans';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { paymentsOf, requestRefund } from '../payments';
import type { ProgramInForce } from '../programs';
import {
  callOffCharges,
  endContracts,
  foldUnlessOver,
  type LockedSubscription,
  lockSubscription,
  type SubscriptionParts,
  stepSubscription,
  subscriptionIdOf,
  type Taker,
  wordsOf,
} from './change-subscription';
import { stateNow } from './check-out';
import type { PlanCodeRow, RefundRequestRow, SubscriptionPeriodRow, SubscriptionRow } from './subscriptions.entities';
import {
  chargesOf,
  codeOfPurchase,
  insertRefundRequest,
  lockCode,
  periodOf,
  refundRequestById,
  refundRequestsOf,
  saveCode,
  savePeriod,
  saveRefundRequest,
  standingPeriod,
} from './subscriptions.store';
import { isRunning } from './transitions';

const reasonInput = z.object({
  reason: z.string().trim().min(1, 'Write the reason.').max(200, 'Write at most 200 characters.'),
});

/** What would go back now of the last period that stands, and why so much. Amounts in fen. */
export interface RefundQuote {
  kind: 'WHOLE' | 'PRO_RATA' | 'NONE';
  amountFen: number;
  paidFen: number;
  usedFen: number;
}

/** What a quote is made from. */
export interface RefundFacts {
  subscription: SubscriptionRow;
  /** The last that was not refunded. */
  period: SubscriptionPeriodRow | null;
  /** Of a gift. */
  code: Pick<PlanCodeRow, 'state'> | null;
}

/** What goes back by the terms of the plan at this instant. */
export function quoteRefund(
  { program }: ProgramInForce,
  state: MemberState,
  { subscription, period, code }: RefundFacts,
  now: Date,
): RefundQuote {
  const paidFen = (period?.paidFen ?? 0) - (period?.refundedFen ?? 0);
  const nothing: RefundQuote = { kind: 'NONE', amountFen: 0, paidFen, usedFen: 0 };
  const plan = program.plans.find((known) => known.code === period?.plan);
  if (!period || !plan || !period.paymentNumber || paidFen <= 0 || !isRunning(subscription.state)) return nothing;
  if (subscription.purpose === 'GIFT') {
    const until = calendarOf(program.timeZone).addTo(period.recordedAt.getTime(), plan.refund.wholeWithin);
    const isWhole = code?.state === 'FREE' && now.getTime() < until;
    return isWhole ? { kind: 'WHOLE', amountFen: paidFen, paidFen, usedFen: 0 } : nothing;
  }
  const { kind, amountFen, usedFen } = refundOf(program, state, { paidFen, now: now.getTime() });
  return amountFen > 0 ? { kind, amountFen: Math.min(amountFen, paidFen), paidFen, usedFen } : { ...nothing, usedFen };
}

/**
 * Asks for the money of the last period that was not refunded, once for the call's key; by the plan's word staff decide,
 * or it is granted at once. Refuses: INPUT_INVALID, PLAN_REFUND_NOT_POSSIBLE. Throws MergedMeanwhile.
 */
export async function askForRefund(
  tx: Tx,
  parts: SubscriptionParts,
  call: KeyedCall,
  found: Pick<SubscriptionRow, 'id' | 'memberId'>,
  input: { reason: string },
): Promise<void> {
  const { reason } = parseInput(reasonInput, { reason: input.reason });
  await once(tx, call, parts.now, async () => {
    const locked = await lockSubscription(tx, found);
    const { subscription, joinedAt } = locked;
    const { id: subscriptionId } = subscription;
    const period = await standingPeriod(tx, subscriptionId);
    const periodNo = period?.number;
    const code = await codeOfPurchase(tx, subscriptionId);
    const state = await stateNow(tx, parts, subscription.memberId, joinedAt);
    const { amountFen } = quoteRefund(parts.current, state, { subscription, period, code }, parts.now);
    const before = (await refundRequestsOf(tx, subscriptionId)).filter((known) => known.periodNo === periodNo);
    if (!period || amountFen === 0 || before.some(({ state: known }) => known !== 'REFUSED')) {
      const message = 'By the terms of the plan nothing goes back, or it was asked for already.';
      throw new Refusal('PLAN_REFUND_NOT_POSSIBLE', message, ['subscriptionId']);
    }
    const asked = {
      subscriptionId,
      periodNo: period.number,
      plan: period.plan,
      amountFen,
      reason,
      requestedAt: parts.now,
    };
    const undecided = { state: 'WAITING' as const, decidedAt: null, decidedBy: null, decisionReason: null };
    const request = await insertRefundRequest(tx, { ...asked, ...undecided });
    const plan = parts.current.program.plans.find((known) => known.code === period.plan);
    if (plan?.refund.auto) await grant(tx, parts, locked, request, amountFen, { as: 'system' }, reason);
    return String(request.id);
  });
}

/** What staff decide about a request. */
export interface RefundDecision {
  approve: boolean;
  /** As quoted when left out. */
  amountFen?: number;
  reason: string;
}

/**
 * Decides about a request: the money goes back and the plan ends with what it gave, or nothing changes. Refuses:
 * STATE_CONFLICT (decided already), INPUT_INVALID (more than is left), PLAN_REFUND_NOT_POSSIBLE (a gift that was
 * redeemed, or a period that runs though a later one was paid since). Throws MergedMeanwhile. Returns the request as it
 * is then.
 */
export async function decideRefund(
  tx: Tx,
  parts: SubscriptionParts,
  found: Pick<SubscriptionRow, 'id' | 'memberId'>,
  requestId: number,
  decision: RefundDecision,
  by: Taker,
): Promise<{ before: RefundRequestRow; after: RefundRequestRow }> {
  const locked = await lockSubscription(tx, found);
  const request = await refundRequestById(tx, requestId);
  if (request?.state !== 'WAITING') {
    throw new Refusal('STATE_CONFLICT', 'It is decided already.', ['requestId']);
  }
  if (decision.approve) {
    await grant(tx, parts, locked, request, decision.amountFen ?? request.amountFen, by, decision.reason);
  } else {
    const decided = { decidedAt: parts.now, decidedBy: wordsOf(by), decisionReason: decision.reason };
    await saveRefundRequest(tx, request.id, { state: 'REFUSED', ...decided });
  }
  const after = await refundRequestById(tx, requestId);
  if (!after) throw new InvariantError(`The request ${requestId} is gone.`);
  return { before: request, after };
}

async function grant(
  tx: Tx,
  parts: SubscriptionParts,
  locked: LockedSubscription,
  request: RefundRequestRow,
  amountFen: number,
  by: Taker,
  reason: string,
): Promise<void> {
  const { subscription } = locked;
  const period = await periodOf(tx, subscription.id, request.periodNo);
  if (!period) throw new InvariantError(`The period of request ${request.id} is gone.`);
  const left = period.paidFen - period.refundedFen;
  if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen > left) {
    throw new Refusal('INPUT_INVALID', `Give 1 to ${left} fen: no more is left of what was paid.`, ['amountFen']);
  }
  const ends = await endsByRefund(tx, parts, subscription, period);
  if (subscription.purpose === 'GIFT') await voidGift(tx, parts, subscription);
  const payment = await paymentOfPeriod(tx, period);
  await requestRefund(tx, payment, amountFen, '会员退款', parts.wallNow);
  const refundedFen = period.refundedFen + amountFen;
  await savePeriod(tx, period.id, { refundedFen, refundedAt: parts.now });
  const decided = { decidedAt: parts.now, decidedBy: wordsOf(by), decisionReason: reason.slice(0, 200) };
  await saveRefundRequest(tx, request.id, { state: 'APPROVED', amountFen, ...decided });
  if (ends) await endByRefund(tx, parts, locked, amountFen, by, reason);
}

/**
 * Whether the plan ends with the refund of a period: not when time, or a refund of it before, has ended that already.
 * Refuses: PLAN_REFUND_NOT_POSSIBLE.
 */
async function endsByRefund(
  tx: Tx,
  { now }: SubscriptionParts,
  { id, state }: SubscriptionRow,
  period: SubscriptionPeriodRow,
): Promise<boolean> {
  if (!isRunning(state) || period.refundedAt !== null) return false;
  if ((await standingPeriod(tx, id))?.number === period.number) return true;
  if (period.untilAt <= now) return false;
  const message = 'A later period was paid since: that one goes back first, then this one can be asked for again.';
  throw new Refusal('PLAN_REFUND_NOT_POSSIBLE', message, ['requestId']);
}

/** The last period ends: the plan with it, unless an earlier one still runs. */
async function endByRefund(
  tx: Tx,
  parts: SubscriptionParts,
  locked: LockedSubscription,
  refundedFen: number,
  by: Taker,
  reason: string,
): Promise<void> {
  const { subscription } = locked;
  await callOffCharges(tx, parts, subscription, subscription.periodNo + 1);
  if (subscription.purpose === 'OWN') {
    const plan = { subscriptionId: subscriptionIdOf(subscription), periodNo: subscription.periodNo };
    const input = { kind: 'endPlan' as const, at: parts.now.getTime(), ...plan, reason: 'refunded' as const };
    await foldUnlessOver(tx, parts, locked, { ...input, refundedFen });
    const { plan: left } = await stateNow(tx, parts, subscription.memberId, locked.joinedAt);
    if (left?.subscriptionId === plan.subscriptionId && !left.ended && left.until > parts.now.getTime()) {
      const change = { plan: left.plan, endsAt: new Date(left.until) };
      await stepSubscription(tx, parts, subscription, 'shorten', by, reason, change);
      return;
    }
  }
  await endContracts(tx, parts, subscription);
  await stepSubscription(tx, parts, subscription, 'refund', by, reason, { endsAt: parts.now });
}

async function paymentOfPeriod(tx: Tx, { subscriptionId, number, paymentNumber }: SubscriptionPeriodRow) {
  for (const { id, kind } of await chargesOf(tx, subscriptionId, number)) {
    const payments = await paymentsOf(tx, kind === 'DEBIT' ? 'planRenewal' : 'planPeriod', [String(id)]);
    const paid = payments.find((payment) => payment.number === paymentNumber);
    if (paid) return paid;
  }
  throw new InvariantError(`The payment of period ${number} of subscription ${subscriptionId} is gone.`);
}

async function voidGift(tx: Tx, { now }: SubscriptionParts, { id }: SubscriptionRow): Promise<void> {
  const known = await codeOfPurchase(tx, id);
  const code = known && (await lockCode(tx, known.codeIndex, now));
  if (code?.state !== 'FREE') {
    throw new Refusal('PLAN_REFUND_NOT_POSSIBLE', 'The gift was redeemed already.', ['requestId']);
  }
  await saveCode(tx, code.id, { state: 'VOID' });
}
