import { randomUnit, sleep } from '../../platform/clock';
import { isUniqueViolation } from '../../platform/database/database-errors';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { MergedMeanwhile, memberIdsByPartnerRefs } from '../members';
import type { ProgramCatalogue } from '../programs';
import { type CheckedEvent, checkEvent, type EventSender, type IncomingEvent } from './check-event';
import { type EventOutcome, repeated } from './event-outcome';
import { type Chunk, NothingAccepted, type Recorded, type Recording, recordChunk } from './record-chunk';

/** Members that one transaction locks at most. */
const MAX_MEMBERS = 100;
// Callers who register the same new members at once: one wins each round.
const MAX_ROUNDS = 20;

/** What recording needs; `transact` is `inTransaction` of the entry point. */
export interface RecordingParts {
  database: Database;
  programs: ProgramCatalogue;
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  recording: Recording;
}

interface Numbered {
  index: number;
  event: CheckedEvent;
}

/**
 * Records a partner's events, each for itself: a rejected one does not keep the others back. Events of one member are
 * folded in the order in which they occurred, at most 100 members in a transaction. What was committed stays when a
 * later chunk fails; sent again, it is answered DUPLICATE.
 */
export async function recordEvents(
  parts: RecordingParts,
  sender: EventSender,
  incoming: readonly IncomingEvent[],
): Promise<Recorded> {
  const outcomes: EventOutcome[] = new Array(incoming.length);
  const memberIds = new Set<number>();
  let waiting: Numbered[] = [];
  incoming.forEach((event, index) => {
    const checked = checkEvent(event, sender);
    if ('status' in checked) outcomes[index] = checked;
    else waiting.push({ index, event: checked });
  });
  while (waiting.length > 0) {
    const firsts = new Map<string, Numbered>();
    for (const numbered of waiting) {
      if (!firsts.has(numbered.event.eventId)) firsts.set(numbered.event.eventId, numbered);
    }
    for (const chunk of chunksOf([...firsts.values()])) {
      const recorded = await recordWithRegistration(parts, sender, chunk);
      chunk.forEach(({ index }, place) => {
        outcomes[index] = recorded.outcomes[place] as EventOutcome;
      });
      for (const id of recorded.memberIds) memberIds.add(id);
    }
    waiting = waiting.filter((numbered) => !settleRepetition(numbered, firsts, outcomes));
  }
  return { outcomes, memberIds };
}

/** Answers what came before under the same id in the same call; false: the id is still free, so it has its own turn. */
function settleRepetition(
  { index, event }: Numbered,
  firsts: Map<string, Numbered>,
  outcomes: EventOutcome[],
): boolean {
  const first = firsts.get(event.eventId);
  if (!first || first.index === index) return true;
  const same = first.event.payloadHash === event.payloadHash;
  const before = outcomes[first.index];
  if (before?.status !== 'REJECTED') outcomes[index] = repeated(event.eventId, same);
  else if (same) outcomes[index] = before;
  else return false;
  return true;
}

/** By members, so that each is locked once: the events of at most 100 of them together. */
function chunksOf(events: Numbered[]): Numbered[][] {
  const byRef = new Map<string, Numbered[]>();
  for (const numbered of events) {
    const { memberRef } = numbered.event;
    const own = byRef.get(memberRef);
    if (own) own.push(numbered);
    else byRef.set(memberRef, [numbered]);
  }
  const members = [...byRef.values()];
  const chunks: Numbered[][] = [];
  for (let start = 0; start < members.length; start += MAX_MEMBERS) {
    chunks.push(members.slice(start, start + MAX_MEMBERS).flat());
  }
  return chunks;
}

/**
 * One chunk in one transaction. When another call registers one of its members or takes one of its event ids at the
 * same time, a unique index refuses; when one was merged into another, the lock does: then the members are looked up anew, outside of the transaction that failed.
 */
async function recordWithRegistration(
  parts: RecordingParts,
  sender: EventSender,
  numbered: readonly Numbered[],
): Promise<Recorded> {
  const events = numbered.map(({ event }) => event);
  const refs = [...new Set(events.map(({ memberRef }) => memberRef))];
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const memberIds = await memberIdsByPartnerRefs(parts.database, sender.id, refs);
    const current = await parts.programs.current();
    const chunk: Chunk = { sender, events, memberIds, current, recording: parts.recording };
    try {
      return await parts.transact((tx) => recordChunk(tx, chunk));
    } catch (error) {
      if (error instanceof NothingAccepted) return { outcomes: error.outcomes, memberIds: new Set() };
      if (!(isUniqueViolation(error) || error instanceof MergedMeanwhile) || round === MAX_ROUNDS) throw error;
      await sleep(20 * randomUnit());
    }
  }
  throw new InvariantError('The rounds of recording ended without an answer.');
}
