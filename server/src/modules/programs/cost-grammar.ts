import { z } from 'zod';
import { add, compare, rational } from '../../engine/rational';
import { cost, eventType, rate, share, wholeNumber } from './program-values';

const events = z.strictObject({
  amountFen: wholeNumber(0).default(0).describe('What they come to in a year, in fen.'),
  times: cost.prefault(0).describe('How many a year; on average, so it may be a fraction.'),
  inCampaigns: share.optional().describe('Which part of them falls into campaigns; none when left out.'),
});

const assumptions = z.strictObject({
  outstandingFen: wholeNumber(1).describe('What a member of the level owes on average, in fen.'),
  year: z.record(eventType, events).describe('What a member of the level does in a year, by event type.'),
});

const mix = z
  .record(z.string(), rate)
  .refine(
    (parts) => compare(Object.values(parts).reduce(add, rational(0)), rational(1)) === 0,
    'the shares of the levels have to add up to 1',
  )
  .describe('Which part of the members is on each level.');

/** What the costs of levels are computed from: assumptions about the members of each level of the primary track. */
export const costModel = z
  .strictObject({ levels: z.record(z.string(), assumptions), mixes: z.record(z.string(), mix).default({}) })
  .describe('Assumptions about the members of each level, from which the cost of a level is computed.');
