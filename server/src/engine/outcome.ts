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
  /** A reminder, due at `at`: so long before they expire, so many points of a lot are unspent. */
  | { kind: 'pointsExpiring'; lotId: number; points: number; expiresAt: Instant; before: string; at: Instant }
  | { kind: 'pointsExpired'; lotId: number; points: number; at: Instant }
  /** What became of a reversal that had waited for its original; refused: it asked for more than the original was. */
  | { kind: 'reversalSettled'; eventKey: string; as: 'applied' | 'refused' | 'originalNotFound'; at: Instant }
  | { kind: 'taskCompleted'; task: string; period: string; at: Instant }
  /** What a reward gave; `source` as in `Trace`. */
  | {
      kind: 'rewardGiven';
      source: string;
      points: number;
      growth: number;
      coupons: string[];
      benefits: string[];
      at: Instant;
    }
  | { kind: 'reviewNeeded'; track: string; level: string; at: Instant }
  | { kind: 'holdExpired'; holdId: string; orderRef: string; points: number; at: Instant };
