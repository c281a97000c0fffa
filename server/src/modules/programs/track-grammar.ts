import { z } from 'zod';
import { activityKeys, rfmKeys } from './formula-grammar';
import {
  code,
  dateDuration,
  eventTypes,
  rate,
  refuseTwice,
  someDateDuration,
  text,
  wholeNumber,
} from './program-values';

const level = z
  .strictObject({
    code,
    name: text,
    threshold: wholeNumber(0).describe('The score from which a member is placed here; fen where money is the basis.'),
    keep: wholeNumber(0).optional().describe('The score that keeps the level; the threshold when left out.'),
    pointsMultiplier: rate.optional(),
    growthMultiplier: rate.optional(),
    color: z.string().regex(/^#[0-9a-f]{6}$/i, 'write a colour such as "#b07d1a"'),
    badge: z.url({ protocol: /^https?$/, error: 'write an http(s) address' }).optional(),
    benefits: z
      .array(code)
      .default([])
      .refine((codes) => new Set(codes).size === codes.length, 'name each benefit once'),
    gift: code.optional().describe('What an upgrade to it gives: a code of gifts.'),
  })
  .superRefine(({ keep, threshold }, context) => {
    if (keep === undefined || keep <= threshold) return;
    context.addIssue({ code: 'custom', path: ['keep'], message: `write at most ${threshold}, the level’s threshold` });
  });

const levels = z
  .array(level)
  .min(1, 'give at least one level')
  .superRefine((rungs, context) => {
    refuseTwice('the track has a level')(rungs, context);
    rungs.forEach((rung, rank) => {
      const below = rungs[rank - 1];
      const tell = (message: string) => context.addIssue({ code: 'custom', path: [rank, 'threshold'], message });
      if (!below && rung.threshold !== 0) tell('the first level begins at 0');
      if (below && rung.threshold <= below.threshold) tell(`write more than ${below.threshold}, the level below`);
    });
  })
  .describe('From the bottom to the top.');

const plainBases = [
  z.strictObject({ kind: z.literal('growth') }),
  z.strictObject({ kind: z.literal('points') }),
  z.strictObject({ kind: z.literal('amount'), on: eventTypes }),
  z.strictObject({ kind: z.literal('recharge') }),
  z.strictObject({ kind: z.literal('holding') }),
  z.strictObject({ kind: z.literal('termWeighted') }),
  z.strictObject({ kind: z.literal('activity'), ...activityKeys }),
  z.strictObject({ kind: z.literal('rfm'), ...rfmKeys }),
] as const;
const plainKinds = 'growth, points, amount, recharge, holding, termWeighted, activity, rfm';
const kindsOf = (kinds: string) => `write a map with kind: one of ${kinds}`;

const plainBasis = z.discriminatedUnion('kind', [...plainBases], { error: kindsOf(plainKinds) });
const weightedBasis = z.strictObject({
  kind: z.literal('weighted'),
  parts: z.array(z.strictObject({ basis: plainBasis, weight: rate })).min(1, 'give at least one part'),
});

/** What a score is made of. */
const basis = z
  .discriminatedUnion('kind', [...plainBases, weightedBasis], { error: kindsOf(`${plainKinds}, weighted`) })
  .describe('What the score is made of.');

const window = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('lifetime') }),
      z.strictObject({ kind: z.literal('calendar'), unit: z.enum(['month', 'quarter', 'year']) }),
      z.strictObject({ kind: z.literal('rolling'), months: wholeNumber(1).max(120, 'write at most 120') }),
      z.strictObject({ kind: z.literal('sinceChange') }),
    ],
    { error: kindsOf('lifetime, calendar, rolling, sinceChange') },
  )
  .describe('Over which time the score is taken.');

const returning = z
  .strictObject({
    within: someDateDuration.describe('For members who dropped within this time.'),
    growthMultiplier: rate.optional(),
    thresholdFactor: rate.optional(),
  })
  .refine(
    ({ growthMultiplier, thresholdFactor }) => growthMultiplier !== undefined || thresholdFactor !== undefined,
    'write growthMultiplier, thresholdFactor or both',
  );

const downgrade = z.strictObject({
  policy: z.enum(['none', 'oneStep', 'byScore', 'keepHighest']).default('none'),
  grace: dateDuration.default('P0D').describe('After the validity, in which the level can still be kept.'),
  atExpiry: z.enum(['none', 'subtractKeepThreshold']).default('none').describe('What becomes of growth then.'),
});

const upgradeTime = z.union([z.literal('immediate'), z.strictObject({ every: z.enum(['month', 'quarter', 'year']) })], {
  error: 'write immediate, or { every: month }, quarter or year',
});

const track = z
  .strictObject({
    code,
    name: text,
    kind: z.enum(['registered', 'level', 'storedValue', 'paid']).default('level'),
    primary: z.boolean().default(false).describe('Whether the member’s level is this one; true for exactly one.'),
    basis: basis.default({ kind: 'growth' }),
    window: window.default({ kind: 'lifetime' }),
    validity: someDateDuration.optional().describe('How long a level is good; for ever when left out.'),
    upgrade: z
      .strictObject({
        when: upgradeTime
          .default('immediate')
          .describe('As soon as a threshold is reached, or only when a period begins.'),
        skip: z.boolean().default(true).describe('Whether several rungs can be climbed at once.'),
        review: z.boolean().default(false).describe('Whether a person looks at it first.'),
      })
      .prefault({}),
    downgrade: downgrade.prefault({}),
    returning: returning.optional(),
    levels,
  })
  .superRefine((candidate, context) => {
    const tell = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    if (candidate.basis.kind === 'holding' && candidate.window.kind !== 'lifetime') {
      tell('window', 'a holding is what is held now: remove the window');
    }
    if (candidate.basis.kind === 'rfm' && candidate.window.kind !== 'lifetime') {
      tell('window', 'an rfm score has a window of its own: remove the window of the track');
    }
    const hasRfm =
      candidate.basis.kind === 'weighted' && candidate.basis.parts.some((part) => part.basis.kind === 'rfm');
    if (hasRfm && candidate.window.kind === 'sinceChange') {
      tell('window', 'an rfm score does not begin anew with a level: write another window');
    }
    if (candidate.downgrade.policy !== 'none' && candidate.validity === undefined) {
      tell('downgrade', 'a level falls at the end of its validity: give the track a validity');
    }
  });

/** All tracks of a program. */
export const tracks = z.array(track).superRefine((all, context) => {
  if (all.filter((candidate) => candidate.primary).length !== 1) {
    context.addIssue({ code: 'custom', message: 'mark exactly one track with primary: true' });
  }
  refuseTwice('the program has a track')(all, context);
});

/** A track as the grammar reads it. */
export type TrackSource = z.output<typeof track>;
