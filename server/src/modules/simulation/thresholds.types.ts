import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import type { ThresholdsProposal } from './propose-thresholds';
import type * as thresholds from './thresholds';

const warnings = {
  NOT_A_PYRAMID: 'NOT_A_PYRAMID',
  FIRST_STEP_TOO_LARGE: 'FIRST_STEP_TOO_LARGE',
  ONLY_GROWS: 'ONLY_GROWS',
} as const satisfies Record<string, thresholds.ThresholdWarning>;
registerEnumType(warnings, {
  name: 'ThresholdWarningCode',
  description: 'What speaks against thresholds.',
  valuesConfig: {
    NOT_A_PYRAMID: { description: 'A level has more members than the one below it (不是金字塔).' },
    FIRST_STEP_TOO_LARGE: {
      description:
        'Fewer than a tenth of the active members reach the first step, or it is above their median yearly score (首级过高).',
    },
    ONLY_GROWS: {
      description:
        'Nobody ever falls: a lifetime window, levels without an end, or a policy that keeps them (只升不降).',
    },
  },
});

@InputType({ description: 'Which share of the members is to be at a level or above it.' })
export class LevelShareInput {
  @Field(() => String, { description: 'The code of the level.' })
  level: string;

  @Field(() => String, { description: 'The share as a decimal above 0 and at most 1, such as `0.05` for 5 %.' })
  share: string;
}

@InputType({ description: 'The pyramid that thresholds are wanted for.' })
export class ThresholdsProposeInput {
  @Field(() => String, { nullable: true, description: 'The code of the track; the primary one when left out.' })
  track?: string | null;

  @Field(() => [LevelShareInput], { description: 'A share for each level above the first.' })
  shares: LevelShareInput[];

  @Field(() => String, {
    nullable: true,
    description: 'A draft, YAML: every journal is folded under it. When left out: the program in force.',
  })
  source?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What is proposed for a level.' })
class ThresholdProposal {
  @Access(staff('operator'))
  @Field(() => String, { description: 'The code of the level, such as `gold`.' })
  level: string;

  @Access(staff('operator'))
  @Field(() => String, { description: 'Its name in the reader’s language.' })
  name: string;

  @Access(staff('operator'))
  @Field(() => SafeInt, { description: 'The threshold now (门槛); fen for bases of money.' })
  threshold: number;

  @Access(staff('operator'))
  @Field(() => SafeInt, { description: 'The threshold that is proposed, rounded up to two significant digits.' })
  proposed: number;

  @Access(staff('operator'))
  @Field(() => Int, { description: 'How many members are on the level now.' })
  members: number;

  @Access(staff('operator'))
  @Field(() => Int, { description: 'How many would be by their scores, levels that are still good apart.' })
  proposedMembers: number;
}

@ObjectType({ simpleResolvers: true, description: 'Something that speaks against the proposal.' })
class ThresholdWarning {
  @Access(staff('operator'))
  @Field(() => warnings, { description: 'What, for programs.' })
  code: thresholds.ThresholdWarning;

  @Access(staff('operator'))
  @Field(() => String, { description: 'What and why in a sentence, for people.' })
  message: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How long members take to buy again, and so how long a grace should be (宽限期).',
})
class GraceProposal {
  @Access(staff('operator'))
  @Field(() => SafeInt, { description: 'How many times somebody bought again; several purchases on a day are one.' })
  intervals: number;

  @Access(staff('operator'))
  @Field(() => Int, { description: 'Four fifths bought again within so many days.' })
  days80: number;

  @Access(staff('operator'))
  @Field(() => Int, { description: 'Nine tenths bought again within so many days.' })
  days90: number;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `thresholdsPropose`.' })
export class ThresholdsProposePayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Int, { nullable: true, description: 'How many members with a history there are.' })
  members?: number;

  @Access(staff('operator'))
  @Field(() => [ThresholdProposal], { nullable: true, description: 'The levels from the bottom to the top.' })
  levels?: ThresholdProposal[];

  @Access(staff('operator'))
  @Field(() => [ThresholdWarning], { nullable: true, description: 'What speaks against it; empty when nothing does.' })
  warnings?: ThresholdWarning[];

  @Access(staff('operator'))
  @Field(() => GraceProposal, { nullable: true, description: 'A grace that fits; null when nobody bought twice.' })
  graceProposal?: GraceProposal;

  /** The proposal in the reader's language. */
  static from({ members, levels, warnings: told, grace }: ThresholdsProposal, locale: Locale) {
    return {
      members,
      levels: levels.map(({ level, threshold, membersNow, membersProposed }) => ({
        level: level.code,
        name: level.name[locale],
        threshold: level.threshold,
        proposed: threshold,
        members: membersNow,
        proposedMembers: membersProposed,
      })),
      warnings: told,
      graceProposal: grace,
    };
  }
}
