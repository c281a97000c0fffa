import type { Instant } from '../../engine/calendar';
import { checkInStanding } from '../../engine/check-in';
import { type Program, primaryTrack, type Reward, type Text } from '../../engine/program';
import { compare, multiply, type Rational, rational, round } from '../../engine/rational';
import type { MemberState } from '../../engine/state';
import { type TaskStanding, taskStandings } from '../../engine/tasks';
import { formatCount, formatYuan } from '../../platform/locale';
import { howToReach, placeAt } from '../levels';

/** A step that a member can take, in words. */
export interface NextStep {
  kind: 'claim' | 'checkIn' | 'task' | 'purchase' | 'reach';
  text: Text;
  standing?: TaskStanding;
  /** How much business it takes. */
  amountFen?: number;
  /** Of the score of the primary track when it counts there, otherwise points or growth. */
  gain: number;
  action?: { open: string };
}

type Account = 'growth' | 'points';
type Next = NonNullable<ReturnType<typeof placeAt>['next']>;

/**
 * The cheapest step to the next level of the primary track (T6): a reward that waits to be claimed; then what costs
 * nothing and counts (check-in, tasks of deeds, the fewest first); then whichever of a task of an amount and a purchase
 * takes less money for each point of the score. Without such a step, and on the last level, the best reward that can be
 * had. The state is one up to which time has passed; undefined: there is nothing to do, or the member is blocked.
 */
export function nextStep(program: Program, state: MemberState, now: Instant): NextStep | undefined {
  if (state.blocked) return undefined;
  const standings = taskStandings(program, state, now);
  const { basis } = primaryTrack(program);
  const account = basis.kind === 'growth' || basis.kind === 'points' ? basis.kind : undefined;
  const place = placeAt(program, primaryTrack(program), state, now);
  const next = place.next && place.next.needed > 0 ? place.next : undefined;
  const counted = next && account;

  const claimable = standings.filter(({ canClaim }) => canClaim);
  const toClaim = best(claimable, counted);
  if (toClaim) return claimStep(toClaim, counted);

  const open = standings.filter((standing) => standing.state === 'open');
  const checkIn = checkInStep(program, state, now);
  if (counted === 'points' && checkIn) return checkIn;
  const counting = counted ? open.filter(({ task: { reward } }) => (reward[counted] ?? 0) > 0) : [];
  const deeds = counting.filter(({ task }) => task.progress.unit === 'times');
  const deed = [...deeds].sort((a, b) => leftOf(a) - leftOf(b))[0];
  if (deed) return taskStep(deed, counted);
  const purchase = next && purchaseStep(program, next);
  const sum = cheapestSum(counting, counted);
  if (sum && (!purchase?.amountFen || isCheaper(sum, counted, purchase))) return taskStep(sum, counted);
  if (purchase) return purchase;
  if (checkIn) return checkIn;
  const rewarding = best(open, undefined);
  return rewarding && taskStep(rewarding, undefined);
}

const leftOf = ({ target, progress }: TaskStanding) => target - progress;

/** What a reward brings for the account that counts; without one, points, or else growth. */
function gainOf({ points = 0, growth = 0 }: Reward, account: Account | undefined): number {
  const counted = account && { points, growth }[account];
  return counted || points || growth;
}

/** The one that brings most to what counts; then most in all; then the first. */
function best(standings: readonly TaskStanding[], account: Account | undefined): TaskStanding | undefined {
  const counted = ({ task: { reward } }: TaskStanding) => (account ? (reward[account] ?? 0) : 0);
  const all = ({ task: { reward } }: TaskStanding) => (reward.points ?? 0) + (reward.growth ?? 0);
  return [...standings].sort((a, b) => counted(b) - counted(a) || all(b) - all(a))[0];
}

/** The task of an amount that takes least money for what it brings. */
function cheapestSum(standings: readonly TaskStanding[], account: Account | undefined): TaskStanding | undefined {
  const price = (standing: TaskStanding) => rational(leftOf(standing), gainOf(standing.task.reward, account));
  return standings.filter(({ task }) => task.progress.unit === 'fen').sort((a, b) => compare(price(a), price(b)))[0];
}

function isCheaper(task: TaskStanding, account: Account | undefined, { amountFen = 0, gain }: NextStep): boolean {
  return compare(rational(leftOf(task), gainOf(task.task.reward, account)), rational(amountFen, gain)) < 0;
}

