import { useEffect, useState } from 'react';
import { useIsShown } from '@/lib/is-shown';
import { serverNow } from '@/lib/server-time';

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/**
 * Looks again and again while something is awaited and the screen is in sight: soon at first, then at growing intervals.
 * `what` is what was seen last: a change of it makes the next look soon again.
 */
export function useWaiting(isAwaited: boolean, what: string, look: () => Promise<unknown>): void {
  const isShown = useIsShown();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` is another function each time and does the same
  useEffect(() => {
    if (!isAwaited || !isShown) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const after = (ms: number) => {
      timer = setTimeout(() => {
        void look();
        after(Math.min(ms * 1.5, LONGEST_MS));
      }, ms);
    };
    after(FIRST_MS);
    return () => clearTimeout(timer);
  }, [isAwaited, isShown, what]);
}

/** The time, told anew each second while something is counted down. */
export function useNow(isCounting: boolean): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!isCounting) return undefined;
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [isCounting]);
  return now;
}
