import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type * as engine from '../../engine/program';
import { Access, anyone, member, partner, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { DateTime } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { Member } from '../members/members.types';
import { Level } from '../programs/programs.types';
import type { BenefitView } from './benefits-at';

const kinds = {
  ECONOMIC: 'economic',
  SERVICE: 'service',
  RISK_CONSTRAINT: 'riskConstraint',
  EMOTIONAL: 'emotional',
} as const satisfies Record<string, engine.Benefit['kind']>;
registerEnumType(kinds, {
  name: 'BenefitKind',
  description: 'What a benefit is about.',
  valuesConfig: {
    ECONOMIC: { description: 'Money or goods (经济型).' },
    SERVICE: { description: 'Service (服务型).' },
    RISK_CONSTRAINT: { description: 'Terms that trust allows, such as a higher limit (风控型).' },
    EMOTIONAL: { description: 'Attention (情感型).' },
  },
});

const layers = {
  BASIC: 'basic',
  ADVANCED: 'advanced',
  EMOTIONAL: 'emotional',
} as const satisfies Record<string, engine.Benefit['layer']>;
registerEnumType(layers, {
  name: 'BenefitLayer',
  description: 'How far up a benefit stands.',
  valuesConfig: {
    BASIC: { description: 'What everybody expects (基础层).' },
    ADVANCED: { description: 'What makes a level worth it (进阶层).' },
    EMOTIONAL: { description: 'What is remembered (情感层).' },
  },
});

const states = { ACTIVE: 'ACTIVE', USED_UP: 'USED_UP', LOCKED: 'LOCKED' } as const;
registerEnumType(states, {
  name: 'BenefitState',
  description: 'What a member has of a benefit.',
  valuesConfig: {
    ACTIVE: { description: 'It is there (可用).' },
    USED_UP: { description: 'Its quota of the period is used up (已用完).' },
    LOCKED: { description: 'A higher level has it (待解锁).' },
  },
});

const modes = { CHECK: 'CHECK', RESERVE: 'RESERVE', CONFIRM: 'CONFIRM', CONSUME: 'CONSUME' } as const;
registerEnumType(modes, {
  name: 'BenefitMode',
  description: 'What to do with a quota.',
  valuesConfig: {
    CHECK: { description: 'See whether there is enough; nothing changes (校验).' },
    RESERVE: { description: 'Set it aside for an order (预占).' },
    CONFIRM: { description: 'Use what was set aside (确认).' },
    CONSUME: { description: 'Use it at once (核销).' },
  },
});
/** `BenefitMode`. */
export const BenefitModeEnum = modes;

@ObjectType({ simpleResolvers: true, description: 'A benefit of a level (权益).' })
export class Benefit {
  @Access(anyone)
  @Field(() => String, { description: 'Stable for ever, such as `free-shipping`.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language (名称).' })
  name: string;

  @Access(anyone)
  @Field(() => String, { nullable: true, description: 'More words in the reader’s language (说明).' })
  description?: string;

  @Access(anyone)
  @Field(() => kinds, { description: 'What it is about (类型).' })
  kind: engine.Benefit['kind'];

  @Access(anyone)
  @Field(() => layers, { description: 'How far up it stands (层次).' })
  layer: engine.Benefit['layer'];

  /** The benefit in the reader's language. */
  static from({ code, name, description, kind, layer }: engine.Benefit, locale: Locale): Benefit {
    return Object.assign(new Benefit(), {
      ...{ code, kind, layer },
      name: name[locale],
      description: description?.[locale],
    });
  }
}

const readers = [member, partner('benefits:use'), partner('members:read'), staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'A benefit for a member (我的权益).' })
export class MemberBenefit {
  @Access(readers)
  @Field(() => Benefit, { description: 'Which.' })
  benefit: Benefit;

  @Access(readers)
  @Field(() => states, { description: 'What the member has of it (状态).' })
  state: BenefitView['state'];

  @Access(readers)
  @Field(() => Int, { nullable: true, description: 'How much there is in the period; null: it has no quota (额度).' })
  quota?: number;

  @Access(readers)
  @Field(() => Int, { nullable: true, description: 'How much of it is used or reserved (已用).' })
  used?: number;

  @Access(readers)
  @Field(() => Int, { nullable: true, description: 'How much is left (剩余).' })
  left?: number;

  @Access(readers)
  @Field(() => String, {
    nullable: true,
    description: 'The period: `2026-03`, `2026-Q1`, `2026`, or the level’s validity.',
  })
  period?: string;

  @Access(readers)
  @Field(() => DateTime, { nullable: true, description: 'When the next period begins; null: not known (重置时间).' })
  resetsAt?: Date;

  @Access(readers)
  @Field(() => Level, { nullable: true, description: 'Of a locked one: the lowest level that has it (解锁等级).' })
  lockedBy?: Level;

  /** The benefit in the reader's language. */
  static from({ benefit, state, quota, lockedBy }: BenefitView, locale: Locale): MemberBenefit {
    return Object.assign(new MemberBenefit(), {
      state,
      benefit: Benefit.from(benefit, locale),
      quota: quota?.granted,
      used: quota && quota.used + quota.reserved,
      left: quota?.left,
      period: quota?.period,
      resetsAt: quota?.endsAt === undefined ? undefined : new Date(quota.endsAt),
      lockedBy: lockedBy && Level.from(lockedBy.level, locale),
    });
  }
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of what a partner does with a quota.' })
export abstract class BenefitUsePayload extends Payload {
  @Access(partner('benefits:use'))
  @Field(() => MemberBenefit, { nullable: true, description: 'The benefit as it is now.' })
  benefit?: MemberBenefit;

  @Access(partner('benefits:use'))
  @Field(() => Member, { nullable: true, description: 'Whose it is.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `benefitConsume`.' })
export class BenefitConsumePayload extends BenefitUsePayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `benefitReturn`.' })
export class BenefitReturnPayload extends BenefitUsePayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `benefitGrant`.' })
export class BenefitGrantPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member, with it.' })
  member?: Member;
}
