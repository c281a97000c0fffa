/** Levels that have a look of their own; the order is only for reading. */
const NAMED = ['bronze', 'silver', 'gold', 'platinum', 'diamond'] as const;
const NEUTRALS = ['neutral-1', 'neutral-2', 'neutral-3'] as const;

/** A look: the name of a badge and of a class in `tokens.scss`. */
export type Tint = (typeof NAMED)[number] | (typeof NEUTRALS)[number];

/** The look of a level: its own where the code is known, else a neutral one by rank, so neighbours differ. */
export function tintOf(level: { code: string; rank: number }): Tint {
  const named = NAMED.find((one) => one === level.code.toLowerCase());
  if (named) return named;
  const turn = ((Math.trunc(level.rank) % NEUTRALS.length) + NEUTRALS.length) % NEUTRALS.length;
  return NEUTRALS[turn] ?? 'neutral-1';
}
