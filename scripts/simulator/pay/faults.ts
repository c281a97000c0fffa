import { z } from 'zod';
import { FaultBoard, faultCount, faultFlag } from '../fault-board';

const seconds = z.coerce
  .number()
  .int()
  .min(0)
  .max(400 * 24 * 60 * 60);
const style = z.enum(['good', 'bad', 'other-key', 'probe']);

const faultsSchema = z.strictObject({
  /** Which key signs answers and notifications. */
  signingKey: z.enum(['public-key', 'certificate']),
  /** The next calls are answered with 500 SYSTEM_ERROR, nothing done. */
  systemErrors: faultCount,
  /** The next calls get no answer at all, nothing done. */
  unanswered: faultCount,
  /** The next calls are done, but the connection breaks before the answer. */
  lostAnswers: faultCount,
  answerSignature: style,
  /** The next calls of close find that the payer was quicker. */
  payOnClose: faultCount,
  /** How refunds end, and how long they are PROCESSING. */
  refundOutcome: z.enum(['SUCCESS', 'ABNORMAL', 'CLOSED']),
  refundSeconds: seconds,
  /** The next attempts to notify are lost on the way, so they are made again in their time. */
  dropNotifications: faultCount,
  delaySeconds: seconds,
  /** Each attempt arrives twice at once. */
  doubleNotifications: faultFlag,
  /** A new notification waits until the next one has gone before it. */
  reorderNotifications: faultFlag,
  notificationSignature: style,
  /** What notifications say differs from what happened. */
  wrongAmount: faultFlag,
  wrongMchid: faultFlag,
});

/** Every way to misbehave, and at what it stands. */
export type Faults = z.infer<typeof faultsSchema>;

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
export class PayFaultBoard extends FaultBoard<Faults> {
  constructor() {
    super(faultsSchema, NONE);
  }
}
