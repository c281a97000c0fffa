import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { calendarOf } from '../../engine/draft';
import { formatRational } from '../../engine/rational';
import { Access, staff } from '../../graphql/access';
import { badInput } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { LocalDate, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { Benefit } from '../benefits/benefits.types';
import { Plan } from '../plans/plans.types';
import type { ProgramInForce } from '../programs';
import {
  type BenefitFigures,
  type CohortFigures,
  type ExtraFigures,
  type FiguresOfPlan,
  figuresOf,
  type PlanExtra,
  shareOf,
} from './plan-figures';
import { beginnings, countPlans, heldTimes, movedSums, sharedTimes } from './plan-figures.store';
import type { SubscriptionsParts } from './subscriptions.resolver';

const viewer = staff('viewer');

const extras = { MEMBER_PRICE: 'memberPrice', POINTS_MULTIPLIER: 'points' } as const satisfies Record<
  string,
  PlanExtra
>;
registerEnumType(extras, {
  name: 'PlanExtra',
  description: 'What a plan gives beside benefits.',
  valuesConfig: {
    MEMBER_PRICE: { description: 'A price for members: what was taken off (会员价).' },
    POINTS_MULTIPLIER: { description: 'More points, at the program’s cost of a point (积分倍率).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How a benefit of a plan was used, and what it cost (权益使用).' })
export class PlanBenefitFigures {
  @Access(viewer)
  @Field(() => Benefit, { description: 'Which.' })
  benefit: Benefit;

  @Access(viewer)
  @Field(() => Int, {
    description:
      'How often subscribers, and those with whom they share it, could have used it: of a quota, in each of its periods; of ' +
      'coupons and points, what was given (发放).',
  })
  granted: number;

  @Access(viewer)
  @Field(() => Int, {
    description: 'How often they did: uses, coupons redeemed, points given; less what came back in these days (行使).',
  })
  used: number;

  @Access(viewer)
  @Field(() => String, {
    nullable: true,
    description: 'Used of granted, as a decimal; null: none was granted (行使率).',
  })
  exerciseRate: string | null;

  @Access(viewer)
  @Field(() => String, { description: 'What the program expects (预期行使率).' })
  expectedRate: string;

  @Access(viewer)
  @Field(() => SafeInt, {
    description:
      'What that cost, in fen: a use or a supplier’s coupon by the program’s word, a coupon of the own mall by what it took ' +
      'off, points by the cost of a point (成本).',
  })
  costFen: number;

  static from({ benefit, granted, used, costFen }: BenefitFigures, locale: Locale): PlanBenefitFigures {
    const rates = { exerciseRate: shareOf(used, granted), expectedRate: formatRational(benefit.exerciseRate) };
    const shown = Benefit.from(benefit, locale);
    return Object.assign(new PlanBenefitFigures(), { benefit: shown, granted, used, ...rates, costFen });
  }
}

@ObjectType({ simpleResolvers: true, description: 'What a plan cost by what is no benefit.' })
export class PlanExtraFigures {
  @Access(viewer)
  @Field(() => extras, { description: 'What.' })
  extra: PlanExtra;

  @Access(viewer)
  @Field(() => SafeInt, { description: 'What it cost, less what came back in these days, in fen (成本).' })
  costFen: number;

  static from(figures: ExtraFigures): PlanExtraFigures {
    return Object.assign(new PlanExtraFigures(), figures);
  }
}

@ObjectType({
  simpleResolvers: true,
  description: 'Subscriptions that began in a month, and whose first period is over.',
})
export class PlanCohort {
  @Access(viewer)
  @Field(() => String, { description: 'The month, `2026-03`.' })
  month: string;

  @Access(viewer)
  @Field(() => Int, { description: 'How many began.' })
  started: number;

  @Access(viewer)
  @Field(() => Int, { description: 'How many had a second period.' })
  renewed: number;

  @Access(viewer)
  @Field(() => String, { nullable: true, description: 'Renewed of started, as a decimal (续费率).' })
  rate: string | null;

  static from(cohort: CohortFigures): PlanCohort {
    return Object.assign(new PlanCohort(), { ...cohort, rate: shareOf(cohort.renewed, cohort.started) });
  }
}

@ObjectType({ simpleResolvers: true, description: 'What became of a plan in some days (经营数据).' })
export class PlanFigures {
  @Access(viewer)
  @Field(() => Plan, { description: 'The plan.' })
  plan: Plan;

  @Access(viewer)
  @Field(() => Int, { description: 'Who held it at the end of the last day.' })
  subscribers: number;

  @Access(viewer)
  @Field(() => Int, { description: 'Whose first period began; a gift counts when it is redeemed.' })
  newSubscribers: number;

  @Access(viewer)
  @Field(() => SafeInt, { description: 'What was paid, in fen.' })
  incomeFen: number;

  @Access(viewer)
  @Field(() => SafeInt, { description: 'What went back, or is on its way, in fen.' })
  refundedFen: number;

  @Access(viewer)
  @Field(() => Int, { description: 'How often somebody asked for their money back (退款申请).' })
  refundRequests: number;

  @Access(viewer)
  @Field(() => Int, { description: 'How many complaints staff wrote down, by `planComplaintRecord` (投诉).' })
  complaints: number;

  @Access(viewer)
  @Field(() => [PlanBenefitFigures], { description: 'Of each of its benefits (权益).' })
  benefits: PlanBenefitFigures[];

  @Access(viewer)
  @Field(() => [PlanExtraFigures], {
    description: 'Of what it gives beside benefits: each of them (会员价、积分倍率).',
  })
  extras: PlanExtraFigures[];

  @Access(viewer)
  @Field(() => SafeInt, { description: 'What all benefits and extras cost, in fen: their sum (成本).' })
  costFen: number;

  @Access(viewer)
  @Field(() => SafeInt, { description: 'Income less refunds and cost, in fen (毛利).' })
  marginFen: number;

  @Access(viewer)
  @Field(() => [PlanCohort], { description: 'By the month in which they began (续费同期群).' })
  renewalCohorts: PlanCohort[];

  static from(figures: FiguresOfPlan, current: ProgramInForce, locale: Locale): PlanFigures {
    const { plan, benefits, extras: others, cohorts, ...counts } = figures;
    return Object.assign(new PlanFigures(), {
      ...counts,
      plan: Plan.named(current, plan.code, locale),
      benefits: benefits.map((benefit) => PlanBenefitFigures.from(benefit, locale)),
      extras: others.map(PlanExtraFigures.from),
      renewalCohorts: cohorts.map(PlanCohort.from),
    });
  }
}

/** What staff see of plans. */
@Resolver()
export class PlanFiguresResolver {
  constructor(private readonly parts: Pick<SubscriptionsParts, 'database' | 'programs'>) {}

  @Access(viewer)
  @Query(() => [PlanFigures], {
    description: 'What became of each plan from one day to another, both included (会员经营数据).',
  })
  async planFigures(
    @Arg('from', () => LocalDate, { description: 'The first day, in the program’s zone.' }) from: string,
    @Arg('to', () => LocalDate, { description: 'The last day.' }) to: string,
    @Ctx() { locale, now }: Context,
  ): Promise<PlanFigures[]> {
    if (to < from) throw badInput('to is before from.');
    const { database, programs } = this.parts;
    const current = await programs.current();
    const calendar = calendarOf(current.program.timeZone);
    const span = { start: new Date(calendar.startOf(from)), end: new Date(calendar.endOf(to)) };
    const plans = current.program.plans.map(({ code }) => code);
    const [counts, own, shared, moved, begun] = await Promise.all([
      countPlans(database, plans, span),
      heldTimes(database, plans, span),
      sharedTimes(database, plans, span),
      movedSums(database, span),
      beginnings(database, plans, span, now),
    ]);
    const figures = figuresOf(current, { span, counts, held: [...own, ...shared], moved, begun });
    return figures.map((one) => PlanFigures.from(one, current, locale));
  }
}
