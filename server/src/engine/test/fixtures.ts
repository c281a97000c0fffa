import type { Instant } from '../calendar';
import { advance, apply, newMember } from '../fold';
import { type EventInput, type Input, InputRefused } from '../input';
import type { Outcome } from '../outcome';
import type { Level, PointsPolicy, Program, Rule, Task, Track } from '../program';
import { one, parseRational, type Rational } from '../rational';
import type { Coupon, CouponTotals, Entry, MemberState } from '../state';
import { always, type Timeline } from '../timeline';
import { walletBalance } from '../wallet';

/** A fraction from its text. */
export const rate = (text: string): Rational => parseRational(text) ?? one;

/** An instant from its local time in Shanghai, the zone of the test programs: `2026-01-31` or `2026-01-31T10:00:00`. */
export const at = (text: string): Instant => Date.parse(`${text.includes('T') ? text : `${text}T00:00:00`}+08:00`);

/** When the test members joined. */
export const JOINED = at('2026-01-01');

const text = { 'zh-CN': '一', en: 'one' };

/** A level; its `keep` is its threshold unless given. */
export function level(code: string, rank: number, threshold: number, changes: Partial<Level> = {}): Level {
  return { code, name: text, rank, threshold, keep: threshold, color: '#000000', benefits: [], ...changes };
}

/** A primary track of growth over the whole life, with one level that is good for ever, but for the changes. */
export function track(changes: Partial<Track> = {}): Track {
  return {
    code: 'growth',
    name: text,
    kind: 'level',
    primary: true,
    basis: { kind: 'growth' },
    window: { kind: 'lifetime' },
    upgrade: { skip: true, review: false },
    downgrade: { policy: 'none', grace: 'P0D', atExpiry: 'none' },
    levels: [level('base', 0, 0)],
    ...changes,
  };
}

/** A rule on `order.completed` with no multipliers and no cap, but for the changes: those say what it grants. */
export function rule(code: string, changes: Partial<Rule>): Rule {
  const source = changes.on?.[0] ?? 'order.completed';
  return { code, on: ['order.completed'], multipliers: [], source, priority: 0, exclusive: false, ...changes };
}

/** A newcomer task of one order, 100 points and 50 growth to be claimed, but for the changes. */
export function task(code: string, changes: Partial<Task>): Task {
  return {
    code,
    name: text,
    kind: 'newcomer',
    nature: 'process',
    progress: { on: ['order.completed'], unit: 'times', target: 1 },
    reward: { points: 100, growth: 50 },
    claim: 'manual',
    after: [],
    visible: { levels: [] },
    ...changes,
  };
}

/** ¥1 = 1 point, at the multiplier of the level. */
export const orderPoints = rule('order-points', {
  points: { perYuan: one, rounding: 'down' },
  multipliers: ['level'],
});

/** ¥1 = 1 growth. */
export const orderGrowth = rule('order-growth', { growth: { perYuan: one, rounding: 'down' } });

/** What differs from the test program. */
export interface ProgramChanges extends Partial<Omit<Program, 'points'>> {
  points?: Partial<PointsPolicy>;
  /** Of the base level, for points. */
  multiplier?: Rational;
}

/** ¥1 = 1 point, expiring at the end of the year, at once spendable; the level multiplies by what is given. */
export function program({ multiplier, points, ...changes }: ProgramChanges = {}): Program {
  return {
    code: 'test',
    name: text,
    timeZone: 'Asia/Shanghai',
    lateHorizon: 'P90D',
    points: {
      expiry: { after: 'P0D', endOf: 'year' },
      pendingFor: 'P0D',
      costPerPointFen: one,
      remindBefore: [],
      ...points,
    },
    growth: {},
    tracks: [track({ levels: [level('base', 0, 0, { pointsMultiplier: multiplier })] })],
    rules: [orderPoints],
    campaigns: [],
    tags: [],
    plans: [],
    offers: [],
    tasks: [],
    benefits: [],
    gifts: {},
    coupons: [],
    couponsRemindBefore: [],
    approvalAbove: {},
    mall: { payWithin: 'PT15M', receiveAfter: 'P10D', returnWithin: 'P7D' },
    ...changes,
  };
}

/** Programs, each with when it was published. */
export const versions = (...published: [Program, Instant][]): Timeline =>
  published.map(([source, from], index) => ({ version: index + 1, from, program: source }));

