import { z } from 'zod';
import { condition } from './program-conditions';
import { eventTypes, someDateDuration, wholeNumber } from './program-values';
import { reward } from './reward-grammar';

/** The grammar of `referral`: members invite others (邀请). */
export const referral = z
  .strictObject({
    window: someDateDuration.describe('How long after registering somebody invited can convert.'),
    convertsOn: eventTypes.describe('The first such event converts.'),
    when: condition.optional().describe('Which of these events count; all when left out.'),
    minAmountFen: wholeNumber(0).default(0).describe('The least amount of the event.'),
    inviter: reward.describe('For each who converts.'),
    invitee: reward.describe('For converting.'),
    limits: z
      .strictObject({
        perDay: wholeNumber(1).optional().describe('Rewards of one inviter on one business date.'),
        perMonth: wholeNumber(1).optional().describe('Rewards of one inviter in one calendar month.'),
        registrationsPerHour: wholeNumber(1)
          .default(20)
          .describe('By one code; more of them are refused, because people do not invite so fast.'),
      })
      .prefault({}),
  })
  .describe('Rewards for inviting others, and for being invited.');
