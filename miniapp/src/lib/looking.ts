import { useCallback, useEffect, useState } from 'react';
import { useIsShown } from './is-shown';

/** Seconds between one look and the next: often at first, when most payments are told, then seldom. */
const PAUSES = [1, 1, 2, 2, 3, 5, 8, 13, 20];
const LAST_PAUSE = 30;

/** How long to wait before the next look, in ms, after so many. */
export function pauseAfter(looks: number): number {
  return (PAUSES[looks] ?? LAST_PAUSE) * 1000;
}

/**
 * Asks again and again while something is open; while the screen is out of sight nobody asks. Gives what begins anew
 * with often.
 */
export function useLooking(
  isOpen: boolean,
  refetch: (options: { cancelRefetch: boolean }) => Promise<unknown>,
): () => void {
  const [looks, setLooks] = useState(0);
  const isShown = useIsShown();
  useEffect(() => {
    if (!isOpen || !isShown) return undefined;
    const timer = setTimeout(() => {
      void refetch({ cancelRefetch: false }).finally(() => setLooks(looks + 1));
    }, pauseAfter(looks));
    return () => clearTimeout(timer);
  }, [isOpen, isShown, looks, refetch]);
  return useCallback(() => setLooks(0), []);
}
