import { rungOf } from '../../engine/check-in';
import {
  type Benefit,
  type CouponTemplate,
  type Grant,
  type Level,
  type LevelAssumptions,
  type Program,
  primaryTrack,
  type Reward,
  type Rule,
} from '../../engine/program';
import { add, compare, divide, multiply, one, type Rational, rational, round } from '../../engine/rational';
import { giftFor } from '../../engine/wallet';

/** Whether members use everything that they can, or as much of it as was measured. */
export type Exercise = 'full' | 'measured';

/** What a member of a level costs in a year, and what they owe on average, both in fen. */
interface YearOfMember {
  costFen: Rational;
  outstandingFen: Rational;
}

/**
 * The cost of a level as an annual rate (DOMAIN.md, "Cost model"): what is given in a year to a member who does what the
 * program assumes of the level, divided by what such a member owes on average. Points of rules, tasks, check-ins,
 * invitations and the level's gift (once a year) at the cost of a point; benefits; coupons, at most at what they take off;
 * gifts on top of recharges. At full exercise a ceiling, at the measured one a forecast: what members do is the same.
 * Events are taken to meet the conditions of the rules, no cap cuts, nothing is rounded or taken back. Undefined when the
 * program does not state the assumptions for the level.
 */
export function costOfLevel(program: Program, level: string, exercise: Exercise = 'full'): Rational | undefined {
  const year = yearOfMember(program, level, exercise);
  return year && divide(year.costFen, year.outstandingFen);
}

/**
 * The cost of a mix of levels as an annual rate: what all members cost, divided by what they all owe. Undefined when the
 * program does not have the mix, or lacks the assumptions for one of its levels.
 */
export function costOfMix(program: Program, name: string, exercise: Exercise = 'full'): Rational | undefined {
  const mix = program.costModel?.mixes[name];
  if (!mix) return undefined;
  const members = Object.entries(mix).map(([level, part]) => ({ part, year: yearOfMember(program, level, exercise) }));
  let costFen = rational(0);
  let outstandingFen = rational(0);
  for (const { part, year } of members) {
    if (!year) return undefined;
    costFen = add(costFen, multiply(part, year.costFen));
    outstandingFen = add(outstandingFen, multiply(part, year.outstandingFen));
  }
  return divide(costFen, outstandingFen);
}

/** A year of a member, and how it is counted. */
interface Year {
  program: Program;
  level: Level;
  assumed: LevelAssumptions;
  exercise: Exercise;
}

function yearOfMember(program: Program, code: string, exercise: Exercise): YearOfMember | undefined {
  const assumed = program.costModel?.levels[code];
  const level = primaryTrack(program).levels.find((candidate) => candidate.code === code);
  if (!assumed || !level) return undefined;
  const year = { program, level, assumed, exercise };
  const byRules = sum(program.rules.map((rule) => pointsOf(year, rule)));
  const parts = [tasksOf, checkInsOf, referralsOf, upgradeGiftOf, benefitsOf, claimsOf, rechargesOf];
  const costFen = sum([multiply(byRules, program.points.costPerPointFen), ...parts.map((part) => part(year))]);
  return { costFen, outstandingFen: rational(assumed.outstandingFen) };
}

/** The points that a rule grants. */
function pointsOf({ program, level, assumed }: Year, { points, multipliers, on }: Rule): Rational {
  if (!points) return rational(0);
  const granted = on.map((type) => {
    const events = assumed.year[type];
    if (!events) return rational(0);
    const inCampaigns = multipliers.includes('campaign') ? (events.inCampaigns ?? rational(0)) : rational(0);
    // Of the part in campaigns, everything again for each time that the best of them adds.
    const campaigns = add(one, multiply(inCampaigns, add(bestCampaign(program), rational(-1))));
    return multiply(baseOf(points, events), campaigns);
  });
  return multipliers.includes('level') ? multiply(sum(granted), level.pointsMultiplier ?? one) : sum(granted);
}

function baseOf({ perYuan, fixed }: Grant, { amountFen, times }: LevelAssumptions['year'][string]): Rational {
  return perYuan ? multiply(perYuan, rational(amountFen, 100)) : multiply(rational(fixed ?? 0), times);
}

function bestCampaign({ campaigns }: Program): Rational {
  return campaigns
    .map(({ pointsMultiplier }) => pointsMultiplier ?? one)
    .reduce((best, factor) => (compare(factor, best) > 0 ? factor : best), one);
}

