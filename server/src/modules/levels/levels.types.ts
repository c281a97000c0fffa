import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import type { LevelCause, TrackState } from '../../engine/state';
import { Access, member, partner, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { Level, Track } from '../programs/programs.types';

const readers = [member, partner('members:read'), staff('viewer')];

const sources = { RULES: 'rules', MANUAL: 'manual' } as const satisfies Record<string, TrackState['source']>;
registerEnumType(sources, {
  name: 'LevelSource',
  description: 'Who gave a level.',
  valuesConfig: {
    RULES: { description: 'The rules of the program (按规则).' },
    MANUAL: { description: 'Staff, for a time (人工).' },
  },
});

const causes = {
  JOINED: 'joined',
  UPGRADE: 'upgrade',
  DOWNGRADE: 'downgrade',
  MANUAL: 'manual',
  MANUAL_ENDED: 'manualEnded',
  REVOKED: 'revoked',
} as const satisfies Record<string, LevelCause>;
registerEnumType(causes, {
  name: 'LevelChangeCause',
  description: 'Why a level changed.',
  valuesConfig: {
    JOINED: { description: 'The member joined (入会).' },
    UPGRADE: { description: 'The threshold of the level was reached (升级).' },
    DOWNGRADE: { description: 'The level was not kept in time (降级).' },
    MANUAL: { description: 'Staff gave it (人工).' },
    MANUAL_ENDED: { description: 'The time for which staff gave it ended (人工到期).' },
    REVOKED: { description: 'What had reached it was undone in the return window (撤销).' },
  },
});

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

  @Access(readers)
  @Field(() => DateTime, { description: 'Since when the member is on this level (等级生效时间).' })
  since: Date;

  @Access(readers)
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the level is good, unless it is kept; null: for ever (等级有效期).',
  })
  validUntil?: Date;

  @Access(readers)
  @Field(() => sources, { description: 'Whether the rules or staff gave it.' })
  source: TrackState['source'];
}

@ObjectType({ simpleResolvers: true, description: 'A change of the level on the primary track (等级变动).' })
export class LevelChange {
  /** For paging only: the place in the history, from 0. */
  readonly index: number;

  @Access(readers)
  @Field(() => Level, { description: 'The level from then on.' })
  level: Level;

  @Access(readers)
  @Field(() => DateTime, { description: 'When it changed.' })
  at: Date;

  @Access(readers)
  @Field(() => causes, { description: 'Why it changed.' })
  cause: LevelCause;
}

/** `LevelChangeConnection`. */
export const LevelChangeConnection = connectionTypes(LevelChange, 'LevelChange', ...readers);

@ObjectType({ simpleResolvers: true, description: 'An upgrade that waits for a decision (待审核升级).' })
export class LevelReview {
  @Access(staff('viewer'))
  @Field(() => Level, { description: 'The level that was reached.' })
  level: Level;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'Since when it waits.' })
  at: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A member’s place on one track (会员身份).' })
export class Membership {
  @Access(readers)
  @Field(() => Track, { description: 'The track.' })
  track: Track;

  @Access(readers)
  @Field(() => Level, { description: 'The level there.' })
  level: Level;

  @Access(staff('viewer'))
  @Field(() => LevelReview, { nullable: true, description: 'The upgrade that waits for a decision, if one does.' })
  review?: LevelReview;
}
