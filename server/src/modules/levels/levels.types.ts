import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import type * as engine from '../../engine/program';
import type { LevelCause, TrackState } from '../../engine/state';
import { Access, member, partner, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { DateTime, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { Level, Track } from '../programs/programs.types';
import { howToReach } from './how-to-reach';
import { LevelExplanation, levelCauses } from './level-explanation.types';
import type { Place } from './place-at';

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

@ObjectType({ simpleResolvers: true, description: 'What keeps a level (保级进度).' })
export class LevelKeep {
  @Access(readers)
  @Field(() => SafeInt, {
    description: 'How much is missing; 0 when it is kept already. What leaves the window until then does not count.',
  })
  needed: number;

  @Access(readers)
  @Field(() => DateTime, { description: 'By when: the end of the validity, or of the grace once that runs.' })
  by: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Where a member stands on a track.' })
abstract class LevelStanding {
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
    description:
      'Until when the level is good, unless it is kept; of one that staff have set, until when; null: for ever (等级有效期).',
  })
  validUntil?: Date;

  @Access(readers)
  @Field(() => DateTime, {
    nullable: true,
    description: 'Set once the validity has ended: until when the level can still be kept (保级宽限期).',
  })
  graceUntil?: Date;

  @Access(readers)
  @Field(() => LevelKeep, { nullable: true, description: 'What keeps the level; null when it has no end (保级进度).' })
  keep?: LevelKeep;

  @Access(readers)
  @Field(() => sources, { description: 'Whether the rules or staff gave it.' })
  source: TrackState['source'];

  @Access(readers)
  @Field(() => LevelExplanation, { description: 'Why the member is on this level (等级说明).' })
  why: LevelExplanation;
}

@ObjectType({ simpleResolvers: true, description: 'A member’s place on the primary track (会员等级).' })
export class MemberLevel extends LevelStanding {}

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
export class Membership extends LevelStanding {
  @Access(readers)
  @Field(() => Track, { description: 'The track.' })
  track: Track;

  @Access(staff('viewer'))
  @Field(() => LevelReview, { nullable: true, description: 'The upgrade that waits for a decision, if one does.' })
  review?: LevelReview;
}

/** Where a member stands on a track, in the reader's language. */
export function standingFrom(
  track: engine.Track,
  place: Place,
  whyOf: () => LevelExplanation,
  locale: Locale,
): MemberLevel {
  const { next, keep } = place;
  const dateOf = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant));
  return {
    level: Level.from(place.level, locale),
    next: next && { ...next, level: Level.from(next.level, locale), how: howToReach(track.basis, next, locale) },
    since: new Date(place.place.since),
    validUntil: dateOf(place.validUntil),
    graceUntil: dateOf(place.graceUntil),
    keep: keep && { needed: keep.needed, by: new Date(keep.by) },
    source: place.place.source,
    // Put into words only for those who ask: home does not.
    get why() {
      return whyOf();
    },
  };
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
  @Field(() => levelCauses, { description: 'Why it changed.' })
  cause: LevelCause;
}

/** `LevelChangeConnection`. */
export const LevelChangeConnection = connectionTypes(LevelChange, 'LevelChange', ...readers);
