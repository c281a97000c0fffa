import { z } from 'zod';
import type { CheckIn } from '../../engine/program';
import { wholeNumber } from './program-values';
import { reward } from './reward-grammar';

const MONTH = 31;
const DAY_COUNT = 'write how many check-ins of a month: 1 to 31';

/** The daily check-in. */
export const checkIn = z.strictObject({
  ladder: z
    .array(wholeNumber(0))
    .min(1, 'write at least one step')
    .max(366, 'write at most 366 steps')
    .describe('Points of each day of a streak.'),
  top: z
    .enum(['restart', 'repeat'])
    .default('repeat')
    .describe('After the last step: from the first, or the last again.'),
  makeUp: z
    .strictObject({
      costPoints: wholeNumber(0),
      perMonth: wholeNumber(1).max(MONTH, 'write at most 31').describe('So many days of a calendar month.'),
      lastDays: wholeNumber(1).max(MONTH, 'write at most 31').describe('How far back.'),
    })
    .optional()
    .describe('Missed days can be made up for; it pays nothing by itself, and joins the streak.'),
  cumulative: z
    .record(z.string(), reward)
    .default({})
    .superRefine((steps, context) => {
      for (const key of Object.keys(steps)) {
        const isDays = /^[1-9]\d?$/.test(key) && Number(key) <= MONTH;
        if (!isDays) context.addIssue({ code: 'custom', path: [key], message: DAY_COUNT });
      }
    })
    .describe('By the number of check-ins in a calendar month.'),
});

/** The check-in as the engine has it. */
export function toCheckIn({ cumulative, ...rest }: z.output<typeof checkIn>): CheckIn {
  const steps = Object.entries(cumulative).map(([count, given]) => ({ count: Number(count), reward: given }));
  return { ...rest, cumulative: steps.sort((a, b) => a.count - b.count) };
}
