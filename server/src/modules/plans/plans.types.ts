import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { PlanPrice } from '../../engine/plans';
import type * as engine from '../../engine/program';
import { formatRational } from '../../engine/rational';
import { Access, anyone, member, staff } from '../../graphql/access';
import { UserError } from '../../graphql/payload';
import { DateTime, Duration, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { Benefit } from '../benefits/benefits.types';
import type { ProgramInForce } from '../programs';
import { monthlyPriceOf, worthOf } from './plan-worth';
import { refundWords } from './refund-words';

const schemes = { SUPPLIER: 'supplier', OWN_MALL: 'ownMall', HYBRID: 'hybrid' } as const satisfies Record<
  string,
  engine.Plan['scheme']
>;
registerEnumType(schemes, {
  name: 'PlanScheme',
  description: 'Whose benefits a plan sells.',
  valuesConfig: {
    SUPPLIER: { description: 'Those of suppliers (供应商权益).' },
    OWN_MALL: { description: 'Those of the own mall (自营商城).' },
    HYBRID: { description: 'Both (混合).' },
  },
});

const adapters = { WECHAT_PAY: 'wechatPay', VIRTUAL_PAY: 'virtualPay' } as const satisfies Record<
  string,
  engine.Plan['adapter']
>;
registerEnumType(adapters, {
  name: 'PlanAdapter',
  description: 'How a plan is paid in the mini-program.',
  valuesConfig: {
    WECHAT_PAY: { description: 'By WeChat Pay (微信支付).' },
    VIRTUAL_PAY: { description: 'By virtual payment (虚拟支付).' },
  },
});

const pers = {
  MONTH: 'month',
  QUARTER: 'quarter',
  YEAR: 'year',
  VALIDITY: 'validity',
} as const satisfies Record<string, engine.EntitlementPeriod>;
registerEnumType(pers, {
  name: 'EntitlementPeriod',
  description: 'Over which time a quota is.',
  valuesConfig: {
    MONTH: { description: 'A month (月).' },
    QUARTER: { description: 'A quarter (季).' },
    YEAR: { description: 'A year (年).' },
    VALIDITY: { description: 'A level’s validity, or a plan’s period (有效期).' },
  },
});

const reasons = { NORMAL: 'NORMAL', FIRST: 'FIRST', TRIAL: 'TRIAL', OFFER: 'OFFER' } as const;
registerEnumType(reasons, {
  name: 'PlanPriceReason',
  description: 'Why a plan costs so much.',
  valuesConfig: {
    NORMAL: { description: 'The price of every period (原价).' },
    FIRST: { description: 'The first period (首期).' },
    TRIAL: { description: 'The trial (试用).' },
    OFFER: { description: 'An offer that is open (限时优惠).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A trial of a plan (试用).' })
export class PlanTrial {
  @Access(anyone)
  @Field(() => Duration, { description: 'How long: `P7D`.' })
  period: string;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'For what, in fen.' })
  priceFen: number;
}

@ObjectType({ simpleResolvers: true, description: 'What comes with a plan (套餐权益).' })
export class PlanBenefit {
  @Access(anyone)
  @Field(() => Benefit, { description: 'Which.' })
  benefit: Benefit;

  @Access(anyone)
  @Field(() => Int, { nullable: true, description: 'How often in a period; null: it has no quota (额度).' })
  quota?: number;

  @Access(anyone)
  @Field(() => pers, { nullable: true, description: 'Over which time the quota is.' })
  per?: engine.EntitlementPeriod;

  @Access(anyone)
  @Field(() => SafeInt, { nullable: true, description: 'What one use is worth, in fen (价值).' })
  worthFen?: number;

  @Access(anyone)
  @Field(() => Boolean, { description: 'Whether the family has it as well (家庭共享).' })
  sharedWithFamily: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A paid membership (付费会员套餐).' })
export class Plan {
  @Access(anyone)
  @Field(() => ID, { description: 'Stable for ever, such as `monthly`.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language (名称).' })
  name: string;

  @Access(anyone)
  @Field(() => String, { nullable: true, description: 'More words (说明).' })
  description?: string;

  @Access(anyone)
  @Field(() => Duration, { description: 'What one payment is for: `P1M`, `P3M`, `P1Y` (周期).' })
  period: string;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'The price of a period, in fen (价格).' })
  priceFen: number;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'The price by the month, in fen (月均价).' })
  monthlyPriceFen: number;

  @Access(anyone)
  @Field(() => SafeInt, {
    nullable: true,
    description: 'The price of the first period of somebody who never had a plan, in fen (首期价).',
  })
  firstPriceFen?: number;

  @Access(anyone)
  @Field(() => PlanTrial, { nullable: true, description: 'The trial; null: none (试用).' })
  trial?: PlanTrial;

  @Access(anyone)
  @Field(() => schemes, { description: 'Who brings the benefits (模式).' })
  scheme: engine.Plan['scheme'];

  @Access(anyone)
  @Field(() => adapters, { description: 'How it is paid in the mini-program.' })
  adapter: engine.Plan['adapter'];

  @Access(anyone)
  @Field(() => Boolean, { description: 'Whether it can be renewed by itself (支持自动续费).' })
  autoRenewOffered: boolean;

  @Access(anyone)
  @Field(() => String, { nullable: true, description: 'The factor on points, as a decimal (积分倍率).' })
  pointsMultiplier?: string;

  @Access(anyone)
  @Field(() => String, {
    nullable: true,
    description: 'What members pay of a price, as a decimal: `0.95` (会员价折扣).',
  })
  memberDiscount?: string;

  @Access(anyone)
  @Field(() => [PlanBenefit], { description: 'What comes with it (权益).' })
  benefits: PlanBenefit[];

  @Access(anyone)
  @Field(() => SafeInt, { description: 'What the benefits of a period are worth, in fen (权益价值).' })
  worthFen: number;

  @Access(anyone)
  @Field(() => String, { description: 'What of the money comes back, in words (退款规则).' })
  refundPolicy: string;

  @Access(anyone)
  @Field(() => String, { description: 'The version of the agreement (协议版本).' })
  agreementVersion: string;

  /** A plan of a program in the reader's language. */
  static from(program: engine.Program, plan: engine.Plan, locale: Locale): Plan {
    const { code, period, priceFen, firstPriceFen, trial, scheme, adapter, agreementVersion } = plan;
    const { pointsMultiplier, memberDiscount } = plan;
    const benefits = program.benefits
      .filter((one) => plan.benefits.includes(one.code))
      .map((one) => {
        const { entitlement, worthFen } = one;
        const sharedWithFamily = program.family?.shares.includes(one.code) ?? false;
        const quota = { quota: entitlement?.quota, per: entitlement?.per };
        return Object.assign(new PlanBenefit(), {
          ...quota,
          worthFen,
          sharedWithFamily,
          benefit: Benefit.from(one, locale),
        });
      });
    return Object.assign(new Plan(), {
      ...{ code, period, priceFen, firstPriceFen, trial, scheme, adapter, agreementVersion, benefits },
      name: plan.name[locale],
      description: plan.description?.[locale],
      monthlyPriceFen: monthlyPriceOf(plan),
      autoRenewOffered: plan.autoRenew,
      pointsMultiplier: pointsMultiplier && formatRational(pointsMultiplier),
      memberDiscount: memberDiscount && formatRational(memberDiscount),
      worthFen: worthOf(program, plan),
      refundPolicy: refundWords(plan.refund, locale),
    });
  }

  /** Those of some plans that are on sale, in the order of the program. */
  static onSale({ program }: ProgramInForce, codes: readonly string[], locale: Locale): Plan[] {
    return program.plans
      .filter(({ code, retired }) => !retired && codes.includes(code))
      .map((plan) => Plan.from(program, plan, locale));
  }

  /** A plan by its code, from the latest version of the program that has it. Throws when none ever had. */
  static named({ program, timeline }: ProgramInForce, code: string, locale: Locale): Plan {
    for (const version of [program, ...[...timeline].reverse().map((one) => one.program)]) {
      const plan = version.plans.find((one) => one.code === code);
      if (plan) return Plan.from(version, plan, locale);
    }
    throw new Error(`No version of the program has a plan ${code}.`);
  }
}

