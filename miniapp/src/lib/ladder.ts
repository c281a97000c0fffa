import type { HomeQuery } from '@/graphql/generated/graphql';

type Member = Pick<NonNullable<HomeQuery['me']>, 'growth' | 'level'>;
type Program = Pick<HomeQuery['program'], 'tracks'>;
type Level = Member['level']['level'];

/** One level of the primary track as this member stands to it. */
export interface Rung {
  level: Level;
  state: 'reached' | 'current' | 'locked';
  /** What is missing to reach it, in the track's own measure; 0 unless locked. */
  missing: number;
  /** Share of the way from the level before to this one: 1 when reached, 0 when the way has not begun. */
  climbed: number;
}

/**
 * The primary track from the lowest level up. A level that the programme no longer lists still shows for a member who
 * holds it. The score is what the server counts towards the next level; it need not be the growth value.
 */
export function ladderOf(member: Member, program: Program): Rung[] {
  const { level: current, next } = member.level;
  const track = program.tracks.find((one) => one.primary);
  const listed = track?.levels ?? [];
  const levels = listed.some((one) => one.code === current.code) ? [...listed] : [...listed, current];
  const score = next ? next.level.threshold - next.needed : member.growth.value;

  return levels
    .sort((one, other) => one.rank - other.rank)
    .map((level) => {
      if (level.rank < current.rank) return { level, state: 'reached', missing: 0, climbed: 1 };
      if (level.code === current.code) return { level, state: 'current', missing: 0, climbed: 1 };
      const missing = Math.max(level.threshold - score, 0);
      return { level, state: 'locked', missing, climbed: level.code === next?.level.code ? next.ratio : 0 };
    });
}
