import { checkEvent, type EventSender, type IncomingEvent, insertEvents } from '../../server/src/modules/events';
import { lockMembers, memberIdsByPartnerRefs } from '../../server/src/modules/members';
import type { ProgramCatalogue } from '../../server/src/modules/programs';
import { systemClock } from '../../server/src/platform/clock';
import type { Database } from '../../server/src/platform/database/open-database';
import { inTransaction } from '../../server/src/platform/database/unit-of-work';
import { foldOne } from './journal-calls';

/** An event as it stands in a request. */
export type SentEvent = Omit<IncomingEvent, 'occurredAt'> & { occurredAt: string };

/**
 * Records events with one transaction each, as services do that are told of one event at a time: look the member up, lock
 * it, fold the event in by the same rules, write journal, ledger and state, keep the event under its id. Each list is
 * worked through in its order, all lists at once. Returns the seconds it took.
 */
export async function recordOneByOne(
  database: Database,
  programs: ProgramCatalogue,
  partnerId: number,
  lists: readonly (readonly SentEvent[])[],
): Promise<number> {
  const sender = { id: partnerId, mayRegister: false, eventTypes: null };
  const startedAt = performance.now();
  await Promise.all(
    lists.map(async (events) => {
      for (const event of events) await recordOne(database, programs, sender, event);
    }),
  );
  return (performance.now() - startedAt) / 1000;
}

async function recordOne(
  database: Database,
  programs: ProgramCatalogue,
  sender: EventSender,
  event: SentEvent,
): Promise<void> {
  const checked = checkEvent({ ...event, occurredAt: new Date(event.occurredAt) }, sender);
  if ('status' in checked) throw new Error(`${event.eventId}: ${checked.message}`);
  const { eventId, memberRef, payloadHash, reverses, ...told } = checked;
  const partnerId = sender.id;
  const memberId = (await memberIdsByPartnerRefs(database, partnerId, [memberRef])).get(memberRef);
  if (memberId === undefined) throw new Error(`There is no member ${memberRef}.`);
  const current = await programs.current();
  const at = systemClock.businessNow().getTime();
  const key = (id: string) => `${partnerId}:${id}`;
  const input = { kind: 'event' as const, at, eventKey: key(eventId), ...told };
  // An event that came before violates the unique index; nothing is looked up for it.
  await inTransaction(database, async (tx) => {
    const joinedAt = new Date((await lockMembers(tx, [memberId])).get(memberId) ?? 0);
    const member = { id: memberId, joinedAt };
    const journalSeq = await foldOne(tx, current, member, { ...input, reverses: reverses && key(reverses) });
    await insertEvents(tx, [{ partnerId, eventId, payloadHash, memberId, status: 'APPLIED', journalSeq }]);
  });
}
