import { z } from 'zod';
import { condition } from './program-conditions';
import {
  code,
  dateDuration,
  eventTypes,
  rate,
  refuseTwice,
  share,
  someDateDuration,
  text,
  timeDuration,
  wholeNumber,
} from './program-values';

const MONTHS = 'write whole months or years such as P1M, P3M or P1Y';
const months = z.string(MONTHS).regex(/^P(?:[1-9]|[1-5]\d|60)M$|^P[1-5]Y$/, MONTHS);
const DAYS = 'write whole days such as P7D';
const days = z.string(DAYS).regex(/^P[1-9]\d?D$/, DAYS);

const plan = z
  .strictObject({
    code,
    name: text,
    description: text.optional(),
    period: months.describe('How long a period is.'),
    priceFen: wholeNumber(1).describe('What a period costs, in fen.'),
    firstPriceFen: wholeNumber(1).optional().describe('The first paid period of somebody who never had a plan.'),
    trial: z
      .strictObject({ period: days, priceFen: wholeNumber(0) })
      .optional()
      .describe('For somebody who never had a plan, before the first period.'),
    scheme: z
      .enum(['supplier', 'ownMall', 'hybrid'])
      .describe('Whose benefits it sells: those of suppliers, of the own mall, or both.'),
    adapter: z.enum(['wechatPay', 'virtualPay']).default('wechatPay').describe('Who takes the money.'),
    autoRenew: z.boolean().default(false).describe('Whether it can be renewed by itself.'),
    pointsMultiplier: rate.optional().describe('Of rules that name the multiplier "plan".'),
    memberDiscount: share.optional().describe('The part of a price that members pay: 0.95 is 5 % off.'),
    benefits: z
      .array(code)
      .default([])
      .refine((codes) => new Set(codes).size === codes.length, 'name each benefit once'),
    refund: z
      .strictObject({
        wholeWithin: dateDuration.default('P7D').describe('So long everything goes back.'),
        unusedOnly: z.boolean().default(true).describe('And only if nothing was used.'),
        thereafter: z
          .enum(['none', 'proRataLessUsed'])
          .default('proRataLessUsed')
          .describe('For the days that are left, less what was used.'),
        auto: z.boolean().default(false).describe('Without a decision of staff.'),
      })
      .prefault({}),
    retired: z.boolean().optional().describe('Not sold any more; who has it keeps it.'),
    agreementVersion: z.string('write a text such as "2026-01"').min(1).max(32, 'use at most 32 characters'),
  })
  .superRefine(({ priceFen, firstPriceFen, trial }, context) => {
    const tell = (path: string[]) =>
      context.addIssue({ code: 'custom', path, message: `write at most ${priceFen}: it is to cost no more` });
    if (firstPriceFen !== undefined && firstPriceFen > priceFen) tell(['firstPriceFen']);
    if (trial && trial.priceFen > priceFen) tell(['trial', 'priceFen']);
  });

/** The grammar of `plans`: paid membership (付费会员). */
export const plans = z
  .array(plan)
  .default([])
  .superRefine(refuseTwice('the program has a plan'))
  .describe('What members may subscribe to.');

const offer = z.strictObject({
  code,
  name: text,
  on: eventTypes.describe('The event types that open it, once for a member.'),
  when: condition.optional(),
  plan: code.describe('The plan that it is for.'),
  priceFen: wholeNumber(1).describe('What the next period costs by it, in fen.'),
  for: timeDuration.describe('How long it is open.'),
  first: z.boolean().optional().describe('Only for somebody who never had a plan.'),
});

/** The grammar of `offers`: a plan at another price, at the right moment. */
export const offers = z.array(offer).default([]).superRefine(refuseTwice('the program has an offer'));

/** The grammar of `family`: a plan that is shared (亲情卡). */
export const family = z
  .strictObject({
    seats: wholeNumber(1).max(10, 'write at most 10').describe('Beside the owner’s.'),
    shares: z
      .array(code)
      .min(1, 'name at least one benefit')
      .refine((codes) => new Set(codes).size === codes.length, 'name each benefit once'),
    coolDown: dateDuration.default('P30D').describe('After leaving a family, before joining another.'),
    invitationFor: someDateDuration.default('P7D').describe('How long an invitation is good.'),
  })
  .describe('How a plan is shared with others.');

interface Source {
  plans: z.output<typeof plans>;
  offers: z.output<typeof offers>;
  family?: z.output<typeof family>;
  benefits: readonly { code: string; grant?: unknown; when?: unknown }[];
  tracks: readonly { levels: readonly { benefits: readonly string[] }[] }[];
}

/** Tells every benefit and plan that plans, offers and the family name wrongly. */
export function refuseUnknownPlanParts(source: Source, context: z.core.$RefinementCtx): void {
  const tell = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const benefits = new Map(source.benefits.map((benefit) => [benefit.code, benefit]));
  const known = [...benefits.keys()].join(', ') || '(none)';
  source.plans.forEach((one, index) => {
    one.benefits.forEach((name, place) => {
      const path = ['plans', index, 'benefits', place];
      if (!benefits.has(name)) tell(path, `there is no benefit ${name}: write one of ${known}`);
      if (benefits.get(name)?.when === 'upgrade') tell(path, `${name} is given at upgrades of a level: name another`);
    });
  });
  source.offers.forEach(({ plan: named, priceFen }, index) => {
    const found = source.plans.find((one) => one.code === named);
    const codes = source.plans.map((one) => one.code).join(', ') || '(none)';
    if (!found) tell(['offers', index, 'plan'], `there is no plan ${named}: write one of ${codes}`);
    else if (found.retired) tell(['offers', index, 'plan'], `${named} is retired: name a plan on sale`);
    else if (priceFen >= found.priceFen) {
      tell(['offers', index, 'priceFen'], `write less than ${found.priceFen}, what the plan ${named} costs`);
    }
  });
  source.family?.shares.forEach((name, index) => {
    const path = ['family', 'shares', index];
    const shared = benefits.get(name);
    if (!shared) tell(path, `there is no benefit ${name}: write one of ${known}`);
    else if (shared.grant !== undefined || shared.when !== undefined) {
      tell(path, `${name} is given at times of its own: share what has a quota in every period, or is a service`);
    }
  });
  const monthly = new Set(source.benefits.filter(({ when }) => when === 'planMonth').map((benefit) => benefit.code));
  source.tracks.forEach(({ levels }, track) => {
    levels.forEach(({ benefits: named }, rank) => {
      named.forEach((name, index) => {
        const path = ['tracks', track, 'levels', rank, 'benefits', index];
        if (monthly.has(name)) tell(path, `${name} comes with the months of a plan: name it in plans`);
      });
    });
  });
}
