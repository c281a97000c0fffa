import type { Rational } from './rational';

/** What a track's score is made of (L3). */
export type Basis =
  | { kind: 'growth' }
  | { kind: 'points' }
  /** Fen of the events of these types. */
  | { kind: 'amount'; on: readonly string[] }
  /** Fen of `wallet.recharged`. */
  | { kind: 'recharge' }
  /** Fen held now, by `holding.changed`. */
  | { kind: 'holding' }
  /** Fen × days / 365 of `investment.made`. */
  | { kind: 'termWeighted' }
  /** So many points of activity for each event of a type. */
  | ({ kind: 'activity' } & Activity)
  /** It has a window of its own. */
  | ({ kind: 'rfm' } & Rfm)
  | { kind: 'weighted'; parts: readonly { basis: Basis; weight: Rational }[] };

/** So many points of activity for each event of a type. */
export interface Activity {
  scores: Readonly<Record<string, number>>;
  capPerDay?: number;
}

/**
 * Recency, frequency and monetary value (R, F, M): of each the best score among the steps that are reached, 0 when none
 * is; their sum is the score.
 */
export interface Rfm {
  /** Event types. */
  on: readonly string[];
  /** ISO duration of whole days: how far back it looks. */
  window: string;
  /** By the days since the last event. */
  recency: readonly { withinDays: number; score: number }[];
  /** By the number of events. */
  frequency: readonly { atLeast: number; score: number }[];
  /** By their sum. */
  monetary: readonly { atLeastFen: number; score: number }[];
}

/**
 * `⌊rfm × w1 + spend × w2 + activity × w3 + base × w4⌋ + reward` (G2); a part that is absent counts 0. Windows are ISO
 * durations of whole days.
 */
export interface FormulaGrowth {
  weights: Readonly<Record<'rfm' | 'spend' | 'activity' | 'base', Rational>>;
  rfm?: Rfm;
  /** Yuan in the window × `perYuan`, rounded down: the incentive for spending. */
  spend?: { on: readonly string[]; window: string; perYuan: Rational };
  activity?: Activity & { window: string };
  /** The latest whole number at a path of an event: the credit standing. */
  base?: { on: readonly string[]; path: string };
  /** By the value of `spend`, the best of the steps that are reached: the reward rises with shopping. */
  reward: readonly { atLeast: number; score: number }[];
}
