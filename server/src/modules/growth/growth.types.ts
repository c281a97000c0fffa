import { Field, ObjectType } from 'type-graphql';
import { Access, member, partner, staff } from '../../graphql/access';
import { LocalDate, SafeInt } from '../../graphql/scalars';

@ObjectType({
  simpleResolvers: true,
  description: 'A member’s growth (成长值): what decides the level. It is never spent.',
})
export class GrowthAccount {
  /** For resolvers only: never leaves the server. */
  readonly memberId: number;

  @Access(member, partner('members:read'), staff('viewer'))
  @Field(() => SafeInt, { description: 'The growth value now; may be negative after corrections.' })
  value: number;

  @Access(member, partner('members:read'), staff('viewer'))
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first date whose growth still counts for a level; null: all of it does (统计起始日).',
  })
  windowStart?: string;
}
