import { z } from 'zod';
import { add, compare, rational } from '../../engine/rational';
import { code, cost, eventType, rate, share, wholeNumber } from './program-values';

const events = z.strictObject({
  amountFen: wholeNumber(0).default(0).describe('What they come to in a year, in fen.'),
  times: cost.prefault(0).describe('How many a year; on average, so it may be a fraction.'),
  inCampaigns: share.optional().describe('Which part of them falls into campaigns; none when left out.'),
});

const assumptions = z.strictObject({
  outstandingFen: wholeNumber(1).describe('What a member of the level owes on average, in fen.'),
  year: z.record(eventType, events).describe('What a member of the level does in a year, by event type.'),
  tasks: z.record(code, cost).default({}).describe('How often a year each task is completed; on average.'),
  coupons: z.record(code, cost).default({}).describe('How many of each coupon are claimed a year.'),
  checkIns: z
    .strictObject({
      runs: cost.describe('How many runs a year.'),
      days: wholeNumber(1).describe('Of so many days each.'),
    })
    .optional()
    .describe('Check-ins come in runs, as the ladder rises within one.'),
  referrals: cost.prefault(0).describe('How many friends convert a year: both rewards are counted.'),
  exerciseRate: share
    .prefault(1)
    .describe('Which part of the rewards of tasks is fetched, and of coupons outside benefits is used, as measured.'),
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

interface Assumed {
  costModel?: z.output<typeof costModel>;
  tracks: readonly { primary: boolean; levels: readonly { code: string }[] }[];
  tasks: readonly { code: string }[];
  coupons: readonly { code: string; costFen?: unknown; offFen?: number; ceilingFen?: number }[];
}

/** Tells every code in the assumptions that names nothing, and every coupon of which nobody can say what it costs. */
export function refuseUnknownAssumptions(source: Assumed, context: z.core.$RefinementCtx): void {
  if (!source.costModel) return;
  const { levels, mixes } = source.costModel;
  const codes = (items: readonly { code: string }[] = []) => items.map((item) => item.code);
  const check = (what: string, named: object, known: readonly string[], path: string[]) => {
    const unknown = Object.keys(named).find((one) => !known.includes(one));
    if (unknown === undefined) return;
    const message = `there is no such ${what}: write one of ${known.join(', ') || '(none)'}`;
    context.addIssue({ code: 'custom', path: ['costModel', ...path, unknown], message });
  };
  check('level', levels, codes(source.tracks.find(({ primary }) => primary)?.levels), ['levels']);
  for (const [mix, parts] of Object.entries(mixes)) check('level', parts, Object.keys(levels), ['mixes', mix]);
  for (const [level, { tasks, coupons }] of Object.entries(levels)) {
    check('task', tasks, codes(source.tasks), ['levels', level, 'tasks']);
    check('coupon', coupons, codes(source.coupons), ['levels', level, 'coupons']);
  }
  for (const [index, { costFen, offFen, ceilingFen }] of source.coupons.entries()) {
    if (costFen !== undefined || offFen !== undefined || ceilingFen !== undefined) continue;
    const message = 'is missing: costModel has to know what the coupon costs at most';
    context.addIssue({ code: 'custom', path: ['coupons', index, 'costFen'], message });
  }
}
