/**
 * The only place that reads the time or makes randomness: everything else is handed a clock.
 * Two clocks (DOMAIN.md): the *business* clock drives what the program decides (levels, expiry, validity) and may be
 * moved in the demo; the *wall* clock drives sessions, signatures, leases and rate limits and never can.
 */
export interface Clock {
  /** The instant that the program's rules see. */
  businessNow(): Date;
  /** The instant of the real world, for sessions, signatures and leases. */
  wallNow(): Date;
}

/** Both clocks read the machine's time. */
export const systemClock: Clock = {
  businessNow: () => new Date(),
  wallNow: () => new Date(),
};

/** A business clock that is ahead of the wall clock by what it was moved. It never goes back. */
export interface MovableClock extends Clock {
  /** How far ahead, in milliseconds. */
  readonly aheadMs: number;
  /** Moves on to an instant. Throws RangeError for one that has passed. */
  moveTo(instant: Date): void;
}

/** A movable clock that starts so many milliseconds ahead. */
export function movableClock(aheadMs: number): MovableClock {
  let ahead = aheadMs;
  return {
    get aheadMs() {
      return ahead;
    },
    businessNow: () => new Date(Date.now() + ahead),
    wallNow: () => new Date(),
    moveTo(instant) {
      const moved = instant.getTime() - Date.now();
      if (moved < ahead) throw new RangeError('The business clock does not go back.');
      ahead = moved;
    },
  };
}

/** Milliseconds from a clock that never runs backwards, for measuring durations in logs and metrics. */
export function monotonicMilliseconds(): number {
  return performance.now();
}

/** A number in [0, 1) for jitter. Not for secrets: those come from `platform/secrets`. */
export function randomUnit(): number {
  return Math.random();
}

/** Resolves after so many milliseconds. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
