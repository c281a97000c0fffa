import { z } from 'zod';
import type { Condition } from '../../engine/program';
import { benefits, gifts, refuseUnknownCodes } from './benefit-grammar';
import { checkIn } from './check-in-grammar';
import { costModel, refuseUnknownAssumptions } from './cost-grammar';
import { coupons } from './coupon-grammar';
import { formulaGrowth } from './formula-grammar';
import { mall } from './mall-grammar';
import { family, offers, plans, refuseUnknownPlanParts } from './plan-grammar';
import { condition, conditionDefinitions, valuesAt } from './program-conditions';
import {
  cap,
  code,
  cost,
  date,
  dateDuration,
  eventType,
  eventTypes,
  rate,
  refuseTwice,
  share,
  someDateDuration,
  text,
  timeDuration,
  timeZone,
  wholeNumber,
} from './program-values';
import { referral } from './referral-grammar';
import { refuseUnknownTags, tags } from './tag-grammar';
import { tasks } from './task-grammar';
import { tracks } from './track-grammar';
import { wallet } from './wallet-grammar';

const points = z.strictObject({
  expiry: z
    .strictObject({ after: someDateDuration, endOf: z.enum(['day', 'month', 'quarter', 'year']).optional() })
    .optional()
    .describe('When points expire; never when left out.'),
  pendingFor: timeDuration.default('P0D').describe('How long new points wait before they can be spent.'),
  costPerPointFen: cost.prefault(1).describe('What a point costs the business, in fen.'),
  deduction: z
    .strictObject({
      pointsPerYuan: wholeNumber(1),
      maxShare: share.prefault(1).describe('The largest part of an order.'),
      minPoints: wholeNumber(0).default(0),
      unit: wholeNumber(1).default(1).describe('Points are taken in multiples of it.'),
    })
    .optional()
    .describe('Points as money at a checkout.'),
  caps: cap.prefault({}),
  remindBefore: z.array(dateDuration).optional().describe('How long before an expiry members are reminded.'),
});

const grant = z
  .strictObject({
    perYuan: rate.optional().describe('For each yuan of the event’s amount.'),
    fixed: wholeNumber(1).optional().describe('Whatever the amount.'),
    rounding: z.enum(['down', 'up', 'halfUp', 'halfDown', 'halfEven']).default('down'),
  })
  .superRefine(({ perYuan, fixed }, context) => {
    const tell = (message: string) => context.addIssue({ code: 'custom', message });
    if (perYuan !== undefined && fixed !== undefined) tell('write perYuan or fixed, not both');
    if (perYuan === undefined && fixed === undefined) tell('write perYuan or fixed');
  });

const taken = z.strictObject({ fixed: wholeNumber(1) });
const pointsOrGrowth = ({ points: some, growth }: { points?: unknown; growth?: unknown }) =>
  some !== undefined || growth !== undefined;

const rule = z
  .strictObject({
    code,
    on: eventTypes.describe('The event types that it is about.'),
    when: condition.optional(),
    grant: z
      .strictObject({ points: grant.optional(), growth: grant.optional() })
      .refine(pointsOrGrowth, 'grant points, growth or both')
      .optional(),
    penalty: z
      .strictObject({ points: taken.optional(), growth: taken.optional() })
      .refine(pointsOrGrowth, 'take points, growth or both')
      .optional()
      .describe('Taken away instead of granted; it may leave a debt.'),
    multipliers: z
      .array(z.enum(['level', 'plan', 'campaign', 'returning']))
      .default([])
      .refine((kinds) => new Set(kinds).size === kinds.length, 'name each multiplier once'),
    cap: cap.prefault({}).describe('Of its source, for points and for growth.'),
    source: z.string().min(1).max(64).optional().describe('What the cap counts by; the event type when left out.'),
    priority: z.int('write a whole number').default(0).describe('Higher ones come first.'),
    exclusive: z.boolean().default(false).describe('When it matches, rules after it are not looked at.'),
    voidedBy: eventType.optional().describe('The event type that undoes it in full.'),
  })
  .superRefine((candidate, context) => {
    const tell = (key: string | undefined, message: string) =>
      context.addIssue({ code: 'custom', path: key ? [key] : [], message });
    const { grant: given, penalty, multipliers, cap: limit, source, on, voidedBy } = candidate;
    if (!given && !penalty) tell(undefined, 'write a grant or a penalty');
    if (given && penalty) tell('penalty', 'write a grant or a penalty, not both: make two rules');
    if (penalty && multipliers.length > 0) tell('multipliers', 'a penalty is not multiplied: remove them');
    if (penalty && limit.perDay !== undefined) tell('cap', 'a penalty has no cap: remove it');
    if (limit.perDay !== undefined && on.length > 1 && source === undefined) {
      tell('source', 'is missing: with several event types, name what the cap counts by');
    }
    if (voidedBy !== undefined && on.includes(voidedBy)) {
      tell('voidedBy', `${voidedBy} is what the rule grants for: name the event type that undoes it`);
    }
  });