function claimStep(standing: TaskStanding, account: Account | undefined): NextStep {
  const { name, reward } = standing.task;
  const text: Text = {
    'zh-CN': `领取「${name['zh-CN']}」的奖励：${wordsOf(reward, 'zh-CN')}`,
    en: `Claim the reward of “${name.en}”: ${wordsOf(reward, 'en')}`,
  };
  return { kind: 'claim', text, standing, gain: gainOf(reward, account), action: { open: 'tasks' } };
}

function taskStep(standing: TaskStanding, account: Account | undefined): NextStep {
  const { name, reward, action, progress } = standing.task;
  const text: Text = {
    'zh-CN': `完成「${name['zh-CN']}」，可得 ${wordsOf(reward, 'zh-CN')}`,
    en: `Complete “${name.en}” for ${wordsOf(reward, 'en')}`,
  };
  const amountFen = progress.unit === 'fen' ? leftOf(standing) : undefined;
  return { kind: 'task', text, standing, amountFen, gain: gainOf(reward, account), action };
}

function checkInStep(program: Program, state: MemberState, now: Instant): NextStep | undefined {
  const { canCheckIn, nextPoints = 0 } = checkInStanding(program, state, now);
  if (!canCheckIn || nextPoints === 0) return undefined;
  const reward = { points: nextPoints };
  const text: Text = {
    'zh-CN': `今日签到，可得 ${wordsOf(reward, 'zh-CN')}`,
    en: `Check in today for ${wordsOf(reward, 'en')}`,
  };
  return { kind: 'checkIn', text, gain: nextPoints, action: { open: 'check-in' } };
}

/** How much business reaches the next level, where the rules say it; otherwise what the score is made of. */
function purchaseStep(program: Program, next: Next): NextStep {
  const { basis } = primaryTrack(program);
  const gain = next.needed;
  const how = (locale: 'zh-CN' | 'en') => howToReach(basis, next, locale);
  const text: Text = { 'zh-CN': how('zh-CN'), en: how('en') };
  switch (basis.kind) {
    case 'amount':
    case 'recharge':
      return { kind: 'purchase', text, amountFen: gain, gain };
    case 'growth':
    case 'points':
      return purchaseByRules(program, basis.kind, next) ?? { kind: 'reach', text, gain };
    default:
      return { kind: 'reach', text, gain };
  }
}

/** By the rule that gives most for a yuan. Its conditions, multipliers and caps are not known before the event. */
function purchaseByRules(program: Program, account: Account, { needed, level }: Next): NextStep | undefined {
  let found: { on: string; rate: Rational } | undefined;
  for (const rule of program.rules) {
    const rate = rule[account]?.perYuan;
    const [on] = rule.on;
    if (rate && on && (!found || compare(rate, found.rate) > 0)) found = { on, rate };
  }
  if (!found) return undefined;
  const { numerator, denominator } = found.rate;
  const amountFen = round(
    multiply(rational(needed, 1), multiply(rational(100), { numerator: denominator, denominator: numerator })),
    'up',
  );
  const deed = deeds[found.on] ?? other;
  const text: Text = {
    'zh-CN': `再${deed['zh-CN']} ${formatYuan(amountFen, 'zh-CN')}，升级为${level.name['zh-CN']}`,
    en: `${deed.en} ${formatYuan(amountFen, 'en')} more to reach ${level.name.en}`,
  };
  return { kind: 'purchase', text, amountFen, gain: needed };
}

const other: Text = { 'zh-CN': '消费', en: 'Spend' };
const deeds: Record<string, Text> = {
  'loan.disbursed': { 'zh-CN': '借款', en: 'Borrow' },
  'investment.made': { 'zh-CN': '投资', en: 'Invest' },
  'wallet.recharged': { 'zh-CN': '储值', en: 'Top up' },
};

function wordsOf({ points = 0, growth = 0 }: Reward, locale: 'zh-CN' | 'en'): string {
  const [units, and] = locale === 'en' ? [['points', 'growth value'], ' and '] : [['积分', '成长值'], '、'];
  const parts = [points, growth].flatMap((count, index) =>
    count > 0 ? [`${formatCount(count, locale)} ${units[index]}`] : [],
  );
  return parts.join(and);
}
