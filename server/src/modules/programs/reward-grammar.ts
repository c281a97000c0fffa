import { z } from 'zod';
import { code, wholeNumber } from './program-values';

/** What is given at once, any of it: caps do not cut it, and nothing multiplies it. */
export const reward = z
  .strictObject({
    points: wholeNumber(1).optional(),
    growth: wholeNumber(1).optional(),
    coupon: code.optional().describe('Code of a coupon.'),
    benefit: code.optional().describe('Code of a benefit with an entitlement: its quota once more.'),
  })
  .refine((parts) => Object.values(parts).some((part) => part !== undefined), 'give points, growth, coupon or benefit');
