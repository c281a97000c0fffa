import type { Instant } from './calendar';

/** An accepted input as it stands in a member's journal. `at` is when it was recorded (business clock). */
export type Input =
  | EventInput
  | {
      kind: 'hold';
      at: Instant;
      holdId: string;
      orderRef: string;
      orderAmountFen: number;
      points: number;
      deadline: Instant;
    }
  | { kind: 'capture'; at: Instant; holdId: string; points: number }
  | { kind: 'release'; at: Instant; holdId: string }
  /** Part of a captured hold comes back. */
  | { kind: 'return'; at: Instant; holdId: string; points: number }
  | { kind: 'adjustPoints'; at: Instant; delta: number; reason: string; actor: string }
  | { kind: 'adjustGrowth'; at: Instant; delta: number; reason: string; actor: string }
  | {
      kind: 'setLevel';
      at: Instant;
      track: string;
      level: string;
      mode: 'exactly' | 'atLeast';
      until: Instant;
      reason: string;
      actor: string;
    }
  /** A person decides about the upgrade that waits for a review. */
  | { kind: 'reviewLevel'; at: Instant; track: string; approve: boolean; reason: string; actor: string }
  | { kind: 'block'; at: Instant }
  | { kind: 'unblock'; at: Instant };

/** Something that happened, as a partner told it. */
export interface EventInput {
  kind: 'event';
  at: Instant;
  /** `<partner>:<the partner's event id>`. */
  eventKey: string;
  type: string;
  occurredAt: Instant;
  amountFen?: number;
  subject?: string;
  /** The key of the event that this one undoes, in part or whole. */
  reverses?: string;
  /** Part of a history that is told afterwards: it may be as old as it likes. */
  imported?: boolean;
  data?: Readonly<Record<string, unknown>>;
}

/** Why the rules refuse an input; then nothing of it is kept. */
export type RefusalCode =
  | 'EVENT_TOO_OLD'
  | 'EVENT_IN_FUTURE'
  | 'REVERSAL_EXCEEDS_ORIGINAL'
  | 'REVERSES_MISSING'
  | 'MEMBER_BLOCKED'
  | 'INSUFFICIENT_POINTS'
  | 'HOLD_NOT_FOUND'
  | 'HOLD_EXPIRED'
  | 'HOLD_STATE_CONFLICT'
  | 'HOLD_EXCEEDED'
  | 'LEVEL_UNKNOWN'
  | 'REVIEW_NOT_PENDING';

/** Thrown by `apply`: the input is not accepted and the state is as before. */
export class InputRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'InputRefused';
  }
}
