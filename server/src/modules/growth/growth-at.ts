import { Draft } from '../../engine/draft';
import { windowStart } from '../../engine/measures';
import type { Basis } from '../../engine/program';
import type { MemberState } from '../../engine/state';
import type { ProgramInForce } from '../programs';

/** The growth of a state at an instant. */
export function growthAt(
  current: ProgramInForce,
  state: MemberState,
  instant: number,
): { value: number; windowStart?: string } {
  return { value: state.growth, windowStart: growthWindowStart(current, state, instant) };
}

/**
 * The first date whose growth counts at an instant, on the first track that looks at growth, the primary one before all;
 * undefined when all of it counts, or none of the tracks looks at it.
 */
function growthWindowStart(
  { program, timeline }: ProgramInForce,
  state: MemberState,
  instant: number,
): string | undefined {
  const tracks = [...program.tracks].sort((a, b) => Number(b.primary) - Number(a.primary));
  const track = tracks.find(({ basis }) => looksAtGrowth(basis));
  return track && windowStart(new Draft(timeline, state, instant), track, instant);
}

function looksAtGrowth(basis: Basis): boolean {
  return (
    basis.kind === 'growth' || (basis.kind === 'weighted' && basis.parts.some((part) => looksAtGrowth(part.basis)))
  );
}
