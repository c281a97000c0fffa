import { useEffect } from 'react';
import { useLooking } from '@/lib/looking';
import { useMemberQuery } from '@/lib/member-query';
import { refreshPlan } from '@/lib/refresh-plan';
import { CashierDocument, type CashierQuery } from './generated/graphql';
import { outcomeOf } from './terms';

/** A purchase as the cashier reads it. */
export type Bought = Extract<NonNullable<CashierQuery['subscription']>, { state: unknown }>;

/** The purchase, asked for again and again until it is final: the server knows of the money, nobody else does. */
export function usePurchase(id: string) {
  const query = useMemberQuery('cashier', CashierDocument, { id });
  const found = query.data?.subscription;
  const bought = found && 'state' in found ? found : undefined;
  const outcome = bought && outcomeOf(bought);
  const isOpen = outcome === 'waiting' || outcome === 'checking' || bought?.autoRenewState === 'SIGNING';
  const lookOften = useLooking(isOpen, query.refetch);

  // What it came to changes prices, benefits and banners elsewhere.
  useEffect(() => {
    if (outcome === 'done' || outcome === 'gift') void refreshPlan();
  }, [outcome]);

  return { query, bought, outcome, lookOften };
}
