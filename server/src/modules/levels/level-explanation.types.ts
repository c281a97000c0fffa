import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { EvidenceScope } from '../../engine/evidence';
import type { Program, Track } from '../../engine/program';
import type { LevelCause } from '../../engine/state';
import { Access, type AccessRule, member, partner, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { DateTime, LocalDate, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { eventIdOf, reasonOf } from '../journal';
import { explainLevel, lastChange } from './explain-level';
import type { NumberedEvidence } from './level-evidence';
import type { Place } from './place-at';

const readers: AccessRule[] = [member, partner('members:read'), staff('viewer')];

/** `LevelChangeCause` of the schema. */
export const levelCauses = {
  JOINED: 'joined',
  UPGRADE: 'upgrade',
  DOWNGRADE: 'downgrade',
  MANUAL: 'manual',
  MANUAL_ENDED: 'manualEnded',
  REVOKED: 'revoked',
} as const satisfies Record<string, LevelCause>;
registerEnumType(levelCauses, {
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

@ObjectType({
  simpleResolvers: true,
  description: 'Something that the score of a track is made of: a line of a ledger, or an event (等级依据).',
})
export class LevelEvidence {
  /** For paging only. */
  readonly key: number;

  @Access(readers)
  @Field(() => String, {
    description: 'What it counts for: the basis of the track as the program names it, or the part of a weighted one.',
  })
  basis: string;

  @Access(readers)
  @Field(() => DateTime, { description: 'When it happened.' })
  at: Date;

  @Access(readers)
  @Field(() => SafeInt, {
    description:
      'By how much the score changed, in its unit: growth, points, fen or points of activity; of a part, before its weight. All of a track’s add up to the score.',
  })
  delta: number;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The partner’s id of the event; null when there was none.' })
  eventId?: string;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The type of the event.' })
  type?: string;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'The amount of the event, in fen.' })
  amountFen?: number;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The code of the rule that granted it, of growth and points.' })
  rule?: string;

  @Access(readers)
  @Field(() => String, {
    nullable: true,
    description: 'What the line of the ledger is, in a few words of the reader’s language; null for events themselves.',
  })
  reason?: string;

  /** The evidence in the reader's language. */
  static from({ key, basis, at, delta, event, entry }: NumberedEvidence, locale: Locale): LevelEvidence {
    return Object.assign(new LevelEvidence(), {
      ...{ key, basis, delta, at: new Date(at) },
      ...{ eventId: eventIdOf(event?.eventKey), type: event?.type, amountFen: event?.amountFen },
      ...(entry && { rule: entry.trace.rule, reason: reasonOf(entry, locale) }),
    });
  }
}

/** `LevelEvidenceConnection`. */
export const LevelEvidenceConnection = connectionTypes(LevelEvidence, 'LevelEvidence', ...readers);

@ObjectType({ simpleResolvers: true, description: 'Why a member is on a level (等级说明).' })
export class LevelExplanation {
  /** For resolvers only: these never leave the server. */
  readonly memberRowId: number;
  readonly track: string;
  readonly scope: EvidenceScope;
  /** Number of the journal's input of the change; 0: none. */
  readonly input: number;

  @Access(readers)
  @Field(() => levelCauses, { description: 'What led to the level.' })
  cause: LevelCause;

  @Access(readers)
  @Field(() => DateTime, { description: 'When that was.' })
  at: Date;

  @Access(readers)
  @Field(() => String, { description: 'The whole story, in a sentence of the reader’s language.' })
  text: string;

  @Access(readers)
  @Field(() => SafeInt, {
    description: 'The score now, in the unit of the track: growth, points, fen or points of activity (当前得分).',
  })
  score: number;

  @Access(readers)
  @Field(() => SafeInt, {
    description: 'The score that the level takes of this member: lowered for one who is returning (门槛).',
  })
  threshold: number;

  @Access(readers)
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first date that counts for the score; null: everything, or everything since the level changed.',
  })
  windowStart?: string;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The reason that staff gave, while what they have set lasts.' })
  reason?: string;

  @Access(readers)
  @Field(() => DateTime, { nullable: true, description: 'When what staff have set ends.' })
  until?: Date;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'Who has set it.' })
  actor?: string;

  /** Why a member stands where they stand, in the reader's language. */
  static from(memberRowId: number, program: Program, track: Track, standing: Place, locale: Locale): LevelExplanation {
    const { place, score, threshold, scope } = standing;
    const { cause, at, input } = lastChange(place);
    const { manual } = place;
    return Object.assign(new LevelExplanation(), {
      ...{ memberRowId, track: track.code, scope, input, cause, score, threshold, windowStart: scope.from },
      ...(manual && { reason: manual.reason, actor: manual.actor, until: new Date(manual.until) }),
      at: new Date(at),
      text: explainLevel(program, track, standing, locale),
    });
  }
}