const campaign = z
  .strictObject({
    code,
    from: date.describe('The first day, in the program’s time zone.'),
    to: date.describe('The last day.'),
    pointsMultiplier: rate.optional(),
    growthMultiplier: rate.optional(),
  })
  .superRefine(({ from, to, pointsMultiplier, growthMultiplier }, context) => {
    if (to < from) context.addIssue({ code: 'custom', path: ['to'], message: `write ${from} or later` });
    if (pointsMultiplier === undefined && growthMultiplier === undefined) {
      context.addIssue({ code: 'custom', message: 'write pointsMultiplier, growthMultiplier or both' });
    }
  });

/** The grammar of a program file, as far as the engine has it. Keys that it does not have are errors. */
export const programGrammar = z
  .strictObject({
    program: code,
    name: text,
    timeZone,
    lateHorizon: timeDuration.default('P90D').describe('How old an event may be when it arrives.'),
    points: points.prefault({}),
    growth: z.strictObject({ caps: cap.prefault({}) }).prefault({}),
    formulaGrowth: formulaGrowth.optional(),
    tracks,
    rules: z.array(rule).default([]).superRefine(refuseTwice('the program has a rule')),
    campaigns: z.array(campaign).default([]).superRefine(refuseTwice('the program has a campaign')),
    tags,
    tasks,
    checkIn: checkIn.optional(),
    benefits,
    gifts,
    coupons,
    couponsRemindBefore: z
      .array(dateDuration)
      .default(['P3D'])
      .describe('How long before a coupon ends members are reminded.'),
    risk: z
      .strictObject({
        approvalAbove: z
          .strictObject({ points: wholeNumber(0).optional(), growth: wholeNumber(0).optional() })
          .prefault({})
          .describe('Manual adjustments above these sizes need a second person.'),
      })
      .prefault({}),
    wallet: wallet.optional(),
    plans,
    offers,
    family: family.optional(),
    mall,
    referral: referral.optional(),
    costModel: costModel.optional(),
  })
  .superRefine(refuseUnknownCodes)
  .superRefine(refuseUnknownPlanParts)
  .superRefine(refuseUnknownTags)
  .superRefine(refuseUnknownAssumptions)
  .superRefine((source, context) => {
    const primary = source.tracks.find((track) => track.primary);
    const levels = primary?.levels.map((rung) => rung.code) ?? [];
    const checkLevels = (values: readonly unknown[], path: (string | number)[]) => {
      const unknown = values.find((value) => !levels.includes(String(value)));
      if (unknown === undefined) return;
      const message = `the primary track has no level ${unknown}: write one of ${levels.join(', ')}`;
      context.addIssue({ code: 'custom', path, message });
    };
    const levelsIn = (when: Condition | undefined) => (when ? valuesAt('member.level', when) : []);
    source.rules.forEach(({ when }, index) => {
      checkLevels(levelsIn(when), ['rules', index, 'when']);
    });
    source.tasks.forEach(({ progress, visible }, index) => {
      checkLevels(levelsIn(progress.when), ['tasks', index, 'progress', 'when']);
      checkLevels(visible.levels, ['tasks', index, 'visible', 'levels']);
    });
    checkLevels(levelsIn(source.referral?.when), ['referral', 'when']);
    source.offers.forEach(({ when }, index) => {
      checkLevels(levelsIn(when), ['offers', index, 'when']);
    });
    const plansNamed = source.plans.map((plan) => plan.code);
    const checkPlans = (when: Condition | undefined, path: (string | number)[]) => {
      const unknown = (when ? valuesAt('member.plan', when) : []).find((value) => !plansNamed.includes(String(value)));
      if (unknown === undefined) return;
      const message = `there is no plan ${unknown}: write one of ${plansNamed.join(', ') || '(none)'}`;
      context.addIssue({ code: 'custom', path, message });
    };
    source.rules.forEach(({ when }, index) => {
      checkPlans(when, ['rules', index, 'when']);
    });
    source.tasks.forEach(({ progress }, index) => {
      checkPlans(progress.when, ['tasks', index, 'progress', 'when']);
    });
    source.offers.forEach(({ when }, index) => {
      checkPlans(when, ['offers', index, 'when']);
    });
  });

/** A program as the grammar reads it. */
export type ProgramSource = z.output<typeof programGrammar>;

/** The grammar as a JSON Schema, for editors: `server/programs/program.schema.json`. */
export function programJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(programGrammar, { io: 'input', unrepresentable: 'any' });
  return { $schema, title: 'A membership program of Rungs', ...rest, $defs: conditionDefinitions };
}
