import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { calendarOf } from '../../engine/draft';
import { formatRational } from '../../engine/rational';
import { Access, staff } from '../../graphql/access';
import { badInput } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { LocalDate, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { Plan } from '../plans/plans.types';
import type { ProgramInForce } from '../programs';
import { type BenefitFigures, type CohortFigures, type FiguresOfPlan, figuresOf, shareOf } from './plan-figures';
import { beginnings, countPlans, heldPeriods, usesWhileHeld } from './plan-figures.store';
import type { SubscriptionsParts } from './subscriptions.resolver';

const viewer = staff('viewer');

@ObjectType({ simpleResolvers: true, description: 'How a benefit of a plan was used (权益使用).' })
export class PlanBenefitFigures {
  @Access(viewer)
  @Field(() => String, { description: 'The benefit’s code.' })
  code: string;

  @Access(viewer)
  @Field(() => String, { description: 'Its name in the reader’s language.' })
  name: string;

  @Access(viewer)
  @Field(() => Int, { description: 'How often subscribers could have used it.' })
  granted: number;

  @Access(viewer)
  @Field(() => Int, { description: 'How often they did.' })
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
  @Field(() => SafeInt, { description: 'What the uses cost by the program’s word, in fen.' })
  costFen: number;

  static from({ benefit, granted, used, costFen }: BenefitFigures, locale: Locale): PlanBenefitFigures {
    const rates = { exerciseRate: shareOf(used, granted), expectedRate: formatRational(benefit.exerciseRate) };
    const { code, name } = benefit;
    return Object.assign(new PlanBenefitFigures(), { code, name: name[locale], granted, used, ...rates, costFen });
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
  @Field(() => Int, {
    description: 'Complaints: how many asked for their money back, each with a reason (投诉与退款申请).',
  })
  complaints: number;

  @Access(viewer)
  @Field(() => [PlanBenefitFigures], { description: 'Of its benefits that have a quota.' })
  benefits: PlanBenefitFigures[];

  @Access(viewer)
  @Field(() => SafeInt, { description: 'What the uses of its benefits cost, in fen.' })
  costFen: number;

  @Access(viewer)
  @Field(() => SafeInt, { description: 'Income less refunds and cost, in fen (毛利).' })
  marginFen: number;

  @Access(viewer)
  @Field(() => [PlanCohort], { description: 'By the month in which they began (续费同期群).' })
  renewalCohorts: PlanCohort[];

  static from(figures: FiguresOfPlan, current: ProgramInForce, locale: Locale): PlanFigures {
    const { plan, benefits, cohorts, ...counts } = figures;
    return Object.assign(new PlanFigures(), {
      ...counts,
      plan: Plan.named(current, plan.code, locale),
      benefits: benefits.map((benefit) => PlanBenefitFigures.from(benefit, locale)),
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
    const [counts, held, uses, begun] = await Promise.all([
      countPlans(database, span),
      heldPeriods(database, span),
      usesWhileHeld(database, span),
      beginnings(database, span, now),
    ]);
    const figures = figuresOf(current.program, { span, counts, held, uses, begun });
    return figures.map((one) => PlanFigures.from(one, current, locale));
  }
}
