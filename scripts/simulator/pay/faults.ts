import { z } from 'zod';

/** Bounds what a test may ask for, so that a typo hangs nothing. */
const count = z.coerce.number().int().min(0).max(1000);
const seconds = z.coerce
  .number()
  .int()
  .min(0)
  .max(400 * 24 * 60 * 60);
/** A form sends words. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
const style = z.enum(['good', 'bad', 'other-key', 'probe']);

const faultsSchema = z.strictObject({
  /** Which key signs answers and notifications. */
  signingKey: z.enum(['public-key', 'certificate']),
  /** The next calls are answered with 500 SYSTEM_ERROR, nothing done. */
  systemErrors: count,
  /** The next calls get no answer at all, nothing done. */
  unanswered: count,
  /** The next calls are done, but the connection breaks before the answer. */
  lostAnswers: count,
  answerSignature: style,
  /** The next calls of close find that the payer was quicker. */
  payOnClose: count,
  /** How refunds end, and how long they are PROCESSING. */
  refundOutcome: z.enum(['SUCCESS', 'ABNORMAL', 'CLOSED']),
  refundSeconds: seconds,
  /** The next attempts to notify are lost on the way, so they are made again in their time. */
  dropNotifications: count,
  delaySeconds: seconds,
  /** Each attempt arrives twice at once. */
  doubleNotifications: flag,
  /** A new notification waits until the next one has gone before it. */
  reorderNotifications: flag,
  notificationSignature: style,
  /** What notifications say differs from what happened. */
  wrongAmount: flag,
  wrongMchid: flag,
});

/** Every way to misbehave, and at what it stands. */
export type Faults = z.infer<typeof faultsSchema>;

/** Those that count down. */
type Counter = 'systemErrors' | 'unanswered' | 'lostAnswers' | 'payOnClose' | 'dropNotifications';

/** As WeChat Pay is when all is well. */
const NONE: Faults = {
  signingKey: 'public-key',
  systemErrors: 0,
  unanswered: 0,
  lostAnswers: 0,
  answerSignature: 'good',
  payOnClose: 0,
  refundOutcome: 'SUCCESS',
  refundSeconds: 0,
  dropNotifications: 0,
  delaySeconds: 0,
  doubleNotifications: false,
  reorderNotifications: false,
  notificationSignature: 'good',
  wrongAmount: false,
  wrongMchid: false,
};

/** The choices of each fault that has some, for a form. */
export const FAULT_CHOICES: Partial<Record<keyof Faults, readonly string[]>> = {
  signingKey: faultsSchema.shape.signingKey.options,
  answerSignature: style.options,
  refundOutcome: faultsSchema.shape.refundOutcome.options,
  doubleNotifications: ['true', 'false'],
  reorderNotifications: ['true', 'false'],
  notificationSignature: style.options,
  wrongAmount: ['true', 'false'],
  wrongMchid: ['true', 'false'],
};

/** What is wrong with this WeChat Pay at the moment. */
export class FaultBoard {
  private state: Faults = NONE;

  get current(): Faults {
    return this.state;
  }

  /** Changes what `given` names; the sentence that says what is wrong with it, or undefined. */
  set(given: unknown): string | undefined {
    const parsed = faultsSchema.partial().safeParse(given);
    if (!parsed.success) {
      return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    }
    this.state = { ...this.state, ...parsed.data };
    return undefined;
  }

  reset(): void {
    this.state = NONE;
  }

  /** Uses up one of a counter; whether there was one. */
  take(counter: Counter): boolean {
    const left = this.state[counter];
    if (left === 0) return false;
    this.state = { ...this.state, [counter]: left - 1 };
    return true;
  }
}
