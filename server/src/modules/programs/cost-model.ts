import { type Benefit, type CostModel, type Grant, type Program, primaryTrack, type Rule } from '../../engine/program';
import { add, compare, divide, multiply, one, type Rational, rational } from '../../engine/rational';

/** What a member of a level costs in a year, and what they owe on average, both in fen. */
interface YearOfMember {
  costFen: Rational;
  outstandingFen: Rational;
}

/**
 * The cost of a level as an annual rate (DOMAIN.md, "Cost model"): points issued in a year at the cost of a point, plus
 * what the benefits of a member of the level cost in a year (in fen; at full exercise or at the measured one, as the
 * caller computed them), divided by what a member of the level owes on average. A ceiling: events are taken to meet the
 * conditions of the rules, no cap cuts, nothing is rounded or taken back. Undefined when the program does not state the
 * assumptions for the level.
 */
export function costOfLevel(
  program: Program,
  level: string,
  benefitsFen: readonly Rational[] = [],
): Rational | undefined {
  const year = yearOfMember(program, level, benefitsFen);
  return year && divide(year.costFen, year.outstandingFen);
}

/**
 * The cost of a mix of levels as an annual rate: what all members cost, divided by what they all owe. `benefitsFen` is
 * by level. Undefined when the program does not have the mix, or lacks the assumptions for one of its levels.
 */
export function costOfMix(
  program: Program,
  name: string,
  benefitsFen: Readonly<Record<string, readonly Rational[]>> = {},
): Rational | undefined {
  const mix = program.costModel?.mixes[name];
  if (!mix) return undefined;
  let costFen = rational(0);
  let outstandingFen = rational(0);
  for (const [level, part] of Object.entries(mix)) {
    const year = yearOfMember(program, level, benefitsFen[level] ?? []);
    if (!year) return undefined;
    costFen = add(costFen, multiply(part, year.costFen));
    outstandingFen = add(outstandingFen, multiply(part, year.outstandingFen));
  }
  return divide(costFen, outstandingFen);
}

/**
 * What the benefits of a level cost a member's business in a year, in fen: every benefit as often as it is given or can be
 * used, at full exercise or at the rate that was measured. Gifts of upgrades count once a year, by their points.
 */
export function benefitsOfLevel(program: Program, code: string, exercise: 'full' | 'measured'): Rational[] {
  const level = primaryTrack(program).levels.find((candidate) => candidate.code === code);
  if (!level) return [];
  const given = program.benefits.filter((benefit) => level.benefits.includes(benefit.code));
  const costs = given.map((benefit) =>
    multiply(
      multiply(benefit.costFen, rational(timesAYear(benefit))),
      exercise === 'full' ? one : benefit.exerciseRate,
    ),
  );
  const gift = level.gift === undefined ? [] : (program.gifts[level.gift] ?? []);
  const points = gift.reduce((sum, reward) => sum + (reward.points ?? 0), 0);
  return [...costs, multiply(rational(points), program.points.costPerPointFen)];
}

function timesAYear({ when, entitlement }: Benefit): number {
  if (when?.kind === 'monthly') return 12;
  if (when?.kind === 'holiday') return when.dates.length;
  if (when || !entitlement) return 1;
  return entitlement.quota * { month: 12, quarter: 4, year: 1, validity: 1 }[entitlement.per];
}

type Assumptions = CostModel['levels'][string];

function yearOfMember(program: Program, code: string, benefitsFen: readonly Rational[]): YearOfMember | undefined {
  const assumptions = program.costModel?.levels[code];
  const level = primaryTrack(program).levels.find((candidate) => candidate.code === code);
  if (!assumptions || !level) return undefined;
  const points = program.rules
    .map((rule) => pointsOf(program, rule, level.pointsMultiplier ?? one, assumptions))
    .reduce(add, rational(0));
  const costFen = benefitsFen.reduce(add, multiply(points, program.points.costPerPointFen));
  return { costFen, outstandingFen: rational(assumptions.outstandingFen) };
}

/** The points that a rule grants in a year. */
function pointsOf(program: Program, rule: Rule, ofLevel: Rational, { year }: Assumptions): Rational {
  const { points, multipliers } = rule;
  if (!points) return rational(0);
  const granted = rule.on.map((type) => {
    const events = year[type];
    if (!events) return rational(0);
    const inCampaigns = multipliers.includes('campaign') ? (events.inCampaigns ?? rational(0)) : rational(0);
    // Of the part in campaigns, everything again for each time that the best of them adds.
    const campaigns = add(one, multiply(inCampaigns, add(bestCampaign(program), rational(-1))));
    return multiply(baseOf(points, events), campaigns);
  });
  const sum = granted.reduce(add, rational(0));
  return multipliers.includes('level') ? multiply(sum, ofLevel) : sum;
}

function baseOf({ perYuan, fixed }: Grant, { amountFen, times }: Assumptions['year'][string]): Rational {
  return perYuan ? multiply(perYuan, rational(amountFen, 100)) : multiply(rational(fixed ?? 0), times);
}

function bestCampaign({ campaigns }: Program): Rational {
  return campaigns
    .map(({ pointsMultiplier }) => pointsMultiplier ?? one)
    .reduce((best, factor) => (compare(factor, best) > 0 ? factor : best), one);
}
