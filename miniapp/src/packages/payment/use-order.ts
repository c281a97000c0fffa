import { useEffect } from 'react';
import { useLooking } from '@/lib/looking';
import { useMemberQuery } from '@/lib/member-query';
import { refreshMall } from '@/lib/refresh-mall';
import { PaymentOrderDocument, type PaymentOrderQuery } from './generated/graphql';
import { isOpen, outcomeOf } from './outcome';

/** An order as this screen reads it. */
export type PaymentOrder = Extract<NonNullable<PaymentOrderQuery['order']>, { state: unknown }>;

/** The order, asked for again and again until it is final. */
export function useOrder(id: string) {
  const query = useMemberQuery('payment', PaymentOrderDocument, { id });
  const found = query.data?.order;
  const order = found && 'state' in found ? found : undefined;
  const outcome = order && outcomeOf(order);
  const lookOften = useLooking(order !== undefined && isOpen(order), query.refetch);

  // What it came to changes points, stock and lists elsewhere.
  useEffect(() => {
    if (outcome && outcome !== 'waiting') void refreshMall();
  }, [outcome]);

  return { query, order, outcome, lookOften };
}
