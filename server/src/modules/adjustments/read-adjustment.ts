import { z } from 'zod';
import { calendarOf } from '../../engine/draft';
import { type Program, primaryTrack } from '../../engine/program';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import type { AdjustmentRow } from './adjustments.entities';

/** What an adjustment is to change, checked. */
export type Change = Pick<AdjustmentRow, 'kind' | 'delta' | 'track' | 'level' | 'mode' | 'until' | 'reason'>;

// A thousand times more than any program's limit for a second person; a slip of the keyboard must not pass.
const MAX_DELTA = 100_000_000;
const LONGEST = 'P10Y';

const LENGTH = 'Write the reason in 1 to 200 characters; the member reads it.';
const reason = z
  .string()
  .trim()
  .min(1, LENGTH)
  .refine((text) => [...text].length <= 200, LENGTH)
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'Leave out control characters.');

const DELTA = `Give a whole number from -${MAX_DELTA} to ${MAX_DELTA}, not 0.`;
const deltaInput = z.object({
  delta: z
    .int(DELTA)
    .min(-MAX_DELTA, DELTA)
    .max(MAX_DELTA, DELTA)
    .refine((delta) => delta !== 0, DELTA),
  reason,
});

const none = { delta: null, track: null, level: null, mode: null, until: null };

/** An adjustment of points or growth. Refuses INPUT_INVALID. */
export function readDelta(kind: 'POINTS' | 'GROWTH', input: { delta: number; reason: string }): Change {
  return { ...none, kind, ...parseInput(deltaInput, input) };
}

/**
 * A level that staff set, on the primary track unless another is named. Refuses: INPUT_INVALID, LEVEL_UNKNOWN for a track
 * or a level that the program in force does not have.
 */
export function readLevel(
  program: Program,
  now: Date,
  input: { track?: string | null; level: string; mode: 'exactly' | 'atLeast'; until: Date; reason: string },
): Change {
  const parsed = parseInput(z.object({ reason }), input);
  const track = input.track ? program.tracks.find(({ code }) => code === input.track) : primaryTrack(program);
  if (!track) throw new Refusal('LEVEL_UNKNOWN', `The program has no track ${input.track}.`, ['track']);
  const level = track.levels.find(({ code }) => code === input.level);
  if (!level) {
    const known = track.levels.map(({ code }) => code).join(', ');
    throw new Refusal('LEVEL_UNKNOWN', `The track ${track.code} has no level ${input.level}, only ${known}.`, [
      'level',
    ]);
  }
  const last = calendarOf(program.timeZone).addTo(now.getTime(), LONGEST);
  if (input.until <= now || input.until.getTime() > last) {
    throw new Refusal('INPUT_INVALID', `Give an instant in the future, at most ${LONGEST} from now.`, ['until']);
  }
  const { mode, until } = input;
  return { ...none, ...parsed, kind: 'LEVEL', track: track.code, level: level.code, mode, until };
}

/** Whether the program wants a second person for it: above the limit, not at it. Levels need none. */
export function needsApproval({ approvalAbove }: Program, { kind, delta }: Change): boolean {
  const limit = kind === 'POINTS' ? approvalAbove.points : kind === 'GROWTH' ? approvalAbove.growth : undefined;
  return limit !== undefined && Math.abs(delta ?? 0) > limit;
}