/** An event of partner 1, recorded when it occurred unless `at` says otherwise. */
export function event(id: string, type: string, when: string, changes: Partial<EventInput> = {}): EventInput {
  const time = at(when);
  return { kind: 'event', at: time, occurredAt: time, eventKey: `1:${id}`, type, ...changes };
}

/** A completed order. */
export const order = (id: string, amountFen: number, when: string, changes: Partial<EventInput> = {}): EventInput =>
  event(id, 'order.completed', when, { amountFen, ...changes });

/** A refund of an order: a part of it, or the whole when the amount is left out. */
export const refund = (id: string, of: string, amountFen: number | undefined, when: string): EventInput =>
  event(id, 'order.refunded', when, { amountFen, reverses: `1:${of}` });

/** A hold for an hour unless a deadline is given. */
export const hold = (id: string, points: number, when: string, deadline: Instant = at(when) + 3_600_000): Input => ({
  kind: 'hold',
  at: at(when),
  holdId: id,
  orderRef: id,
  orderAmountFen: 0,
  points,
  deadline,
});

/** The capture of a hold. */
export const capture = (id: string, points: number, when: string): Input => ({
  kind: 'capture',
  at: at(when),
  holdId: id,
  points,
});

/** The release of a hold. */
export const release = (id: string, when: string): Input => ({ kind: 'release', at: at(when), holdId: id });

/** A part of a captured hold comes back. */
export const giveBack = (id: string, points: number, when: string): Input => ({
  kind: 'return',
  at: at(when),
  holdId: id,
  points,
});

/** A hold and its capture at the same moment. */
export const spend = (id: string, points: number, when: string): Input[] => [
  hold(id, points, when),
  capture(id, points, when),
];

/** An adjustment by hand. */
export const adjust = (account: 'points' | 'growth', delta: number, when: string): Input => ({
  kind: account === 'points' ? 'adjustPoints' : 'adjustGrowth',
  at: at(when),
  delta,
  reason: 'test',
  actor: 'staff:1',
});

/** What is left in all lots, spendable or pending. */
export function inLots(state: MemberState): number {
  return Object.values(state.lots).reduce((sum, lot) => sum + lot.remaining, 0);
}

/** What holds still set aside. */
export function inHolds(state: MemberState): number {
  return Object.values(state.holds)
    .flatMap(({ edges }) => edges)
    .reduce((sum, edge) => sum + edge.held, 0);
}

/** Sums of ledgers without lines. */
export const noSums = (): Record<Entry['account'], number> => ({
  points: 0,
  growth: 0,
  principal: 0,
  gift: 0,
  saving: 0,
});

/** The equations of the ledgers, for the sums of all entries so far. Throws when one does not hold. */
export function assertEquations(state: MemberState, sums: Record<Entry['account'], number>): void {
  const points = inLots(state) + inHolds(state) - state.debt;
  if (sums.points !== points)
    throw new Error(`Entries sum to ${sums.points} points, lots, holds and debt to ${points}.`);
  if (sums.growth !== state.growth) throw new Error(`Entries sum to ${sums.growth} growth, not ${state.growth}.`);
  if (state.debt > 0 && inLots(state) > 0) throw new Error(`A debt of ${state.debt} beside ${inLots(state)} in lots.`);
  const wallet = walletBalance(state);
  for (const part of ['principal', 'gift'] as const) {
    if (sums[part] !== wallet[part]) throw new Error(`Entries sum to ${sums[part]} of ${part}, not ${wallet[part]}.`);
  }
  const sizes = [
    state.debt,
    ...Object.values(state.wallet?.recharges ?? {}).flatMap((one) => [one.principalLeft, one.giftLeft, one.coveredFen]),
    ...Object.values(state.wallet?.spends ?? {}).flatMap(({ edges }) => edges.flatMap((e) => [e.principal, e.gift])),
    ...Object.values(state.lots).flatMap((lot) => [lot.amount, lot.remaining, lot.expired]),
    ...Object.values(state.holds).flatMap(({ edges }) => edges.flatMap((edge) => [edge.held, edge.captured])),
  ];
  assertAssets(state);
  if (sizes.some((size) => size < 0)) throw new Error(`Something is negative: ${sizes.join(', ')}.`);
}

/** Of ledger lines, the points that rewards gave, less what was taken back of it. */
export function rewardsIn(entries: readonly Entry[]): number {
  const lines = entries.filter(({ account, kind, trace }) => account === 'points' && kind !== 'spend' && trace.source);
  return lines.reduce((sum, { delta }) => sum + delta, 0);
}

