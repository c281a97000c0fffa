import { z } from 'zod';
import { FaultBoard, faultCount, faultFlag } from '../fault-board';

const faultsSchema = z.strictObject({
  /** The next calls are answered that the system is busy, nothing done. */
  busyAnswers: faultCount,
  /** The next refunds fail. */
  failRefunds: faultCount,
  refundSeconds: faultCount,
  /** The next attempts to push are lost on the way. */
  dropPushes: faultCount,
  /** What is lost is not pushed again: it is missing for good. */
  noRetries: faultFlag,
  doublePushes: faultFlag,
  /** A new push waits until the next one has gone before it. */
  reorderPushes: faultFlag,
  pushSignature: z.enum(['good', 'bad']),
  /** Pushes say that an order is paid which is not. */
  prematurePushes: faultFlag,
});

/** Every way to misbehave, and at what it stands. */
export type VirtualFaults = z.infer<typeof faultsSchema>;

const NONE: VirtualFaults = {
  busyAnswers: 0,
  failRefunds: 0,
  refundSeconds: 0,
  dropPushes: 0,
  noRetries: false,
  doublePushes: false,
  reorderPushes: false,
  pushSignature: 'good',
  prematurePushes: false,
};

/** The choices of each fault that has some, for a form. */
export const VIRTUAL_FAULT_CHOICES: Partial<Record<keyof VirtualFaults, readonly string[]>> = {
  noRetries: ['true', 'false'],
  doublePushes: ['true', 'false'],
  reorderPushes: ['true', 'false'],
  pushSignature: ['good', 'bad'],
  prematurePushes: ['true', 'false'],
};

/** What is wrong with virtual payment at the moment. */
export class VirtualFaultBoard extends FaultBoard<VirtualFaults> {
  constructor() {
    super(faultsSchema, NONE);
  }
}
