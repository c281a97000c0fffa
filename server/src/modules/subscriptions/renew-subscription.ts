import { planPriceFor } from '../../engine/plans';
import type { Plan } from '../../engine/program';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { wordsInChinese } from '../notifications';
import { createPayment, debitBy } from '../payments';
import type { ProgramInForce } from '../programs';
import {
  callOffCharges,
  endContracts,
  foldUnlessOver,
  type LockedSubscription,
  type SubscriptionParts,
  SYSTEM,
  stepSubscription,
  subscriptionIdOf,
} from './change-subscription';
import { stateNow } from './check-out';
import { nextStepOf, type RenewalFacts, type RenewalStep } from './renewal-schedule';
import type { ContractRow, RenewalNoticeRow, SubscriptionRow } from './subscriptions.entities';
import { chargesOf, contractsOf, insertCharge, insertNotice, noticesOf, saveSubscription } from './subscriptions.store';
import { tellNews } from './tell-news';
import { isRunning } from './transitions';

const OWN_CHANNEL = 'NOTIFICATION';
const PLATFORM_CHANNEL = 'WECHAT_PAY';

/** What a locked subscription's next step is, and the contract by which it is renewed, if it is. */
export interface DecidedStep {
  step: RenewalStep;
  contract?: ContractRow;
}

/** The plan for the next period, by its present price; undefined: the program has it no more. */
export function renewalPlan({ program }: ProgramInForce, subscription: SubscriptionRow): Plan | undefined {
  const code = subscription.nextPlan ?? subscription.plan;
  return program.plans.find((plan) => plan.code === code);
}

/** After a trial the first price, if there is one; otherwise the price: neither trials nor offers are renewed into. */
export function renewalPrice(
  { current, now }: Pick<SubscriptionParts, 'current' | 'now'>,
  member: MemberState | undefined,
  plan: Plan,
): number {
  const price = member && planPriceFor(current.program, member, plan, now.getTime());
  return price?.reason === 'FIRST' ? price.priceFen : plan.priceFen;
}

/** Decides the next step of a locked subscription; undefined: time demands nothing of it. */
export async function decideStep(
  tx: Tx,
  parts: SubscriptionParts,
  { subscription, joinedAt }: LockedSubscription,
): Promise<DecidedStep | undefined> {
  const { id, periodNo, endsAt, state } = subscription;
  if (endsAt === null || !isRunning(state)) return undefined;
  const contract = (await contractsOf(tx, id)).find((known) => known.state === 'SIGNED');
  const plan = contract && renewalPlan(parts.current, subscription);
  const member = contract && (await stateNow(tx, parts, subscription.memberId, joinedAt));
  const facts: RenewalFacts = {
    subscription: { state, endsAt },
    renewal: plan && { plan: plan.code, priceFen: renewalPrice(parts, member, plan) },
    isBlocked: member?.blocked === true,
    notices: contract ? await noticesOf(tx, id, periodNo + 1) : [],
    charges: contract ? await chargesOf(tx, id, periodNo + 1) : [],
    timeZone: parts.current.program.timeZone,
    now: parts.now,
  };
  return { step: nextStepOf(facts), contract };
}

/**
 * Takes a step that needs nobody else; what a step waits for is kept as `dueAt`. Returns whether there may be another step
 * to take at once.
 */
export async function takeStep(
  tx: Tx,
  parts: SubscriptionParts,
  locked: LockedSubscription,
  { step, contract }: DecidedStep,
): Promise<boolean> {
  const { subscription } = locked;
  switch (step.do) {
    case 'wait':
    case 'ask':
      await saveSubscription(tx, subscription.id, { dueAt: step.until });
      return false;
    case 'expire':
      await expire(tx, parts, locked, step.reason);
      return false;
    case 'fallDue':
      await stepSubscription(tx, parts, subscription, 'fallDue', SYSTEM, 'The period is over and not paid.');
      return true;
    case 'notify':
      await sendOwnNotice(tx, parts, subscription, step);
      return true;
    case 'charge':
      if (contract?.contractId)
        await debit(tx, parts, subscription, step.notice, { ...contract, contractId: contract.contractId });
      return true;
    case 'notifyByPlatform':
      // The provider is told outside of the transaction: see the job.
      return true;
  }
}

