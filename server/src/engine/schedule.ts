import { addDays, type Instant, periodEnd } from './calendar';
import type { Draft, Visit } from './draft';
import { mayRise } from './measures';
import { climbAtSchedule, wouldClimb } from './placement';
import type { Track } from './program';

/**
 * The next scheduled upgrade of each track that has them, only where a member would rise: what was not reached by the end
 * of a period costs no evaluation.
 */
export function scheduledUpgrades(draft: Draft, visit: Visit): void {
  for (const track of draft.program.tracks) {
    const at = nextClimb(draft, track);
    if (at !== undefined) visit(at, climbAtSchedule, track);
  }
}

function nextClimb(draft: Draft, track: Track): Instant | undefined {
  const { state, calendar } = draft;
  const { every } = track.upgrade;
  if (!every || !state.tracks[track.code]) return undefined;
  for (let date = calendar.dateOf(state.asOf); ; ) {
    date = addDays(periodEnd(date, every), 1);
    const at = calendar.startOf(date);
    if (wouldClimb(draft, track, at)) return at;
    // By time alone a score only falls, unless what was taken away leaves the window before what was given.
    if (!mayRise(draft, track, state, at - 1)) return undefined;
  }
}
