import { z } from 'zod';

const count = z.coerce.number().int().min(0).max(1000);
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

/** What becomes of a new order. */
export const OUTCOMES = [
  'accepted-success',
  'accepted-failed',
  'accepted',
  'success',
  'failed',
  'lost-answer',
  'no-answer',
  'absent',
] as const;

const behaviourSchema = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** Until an accepted order ends. */
  seconds: count,
  answerSignature: z.enum(['good', 'bad']),
  callbackSignature: z.enum(['good', 'bad']),
  /** Each callback arrives twice at once. */
  duplicateCallbacks: flag,
  /** The next callbacks are lost on the way. */
  dropCallbacks: count,
});

/** How this supplier behaves. */
export type Behaviour = z.infer<typeof behaviourSchema>;

/** When all is well. */
export const WELL: Behaviour = {
  outcome: 'accepted-success',
  seconds: 2,
  answerSignature: 'good',
  callbackSignature: 'good',
  duplicateCallbacks: false,
  dropCallbacks: 0,
};

/** The behaviour with what `given` names changed, or the sentence that says what is wrong with it. */
export function changed(behaviour: Behaviour, given: unknown): Behaviour | string {
  const parsed = behaviourSchema.partial().safeParse(given);
  if (parsed.success) return { ...behaviour, ...parsed.data };
  return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}
