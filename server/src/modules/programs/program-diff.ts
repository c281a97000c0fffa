import type {
  Activity,
  Basis,
  Benefit,
  CheckIn,
  Comparison,
  Condition,
  CouponTemplate,
  FormulaGrowth,
  Grant,
  Level,
  Plan,
  PlanOffer,
  Program,
  ReferralPolicy,
  Reward,
  Rfm,
  Rule,
  Task,
  Track,
  WalletPolicy,
} from '../../engine/program';
import { formatRational, type Rational } from '../../engine/rational';

/** Things that have a code, by it: their place in the file is no part of what they are. */
class Coded {
  readonly items: ReadonlyMap<string, Tree>;

  constructor(items: Iterable<readonly [string, Tree]>) {
    this.items = new Map(items);
  }
}

type Leaf = string | number | boolean | Rational | readonly (string | number)[] | undefined;
type Tree = Leaf | Coded | { readonly [key: string]: Tree };

const NOTHING = '(none)';

/**
 * What changes from one program to the next, a line for each change, in the words of the file and by code:
 * `tracks.growth.levels.gold.threshold: 12000 → 15000`, `rules.order-points: added`. Empty when nothing does.
 */
export function diffPrograms(before: Program, after: Program): string[] {
  return [...compareTrees('', viewOf(before), viewOf(after)), ...compareOrder(before.rules, after.rules)];
}

function compareTrees(path: string, before: Tree, after: Tree): string[] {
  const at = (key: string) => (path ? `${path}.${key}` : key);
  if (before instanceof Coded && after instanceof Coded) {
    return keysOf(before.items.keys(), after.items.keys()).flatMap((code) => {
      if (!before.items.has(code)) return [`${at(code)}: added`];
      if (!after.items.has(code)) return [`${at(code)}: removed`];
      return compareTrees(at(code), before.items.get(code), after.items.get(code));
    });
  }
  const [old, now] = [branchesOf(before), branchesOf(after)];
  if (old || now) {
    const keys = keysOf(Object.keys(old ?? {}), Object.keys(now ?? {}));
    const leaf =
      old && now ? [] : leafLine(path, old ? undefined : (before as Leaf), now ? undefined : (after as Leaf));
    return [...leaf, ...keys.flatMap((key) => compareTrees(at(key), old?.[key], now?.[key]))];
  }
  return leafLine(path, before as Leaf, after as Leaf);
}

function leafLine(path: string, before: Leaf, after: Leaf): string[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  return old === now ? [] : [`${path}: ${old} → ${now}`];
}

/** Of two rules of one priority the first in the file comes first, so that their order is a part of the program. */
function compareOrder(before: readonly Rule[], after: readonly Rule[]): string[] {
  const stays = (rules: readonly Rule[], { code, priority }: Rule) =>
    rules.some((rule) => rule.code === code && rule.priority === priority);
  const old = before.filter((rule) => stays(after, rule)).map(({ code }) => code);
  const now = after.filter((rule) => stays(before, rule)).map(({ code }) => code);
  return old.join() === now.join() ? [] : [`rules: order ${old.join(', ')} → ${now.join(', ')}`];
}

function keysOf(before: Iterable<string>, after: Iterable<string>): string[] {
  return [...new Set([...after, ...before])];
}

function branchesOf(tree: Tree): { readonly [key: string]: Tree } | undefined {
  const isBranch = typeof tree === 'object' && !Array.isArray(tree) && !(tree instanceof Coded) && !isRational(tree);
  return isBranch ? (tree as { readonly [key: string]: Tree }) : undefined;
}

function isRational(tree: object): tree is Rational {
  return 'numerator' in tree && typeof tree.numerator === 'bigint';
}

function wordsOf(leaf: Leaf): string {
  if (leaf === undefined) return NOTHING;
  if (typeof leaf !== 'object') return String(leaf);
  return isRational(leaf) ? formatRational(leaf) : leaf.join(', ') || NOTHING;
}