function tasksOf(year: Year): Rational {
  const costs = year.program.tasks.map(({ code, reward, claim }) => {
    const times = year.assumed.tasks[code] ?? rational(0);
    // What is not claimed by hand comes by itself.
    const fetched = claim === 'auto' ? one : exercised(year, year.assumed);
    return multiply(multiply(times, fetched), rewardFen(year, reward));
  });
  return sum(costs);
}

/** A run begins at the foot of the ladder, and pays the steps of a month that it is long enough for. */
function checkInsOf(year: Year): Rational {
  const { checkIn, points } = year.program;
  const { runs, days } = year.assumed.checkIns ?? { runs: rational(0), days: 0 };
  if (!checkIn) return rational(0);
  const ladder = Array.from({ length: days }, (_, index) => rungOf(checkIn, index + 1).points);
  const climbed = ladder.reduce((total, rung) => total + rung, 0);
  const steps = checkIn.cumulative.filter(({ count }) => count <= days).map(({ reward }) => rewardFen(year, reward));
  return multiply(runs, add(multiply(rational(climbed), points.costPerPointFen), sum(steps)));
}

function referralsOf(year: Year): Rational {
  const { referral } = year.program;
  if (!referral) return rational(0);
  const both = sum([referral.inviter, referral.invitee].map((reward) => rewardFen(year, reward)));
  return multiply(year.assumed.referrals, both);
}

/** Once a year: a level has one gift in each validity. */
function upgradeGiftOf(year: Year): Rational {
  const { gift } = year.level;
  return gift === undefined ? rational(0) : sum((year.program.gifts[gift] ?? []).map((one) => rewardFen(year, one)));
}

/** Every benefit as often as it is given, or its quota can be used. */
function benefitsOf(year: Year): Rational {
  const { program, level, exercise } = year;
  const costs = program.benefits
    .filter(({ code }) => level.benefits.includes(code))
    .map((benefit) => {
      const { grant, costFen, entitlement } = benefit;
      const each = costFen ?? (grant ? rewardFen({ ...year, exercise: 'full' }, grant) : rational(0));
      const times = timesAYear(benefit) * (grant ? 1 : (entitlement?.quota ?? 1));
      return multiply(multiply(each, rational(times)), exercised({ exercise }, benefit));
    });
  return sum(costs);
}

function timesAYear({ when, entitlement }: Benefit): number {
  if (when?.kind === 'monthly') return 12;
  if (when?.kind === 'holiday') return when.dates.length;
  return when || !entitlement ? 1 : { month: 12, quarter: 4, year: 1, validity: 1 }[entitlement.per];
}

function claimsOf(year: Year): Rational {
  const claimed = Object.entries(year.assumed.coupons);
  return sum(claimed.map(([coupon, times]) => multiply(times, rewardFen(year, { coupon }))));
}

/** Each recharge is taken to be of the average amount. */
function rechargesOf({ program: { wallet }, assumed }: Year): Rational {
  const { amountFen, times } = assumed.year['wallet.recharged'] ?? { amountFen: 0, times: rational(0) };
  if (!wallet || compare(times, rational(0)) === 0) return rational(0);
  const each = round(divide(rational(amountFen), times), 'down');
  return multiply(times, rational(giftFor(wallet, each)));
}

/** What a reward outside a benefit costs; growth costs nothing. */
function rewardFen(year: Year, { points = 0, coupon, benefit }: Reward): Rational {
  const { program, assumed, exercise } = year;
  const template = program.coupons.find(({ code }) => code === coupon);
  const again = program.benefits.find(({ code }) => code === benefit);
  const uses = multiply(again?.costFen ?? rational(0), rational(again?.entitlement?.quota ?? 0));
  return sum([
    multiply(rational(points), program.points.costPerPointFen),
    template ? multiply(mostOf(template), exercised(year, assumed)) : rational(0),
    again ? multiply(uses, exercised({ exercise }, again)) : rational(0),
  ]);
}

/** What a coupon costs at most; the grammar has seen to it that something tells. */
function mostOf({ costFen, offFen, ceilingFen }: CouponTemplate): Rational {
  return costFen ?? rational(offFen ?? ceilingFen ?? 0);
}

function exercised({ exercise }: Pick<Year, 'exercise'>, { exerciseRate }: { exerciseRate: Rational }): Rational {
  return exercise === 'full' ? one : exerciseRate;
}

function sum(parts: readonly Rational[]): Rational {
  return parts.reduce(add, rational(0));
}
