import type { Instant } from './calendar';
import type { Entry, LevelCause, MemberState } from './state';

/** What a step of the fold led to. The state is a new object; the one given is as it was. */
export interface Outcome {
  state: MemberState;
  entries: Entry[];
  effects: Effect[];
  /** A reversal whose original is not known yet waits for it. */
  waitsForOriginal: boolean;
}

/** What must happen elsewhere afterwards: messages, for now. */
export type Effect =
  | { kind: 'levelChanged'; track: string; from: string; to: string; cause: LevelCause; at: Instant }
  | { kind: 'pointsExpiring'; lotId: number; points: number; expiresAt: Instant; before: string }
  | { kind: 'originalNotFound'; eventKey: string; at: Instant }
  /** A reversal that had waited asked for more than its original was. */
  | { kind: 'reversalRefused'; eventKey: string; at: Instant }
  | { kind: 'reviewNeeded'; track: string; level: string; at: Instant }
  | { kind: 'holdExpired'; holdId: string; at: Instant };
