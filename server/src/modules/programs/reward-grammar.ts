import { z } from 'zod';
import { wholeNumber } from './program-values';

/** What somebody is given for something; caps do not cut it. */
export const reward = z
  .strictObject({ points: wholeNumber(1).optional(), growth: wholeNumber(1).optional() })
  .refine(({ points, growth }) => points !== undefined || growth !== undefined, 'give points, growth or both');
