import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, partner } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import { type EventCode, type EventStatus, eventCodes, eventStatuses } from './event-outcome';
import type { StoredEventStatus } from './events.entities';

/** A GraphQL enum from a table of its values with what they mean. */
function enumOf<T extends string>(name: string, description: string, table: Record<T, string>): Record<T, T> {
  const keys = Object.keys(table) as T[];
  const values = Object.fromEntries(keys.map((key) => [key, key])) as Record<T, T>;
  const valuesConfig = Object.fromEntries(keys.map((key) => [key, { description: table[key] }]));
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as Record<T, { description: string }> });
  return values;
}

const EventStatusEnum = enumOf('EventStatus', 'What became of an event (处理结果).', eventStatuses);
const EventCodeEnum = enumOf('EventCode', 'Why an event was rejected. Codes are added, never renamed.', eventCodes);

@ObjectType({ simpleResolvers: true, description: 'What became of one event.' })
export class EventResult {
  @Access(partner('events:write'))
  @Field(() => String, { description: 'The partner’s own id of the event, as it was sent.' })
  eventId: string;

  @Access(partner('events:write'))
  @Field(() => EventStatusEnum, { description: 'Whether it was accepted.' })
  status: EventStatus;

  @Access(partner('events:write'))
  @Field(() => EventCodeEnum, { nullable: true, description: 'Why it was rejected, for programs.' })
  code?: EventCode;

  @Access(partner('events:write'))
  @Field(() => String, { nullable: true, description: 'Why it was rejected, with the fix, for people.' })
  message?: string;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `eventsRecord`.' })
export class EventsRecordPayload extends Payload {
  @Access(partner('events:write'))
  @Field(() => [EventResult], { description: 'One result for each event, in the order sent; empty with user errors.' })
  results: EventResult[];
}

const standings = {
  APPLIED: 'APPLIED',
  PENDING_ORIGINAL: 'PENDING_ORIGINAL',
  REJECTED: 'REJECTED',
  ORIGINAL_NOT_FOUND: 'NO_ORIGINAL',
} as const satisfies Record<string, StoredEventStatus>;
registerEnumType(standings, {
  name: 'EventStanding',
  description: 'How an accepted event stands (事件状态).',
  valuesConfig: {
    APPLIED: { description: 'What the rules grant for it was granted, or taken back (已生效).' },
    PENDING_ORIGINAL: { description: 'A reversal that waits, up to 30 days, for the event that it reverses (待原单).' },
    REJECTED: { description: 'A reversal that waited and then could not be applied; `code` says why (未生效).' },
    ORIGINAL_NOT_FOUND: { description: 'A reversal whose original did not come within 30 days (原单未到).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'An event that was accepted, as it stands now (事件).' })
export class AcceptedEvent {
  @Access(partner('events:write'))
  @Field(() => String, { description: 'The partner’s own id of the event.' })
  eventId: string;

  @Access(partner('events:write'))
  @Field(() => standings, { description: 'What became of it.' })
  status: StoredEventStatus;

  @Access(partner('events:write'))
  @Field(() => EventCodeEnum, { nullable: true, description: 'Why it was rejected.' })
  code?: EventCode;

  @Access(partner('events:write'))
  @Field(() => String, { nullable: true, description: 'The partner’s own reference of the member.' })
  memberRef?: string;

  @Access(partner('events:write'))
  @Field(() => DateTime, { nullable: true, description: 'When it happened.' })
  occurredAt?: Date;
}
