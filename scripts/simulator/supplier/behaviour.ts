import { z } from 'zod';
import { FaultBoard, faultCount, faultFlag } from '../fault-board';

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
  seconds: faultCount,
  answerSignature: z.enum(['good', 'bad']),
  callbackSignature: z.enum(['good', 'bad']),
  /** Each callback arrives twice at once. */
  duplicateCallbacks: faultFlag,
  /** The next callbacks are lost on the way. */
  dropCallbacks: faultCount,
});

/** How this supplier behaves. */
export type Behaviour = z.infer<typeof behaviourSchema>;

/** When all is well. */
const WELL: Behaviour = {
  outcome: 'accepted-success',
  seconds: 2,
  answerSignature: 'good',
  callbackSignature: 'good',
  duplicateCallbacks: false,
  dropCallbacks: 0,
};

/** How this supplier behaves at the moment. */
export class BehaviourBoard extends FaultBoard<Behaviour> {
  constructor() {
    super(behaviourSchema, WELL);
  }
}
