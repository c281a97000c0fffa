import { z } from 'zod';
import { FaultBoard, faultCount, faultFlag } from '../fault-board';

const faultsSchema = z.strictObject({
  /** The next calls are answered that the system is busy, nothing done. */
  busyAnswers: faultCount,
  /** The next calls are answered by a page instead of JSON, nothing done. */
  garbledAnswers: faultCount,
  callbackSignature: z.enum(['good', 'bad']),
  /** The next attempts to call back are lost on the way, so they are made again in their time. */
  dropCallbacks: faultCount,
  /** Each attempt arrives twice at once. */
  doubleCallbacks: faultFlag,
  /** A new callback waits until the next one has gone before it. */
  reorderCallbacks: faultFlag,
});

/** Every way to misbehave, and at what it stands. */
export type CourierFaults = z.infer<typeof faultsSchema>;

const NONE: CourierFaults = {
  busyAnswers: 0,
  garbledAnswers: 0,
  callbackSignature: 'good',
  dropCallbacks: 0,
  doubleCallbacks: false,
  reorderCallbacks: false,
};

/** The choices of each fault that has some, for a form. */
export const COURIER_FAULT_CHOICES: Partial<Record<keyof CourierFaults, readonly string[]>> = {
  callbackSignature: faultsSchema.shape.callbackSignature.options,
  doubleCallbacks: ['true', 'false'],
  reorderCallbacks: ['true', 'false'],
};

/** What is wrong with this courier at the moment. */
export class CourierFaultBoard extends FaultBoard<CourierFaults> {
  constructor() {
    super(faultsSchema, NONE);
  }
}
