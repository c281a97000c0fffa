import { z } from 'zod';
import type { CouponTemplate } from '../../engine/program';
import { code, cost, date, dateDuration, eventType, rate, refuseTwice, text, wholeNumber } from './program-values';
import { segments } from './tag-grammar';

const KINDS = ['amountOff', 'percentOff', 'freeShipping', 'rateBoost'] as const;

const claim = z
  .strictObject({
    from: date.optional().describe('The first day on which it can be claimed.'),
    to: date.optional().describe('The last day.'),
    levels: z
      .array(code)
      .min(1, 'name at least one level')
      .optional()
      .describe('Of the primary track; all when left out.'),
    segments: segments
      .min(1, 'name at least one tag')
      .optional()
      .describe('Tags, of which one is enough; only members with it see the coupon on offer.'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, 'the first day is after the last');

const coupon = z
  .strictObject({
    code,
    name: text,
    kind: z.enum(KINDS),
    offFen: wholeNumber(1).optional().describe('What it takes off, or the highest shipping charge that it pays.'),
    percent: rate.optional().describe('The part that it takes off, or what it adds to an annual rate: 0.1 is a tenth.'),
    ceilingFen: wholeNumber(1).optional().describe('What percent is worth at most.'),
    minSpendFen: wholeNumber(0).default(0),
    minTermDays: wholeNumber(1).optional().describe('Of rateBoost: for how many days the money must stay.'),
    scope: z
      .strictObject({
        categories: z.array(z.string().min(1)).min(1, 'name at least one category').optional(),
        types: z.array(eventType).min(1, 'name at least one event type').optional(),
      })
      .optional()
      .describe('For which orders; all when left out.'),
    validFor: dateDuration.optional().describe('From the day on which it comes; the last day ends it.'),
    validFrom: date.optional(),
    validTo: date.optional().describe('The last day.'),
    costFen: cost
      .optional()
      .describe('What a redeemed one costs, in fen; what it took off when left out. 0: the shops pay for it.'),
    stock: wholeNumber(1)
      .optional()
      .describe('How many can be claimed, what rewards gave included; any number when left out.'),
    perMember: wholeNumber(1).optional().describe('How many a member may claim.'),
    claimable: z.boolean().default(false).describe('Whether members can claim it.'),
    claim: claim.optional().describe('When, and by whom, it can be claimed.'),
  })
  .superRefine((candidate, context) => {
    const { kind, offFen, percent, ceilingFen, minTermDays, validFor, validFrom, validTo, claimable } = candidate;
    const tell = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    const takesPercent = kind === 'percentOff' || kind === 'rateBoost';
    if (takesPercent && percent === undefined) tell('percent', 'is missing');
    if (takesPercent && offFen !== undefined) tell('offFen', `a coupon of ${kind} has none: remove it`);
    if (!takesPercent && percent !== undefined) tell('percent', `a coupon of ${kind} has none: remove it`);
    if (!takesPercent && ceilingFen !== undefined) tell('ceilingFen', `a coupon of ${kind} has none: remove it`);
    if (kind === 'amountOff' && offFen === undefined) tell('offFen', 'is missing');
    if (kind === 'percentOff' && percent && percent.numerator > percent.denominator) tell('percent', 'write at most 1');
    if (kind !== 'rateBoost' && minTermDays !== undefined) tell('minTermDays', 'only a rateBoost has one: remove it');
    const isDated = validFrom !== undefined && validTo !== undefined;
    const isHalf = (validFrom !== undefined) !== (validTo !== undefined);
    if (isHalf || isDated === (validFor !== undefined)) tell('validFor', 'write validFor, or validFrom and validTo');
    if (isDated && validFrom > validTo) tell('validTo', `write ${validFrom} or later`);
    if (!claimable && candidate.claim) tell('claim', 'is only for a coupon with claimable: true');
    if (!claimable && candidate.perMember !== undefined)
      tell('perMember', 'counts claims: write claimable: true, or remove it');
  });

/** The kinds of coupons of a program. */
export const coupons = z.array(coupon).default([]).superRefine(refuseTwice('the program has a coupon'));

/** A coupon as the rules see it. */
export function toCoupon(source: z.output<typeof coupon>): CouponTemplate {
  const { validFor, validFrom, validTo, claimable, claim: window, ...rest } = source;
  const valid = validFor === undefined ? { from: validFrom ?? '', to: validTo ?? '' } : { for: validFor };
  return { ...rest, valid, ...(claimable ? { claim: window ?? {} } : {}) };
}
