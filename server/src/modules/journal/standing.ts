import { primaryTrack } from '../../engine/program';
import type { Database } from '../../platform/database/open-database';
import { toSafeInt } from '../../platform/database/values';
import type { VersionedProgram } from '../programs';
import { membersWithState, statesByMember } from './journal.store';

const CHUNK = 1000;

/** How the members of a program stand, all together. */
export interface Standing {
  members: number;
  pointsEarned: number;
  growth: number;
  /** From the top level of the primary track to the bottom. */
  pyramid: { level: string; name: string; members: number }[];
}

/** The figures of all members as they are stored; what fell due since then is not looked at. */
export async function standingOf(database: Database, { program }: VersionedProgram): Promise<Standing> {
  const track = primaryTrack(program);
  const counts = new Map<string, number>();
  let members = 0;
  let growth = 0;
  for (let ids = await membersWithState(database, 0, CHUNK); ids.length > 0; ) {
    for (const { state } of (await statesByMember(database, ids)).values()) {
      members += 1;
      growth += state.growth;
      const level = state.tracks[track.code]?.level ?? '';
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    ids = await membersWithState(database, ids.at(-1) ?? 0, CHUNK);
  }
  const [earned] = await database.reader.query(
    "SELECT COALESCE(SUM(delta), 0) AS points FROM ledger_entry WHERE account = 'points' AND kind = 'earn'",
  );
  const pyramid = [...track.levels]
    .reverse()
    .map(({ code, name }) => ({ level: code, name: name['zh-CN'], members: counts.get(code) ?? 0 }));
  return { members, growth, pointsEarned: toSafeInt(earned.points), pyramid };
}