/** A program in the words and with the paths of its file. */
function viewOf(program: Program): Tree {
  const { points, growth, formulaGrowth, approvalAbove } = program;
  const { capPerDay, expiry, deduction, ...rest } = points;
  return {
    program: program.code,
    name: { ...program.name },
    timeZone: program.timeZone,
    lateHorizon: program.lateHorizon,
    points: {
      ...rest,
      expiry: expiry && { ...expiry },
      deduction: deduction && { ...deduction },
      caps: perDay(capPerDay),
    },
    growth: { caps: perDay(growth.capPerDay) },
    formulaGrowth: formulaGrowth && viewOfFormula(formulaGrowth),
    tracks: coded(program.tracks, viewOfTrack),
    rules: coded(program.rules, viewOfRule),
    campaigns: coded(program.campaigns, ({ code: _, ...campaign }) => campaign),
    tags: coded(program.tags, ({ name }) => ({ name: { ...name } })),
    tasks: coded(program.tasks, viewOfTask),
    checkIn: program.checkIn && viewOfCheckIn(program.checkIn),
    benefits: coded(program.benefits, viewOfBenefit),
    gifts: Object.fromEntries(Object.entries(program.gifts).map(([code, rewards]) => [code, viewOfRewards(rewards)])),
    coupons: coded(program.coupons, viewOfCoupon),
    couponsRemindBefore: program.couponsRemindBefore,
    risk: { approvalAbove: { ...approvalAbove } },
    wallet: program.wallet && viewOfWallet(program.wallet),
    mall: { ...program.mall },
    plans: coded(program.plans, viewOfPlan),
    offers: coded(program.offers, viewOfOffer),
    family: program.family && { ...program.family },
    referral: program.referral && viewOfReferral(program.referral),
    costModel: program.costModel as unknown as Tree,
  };
}

function coded<T extends { code: string }>(items: readonly T[], view: (item: T) => Tree): Coded {
  return new Coded(items.map((item) => [item.code, view(item)]));
}

const perDay = (limit: number | undefined): Tree => ({ perDay: limit });

function viewOfFormula({ weights, rfm, spend, activity, base, reward }: FormulaGrowth): Tree {
  return {
    weights: { ...weights },
    rfm: rfm && viewOfRfm(rfm),
    spend: spend && { ...spend },
    activity: activity && { ...viewOfActivity(activity), window: activity.window },
    base: base && { ...base },
    reward: stepsBy(reward, ({ atLeast }) => atLeast),
  };
}

function viewOfRfm({ on, window, recency, frequency, monetary }: Rfm): { [key: string]: Tree } {
  return {
    on,
    window,
    recency: stepsBy(recency, ({ withinDays }) => withinDays),
    frequency: stepsBy(frequency, ({ atLeast }) => atLeast),
    monetary: stepsBy(monetary, ({ atLeastFen }) => atLeastFen),
  };
}

/** Steps by their bounds: `frequency.5: 20 → 30`. */
const stepsBy = <T extends { score: number }>(steps: readonly T[], bound: (step: T) => number): Tree =>
  Object.fromEntries(steps.map((step) => [bound(step), step.score]));

const viewOfActivity = ({ scores, capPerDay }: Activity): { [key: string]: Tree } => ({
  scores: { ...scores },
  cap: perDay(capPerDay),
});

function viewOfTrack({ code: _, name, basis, window, upgrade, returning, levels, ...rest }: Track): Tree {
  const { every, ...how } = upgrade;
  return {
    ...rest,
    upgrade: { ...how, when: every ? { every } : 'immediate' },
    name: { ...name },
    basis: viewOfBasis(basis),
    window: { ...window },
    returning: returning && { ...returning },
    levels: coded(levels, viewOfLevel),
  };
}

/** Gifts by the amount that they begin at: `wallet.gifts.10000: 500 → 800`. */
const viewOfWallet = ({ gifts, ...rest }: WalletPolicy): { [key: string]: Tree } => ({
  ...rest,
  gifts: Object.fromEntries(gifts.map(({ atLeastFen, giftFen }) => [atLeastFen, giftFen])),
});

const viewOfReferral = ({ when, inviter, invitee, limits, ...rest }: ReferralPolicy): { [key: string]: Tree } => ({
  ...rest,
  when: when && wordsOfCondition(when),
  inviter: { ...inviter },
  invitee: { ...invitee },
  limits: { ...limits },
});

function viewOfBasis(basis: Basis): Tree {
  if (basis.kind === 'activity') return { kind: basis.kind, ...viewOfActivity(basis) };
  if (basis.kind === 'rfm') return { kind: basis.kind, ...viewOfRfm(basis) };
  if (basis.kind !== 'weighted') return { ...basis };
  const parts = basis.parts.map((part, index) => [index, { basis: viewOfBasis(part.basis), weight: part.weight }]);
  return { kind: basis.kind, parts: Object.fromEntries(parts) };
}

