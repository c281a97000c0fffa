import { advance, newMember } from '../../engine/fold';
import { planPriceFor } from '../../engine/plans';
import type { Plan } from '../../engine/program';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { type KeyedCall, once } from '../idempotency';
import { statesByMember } from '../journal';
import { createPayment, goodsId, type PayBy } from '../payments';
import { beginPeriod, isSigned } from './begin-period';
import {
  callOffCharges,
  endContracts,
  lockedMember,
  type SubscriptionParts,
  stepSubscription,
  type Taker,
} from './change-subscription';
import { newContract } from './sign-contract';
import type { ChargeRow, SubscriptionRow } from './subscriptions.entities';
import { chargesOf, insertCharge, insertSubscription, openSubscription, saveCharge } from './subscriptions.store';
import { isRunning } from './transitions';

/** What a member wants to subscribe to. */
export interface WantedPlan {
  memberId: number;
  planCode: string;
  /** The member consents to renewals by themselves, apart from the agreement. */
  autoRenew: boolean;
  agreementVersion: string;
  offerCode?: string;
  asGift: boolean;
  /** How it would be paid; undefined: this server takes no money that way. */
  payBy?: PayBy;
  /** The application in which a contract would be signed; undefined: none can be. */
  contractApp?: string;
}

/** What a plan costs somebody now, and why. */
interface Price {
  priceFen: number;
  reason: ChargeRow['priceReason'];
  offer?: string;
}

const MEMBER: Taker = { as: 'member' };

/**
 * Asks a member for the money of a plan, once for the call's key: a payment waits to be opened after the commit, and
 * nothing begins before it is paid; what costs nothing begins at once. One that waited to be paid is called off; a
 * subscription that runs and is not renewed by itself is renewed from its end. Refuses: PLAN_UNKNOWN, AGREEMENT_OUTDATED,
 * AUTO_RENEW_NOT_OFFERED, OFFER_NOT_OPEN, SUBSCRIPTION_RUNNING, MEMBER_BLOCKED, PAYMENT_NOT_OFFERED. Throws
 * MergedMeanwhile. Returns the row id of the subscription.
 */
export async function checkOut(tx: Tx, parts: SubscriptionParts, call: KeyedCall, wanted: WantedPlan): Promise<number> {
  return Number(
    await once(tx, call, parts.now, async () => {
      const joinedAt = await lockedMember(tx, wanted.memberId);
      const plan = sellablePlan(parts, wanted);
      const state = await stateNow(tx, parts, wanted.memberId, joinedAt);
      if (state.blocked) throw new Refusal('MEMBER_BLOCKED', 'The member is blocked.');
      const price = priceOf(parts, state, plan, wanted);
      const subscription = await subscriptionFor(tx, parts, wanted, plan);
      const charge = await askFor(tx, parts, subscription, plan, price, wanted);
      const { autoRenew, contractApp } = wanted;
      if (autoRenew && contractApp !== undefined) {
        await newContract(tx, parts, subscription, { version: plan.agreementVersion, appId: contractApp });
      }
      if (price.priceFen === 0) await beginFree(tx, parts, { subscription, joinedAt }, charge);
      return String(subscription.id);
    }),
  );
}

function sellablePlan({ current }: SubscriptionParts, wanted: WantedPlan): Plan {
  const plan = current.program.plans.find(({ code }) => code === wanted.planCode);
  if (!plan || plan.retired) throw new Refusal('PLAN_UNKNOWN', 'There is no such plan to buy.', ['planCode']);
  if (plan.agreementVersion !== wanted.agreementVersion) {
    const message = `The agreement is now ${plan.agreementVersion}: show it, and ask for consent again.`;
    throw new Refusal('AGREEMENT_OUTDATED', message, ['agreementVersion']);
  }
  if (wanted.autoRenew && (!plan.autoRenew || wanted.contractApp === undefined || wanted.asGift)) {
    throw new Refusal('AUTO_RENEW_NOT_OFFERED', 'It cannot be renewed by itself: leave it out.', ['autoRenew']);
  }
  return plan;
}

/** A member's state at this instant. */
export async function stateNow(
  tx: Tx,
  { current: { timeline }, now }: SubscriptionParts,
  memberId: number,
  joinedAt: Date,
): Promise<MemberState> {
  const stored = (await statesByMember(tx, [memberId])).get(memberId)?.state;
  return advance(timeline, stored ?? newMember(timeline, joinedAt.getTime()), now.getTime()).state;
}

function priceOf({ current, now }: SubscriptionParts, state: MemberState, plan: Plan, wanted: WantedPlan): Price {
  if (wanted.asGift) return { priceFen: plan.priceFen, reason: 'NORMAL' };
  const { priceFen, reason, offer } = planPriceFor(current.program, state, plan, now.getTime(), wanted.offerCode);
  if (wanted.offerCode !== undefined && wanted.offerCode !== offer) {
    throw new Refusal('OFFER_NOT_OPEN', 'This offer is not open, or another price is lower.', ['offerCode']);
  }
  return { priceFen, reason, offer };
}

