import type { Level, Track } from '../../engine/program';
import { type Rational, rational } from '../../engine/rational';
import { countOfShare, countReaching, isLarger, quantile, roundUpReadable } from './quantiles';

/** Which share of the members is to be at a level or above. */
export interface TargetShare {
  level: string;
  share: Rational;
}

/** A member as the designer sees them. */
export interface Scored {
  /** On the track, as of now. */
  score: number;
  /** Of the last twelve months, whatever the track's window. */
  yearlyScore: number;
  /** Whether something happened in the last twelve months. */
  isActive: boolean;
  /** The level where the member is. */
  level: string;
}

/** What is proposed for a level. */
export interface LevelProposal {
  level: Level;
  threshold: number;
  /** How many are at this level now, and would be by their scores alone. */
  membersNow: number;
  membersProposed: number;
}

/** What speaks against a proposal. */
export type ThresholdWarning = 'NOT_A_PYRAMID' | 'FIRST_STEP_TOO_LARGE' | 'ONLY_GROWS';

const TENTH = rational(1, 10);
const HALF = rational(1, 2);

/**
 * Thresholds for a target pyramid: for each level the score of the last member who belongs there when all are ordered by
 * score (nearest rank), rounded up to two significant digits and above the threshold below. Members with equal scores
 * stay together, and rounding only makes a level harder to reach: a level may have fewer members than its target, and
 * more only by ties. `shares` has every level but the first.
 */
export function proposeThresholds(
  { levels }: Track,
  members: readonly Scored[],
  shares: readonly TargetShare[],
): LevelProposal[] {
  const rising = members.map(({ score }) => score).sort((a, b) => a - b);
  const thresholds = [0];
  for (const level of levels.slice(1)) {
    const target = shares.find((share) => share.level === level.code)?.share ?? rational(0);
    const count = countOfShare(target, rising.length);
    // Nobody: just above the best.
    const score = count === 0 ? (rising.at(-1) ?? 0) + 1 : (rising[rising.length - count] ?? 0);
    const below = thresholds.at(-1) ?? 0;
    thresholds.push(roundUpReadable(Math.max(score, below + 1)));
  }
  return levels.map((level, rank) => {
    const [threshold = 0, next] = [thresholds[rank], thresholds[rank + 1]];
    const reaching = rank === 0 ? rising.length : countReaching(rising, threshold);
    const above = next === undefined ? 0 : countReaching(rising, next);
    return {
      level,
      threshold,
      membersNow: members.filter((member) => member.level === level.code).length,
      membersProposed: reaching - above,
    };
  });
}

/** What speaks against a proposal, each with a sentence that says why. */
export function warningsOf(
  track: Track,
  members: readonly Scored[],
  proposals: readonly LevelProposal[],
): { code: ThresholdWarning; message: string }[] {
  return [...shapeWarnings(proposals), ...firstStepWarnings(members, proposals[1]), ...durabilityWarnings(track)];
}

function shapeWarnings(proposals: readonly LevelProposal[]): { code: ThresholdWarning; message: string }[] {
  return proposals.slice(1).flatMap(({ level, membersProposed }, index) => {
    const below = proposals[index];
    if (!below || membersProposed <= below.membersProposed) return [];
    const message = `${level.code} would have ${membersProposed} members, more than the ${below.membersProposed} of ${below.level.code} below it.`;
    return [{ code: 'NOT_A_PYRAMID' as const, message }];
  });
}

/** New members give up when the first step is out of reach: for nine in ten of the active, or within a usual year. */
function firstStepWarnings(
  members: readonly Scored[],
  first: LevelProposal | undefined,
): { code: ThresholdWarning; message: string }[] {
  const active = members.filter(({ isActive }) => isActive);
  if (!first || active.length === 0) return [];
  const messages: string[] = [];
  const reached = active.filter(({ score }) => score >= first.threshold).length;
  if (isLarger(TENTH, rational(reached, active.length))) {
    messages.push(`${reached} of ${active.length} active members reach ${first.level.code}: fewer than a tenth.`);
  }
  const yearly = active.map(({ yearlyScore }) => yearlyScore).sort((a, b) => a - b);
  const median = quantile(yearly, HALF) ?? 0;
  if (first.threshold > median) {
    messages.push(
      `${first.level.code} begins at ${first.threshold}, half of the active members make ${median} a year.`,
    );
  }
  return messages.map((message) => ({ code: 'FIRST_STEP_TOO_LARGE', message }));
}

function durabilityWarnings({ window, validity, downgrade }: Track): { code: ThresholdWarning; message: string }[] {
  const reasons = [
    ...(window.kind === 'lifetime' ? ['the score is of a whole lifetime'] : []),
    ...(validity === undefined ? ['levels have no end'] : []),
    ...(downgrade.policy === 'none' || downgrade.policy === 'keepHighest'
      ? [`the policy ${downgrade.policy} lowers nobody`]
      : []),
  ];
  if (reasons.length === 0) return [];
  const message = `Levels only grow, so the top fills up with the years: ${reasons.join(', ')}.`;
  return [{ code: 'ONLY_GROWS', message }];
}