async function expire(tx: Tx, parts: SubscriptionParts, locked: LockedSubscription, reason: string): Promise<void> {
  const { subscription } = locked;
  await callOffCharges(tx, parts, subscription, subscription.periodNo + 1);
  await endContracts(tx, parts, subscription);
  if (subscription.purpose === 'OWN') {
    const plan = { subscriptionId: subscriptionIdOf(subscription), periodNo: subscription.periodNo };
    const input = { kind: 'endPlan' as const, at: parts.now.getTime(), ...plan, reason: 'unpaid' as const };
    if (subscription.state === 'PAST_DUE') await foldUnlessOver(tx, parts, locked, input);
  }
  await stepSubscription(tx, parts, subscription, 'expire', SYSTEM, reason);
}

async function sendOwnNotice(
  tx: Tx,
  parts: SubscriptionParts,
  subscription: SubscriptionRow,
  { plan, priceFen, chargeAt }: Extract<RenewalStep, { do: 'notify' }>,
): Promise<void> {
  const { id: subscriptionId, periodNo } = subscription;
  const told = { plan, priceFen, chargeAt };
  const text = noticeText(parts.current, told);
  const notice = { subscriptionId, periodNo: periodNo + 1, ...told, sentAt: parts.now, text };
  await insertNotice(tx, { ...notice, kind: 'OWN', channel: OWN_CHANNEL });
  await tellNews(tx, parts, subscription, { news: 'renewalNotice', ...told });
}

function noticeText(
  current: ProgramInForce,
  { chargeAt, ...told }: { plan: string; priceFen: number; chargeAt: Date },
) {
  return wordsInChinese('PLAN_RENEWAL_NOTICE', { ...told, chargeAt: chargeAt.getTime() }, current).body.slice(0, 500);
}

/** Keeps that the platform has told the member of a debit. */
export async function keepPlatformNotice(
  tx: Tx,
  parts: SubscriptionParts,
  subscription: SubscriptionRow,
  { plan, priceFen, chargeAt }: RenewalNoticeRow,
): Promise<void> {
  const notice = { subscriptionId: subscription.id, periodNo: subscription.periodNo + 1, plan, priceFen, chargeAt };
  const text = noticeText(parts.current, { plan, priceFen, chargeAt });
  await insertNotice(tx, { ...notice, kind: 'PLATFORM', channel: PLATFORM_CHANNEL, sentAt: parts.now, text });
  await saveSubscription(tx, subscription.id, { dueAt: parts.now });
}

/** Notes a debit with its payment; the work on payments asks the provider for it, under one number for ever. */
async function debit(
  tx: Tx,
  parts: SubscriptionParts,
  subscription: SubscriptionRow,
  { plan: code, priceFen: amountFen }: RenewalNoticeRow,
  { appId, contractId }: { appId: string; contractId: string },
): Promise<void> {
  const { id: subscriptionId, memberId } = subscription;
  const periodNo = subscription.periodNo + 1;
  // What the member may still pay by themselves would be the second time.
  await callOffCharges(tx, parts, subscription, periodNo);
  const plan = parts.current.program.plans.find((known) => known.code === code);
  if (!plan) throw new Refusal('PLAN_UNKNOWN', `The program in force has no plan ${code}.`);
  const attempt = (await chargesOf(tx, subscriptionId, periodNo)).length + 1;
  const charge = await insertCharge(tx, {
    ...{ subscriptionId, periodNo, attempt, kind: 'DEBIT', plan: code, amountFen, priceReason: 'NORMAL' },
    ...{ offer: null, state: 'UNDER_WAY', dueAt: parts.now, doneAt: null, failure: null },
  });
  const asked = { ...debitBy(appId, contractId), memberId, purpose: 'planRenewal' as const };
  const payment = { ...asked, subject: String(charge.id), amountFen, description: plan.name['zh-CN'] };
  await createPayment(tx, payment, parts.wallNow);
}
