import { calendarOf } from '../engine/draft';
import type { MovableTime } from '../http/demo-clock';
import type { NightlyReport } from '../modules/journal';
import type { ProgramCatalogue } from '../modules/programs';
import { type MovableClock, movableClock, sleep } from '../platform/clock';
import type { Database } from '../platform/database/open-database';
import { inTransaction } from '../platform/database/unit-of-work';
import type { Logger } from '../platform/log';
import { DemoClockRow } from './demo-clock.entities';

const TELL_TIMEOUT_MS = 2_000;
const TELL_ATTEMPTS = 5;
const TELL_PAUSE_MS = 200;

/** The business clock of the demo, as far ahead as it was left. */
export async function openDemoClock(database: Database): Promise<MovableClock> {
  const row = await database.reader.getRepository(DemoClockRow).findOneBy({ id: 1 });
  return movableClock(row?.aheadMs ?? 0);
}

/**
 * Tells the simulator what time the demo has moved on to: contracts count their days by it. It may still be starting, or be
 * another one: then its days are those of the wall clock.
 */
export function demoClockTeller(url: string, log: Logger): (now: Date) => Promise<void> {
  const tell = (now: Date) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: now.toISOString() }),
      signal: AbortSignal.timeout(TELL_TIMEOUT_MS),
    });
  return async (now) => {
    for (let left = TELL_ATTEMPTS; left > 0; left--) {
      const answer = await tell(now).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(TELL_PAUSE_MS);
    }
    log.warn({ url }, 'the simulator was not told what time it is in the demo');
  };
}

/** What `/demo/clock` moves: the clock, and with `nightly` everything that falls due on the way, once `moved` has heard of it. */
export function demoTime(
  database: Database,
  clock: MovableClock,
  programs: ProgramCatalogue,
  nightly: () => Promise<NightlyReport>,
  moved?: (now: Date) => Promise<void>,
): MovableTime {
  return {
    now: clock.businessNow,
    async advance(duration) {
      const now = await advanceDemoClock(database, clock, programs, duration);
      await moved?.(now);
      const { members, entries } = await nightly();
      return { now, members, entries };
    },
  };
}

/**
 * Moves the business clock on by an ISO duration, in the calendar of the program's zone, and keeps where it is. Throws
 * RangeError for what is not a duration forward.
 */
async function advanceDemoClock(
  database: Database,
  clock: MovableClock,
  programs: ProgramCatalogue,
  duration: string,
): Promise<Date> {
  const { program } = await programs.current();
  const to = new Date(calendarOf(program.timeZone).addTo(clock.businessNow().getTime(), duration));
  clock.moveTo(to);
  const { aheadMs } = clock;
  await inTransaction(database, async (tx) => {
    const { affected } = await tx.update(DemoClockRow, { id: 1 }, { aheadMs });
    if (!affected) await tx.insert(DemoClockRow, { id: 1, aheadMs });
  });
  return clock.businessNow();
}
