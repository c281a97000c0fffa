import { z } from 'zod';
import { code, wholeNumber } from './program-values';

const notYet = (what: string) =>
  code.optional().refine((value) => value === undefined, `the program has no ${what}s yet: give points or growth`);

/** What is given at once: caps do not cut it, and nothing multiplies it. */
export const reward = z
  .strictObject({
    points: wholeNumber(1).optional(),
    growth: wholeNumber(1).optional(),
    coupon: notYet('coupon'),
    benefit: notYet('benefit'),
  })
  .refine((given) => Object.values(given).some((part) => part !== undefined), 'give points, growth or both');