const own = [member, staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'A plan at another price, for a while (限时优惠).' })
export class Offer {
  @Access(own)
  @Field(() => ID, { description: 'Which.' })
  code: string;

  @Access(own)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  @Access(own)
  @Field(() => Plan, { description: 'Of which plan.' })
  plan: Plan;

  @Access(own)
  @Field(() => SafeInt, { description: 'The price, in fen.' })
  priceFen: number;

  @Access(own)
  @Field(() => SafeInt, { description: 'What it would be, in fen.' })
  normalPriceFen: number;

  @Access(own)
  @Field(() => DateTime, { description: 'Since when.' })
  openedAt: Date;

  @Access(own)
  @Field(() => DateTime, { description: 'Until when.' })
  endsAt: Date;
}

@ObjectType({ simpleResolvers: true, description: 'What a plan costs a member now (报价).' })
export class PlanQuote {
  @Access(own)
  @Field(() => Plan, { description: 'Which plan.' })
  plan: Plan;

  @Access(own)
  @Field(() => SafeInt, { description: 'What the member would pay now, in fen.' })
  priceFen: number;

  @Access(own)
  @Field(() => reasons, { description: 'Why so much.' })
  reason: PlanPrice['reason'];

  @Access(own)
  @Field(() => Offer, { nullable: true, description: 'The offer that makes the price.' })
  offer?: Offer;

  @Access(own)
  @Field(() => Boolean, { description: 'Whether it can be bought now.' })
  canCheckout: boolean;

  @Access(own)
  @Field(() => UserError, { nullable: true, description: 'Why not.' })
  refusal?: UserError;
}

@ObjectType({ simpleResolvers: true, description: 'How a plan is shared with a family (家庭共享规则).' })
export class FamilyPolicy {
  @Access(anyone)
  @Field(() => Int, { description: 'How many share it beside the owner (名额).' })
  seats: number;

  @Access(anyone)
  @Field(() => [Benefit], { description: 'What is shared (共享权益).' })
  shares: Benefit[];

  @Access(anyone)
  @Field(() => Duration, { description: 'After leaving a family, before joining another (冷静期).' })
  coolDown: string;

  @Access(anyone)
  @Field(() => Duration, { description: 'How long an invitation is good (邀请有效期).' })
  invitationFor: string;
}
