import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import type { CostKind } from './cost-items';
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

const costKinds = {
  RULE_POINTS: 'rules',
  TASK_POINTS: 'tasks',
  CHECK_IN_POINTS: 'checkIns',
  GIFT_POINTS: 'gifts',
  BENEFIT_POINTS: 'benefits',
  REFERRAL_POINTS: 'referrals',
  COUPONS_GIVEN: 'couponsGiven',
  COUPONS_USED: 'couponsUsed',
  BENEFITS_USED: 'benefitsUsed',
  WALLET_GIFTS: 'walletGifts',
} as const satisfies Record<string, CostKind>;
registerEnumType(costKinds, {
  name: 'SimulatedCostKind',
  description: 'What costs the business something.',
  valuesConfig: {
    RULE_POINTS: { description: 'Points that rules grant for events (规则积分).' },
    TASK_POINTS: { description: 'Points of tasks (任务积分).' },
    CHECK_IN_POINTS: { description: 'Points of check-ins (签到积分).' },
    GIFT_POINTS: { description: 'Points of upgrade gifts (升级礼包积分).' },
    BENEFIT_POINTS: { description: 'Points of birthdays, monthly packs and holidays (权益积分).' },
    REFERRAL_POINTS: { description: 'Points for inviting and for being invited (邀请积分).' },
    COUPONS_GIVEN: { description: 'Coupons that came, claimed ones among them (发券); they cost when they are used.' },
    COUPONS_USED: {
      description:
        'Coupons redeemed, less those that came back (核销优惠券): each costs its `costFen`, or what it took off the order.',
    },
    BENEFITS_USED: { description: 'Uses of quotas, less those that came back (权益核销), each at its `costFen`.' },
    WALLET_GIFTS: { description: 'Fen given on top of recharges, less what was taken back (储值赠送).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How much there was of something, and what it costs (成本明细).' })
class SimulatedCost {
  @Access(staff('viewer'))
  @Field(() => costKinds, { description: 'Of what (成本类别).' })
  kind: CostKind;

  @Access(staff('viewer'))
  @Field(() => SimulatedNumber, { description: 'How many points, coupons, uses, or fen (数量).' })
  count: SimulatedNumber;

  @Access(staff('viewer'))
  @Field(() => SimulatedNumber, { description: 'What they cost, in fen (成本); rounded by itself.' })
  costFen: SimulatedNumber;
}

const COSTS = 'What the cost is made of (成本明细), without what there was nothing of.';

@ObjectType({
  simpleResolvers: true,
  description: 'A points ledger in sums: issued + adjusted − takenBack − expired − spent = outstanding.',
})
class SimulatedPointsSums {
  @Access(staff('viewer'))
  @Field(() => SafeInt, { description: 'Points issued by rules and rewards (发放).' })
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
  @Field(() => SimulatedNumber, { description: 'What they cost in all, ever, in fen (成本).' })
  costFen: SimulatedNumber;

  @Access(staff('viewer'))
  @Field(() => [SimulatedCost], { description: COSTS })
  costs: SimulatedCost[];
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
  @Field(() => SafeInt, { description: 'What the month costs in all under the draft, in fen (成本).' })
  costFen: number;

  @Access(staff('viewer'))
  @Field(() => [SimulatedCost], { description: COSTS })
  costs: SimulatedCost[];
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
  @Field(() => SimulatedNumber, {
    description:
      'What everything costs, in fen (总成本): points issued, coupons and quotas used, gifts of stored value.',
  })
  costFen: SimulatedNumber;

  @Access(staff('viewer'))
  @Field(() => [SimulatedCost], { description: COSTS })
  costs: SimulatedCost[];

  @Access(staff('viewer'))
  @Field(() => [SimulatedMonth], {
    description: 'The twelve months up to the last one that costs something under the draft.',
  })
  months: SimulatedMonth[];

  @Access(staff('viewer'))
  @Field(() => [SimulatedRefusal], { description: 'What the draft refuses, by reason; empty when nothing.' })
  refused: SimulatedRefusal[];

  /** A stored outcome in the reader's language. */
  static from(stored: string, locale: Locale): SimulationResult {
    const parsed = JSON.parse(stored) as outcome.SimulationOutcome;
    // What was stored before there were costs by kind has none.
    const levels = parsed.levels.map((level) => ({ ...level, name: level.name[locale], costs: level.costs ?? [] }));
    const months = parsed.months.map((month) => ({ ...month, costs: month.costs ?? [] }));
    return Object.assign(new SimulationResult(), { ...parsed, levels, months, costs: parsed.costs ?? [] });
  }
}
