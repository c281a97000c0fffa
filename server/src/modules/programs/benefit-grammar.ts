import { z } from 'zod';
import type { Benefit } from '../../engine/program';
import { code, cost, refuseTwice, share, text, wholeNumber } from './program-values';
import { reward } from './reward-grammar';

const MONTH_DAY = 'write a day of the year such as 10-01';
const monthDay = z
  .string(MONTH_DAY)
  .regex(/^\d{2}-\d{2}$/, MONTH_DAY)
  .refine((day) => {
    // Of a year without 29 February: a holiday comes every year.
    const instant = Date.parse(`2026-${day}T00:00:00Z`);
    return !Number.isNaN(instant) && new Date(instant).toISOString().slice(5, 10) === day;
  }, 'there is no such day every year');

const when = z
  .union(
    [
      z.enum(['birthday', 'upgrade', 'planMonth']),
      z.strictObject({ monthly: wholeNumber(1).max(28, 'write at most 28: every month has that day') }),
      z.strictObject({ holiday: z.array(monthDay).min(1, 'name at least one day') }),
    ],
    { error: 'write birthday, upgrade, planMonth, { monthly: 1 } or { holiday: [10-01] }' },
  )
  .describe('When it is given; left out, its quota is there in every period.');

const benefit = z
  .strictObject({
    code,
    name: text,
    description: text.optional(),
    kind: z.enum(['economic', 'service', 'riskConstraint', 'emotional']),
    layer: z.enum(['basic', 'advanced', 'emotional']),
    grant: reward.optional(),
    entitlement: z
      .strictObject({ quota: wholeNumber(1), per: z.enum(['month', 'quarter', 'year', 'validity']) })
      .optional()
      .describe('What a partner verifies and consumes.'),
    when: when.optional(),
    costFen: cost
      .optional()
      .describe('What one use or one grant costs the business, in fen; a grant costs what is in it when left out.'),
    worthFen: wholeNumber(1)
      .optional()
      .describe('What one use of its quota is worth to the member, in fen: what a plan saved by it.'),
    exerciseRate: share.prefault(1).describe('Which part of it is used, as measured.'),
  })
  .superRefine(({ grant, when: occasion, entitlement }, context) => {
    const tell = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    if (grant && occasion === undefined) tell('when', 'is missing: say when the grant is given');
    if (occasion !== undefined && !grant && !entitlement)
      tell('when', 'write a grant or an entitlement to be given then');
  });

/** What levels give besides multipliers. */
export const benefits = z.array(benefit).default([]).superRefine(refuseTwice('the program has a benefit'));

/** What upgrades give, by code. */
export const gifts = z.record(code, z.array(reward).min(1, 'give at least one reward')).default({});

/** A benefit as the rules see it. */
export function toBenefit({ when: occasion, ...rest }: z.output<typeof benefit>): Benefit {
  if (occasion === undefined) return rest;
  if (typeof occasion === 'string') return { ...rest, when: { kind: occasion } };
  if ('monthly' in occasion) return { ...rest, when: { kind: 'monthly', day: occasion.monthly } };
  return { ...rest, when: { kind: 'holiday', dates: [...occasion.holiday].sort() } };
}

interface Named {
  benefits: z.output<typeof benefits>;
  gifts: z.output<typeof gifts>;
  tasks: readonly { reward: z.output<typeof reward> }[];
  referral?: Readonly<Record<'inviter' | 'invitee', z.output<typeof reward>>>;
  checkIn?: { cumulative: Readonly<Record<string, z.output<typeof reward>>> };
  coupons: readonly { code: string; claim?: { levels?: readonly string[] } }[];
  tracks: readonly {
    primary: boolean;
    levels: readonly { code: string; benefits: readonly string[]; gift?: string }[];
  }[];
}

/** Tells every code of a benefit, gift, coupon or level that names nothing. */
export function refuseUnknownCodes(source: Named, context: z.core.$RefinementCtx): void {
  const known = {
    benefit: source.benefits.map((one) => one.code),
    quota: source.benefits.filter(({ entitlement }) => entitlement).map((one) => one.code),
    gift: Object.keys(source.gifts),
    coupon: source.coupons.map((one) => one.code),
    level: source.tracks.find(({ primary }) => primary)?.levels.map((one) => one.code) ?? [],
  };
  const check = (what: keyof typeof known, named: string | undefined, path: (string | number)[]) => {
    if (named === undefined || known[what].includes(named)) return;
    const noun = what === 'quota' ? 'benefit with an entitlement' : what;
    const message = `there is no ${noun} ${named}: write one of ${known[what].join(', ') || '(none)'}`;
    context.addIssue({ code: 'custom', path, message, input: named });
  };
  const checkReward = ({ coupon, benefit: again }: z.output<typeof reward>, path: (string | number)[]) => {
    check('coupon', coupon, [...path, 'coupon']);
    check('quota', again, [...path, 'benefit']);
  };
  for (const [index, { grant }] of source.benefits.entries())
    if (grant) checkReward(grant, ['benefits', index, 'grant']);
  for (const [gift, rewards] of Object.entries(source.gifts)) {
    for (const [index, one] of rewards.entries()) checkReward(one, ['gifts', gift, index]);
  }
  for (const [index, { reward: given }] of source.tasks.entries()) checkReward(given, ['tasks', index, 'reward']);
  for (const side of ['inviter', 'invitee'] as const) {
    if (source.referral) checkReward(source.referral[side], ['referral', side]);
  }
  for (const [count, given] of Object.entries(source.checkIn?.cumulative ?? {})) {
    checkReward(given, ['checkIn', 'cumulative', count]);
  }
  for (const [track, { levels }] of source.tracks.entries()) {
    for (const [rank, { benefits: named, gift }] of levels.entries()) {
      const path = ['tracks', track, 'levels', rank];
      for (const [index, one] of named.entries()) check('benefit', one, [...path, 'benefits', index]);
      check('gift', gift, [...path, 'gift']);
    }
  }
  for (const [index, { claim }] of source.coupons.entries()) {
    for (const [place, one] of (claim?.levels ?? []).entries()) {
      check('level', one, ['coupons', index, 'claim', 'levels', place]);
    }
  }
}
