import { randomBytes } from 'node:crypto';
import type { ContractStanding } from '../../connectors/contract/contract';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { type KeyedCall, once } from '../idempotency';
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
} from './change-subscription';
import type { ContractRow, SubscriptionRow } from './subscriptions.entities';
import { contractsOf, insertContract, saveContract } from './subscriptions.store';
import { isOpen, isRunning } from './transitions';

/** When the provider is asked for the first time whether it was signed, if nobody tells. */
const FIRST_LOOK_MS = 60_000;

/** A signature that was not given within so long is waited for no more. */
export const SIGN_WITHIN_MS = 24 * 3_600_000;

/** Keeps a member's consent to auto-renewal, with a contract to be signed; one that was not signed yet is given up. */
export async function newContract(
  tx: Tx,
  parts: Pick<SubscriptionParts, 'now' | 'wallNow'>,
  subscription: Pick<SubscriptionRow, 'id'>,
  { version: consentVersion, appId }: { version: string; appId: string },
): Promise<ContractRow> {
  await endContracts(tx, parts, subscription);
  return insertContract(tx, {
    subscriptionId: subscription.id,
    appId,
    code: `RC${randomBytes(12).toString('hex').toUpperCase()}`,
    contractId: null,
    state: 'SIGNING',
    consentVersion,
    consentAt: parts.now,
    lookAt: new Date(parts.wallNow.getTime() + FIRST_LOOK_MS),
    checks: 0,
    endedAt: null,
  });
}

/**
 * A member wants a subscription that runs to be renewed by itself, once for the call's key. Refuses:
 * SUBSCRIPTION_STATE_CONFLICT (it does not run, or is renewed already), AGREEMENT_OUTDATED, AUTO_RENEW_NOT_OFFERED.
 * Throws MergedMeanwhile.
 */
export async function askForSignature(
  tx: Tx,
  parts: SubscriptionParts,
  call: KeyedCall,
  found: Pick<SubscriptionRow, 'id' | 'memberId'>,
  { agreementVersion, contractApp }: { agreementVersion: string; contractApp?: string },
): Promise<void> {
  await once(tx, call, parts.now, async () => {
    const { subscription } = await lockSubscription(tx, found);
    const code = subscription.nextPlan ?? subscription.plan;
    const plan = parts.current.program.plans.find((known) => known.code === code);
    const contracts = await contractsOf(tx, subscription.id);
    const isHeld = contracts.some(({ state }) => state === 'SIGNED');
    if (!(subscription.state === 'ACTIVE' || subscription.state === 'CANCELLED') || isHeld) {
      const message = 'It does not run, or is renewed by itself already.';
      throw new Refusal('SUBSCRIPTION_STATE_CONFLICT', message, ['subscriptionId']);
    }
    if (!plan?.autoRenew || contractApp === undefined || subscription.purpose === 'GIFT') {
      throw new Refusal('AUTO_RENEW_NOT_OFFERED', 'This plan is not renewed by itself.', ['subscriptionId']);
    }
    if (plan.agreementVersion !== agreementVersion) {
      const message = `The agreement is now ${plan.agreementVersion}: show it, and ask for consent again.`;
      throw new Refusal('AGREEMENT_OUTDATED', message, ['agreementVersion']);
    }
    await newContract(tx, parts, subscription, { version: agreementVersion, appId: contractApp });
    return 'done';
  });
}

/**
 * Lets the renewals of a subscription end: from now on nothing is charged, and what is on its way goes back at once. What
 * is paid runs to its end; past due, the benefits end now. Refuses: SUBSCRIPTION_STATE_CONFLICT when there is nothing to
 * end.
 */
