import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, partner } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { type EventCode, type EventStatus, eventCodes, eventStatuses } from './event-outcome';

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