/** What coupons come to, when these are all that there ever were. */
export function totalsOf(coupons: readonly Coupon[]): CouponTotals {
  const redeemed = coupons.filter(({ state }) => state === 'redeemed');
  return {
    redeemed: redeemed.length,
    expired: coupons.filter(({ state }) => state === 'expired').length,
    savedFen: redeemed.reduce((sum, { discountFen = 0 }) => sum + discountFen, 0),
  };
}

/** What is locked says for which order and until when, nothing else does; no more of a quota is used than was granted. */
export function assertAssets({ coupons, entitlements, asOf }: MemberState): void {
  for (const [id, coupon] of Object.entries(coupons)) {
    const isOf = coupon.orderRef !== undefined;
    const isWrong =
      coupon.id !== id ||
      isOf !== (coupon.state === 'locked' || coupon.state === 'redeemed') ||
      (coupon.lockedUntil !== undefined) !== (coupon.state === 'locked') ||
      (coupon.redeemedAt !== undefined) !== (coupon.state === 'redeemed') ||
      (coupon.state === 'available' && coupon.validUntil <= asOf) ||
      (coupon.state === 'expired' && coupon.validUntil > asOf);
    if (isWrong) throw new Error(`The coupon ${id} is in two states: ${JSON.stringify(coupon)}.`);
  }
  for (const [key, { used, reserved, granted }] of Object.entries(entitlements)) {
    const quantities = [...Object.values(used), ...Object.values(reserved)];
    const sum = quantities.reduce((total, quantity) => total + quantity, 0);
    if (sum > granted || quantities.some((quantity) => quantity <= 0)) {
      throw new Error(`Of ${key}, ${sum} are used and reserved, ${granted} granted.`);
    }
  }
}

/** A member whose inputs are folded one by one; the equations of the ledgers are checked after each. */
export class Member {
  state: MemberState;
  /** All outcomes so far, also those of `advance`. */
  readonly outcomes: Outcome[] = [];
  private readonly sums = noSums();
  readonly timeline: Timeline;

  constructor(rules: Program | Timeline, joinedAt: Instant = JOINED) {
    this.timeline = 'code' in rules ? always(rules) : rules;
    this.state = newMember(this.timeline, joinedAt);
  }

  /** Folds inputs in. */
  do(...inputs: Input[]): this {
    for (const input of inputs) this.take(apply(this.timeline, this.state, input));
    return this;
  }

  /** The code with which an input is refused; the member stays as it was. */
  refusal(input: Input): string | undefined {
    const before = JSON.stringify(this.state);
    try {
      apply(this.timeline, this.state, input);
      return undefined;
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
      if (JSON.stringify(this.state) !== before) throw new Error('A refused input changed the state.');
      return error.code;
    }
  }

  /** Lets time pass until then. */
  until(when: string): this {
    return this.take(advance(this.timeline, this.state, at(when)));
  }

  /** What is in lots, and what is owed. */
  get points(): [number, number] {
    return [inLots(this.state), this.state.debt];
  }

  /** What is left in each lot. */
  get lots(): number[] {
    return Object.values(this.state.lots).map(({ remaining }) => remaining);
  }

  /** The code of the level on a track. */
  level(code = 'growth'): string | undefined {
    return this.state.tracks[code]?.level;
  }

  /** Up to when the level on a track is good. */
  validUntil(code = 'growth'): Instant | undefined {
    return this.state.tracks[code]?.validUntil;
  }

  /** The lines that the last step made, such as `earn 100`. */
  get lastLines(): string[] {
    return this.outcomes.at(-1)?.entries.map(({ kind, delta }) => `${kind} ${delta}`) ?? [];
  }

  /** What became of reversals that had waited. */
  get settled(): string[] {
    return this.outcomes.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'reversalSettled' ? [effect.as] : [])),
    );
  }

  /** The kinds of all effects so far. */
  get effects(): string[] {
    return this.outcomes.flatMap(({ effects }) => effects.map(({ kind }) => kind));
  }

  private take(outcome: Outcome): this {
    this.outcomes.push(outcome);
    this.state = outcome.state;
    for (const { account, delta } of outcome.entries) this.sums[account] += delta;
    assertEquations(this.state, this.sums);
    return this;
  }
}
