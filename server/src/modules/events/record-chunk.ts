import type { Archive } from '../../engine/archive';
import { newMember } from '../../engine/fold';
import type { EventInput, RefusalCode } from '../../engine/input';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { archivesFor, type Fold, foldInputs, statesByMember, writeFolds } from '../journal';
import { insertPartnerMembers, lockMembers } from '../members';
import type { ProgramInForce } from '../programs';
import type { CheckedEvent, EventSender } from './check-event';
import { type EventCode, type EventOutcome, eventCodes, rejected, repeated } from './event-outcome';
import { insertEvents, storedHashes } from './events.store';

/** What became of events, in the order given, and the members about whom something changed. */
export interface Recorded {
  outcomes: EventOutcome[];
  memberIds: Set<number>;
}

/** Events of at most 100 members, no event id twice. */
export interface Chunk {
  sender: EventSender;
  events: readonly CheckedEvent[];
  /** The members who were known by their reference just before. */
  memberIds: Map<string, number>;
  current: ProgramInForce;
  recording: Recording;
}

/** When events are recorded, in milliseconds: now, or, when a history is imported, when each occurred. */
export type Recording = { at: number } | 'asOccurred';

/** Thrown when no event of a chunk was accepted: the transaction rolls back and leaves no trace, not even of its locks. */
export class NothingAccepted extends Error {
  constructor(readonly outcomes: EventOutcome[]) {
    super('No event was accepted.');
    this.name = 'NothingAccepted';
  }
}

/** What a reference stands for while a chunk is recorded. */
interface Recipient {
  ref: string;
  /** Undefined: to be registered when an event is accepted. */
  id: number | undefined;
  joinedAt: number;
  /** Undefined: nothing was ever recorded. */
  stored: MemberState | undefined;
  events: { place: number; event: CheckedEvent }[];
  fold?: Fold;
}

/**
 * Records a chunk: locks its members, folds their events in the order in which they occurred, and writes what was
 * accepted, each table by one statement. Throws NothingAccepted, a unique violation when another call has just
 * registered one of the members or accepted one of the events, and MergedMeanwhile.
 */
export async function recordChunk(tx: Tx, chunk: Chunk): Promise<Recorded> {
  const { sender } = chunk;
  const outcomes: EventOutcome[] = new Array(chunk.events.length);
  const members = await lockMembers(tx, [...chunk.memberIds.values()]);
  const hashes = await storedHashes(
    tx,
    sender.id,
    chunk.events.map(({ eventId }) => eventId),
  );
  const states = await statesByMember(tx, [...members.keys()]);
  const recipients = new Map<string, Recipient>();
  chunk.events.forEach((event, place) => {
    const hash = hashes.get(event.eventId);
    const id = chunk.memberIds.get(event.memberRef);
    if (hash !== undefined) outcomes[place] = repeated(event.eventId, hash === event.payloadHash);
    else if (id === undefined && !sender.mayRegister) outcomes[place] = unknownMember(event);
    else recipientOf(event).events.push({ place, event });
  });

  function recipientOf(event: CheckedEvent): Recipient {
    const ref = event.memberRef;
    const known = recipients.get(ref);
    if (known) return known;
    const id = chunk.memberIds.get(ref);
    const joinedAt = members.get(id ?? 0) ?? recordedAt(chunk, event);
    const recipient = { ref, id, joinedAt, stored: states.get(id ?? 0)?.state, events: [] };
    recipients.set(ref, recipient);
    return recipient;
  }

  const proposed = [...recipients.values()].map((recipient) => propose(chunk, recipient));
  const archives = await archivesFor(
    tx,
    proposed.flatMap(({ recipient: { id }, state, inputs }) =>
      id === undefined ? [] : [{ memberId: id, state, inputs }],
    ),
  );
  const accepted = proposed
    .filter((proposal) => foldEvents(chunk, proposal, archives.get(proposal.recipient.id ?? 0), outcomes))
    .map(({ recipient }) => recipient);
  if (accepted.length === 0) throw new NothingAccepted(outcomes);
  const memberIds = await write(tx, chunk, accepted, outcomes);
  return { outcomes, memberIds };
}

