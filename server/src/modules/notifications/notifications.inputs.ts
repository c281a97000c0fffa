import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Which messages were read: `ids` or `all`.' })
export class NotificationMarkReadInput {
  @Field(() => [ID], { nullable: true, description: 'Up to 100 messages.' })
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Every message there is now (全部已读).' })
  all?: boolean | null;
}