function viewOfLevel({ code: _, rank: __, name, keep, threshold, badgeUrl, ...rest }: Level): Tree {
  return { ...rest, name: { ...name }, threshold, keep: keep === threshold ? undefined : keep, badge: badgeUrl };
}

function viewOfBenefit({ code: _, name, description, grant, entitlement, when, ...rest }: Benefit): Tree {
  const { kind: occasion, ...details } = when ?? { kind: undefined };
  return {
    ...rest,
    name: { ...name },
    description: description && { ...description },
    grant: grant && { ...grant },
    entitlement: entitlement && { ...entitlement },
    when: occasion && [occasion, ...Object.values(details).flat()],
  };
}

const viewOfRewards = (rewards: readonly Reward[]): Tree =>
  Object.fromEntries(rewards.map((reward, index) => [index, { ...reward }]));

function viewOfCoupon({ code: _, name, scope, valid, claim, ...rest }: CouponTemplate): Tree {
  return {
    ...rest,
    name: { ...name },
    scope: scope && { ...scope },
    ...('for' in valid ? { validFor: valid.for } : { validFrom: valid.from, validTo: valid.to }),
    claimable: claim !== undefined,
    claim: claim && { ...claim },
  };
}

const viewOfPlan = ({ code: _, name, description, trial, refund, ...rest }: Plan): Tree => ({
  ...rest,
  name: { ...name },
  description: description && { ...description },
  trial: trial && { ...trial },
  refund: { ...refund },
});

const viewOfOffer = ({ code: _, name, when, ...rest }: PlanOffer): Tree => ({
  ...rest,
  name: { ...name },
  when: when && wordsOfCondition(when),
});

function viewOfRule({ code: _, points, growth, penalty, when, capPerDay, source, ...rest }: Rule): Tree {
  return {
    ...rest,
    when: when && wordsOfCondition(when),
    grant: { points: points && viewOfGrant(points), growth: growth && viewOfGrant(growth) },
    penalty: { points: { fixed: penalty?.points }, growth: { fixed: penalty?.growth } },
    cap: perDay(capPerDay),
    source: source === rest.on[0] ? undefined : source,
  };
}

function viewOfTask({ code: _, name, progress, reward, visible, action, ...rest }: Task): Tree {
  const { on, when, unit, target } = progress;
  const amount: Tree = unit === 'times' ? { count: target } : { sumYuan: target / 100 };
  return {
    ...rest,
    name: { ...name },
    progress: { on, when: when && wordsOfCondition(when), ...amount },
    reward: { ...reward },
    visible: { ...visible },
    action: action && { ...action },
  };
}

function viewOfCheckIn({ ladder, top, makeUp, cumulative }: CheckIn): Tree {
  const steps = cumulative.map(({ count, reward }) => [count, { ...reward }]);
  return { ladder, top, makeUp: makeUp && { ...makeUp }, cumulative: Object.fromEntries(steps) };
}

const viewOfGrant = (grant: Grant): Tree => ({ ...grant });

/** A condition in one line: `amountFen ≥ 100 and not data.category in [gift-card]`. */
function wordsOfCondition(condition: Condition): string {
  if ('not' in condition) return `not ${nested(condition.not)}`;
  if ('path' in condition) return `${condition.path} ${wordsOfComparison(condition.test)}`;
  return 'all' in condition ? condition.all.map(nested).join(' and ') : condition.any.map(nested).join(' or ');
}

function nested(condition: Condition): string {
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return parts.length > 1 ? `(${wordsOfCondition(condition)})` : wordsOfCondition(condition);
}

function wordsOfComparison(test: Comparison): string {
  if ('exists' in test) return test.exists ? 'exists' : 'is missing';
  if ('in' in test) return `in [${test.in.map((value) => JSON.stringify(value)).join(', ')}]`;
  const signs = { eq: '=', ne: '≠', gt: '>', gte: '≥', lt: '<', lte: '≤' };
  return Object.entries(test)
    .map(([operator, operand]) => `${signs[operator as keyof typeof signs]} ${JSON.stringify(operand)}`)
    .join();
}