export async function cancelRenewal(
  tx: Tx,
  parts: SubscriptionParts,
  locked: LockedSubscription,
  by: Taker,
  reason: string,
): Promise<void> {
  const { subscription } = locked;
  const held = (await contractsOf(tx, subscription.id)).filter(
    ({ state }) => state === 'SIGNED' || state === 'SIGNING',
  );
  if (held.length === 0 || !isOpen(subscription.state)) {
    throw new Refusal('SUBSCRIPTION_STATE_CONFLICT', 'It is not renewed by itself.', ['subscriptionId']);
  }
  await endContracts(tx, parts, subscription);
  await renewalEnded(tx, parts, locked, by, reason);
}

/** What comes of a renewal that ended, here or at the provider. */
async function renewalEnded(
  tx: Tx,
  parts: SubscriptionParts,
  locked: LockedSubscription,
  by: Taker,
  reason: string,
): Promise<void> {
  const { subscription } = locked;
  await callOffCharges(tx, parts, subscription, subscription.periodNo + 1, ['DEBIT']);
  if (isRunning(subscription.state)) {
    const at = parts.now.getTime();
    const input = { kind: 'setPlanRenewal' as const, at, subscriptionId: subscriptionIdOf(subscription) };
    await foldUnlessOver(tx, parts, locked, { ...input, autoRenew: false });
  }
  if (isOpen(subscription.state) && subscription.state !== 'CANCELLED') {
    await stepSubscription(tx, parts, subscription, 'cancelRenewal', by, reason, { nextPlan: null });
  }
}

/**
 * Records how a contract stands with the provider; repeated, late or in any order it comes to the same. One that is
 * signed though nobody wants it any more is to be ended.
 */
export async function recordContract(
  tx: Tx,
  parts: SubscriptionParts,
  locked: LockedSubscription,
  contract: ContractRow,
  standing: ContractStanding,
): Promise<void> {
  if (standing.state === 'signed') await recordSigned(tx, parts, locked, contract, standing.contractId);
  else if (standing.state === 'ended') await recordEnded(tx, parts, locked, contract, standing);
  else if (contract.state === 'ENDING') await saveContract(tx, contract.id, { state: 'ENDED', lookAt: null });
  else if (contract.state === 'SIGNED') await recordEnded(tx, parts, locked, contract, { endedBy: 'unknown' });
}

async function recordSigned(
  tx: Tx,
  parts: SubscriptionParts,
  locked: LockedSubscription,
  contract: ContractRow,
  contractId: string,
): Promise<void> {
  const { subscription } = locked;
  if (contract.state === 'SIGNED') return saveContract(tx, contract.id, { lookAt: null });
  const isWanted = contract.state === 'SIGNING' && isOpen(subscription.state) && subscription.state !== 'PAST_DUE';
  if (!isWanted) {
    const change = { contractId, state: 'ENDING' as const, endedAt: contract.endedAt ?? parts.now };
    return saveContract(tx, contract.id, { ...change, lookAt: contract.lookAt ?? parts.wallNow });
  }
  await saveContract(tx, contract.id, { contractId, state: 'SIGNED', lookAt: null, checks: 0 });
  if (isRunning(subscription.state)) {
    const at = parts.now.getTime();
    const input = { kind: 'setPlanRenewal' as const, at, subscriptionId: subscriptionIdOf(subscription) };
    await foldUnlessOver(tx, parts, locked, { ...input, autoRenew: true });
  }
  await stepSubscription(tx, parts, subscription, 'signRenewal', { as: 'system' }, 'The contract was signed.');
}

async function recordEnded(
  tx: Tx,
  parts: SubscriptionParts,
  locked: LockedSubscription,
  contract: ContractRow,
  { endedBy }: { endedBy: 'member' | 'merchant' | 'provider' | 'unknown' },
): Promise<void> {
  if (contract.state === 'ENDED') return;
  const endedAt = contract.endedAt ?? parts.now;
  await saveContract(tx, contract.id, { state: 'ENDED', lookAt: null, endedAt });
  if (contract.state === 'ENDING') return;
  const by: Taker = { as: endedBy === 'member' ? 'wechat' : 'system' };
  await renewalEnded(tx, parts, locked, by, 'The contract was ended at WeChat Pay.');
}
