import { useCallback, useEffect, useState } from 'react';
import { useIsShown } from '@/lib/is-shown';
import { useMemberQuery } from '@/lib/member-query';
import { refreshMall } from '@/lib/refresh-mall';
import { serverNow } from '@/lib/server-time';
import { PaymentOrderDocument, type PaymentOrderQuery } from './generated/graphql';
import { isOpen, outcomeOf, pauseAfter, timeLeft } from './outcome';

/** An order as this screen reads it. */
export type PaymentOrder = Extract<NonNullable<PaymentOrderQuery['order']>, { state: unknown }>;

/** The order, asked for again and again until it is final; while the screen is out of sight nobody asks. */
export function useOrder(id: string) {
  const query = useMemberQuery('payment', PaymentOrderDocument, { id });
  const found = query.data?.order;
  const order = found && 'state' in found ? found : undefined;
  const outcome = order && outcomeOf(order);
  const isLooking = order !== undefined && isOpen(order);
  const [looks, setLooks] = useState(0);
  const isShown = useIsShown();
  const { refetch } = query;

  useEffect(() => {
    if (!isLooking || !isShown) return undefined;
    const timer = setTimeout(() => {
      void refetch({ cancelRefetch: false }).finally(() => setLooks(looks + 1));
    }, pauseAfter(looks));
    return () => clearTimeout(timer);
  }, [isLooking, isShown, looks, refetch]);

  // What it came to changes points, stock and lists elsewhere.
  useEffect(() => {
    if (outcome && outcome !== 'waiting') void refreshMall();
  }, [outcome]);

  const lookOften = useCallback(() => setLooks(0), []);
  return { query, order, outcome, lookOften };
}

/** How long the order can still be paid, in ms, counted down by the second. */
export function useTimeLeft({ payUntil, placedAt }: { payUntil?: string | null; placedAt: string }): number {
  const left = () => (payUntil ? timeLeft({ payUntil, placedAt }, serverNow()) : 0);
  const [ms, setMs] = useState(left);
  useEffect(() => {
    if (!payUntil) return undefined;
    const tick = () => setMs(timeLeft({ payUntil, placedAt }, serverNow()));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [payUntil, placedAt]);
  return ms;
}
