import { Field, Int, ObjectType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import type * as outcome from './simulation-outcome';

@ObjectType({ simpleResolvers: true, description: 'A number under the program in force, and under the draft.' })
export class SimulatedNumber {
  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Under the program in force.' })
  before: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Under the draft.' })
  after: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A points ledger in sums: issued + adjusted − takenBack − expired − spent = outstanding.',
})
class SimulatedPointsSums {
  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Points issued by rules (发放).' })
  issued: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Points given or taken by hand, net (人工调整).' })
  adjusted: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Points taken back after refunds and breaches (扣回).' })
  takenBack: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Points expired (过期).' })
  expired: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Points spent, less those that came back (使用).' })
  spent: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Points left or held, less what members owe (未兑余额).' })
  outstanding: number;
}

@ObjectType({ simpleResolvers: true, description: 'The points of all members, before and after.' })
class SimulatedPoints {
  @Access(staff('viewer'))
  @Field(() => SimulatedPointsSums, { description: 'Under the program in force.' })
  before: SimulatedPointsSums;

  @Access(staff('viewer'))
  @Field(() => SimulatedPointsSums, { description: 'Under the draft.' })
  after: SimulatedPointsSums;
}

@ObjectType({ simpleResolvers: true, description: 'A level of the primary track in a simulation.' })
class SimulatedLevel {
  @Access(staff('viewer'))
  @Field(() => String, { description: 'The code, such as `gold`.' })
  code: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  @Access(staff('viewer'))
  @Field(() => SimulatedNumber, { description: 'How many members are on it.' })
  members: SimulatedNumber;

  @Access(staff('viewer'))
  @Field(() => SimulatedNumber, { description: 'Points issued, ever, to those who are on it at the end.' })
  issued: SimulatedNumber;

  @Access(staff('viewer'))
  @Field(() => SimulatedNumber, { description: 'What these points cost, in fen (成本).' })
  costFen: SimulatedNumber;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Members who are on one level in force and on another in the draft.',
})
class SimulatedMove {
  @Access(staff('viewer'))
  @Field(() => String, { description: 'The code of the level in force.' })
  from: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The code of the level under the draft; the same for those who stay.' })
  to: string;

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'How many.' })
  members: number;
}

@ObjectType({ simpleResolvers: true, description: 'A business month of a simulation.' })
class SimulatedMonth {
  @Access(staff('viewer'))
  @Field(() => String, { description: 'The month in the program’s zone, `2026-03`.' })
  month: string;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Points issued under the draft.' })
  issued: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'What they cost, in fen.' })
  costFen: number;
}

@ObjectType({ simpleResolvers: true, description: 'Inputs of the history that the draft would have refused.' })
class SimulatedRefusal {
  @Access(staff('viewer'))
  @Field(() => String, { description: 'Why, such as `INSUFFICIENT_POINTS` for a hold of points that were not issued.' })
  code: string;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'How many inputs, those that depend on refused ones among them.' })
  inputs: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What a draft would have come to, had it been in force from the beginning: all members with a history, as of when the ' +
    'simulation was asked for. What the program in force refused then is not in the history and stays refused.',
})
export class SimulationResult {
  /** The first hundred of those who rise and who fall, by rising row id. */
  readonly riserIds: number[];
  readonly fallerIds: number[];

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'Members with a history.' })
  members: number;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Inputs in their journals.' })
  inputs: number;

  @Access(staff('viewer'))
  @Field(() => [SimulatedLevel], {
    description:
      'The pyramid (会员金字塔): the draft’s levels from the bottom, then levels that it does not have any more.',
  })
  levels: SimulatedLevel[];

  @Access(staff('viewer'))
  @Field(() => [SimulatedMove], { description: 'Who is where before and after, in numbers; without empty places.' })
  moves: SimulatedMove[];

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'How many are on a higher rung (升级).' })
  rises: number;

  @Access(staff('viewer'))
  @Field(() => Int, { description: 'How many are on a lower rung (降级).' })
  falls: number;

  @Access(staff('viewer'))
  @Field(() => SimulatedPoints, { description: 'The points of all members.' })
  points: SimulatedPoints;

  @Access(staff('viewer'))
  @Field(() => SimulatedNumber, { description: 'The growth value of all members (成长值).' })
  growth: SimulatedNumber;

  @Access(staff('viewer'))
  @Field(() => SimulatedNumber, { description: 'What the points issued cost, in fen: each × `costPerPointFen`.' })
  costFen: SimulatedNumber;

  @Access(staff('viewer'))
  @Field(() => [SimulatedMonth], {
    description: 'The twelve months up to the last one in which the draft issued points.',
  })
  months: SimulatedMonth[];

  @Access(staff('viewer'))
  @Field(() => [SimulatedRefusal], { description: 'What the draft refuses, by reason; empty when nothing.' })
  refused: SimulatedRefusal[];

  /** A stored outcome in the reader's language. */
  static from(stored: string, locale: Locale): SimulationResult {
    const parsed = JSON.parse(stored) as outcome.SimulationOutcome;
    const levels = parsed.levels.map((level) => ({ ...level, name: level.name[locale] }));
    return Object.assign(new SimulationResult(), { ...parsed, levels });
  }
}
