import { hasBenefit, quotaOf } from '../../engine/benefits';
import { calendarOf } from '../../engine/draft';
import type * as engine from '../../engine/program';
import type { MemberState } from '../../engine/state';

/** A benefit of the program, and what a member has of it. */
export interface BenefitView {
  benefit: engine.Benefit;
  state: 'ACTIVE' | 'USED_UP' | 'LOCKED';
  quota?: { granted: number; used: number; reserved: number; left: number; period: string; endsAt?: number };
  /** The lowest level that has it, of a benefit that the member lacks. */
  lockedBy?: { track: engine.Track; level: engine.Level };
}

/** All benefits of the program for a member: those that they have first. `at` is the instant that decides on the period. */
export function benefitsAt(program: engine.Program, stored: MemberState, at: number): BenefitView[] {
  const calendar = calendarOf(program.timeZone);
  const state = { ...stored, asOf: Math.max(stored.asOf, at) };
  const views = program.benefits.flatMap((benefit): BenefitView[] => {
    const quota = benefit.entitlement && quotaOf({ program, calendar, state }, benefit);
    const has = hasBenefit(program, state, benefit.code) || (quota?.granted ?? 0) > 0;
    if (has) return [{ benefit, quota, state: quota?.left === 0 ? 'USED_UP' : 'ACTIVE' }];
    const lockedBy = lowestWith(program, benefit.code);
    return lockedBy ? [{ benefit, quota, state: 'LOCKED', lockedBy }] : [];
  });
  const rank = ({ state: one }: BenefitView) => (one === 'LOCKED' ? 1 : 0);
  return views.sort((a, b) => rank(a) - rank(b));
}

function lowestWith(program: engine.Program, code: string): BenefitView['lockedBy'] {
  for (const track of program.tracks) {
    const level = track.levels.find(({ benefits }) => benefits.includes(code));
    if (level) return { track, level };
  }
  return undefined;
}