/** The subscription that is to be paid: a new one, or the one that runs. */
async function subscriptionFor(
  tx: Tx,
  parts: SubscriptionParts,
  wanted: WantedPlan,
  plan: Plan,
): Promise<SubscriptionRow> {
  const open = wanted.asGift ? null : await openSubscription(tx, wanted.memberId);
  if (open && isRunning(open.state)) {
    if ((await canRenew(tx, open)) && plan.code === (open.nextPlan ?? open.plan)) return open;
    const message = 'A plan runs already: change it, or wait for its end.';
    throw new Refusal('SUBSCRIPTION_RUNNING', message, ['planCode']);
  }
  if (open) await dropPending(tx, parts, open, MEMBER, 'Something else is bought.');
  return insertSubscription(tx, {
    memberId: wanted.memberId,
    purpose: wanted.asGift ? 'GIFT' : 'OWN',
    openFor: wanted.asGift ? null : wanted.memberId,
    plan: plan.code,
    state: 'PENDING',
    source: 'CHECKOUT',
    periodNo: 0,
    startedAt: null,
    endsAt: null,
    nextPlan: null,
    agreementVersion: plan.agreementVersion,
    agreedAt: parts.now,
    createdAt: parts.now,
    dueAt: null,
  });
}

/** Whether a subscription can be paid for its next period by the member: it runs, and is not renewed by itself. */
export async function canRenew(tx: Tx, { id, state, periodNo }: SubscriptionRow): Promise<boolean> {
  if (state !== 'ACTIVE' && state !== 'CANCELLED') return false;
  if (await isSigned(tx, { id })) return false;
  return (await chargesOf(tx, id, periodNo + 1)).every((charge) => charge.state !== 'UNDER_WAY');
}

/** Calls a subscription off that was never paid: money that comes all the same goes back by itself. */
export async function dropPending(
  tx: Tx,
  parts: SubscriptionParts,
  subscription: SubscriptionRow,
  by: Taker,
  reason: string,
): Promise<SubscriptionRow> {
  await callOffCharges(tx, parts, subscription, subscription.periodNo + 1);
  await endContracts(tx, parts, subscription);
  return stepSubscription(tx, parts, subscription, 'drop', by, reason);
}

/** Asks for the money of the next period, by a charge and its payment; what was asked before is called off. */
async function askFor(
  tx: Tx,
  parts: SubscriptionParts,
  subscription: SubscriptionRow,
  plan: Plan,
  price: Price,
  { payBy }: Pick<WantedPlan, 'payBy'>,
): Promise<ChargeRow> {
  const periodNo = subscription.periodNo + 1;
  await callOffCharges(tx, parts, subscription, periodNo);
  const attempt = (await chargesOf(tx, subscription.id, periodNo)).length + 1;
  const charge = await insertCharge(tx, {
    subscriptionId: subscription.id,
    periodNo,
    attempt,
    kind: 'CHECKOUT',
    plan: plan.code,
    amountFen: price.priceFen,
    priceReason: price.reason,
    offer: price.offer ?? null,
    state: 'WAITING',
    dueAt: parts.now,
    doneAt: null,
    failure: null,
  });
  if (price.priceFen > 0) await payFor(tx, parts, subscription, charge, plan, payBy);
  return charge;
}

/** Notes the payment of a charge; nobody outside knows of it yet. */
export async function payFor(
  tx: Tx,
  { wallNow }: SubscriptionParts,
  { memberId }: SubscriptionRow,
  { id, amountFen }: ChargeRow,
  plan: Plan,
  payBy: PayBy | undefined,
): Promise<void> {
  if (!payBy) throw new Refusal('PAYMENT_NOT_OFFERED', 'No money can be paid here.', ['channel']);
  const asked = { ...payBy, memberId, purpose: 'planPeriod' as const, subject: String(id) };
  const goods = payBy.adapter === 'virtualPay' ? goodsId(plan.code, amountFen) : undefined;
  await createPayment(tx, { ...asked, goods, amountFen, description: plan.name['zh-CN'] }, wallNow);
}

async function beginFree(
  tx: Tx,
  parts: SubscriptionParts,
  locked: { subscription: SubscriptionRow; joinedAt: Date },
  charge: ChargeRow,
): Promise<void> {
  await saveCharge(tx, charge.id, { state: 'SUCCEEDED', doneAt: parts.now });
  const period = {
    plan: charge.plan,
    source: 'CHECKOUT' as const,
    paidFen: 0,
    isTrial: charge.priceReason === 'TRIAL',
  };
  await beginPeriod(tx, parts, locked, { ...period, offer: charge.offer ?? undefined }, MEMBER);
}
