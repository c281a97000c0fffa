import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access, partner } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { journalLineLoader } from '../journal';
import { refLoader } from '../members';
import { partnerLoader } from '../partners';
import type { ProgramCatalogue } from '../programs';
import type { EventSender } from './check-event';
import { EventsRecordInput } from './events.inputs';
import { eventLoader } from './events.loaders';
import { AcceptedEvent, EventsRecordPayload } from './events.types';
import { recordEvents } from './record-events';

const MAX_EVENTS = 1000;

/** What the resolver is given. */
export interface EventsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** Events, from partners. */
@Resolver()
export class EventsResolver {
  constructor(private readonly parts: EventsParts) {}

  @Access(partner('events:write'))
  @Mutation(() => EventsRecordPayload, {
    description:
      'Records what happened to members; each event is answered for itself, and a rejected one does not keep the others ' +
      'back. Safe to send again. Codes: INPUT_INVALID (more than 1,000 events).',
  })
  async eventsRecord(
    @Arg('input', () => EventsRecordInput, { description: 'The events.' }) input: EventsRecordInput,
    @Ctx() context: Context,
  ) {
    const payload = await settle<EventsRecordPayload>(context, async () => {
      if (input.events.length > MAX_EVENTS) {
        throw new Refusal('INPUT_INVALID', `Send at most ${MAX_EVENTS} events in one call.`, ['events']);
      }
      const { outcomes, memberIds } = await recordEvents(
        this.recording(context),
        await senderOf(context),
        input.events,
      );
      for (const id of memberIds) context.changes.publish('member', id);
      return { results: outcomes };
    });
    return { results: [], ...payload };
  }

  @Access(partner('events:write'))
  @Query(() => AcceptedEvent, {
    nullable: true,
    description: 'An event of the calling partner that was accepted, as it stands now; null when there is none.',
  })
  async event(
    @Arg('eventId', () => String, { description: 'The partner’s own id of the event.' }) eventId: string,
    @Ctx() { principal, loaders }: Context,
  ): Promise<AcceptedEvent | null> {
    if (principal.audience !== 'partner') return null;
    const stored = await loaders.load(eventLoader, `${principal.partnerId}:${eventId}`);
    if (!stored) return null;
    const { status, memberId, journalSeq } = stored;
    const [memberRef, line] = await Promise.all([
      loaders.load(refLoader, `${principal.partnerId}:${memberId}`),
      loaders.load(journalLineLoader, `${memberId}:${journalSeq}`),
    ]);
    // The one reason for which a reversal that waited can be refused.
    const code = status === 'REJECTED' ? 'REVERSAL_EXCEEDS_ORIGINAL' : undefined;
    const occurredAt = line?.input.kind === 'event' ? new Date(line.input.occurredAt) : undefined;
    return { eventId, status, code, memberRef, occurredAt };
  }

  private recording({ now }: Context): Parameters<typeof recordEvents>[0] {
    const { database, programs } = this.parts;
    return {
      database,
      programs,
      transact: (work) => inTransaction(database, work),
      recording: { at: now.getTime() },
    };
  }
}

async function senderOf({ principal, loaders }: Context): Promise<EventSender> {
  const standing =
    principal.audience === 'partner' ? await loaders.load(partnerLoader, principal.partnerId) : undefined;
  if (!standing) throw new InvariantError('Events came from somebody who is no partner.');
  return standing;
}