function unknownMember({ eventId, memberRef }: CheckedEvent): EventOutcome {
  return rejected(eventId, 'MEMBER_UNKNOWN', `Nobody bears the reference ${memberRef}: register the member first.`);
}

interface Proposal {
  recipient: Recipient;
  state: MemberState;
  inputs: EventInput[];
}

/** A recipient's events as inputs, in the order in which they occurred. */
function propose(chunk: Chunk, recipient: Recipient): Proposal {
  recipient.events.sort((a, b) => a.event.occurredAt - b.event.occurredAt || a.place - b.place);
  const first = recipient.events[0];
  // Whom an event registers has joined when the first one was recorded.
  if (recipient.id === undefined && first) recipient.joinedAt = recordedAt(chunk, first.event);
  const state = recipient.stored ?? newMember(chunk.current.timeline, recipient.joinedAt);
  return { recipient, state, inputs: recipient.events.map(({ event }) => inputOf(chunk, event)) };
}

/** Folds a recipient's events and answers each; whether one was accepted. */
function foldEvents(
  chunk: Chunk,
  { recipient, state, inputs }: Proposal,
  archive: Archive | undefined,
  outcomes: EventOutcome[],
): boolean {
  const fold = foldInputs(chunk.current.timeline, state, inputs, archive);
  recipient.events.forEach(({ place, event: { eventId } }, turn) => {
    const outcome = fold.outcomes[turn];
    if (!outcome) return;
    if (outcome.accepted) {
      outcomes[place] = { eventId, status: outcome.waitsForOriginal ? 'PENDING_ORIGINAL' : 'APPLIED' };
    } else outcomes[place] = rejected(eventId, codeOf(outcome.refusal.code), outcome.refusal.message);
  });
  recipient.fold = fold;
  return fold.accepted.length > 0;
}

function recordedAt({ recording }: Chunk, { occurredAt }: { occurredAt: number }): number {
  return recording === 'asOccurred' ? occurredAt : recording.at;
}

function codeOf(code: RefusalCode): EventCode {
  if (code in eventCodes) return code as EventCode;
  throw new InvariantError(`The rules refused an event with ${code}, which is no reason to refuse one.`);
}

function inputOf(chunk: Chunk, event: CheckedEvent): EventInput {
  const { type, occurredAt, amountFen, memberDiscountFen, subject, reverses, data } = event;
  const { sender, recording } = chunk;
  return {
    kind: 'event',
    at: recordedAt(chunk, event),
    eventKey: `${sender.id}:${event.eventId}`,
    type,
    occurredAt,
    amountFen,
    memberDiscountFen,
    subject,
    reverses: reverses === undefined ? undefined : `${sender.id}:${reverses}`,
    imported: recording === 'asOccurred' ? true : undefined,
    data,
  };
}

async function write(
  tx: Tx,
  { sender }: Chunk,
  recipients: readonly Recipient[],
  outcomes: readonly EventOutcome[],
): Promise<Set<number>> {
  const newcomers = recipients.filter(({ id }) => id === undefined);
  const registered = await insertPartnerMembers(tx, sender.id, newcomers);
  const folds: { memberId: number; fold: Fold }[] = [];
  const events: Parameters<typeof insertEvents>[1][number][] = [];
  for (const { ref, id, fold, events: own } of recipients) {
    const memberId = id ?? registered.get(ref);
    if (memberId === undefined || !fold) throw new InvariantError(`The member ${ref} was not registered.`);
    folds.push({ memberId, fold });
    own.forEach(({ place, event: { eventId, payloadHash } }, turn) => {
      const outcome = fold.outcomes[turn];
      const status = outcomes[place]?.status;
      if (!outcome?.accepted || (status !== 'APPLIED' && status !== 'PENDING_ORIGINAL')) return;
      const { journalSeq } = outcome;
      events.push({ partnerId: sender.id, eventId, payloadHash, memberId, status, journalSeq });
    });
  }
  await insertEvents(tx, events);
  await writeFolds(tx, folds);
  return new Set(folds.map(({ memberId }) => memberId));
}
