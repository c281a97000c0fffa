import type { Instant } from './calendar';
import type { Program } from './program';

/** A version of the program, and from when it is in force. The first one is in force for all time before, too. */
export interface Publication {
  readonly version: number;
  readonly from: Instant;
  readonly program: Program;
}

/** All versions of a program, by rising number and time; never empty. */
export type Timeline = readonly Publication[];

/** The version in force at an instant. */
export function inForceAt(timeline: Timeline, instant: Instant): Publication {
  const found = timeline.findLast(({ from }) => from <= instant) ?? timeline[0];
  if (!found) throw new Error('A program has at least one version.');
  return found;
}

/** The versions that were known when this one judged. */
export function upTo(timeline: Timeline, version: number): Timeline {
  return timeline.at(-1)?.version === version ? timeline : timeline.filter((known) => known.version <= version);
}

/** A program that was never published anew. */
export function always(program: Program): Timeline {
  return [{ version: 1, from: Number.NEGATIVE_INFINITY, program }];
}
