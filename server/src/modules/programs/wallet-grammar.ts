import { z } from 'zod';
import { wholeNumber } from './program-values';

const gift = z.strictObject({
  atLeastFen: wholeNumber(1).describe('The recharge from which it is given.'),
  giftFen: wholeNumber(1).describe('What is given on top, in fen.'),
});

/** The grammar of `wallet`: stored value (储值). */
export const wallet = z
  .strictObject({
    gifts: z
      .array(gift)
      .default([])
      .superRefine((gifts, context) => {
        gifts.forEach(({ atLeastFen }, index) => {
          const before = gifts[index - 1]?.atLeastFen ?? 0;
          if (atLeastFen > before) return;
          const message = `write more than ${before}: gifts stand by rising amount`;
          context.addIssue({ code: 'custom', path: [index, 'atLeastFen'], message });
        });
      })
      .describe('By rising amount; of those that a recharge reaches, the one that gives most.'),
    spendOrder: z
      .enum(['principalFirst', 'giftFirst', 'proportional'])
      .default('principalFirst')
      .describe('What is spent first of each recharge, the oldest of which comes first.'),
    maxBalanceFen: wholeNumber(1).optional().describe('Principal and gift together, after a recharge.'),
  })
  .describe('Stored value: members put money into a wallet and pay from it.');
