import { type Input, InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { encodeId } from '../../platform/ids';
import { appendEffects, recordInput } from '../journal';
import { lockMembers } from '../members';
import { callOffPayment, paymentsOf } from '../payments';
import type { ProgramInForce } from '../programs';
import type { ChargeRow, SubscriptionRow } from './subscriptions.entities';
import {
  chargesOf,
  contractsOf,
  insertChange,
  rereadSubscription,
  saveCharge,
  saveContract,
  saveSubscription,
} from './subscriptions.store';
import { isOpen, nextState, type SubscriptionActor, type SubscriptionStep } from './transitions';

/** What the steps of subscriptions need. `now` is the business clock's, `wallNow` that of payments and contracts. */
export interface SubscriptionParts {
  current: ProgramInForce;
  now: Date;
  wallNow: Date;
}

/** Who takes a step. */
export interface Taker {
  as: SubscriptionActor;
  /** Of staff. */
  name?: string;
}

/** A subscription of a locked member, and when that member joined. */
export interface LockedSubscription {
  subscription: SubscriptionRow;
  joinedAt: Date;
}

/** Time alone, or the provider. */
export const SYSTEM: Taker = { as: 'system' };

/** A taker in the words of logs: `member`, `wechat`, `system`, `staff:<name>`. */
export const wordsOf = ({ as, name }: Taker): string => (name === undefined ? as : `${as}:${name}`);

/** The id outside of a subscription, by which the fold knows it, too. */
export const subscriptionIdOf = ({ id }: Pick<SubscriptionRow, 'id'>): string => encodeId('PlanSubscription', id);

/** Locks the member of a subscription and reads it again. Throws MergedMeanwhile. */
export async function lockSubscription(
  tx: Tx,
  found: Pick<SubscriptionRow, 'id' | 'memberId'>,
): Promise<LockedSubscription> {
  const joinedAt = await lockedMember(tx, found.memberId);
  return { subscription: await rereadSubscription(tx, found.id), joinedAt };
}

/** Locks a member; when they joined. Throws MergedMeanwhile. */
export async function lockedMember(tx: Tx, memberId: number): Promise<Date> {
  const joinedAt = (await lockMembers(tx, [memberId])).get(memberId);
  if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
  return new Date(joinedAt);
}

/**
 * Takes a step of a subscription: its state, what else changes of the row, and the line that tells of it. What comes with
 * the step (benefits, money) the caller does. Refuses: SUBSCRIPTION_STATE_CONFLICT. Returns the subscription as it is.
 */
export async function stepSubscription(
  tx: Tx,
  { now }: Pick<SubscriptionParts, 'now'>,
  subscription: SubscriptionRow,
  step: SubscriptionStep,
  by: Taker,
  reason: string,
  change: Partial<Omit<SubscriptionRow, 'id'>> = {},
): Promise<SubscriptionRow> {
  const state = stateAfter(subscription, step, by);
  const { purpose, memberId, id } = subscription;
  const openFor = purpose === 'OWN' && isOpen(state) ? memberId : null;
  const dueAt = isOpen(state) ? now : null;
  const changed = { state, openFor, dueAt, ...change };
  await saveSubscription(tx, id, changed);
  const line = { subscriptionId: id, step, toState: state, actor: wordsOf(by), reason: reason.slice(0, 200), at: now };
  await insertChange(tx, line);
  const at = now.getTime();
  const effect = { kind: 'planStepped' as const, at };
  if (purpose === 'OWN' && step !== 'drop') await appendEffects(tx, [{ memberId, effect, recordedAt: at }]);
  return { ...subscription, ...changed };
}

/** Where a step leads. Refuses: SUBSCRIPTION_STATE_CONFLICT. */
export function stateAfter({ state }: Pick<SubscriptionRow, 'state'>, step: SubscriptionStep, { as }: Taker) {
  const next = nextState(state, step, as);
  if (next === undefined) {
    throw new Refusal(
      'SUBSCRIPTION_STATE_CONFLICT',
      `A subscription that is ${state} does not allow this: look at it again.`,
      ['subscriptionId'],
    );
  }
  return next;
}

/** Folds an input of the subscription's member. Throws InputRefused. */
export async function foldFor(
  tx: Tx,
  { current }: Pick<SubscriptionParts, 'current'>,
  { subscription, joinedAt }: LockedSubscription,
  input: Input,
): Promise<void> {
  await recordInput(tx, current, { id: subscription.memberId, joinedAt }, input);
}

/** The same, for what the fold may know to be over already. */
export async function foldUnlessOver(
  tx: Tx,
  parts: Pick<SubscriptionParts, 'current'>,
  locked: LockedSubscription,
  input: Input,
): Promise<void> {
  try {
    await foldFor(tx, parts, locked, input);
  } catch (error) {
    if (error instanceof InputRefused && ['PLAN_ENDED', 'PLAN_NOT_FOUND'].includes(error.code)) return;
    throw error;
  }
}

/** The payment of a charge, by what it is for. */
export const purposeOf = ({ kind }: Pick<ChargeRow, 'kind'>) => (kind === 'DEBIT' ? 'planRenewal' : 'planPeriod');

/**
 * Calls off everything that is asked for of a period: nobody may pay it any more, and money that is on its way goes back
 * when it comes.
 */
export async function callOffCharges(
  tx: Tx,
  { now, wallNow }: Pick<SubscriptionParts, 'now' | 'wallNow'>,
  { id }: Pick<SubscriptionRow, 'id'>,
  periodNo: number,
  kinds: readonly ChargeRow['kind'][] = ['CHECKOUT', 'DEBIT'],
): Promise<void> {
  for (const charge of await chargesOf(tx, id, periodNo)) {
    const isAsked = charge.state === 'WAITING' || charge.state === 'UNDER_WAY';
    if (!isAsked || !kinds.includes(charge.kind)) continue;
    await saveCharge(tx, charge.id, { state: 'CANCELLED', doneAt: now });
    for (const payment of await paymentsOf(tx, purposeOf(charge), [String(charge.id)])) {
      await callOffPayment(tx, payment, wallNow);
    }
  }
}

/** Lets every contract of a subscription end: from now on nothing is taken by it, and the provider hears of it next. */
export async function endContracts(
  tx: Tx,
  { now, wallNow }: Pick<SubscriptionParts, 'now' | 'wallNow'>,
  { id }: Pick<SubscriptionRow, 'id'>,
): Promise<void> {
  for (const { id: contract, state } of await contractsOf(tx, id)) {
    if (state !== 'SIGNING' && state !== 'SIGNED') continue;
    await saveContract(tx, contract, { state: 'ENDING', lookAt: wallNow, checks: 0, endedAt: now });
  }
}
