import { z } from 'zod';
import type { FormulaGrowth } from '../../engine/program';
import { rational } from '../../engine/rational';
import { cap, EVENT_TYPE, eventType, eventTypes, rate, someDateDuration, wholeNumber } from './program-values';

const windowOf = someDateDuration.default('P12M').describe('How far back it looks.');

const score = wholeNumber(1).describe('The best step that is reached counts.');

/** Refuses two steps of one bound. */
function refuseSame<T extends { score: number }>(bound: Exclude<keyof T, 'score'>) {
  return (all: readonly T[], context: z.RefinementCtx): void => {
    all.forEach((step, index) => {
      if (all.findIndex((other) => other[bound] === step[bound]) === index) return;
      const message = `there is a step ${String(step[bound])} already`;
      context.addIssue({ code: 'custom', path: [index, String(bound)], message });
    });
  };
}

const SOME = 'give at least one step';

/** The keys of recency, frequency and monetary value. */
export const rfmKeys = {
  on: eventTypes,
  window: windowOf,
  recency: z
    .array(z.strictObject({ withinDays: wholeNumber(0), score }))
    .min(1, SOME)
    .superRefine(refuseSame<{ withinDays: number; score: number }>('withinDays'))
    .describe('By the days since the last event.'),
  frequency: z
    .array(z.strictObject({ atLeast: wholeNumber(1), score }))
    .min(1, SOME)
    .superRefine(refuseSame<{ atLeast: number; score: number }>('atLeast'))
    .describe('By the number of events.'),
  monetary: z
    .array(z.strictObject({ atLeastFen: wholeNumber(1), score }))
    .min(1, SOME)
    .superRefine(refuseSame<{ atLeastFen: number; score: number }>('atLeastFen'))
    .describe('By their sum in fen.'),
};

/** The keys of an activity. */
export const activityKeys = {
  scores: z
    .record(eventType, wholeNumber(1), {
      error: ({ code: fault }) => (fault === 'invalid_key' ? EVENT_TYPE : 'write a map such as { app.opened: 1 }'),
    })
    .refine((scores) => Object.keys(scores).length > 0, 'give at least one event type its score'),
  cap: cap.optional(),
};

const base = z.strictObject({
  on: eventTypes,
  path: z
    .string()
    .regex(/^data(\.[^.\s]+)+$/, 'write a path such as data.score')
    .describe('Where the event tells the score: the latest whole number from 0 on counts.'),
});

/** Growth by a formula (G2). */
export const formulaGrowth = z
  .strictObject({
    weights: z
      .strictObject({ rfm: rate.optional(), spend: rate.optional(), activity: rate.optional(), base: rate.optional() })
      .prefault({})
      .describe('0.3 for rfm, 0.4 for spend, 0.3 for activity and 1 for base when left out.'),
    rfm: z.strictObject(rfmKeys).optional().describe('Recency, frequency and monetary value.'),
    spend: z
      .strictObject({ on: eventTypes, window: windowOf, perYuan: rate })
      .optional()
      .describe('The incentive for spending: so much for each yuan.'),
    activity: z.strictObject({ ...activityKeys, window: windowOf }).optional(),
    base: base.optional().describe('Credit standing.'),
    reward: z
      .array(z.strictObject({ atLeast: wholeNumber(1), score }))
      .superRefine(refuseSame<{ atLeast: number; score: number }>('atLeast'))
      .default([])
      .describe('On top, by the value of spend.'),
  })
  .superRefine((source, context) => {
    const tell = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    const parts = ['rfm', 'spend', 'activity', 'base'] as const;
    if (parts.every((part) => source[part] === undefined)) tell([], `write at least one of ${parts.join(', ')}`);
    for (const part of parts) {
      const isIdle = source.weights[part] !== undefined && source[part] === undefined;
      if (isIdle) tell(['weights', part], `there is no ${part} to weigh: write it, or remove its weight`);
    }
    if (source.reward.length > 0 && !source.spend) tell(['reward'], 'rises with spend: write spend, or remove it');
  })
  .describe('Growth by a formula, whose daily difference is posted: the weighted parts, rounded down, and the reward.');

/** The formula with the weights of seed C where the file has none. */
export function toFormula({ weights, activity, ...rest }: z.output<typeof formulaGrowth>): FormulaGrowth {
  return {
    ...rest,
    activity: activity && { scores: activity.scores, capPerDay: activity.cap?.perDay, window: activity.window },
    weights: {
      rfm: weights.rfm ?? rational(3, 10),
      spend: weights.spend ?? rational(2, 5),
      activity: weights.activity ?? rational(3, 10),
      base: weights.base ?? rational(1),
    },
  };
}
