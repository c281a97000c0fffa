import type { SubscriptionPartsFragment, SubscriptionQuery } from './generated/graphql';

export type Member = NonNullable<SubscriptionQuery['me']>;

/** The paid membership as its management reads it. */
export type Subscription = SubscriptionPartsFragment;

/** The try to take money that failed last; undefined where nothing has failed. */
export function failedCharge({ charges }: Pick<Subscription, 'charges'>) {
  return latestFirst(charges, ({ dueAt }) => dueAt).find(({ state }) => state === 'FAILED');
}

/** A history as people read it, by an instant of each. */
export function latestFirst<One>(list: readonly One[], at: (one: One) => string): One[] {
  return [...list].sort((a, b) => Date.parse(at(b)) - Date.parse(at(a)));
}

/** Whether it ended before it began: it was not paid, or called off. */
export function wasNever({ state, periods }: Pick<Subscription, 'state' | 'periods'>): boolean {
  return state === 'EXPIRED' && periods.length === 0;
}

/** What is known of why money could not be taken; the provider has more words for it than anybody can act on. */
export type FailureKind = 'NOT_ENOUGH' | 'ACCOUNT' | 'CONTRACT' | 'OTHER';

/** Sorts the provider's reason by what the member can do about it. */
export function failureKind(failure: string | null | undefined): FailureKind {
  const reason = (failure ?? '').toUpperCase().replace(/[^A-Z]/g, '');
  if (/NOTENOUGH|INSUFFICIENT|BALANCE/.test(reason)) return 'NOT_ENOUGH';
  if (/CONTRACT|RULELIMIT/.test(reason)) return 'CONTRACT';
  return /ACCOUNT|BANK|CARD|USER/.test(reason) ? 'ACCOUNT' : 'OTHER';
}

/** Whether renewal by itself can be ended: it is on, or about to be. */
export function canCancel({ autoRenew, autoRenewState }: Pick<Subscription, 'autoRenew' | 'autoRenewState'>): boolean {
  return autoRenew || autoRenewState === 'ON' || autoRenewState === 'SIGNING';
}
