import { type Level, primaryTrack } from '../../engine/program';
import type { Database } from '../../platform/database/open-database';
import { statesAfter } from '../journal';
import type { VersionedProgram } from '../programs';
import { levelByCode } from './place-at';

/** How many members with a history are on each level of the primary track, as of their last inputs, and what they have. */
export interface Pyramid {
  members: number;
  growth: number;
  points: number;
  levels: { level: Level; count: number }[];
}

const PAGE = 1000;

/** Counts all members that have a state and were not merged into another; reads them page by page. */
export async function memberPyramid(database: Database, { program }: VersionedProgram): Promise<Pyramid> {
  const track = primaryTrack(program);
  const levels = track.levels.map((level) => ({ level, count: 0 }));
  const pyramid = { members: 0, growth: 0, points: 0, levels };
  let after = 0;
  for (;;) {
    const states = await statesAfter(database, after, PAGE);
    for (const [memberId, { state }] of states) {
      after = memberId;
      if (state.mergedInto !== undefined) continue;
      pyramid.members += 1;
      pyramid.growth += state.growth;
      for (const lot of Object.values(state.lots)) pyramid.points += lot.remaining;
      const place = state.tracks[track.code];
      const rung = levels[place ? levelByCode(track, place.level).rank : 0];
      if (rung) rung.count += 1;
    }
    if (states.size < PAGE) return pyramid;
  }
}
