import { Field, Float, ObjectType } from 'type-graphql';
import { Access, member, partner, staff } from '../../graphql/access';
import { SafeInt } from '../../graphql/scalars';
import { Level, Track } from '../programs/programs.types';

const readers = [member, partner('members:read'), staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'The next level, and the way to it (升级进度).' })
export class NextLevel {
  @Access(readers)
  @Field(() => Level, { description: 'The level above.' })
  level: Level;

  @Access(readers)
  @Field(() => SafeInt, { description: 'How much is missing.' })
  needed: number;

  @Access(readers)
  @Field(() => Float, { description: 'How far the way from this level to the next is done, 0 to 1.' })
  ratio: number;

  @Access(readers)
  @Field(() => String, { description: 'What to do, in one sentence in the reader’s language with the exact gap.' })
  how: string;
}

@ObjectType({ simpleResolvers: true, description: 'A member’s place on the primary track (会员等级).' })
export class MemberLevel {
  @Access(readers)
  @Field(() => Level, { description: 'The level.' })
  level: Level;

  @Access(readers)
  @Field(() => NextLevel, { nullable: true, description: 'The next level; null at the top.' })
  next?: NextLevel;
}

@ObjectType({ simpleResolvers: true, description: 'A member’s place on one track (会员身份).' })
export class Membership {
  @Access(readers)
  @Field(() => Track, { description: 'The track.' })
  track: Track;

  @Access(readers)
  @Field(() => Level, { description: 'The level there.' })
  level: Level;
}
