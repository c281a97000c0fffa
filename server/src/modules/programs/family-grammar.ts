import { z } from 'zod';
import { code, dateDuration, someDateDuration, wholeNumber } from './program-values';

/** The grammar of `family`: who has a plan shares benefits of it (家庭共享). */
export const family = z
  .strictObject({
    seats: wholeNumber(1).max(20, 'write at most 20').describe('How many may share besides the owner.'),
    shares: z
      .array(code)
      .min(1, 'name a benefit')
      .refine((codes) => new Set(codes).size === codes.length, 'name each benefit once')
      .describe('The benefits that are shared, as far as the owner’s plan gives them.'),
    coolDown: dateDuration
      .default('P30D')
      .describe('After somebody has gone: how long the seat stays empty, and they cannot join a family.'),
    invitationFor: someDateDuration.default('P7D').describe('How long an invitation can be accepted.'),
  })
  .describe('Sharing plans with the family.');
