import { Field, InputType } from 'type-graphql';
import { DateTime, JSONObject, SafeInt } from '../../graphql/scalars';

@InputType({ description: 'Something that happened (业务事件): an order, a loan, a check of identity.' })
export class EventInput {
  @Field(() => String, {
    description: 'The partner’s own id of the event, up to 128 characters. Sent again under it, an event counts once.',
  })
  eventId: string;

  @Field(() => String, { description: 'What happened, such as `order.completed`; the program’s rules match it.' })
  type: string;

  @Field(() => String, { description: 'Whom it happened to: the partner’s own reference of the member.' })
  memberRef: string;

  @Field(() => DateTime, { description: 'When it happened, not when it is sent.' })
  occurredAt: Date;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The amount in fen, 0 or more; of a refund, the part refunded.',
  })
  amountFen?: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'What the price for members of a plan took off, in fen, which `amountFen` is without: counted as saved by the plan (会员价优惠).',
  })
  memberDiscountFen?: number | null;

  @Field(() => String, { nullable: true, description: 'What it is about, such as the order’s number.' })
  subject?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The eventId of the event that this one undoes, wholly or in part.',
  })
  reverses?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'More for the program’s conditions, up to 8,000 characters.',
  })
  data?: Record<string, unknown> | null;
}

@InputType({ description: 'Events to record.' })
export class EventsRecordInput {
  @Field(() => [EventInput], { description: 'Up to 1,000; those of one member are taken in the order of occurredAt.' })
  events: EventInput[];
}
