import { z } from 'zod';

const LENGTH = 'Write the reason in 1 to 200 characters.';

/** Why staff do something, as it goes into the log: one line of 1 to 200 characters, white space at its ends dropped. */
export const staffReason = z
  .string()
  .trim()
  .min(1, LENGTH)
  .refine((text) => [...text].length <= 200 && !/[\p{Cc}\p{Cs}]/u.test(text), LENGTH);
