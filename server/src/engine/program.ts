/** The program as the rules see it: parsed, validated, frozen. Codes are stable for ever (PROGRAM.md). */
export interface Program {
  code: string;
  name: Text;
  /** IANA name; business dates are dates there. It never changes for a program. */
  timeZone: string;
  /** At least one; exactly one is primary. */
  tracks: readonly Track[];
}

/** One text in each language of the product. */
export type Text = Readonly<Record<'zh-CN' | 'en', string>>;

/** What kind of membership a track is (L1). */
export type TrackKind = 'registered' | 'level' | 'storedValue' | 'paid';

/** A ladder of levels: a member has a place on each track. */
export interface Track {
  code: string;
  name: Text;
  kind: TrackKind;
  primary: boolean;
  /** By rising threshold; the first begins at 0. Its `rank` is its place, from 0. */
  levels: readonly Level[];
}

/** A rung of a track. */
export interface Level {
  code: string;
  name: Text;
  rank: number;
  /** Growth value from which a member is placed here. */
  threshold: number;
  /** `#rrggbb`. */
  color: string;
  badgeUrl?: string;
}

/** The track that `Member.level` speaks of. */
export function primaryTrack(program: Program): Track {
  const track = program.tracks.find((candidate) => candidate.primary);
  if (!track) throw new Error(`Program ${program.code} has no primary track.`);
  return track;
}
