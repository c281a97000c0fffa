import { calendarOf } from '../../engine/draft';
import { type Evidence, type EvidenceScope, evidenceOf } from '../../engine/evidence';
import type { Basis, Program, Track } from '../../engine/program';
import type { RequestLoaders } from '../../platform/database/loaders';
import { evidenceSince } from '../journal';

/** Evidence with a number by which it is paged: it rises with the journal. */
export type NumberedEvidence = Evidence & { key: number };

// One input brings a few; the key stays far below what a cursor holds.
const PER_INPUT = 1000;
// An event may occur ten minutes after it is recorded.
const TOLERANCE_MS = 3_600_000;

/** A page of what a member's score on a track is made of, latest first; by at most two queries. */
export async function listEvidence(
  loaders: RequestLoaders,
  program: Program,
  track: Track,
  { memberId, scope }: { memberId: number; scope: EvidenceScope },
  page: { first: number; afterKey: number | undefined },
): Promise<{ evidence: NumberedEvidence[]; hasNextPage: boolean }> {
  const since = scope.from === undefined ? undefined : calendarOf(program.timeZone).startOf(scope.from) - TOLERANCE_MS;
  const recorded = await evidenceSince(loaders, { memberId, since, accounts: accountsOf(track.basis) });
  let ordinal = 0;
  let last = -1;
  const numbered = evidenceOf(program, track, scope, recorded).map((one): NumberedEvidence => {
    ordinal = one.input === last ? ordinal + 1 : 0;
    last = one.input;
    return { ...one, key: one.input * PER_INPUT + ordinal };
  });
  const older = numbered.filter(({ key }) => page.afterKey === undefined || key < page.afterKey).reverse();
  return { evidence: older.slice(0, page.first), hasNextPage: older.length > page.first };
}

/** The ledgers that a basis is fed by. */
function accountsOf(basis: Basis): ('growth' | 'points' | 'principal')[] {
  if (basis.kind === 'weighted') return [...new Set(basis.parts.flatMap((part) => accountsOf(part.basis)))];
  if (basis.kind === 'growth' || basis.kind === 'points') return [basis.kind];
  // What was paid back of recharges stands there.
  return ['principal'];
}
