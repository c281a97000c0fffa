import { calendarOf } from '../engine/draft';
import type { MovableTime } from '../http/demo-clock';
import type { NightlyReport } from '../modules/journal';
import type { ProgramCatalogue } from '../modules/programs';
import { type MovableClock, movableClock } from '../platform/clock';
import type { Database } from '../platform/database/open-database';
import { inTransaction } from '../platform/database/unit-of-work';
import { DemoClockRow } from './demo-clock.entities';

/** The business clock of the demo, as far ahead as it was left. */
export async function openDemoClock(database: Database): Promise<MovableClock> {
  const row = await database.reader.getRepository(DemoClockRow).findOneBy({ id: 1 });
  return movableClock(row?.aheadMs ?? 0);
}

/** What `/demo/clock` moves: the clock, and with `nightly` everything that falls due on the way. */
export function demoTime(
  database: Database,
  clock: MovableClock,
  programs: ProgramCatalogue,
  nightly: () => Promise<NightlyReport>,
): MovableTime {
  return {
    now: clock.businessNow,
    async advance(duration) {
      const now = await advanceDemoClock(database, clock, programs, duration);
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
