import { z } from 'zod';
import { code, rate, share, text, wholeNumber } from './program-values';

const duration = z.string().regex(/^P\d+[DWMY]$/, 'write a duration such as P1M');

/** The grammar of `plans`: paid membership (付费会员). */
export const plans = z
  .array(
    z.strictObject({
      code,
      name: text,
      description: text.optional(),
      period: duration,
      priceFen: wholeNumber(1),
      firstPriceFen: wholeNumber(1).optional(),
      trial: z.strictObject({ period: duration, priceFen: wholeNumber(0) }).optional(),
      scheme: z.enum(['supplier', 'ownMall', 'hybrid']),
      adapter: z.enum(['wechatPay', 'virtualPay']).default('wechatPay'),
      autoRenew: z.boolean().default(false),
      pointsMultiplier: rate.optional(),
      memberDiscount: share.optional(),
      benefits: z.array(code).default([]),
      refund: z.strictObject({
        wholeWithin: duration.default('P7D'),
        unusedOnly: z.boolean().default(true),
        thereafter: z.enum(['none', 'proRataLessUsed']).default('proRataLessUsed'),
        auto: z.boolean().default(false),
      }),
      retired: z.boolean().optional(),
      agreementVersion: z.string().min(1),
    }),
  )
  .default([])
  .describe('What members may subscribe to.');
