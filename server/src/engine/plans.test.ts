import fc from 'fast-check';
import { settle, withNeeded } from './archive';
import { canonicalJson } from './canonical';
import { advance, apply, newMember } from './fold';
import { type Input, InputRefused } from './input';
import { estateOf } from './merge';
import { planInForce, planPriceFor, planStateAt, refundOf } from './plans';
import type { Benefit, Plan, Program } from './program';
import type { Entry, MemberState } from './state';
import { at, event, JOINED, level, Member, order, orderPoints, program, rate, refund, track } from './test/fixtures';
import { always } from './timeline';

const name = { 'zh-CN': '一', en: 'one' };
const plan = (code: string, changes: Partial<Plan> = {}): Plan => ({
  code,
  name,
  period: 'P1M',
  priceFen: 3000,
  scheme: 'hybrid',
  adapter: 'wechatPay',
  autoRenew: true,
  benefits: ['pack', 'shipping'],
  refund: { wholeWithin: 'P7D', unusedOnly: true, thereafter: 'proRataLessUsed', auto: false },
  agreementVersion: '1',
  ...changes,
});
const benefit = (code: string, changes: Partial<Benefit>): Benefit => ({
  code,
  name,
  kind: 'economic',
  layer: 'basic',
  exerciseRate: rate('1'),
  ...changes,
});

const shop: Program = program({
  plans: [
    plan('month', { firstPriceFen: 1000, trial: { period: 'P7D', priceFen: 100 }, pointsMultiplier: rate('1.5') }),
    plan('year', { period: 'P1Y', priceFen: 30_000 }),
  ],
  offers: [{ code: 'hello', name, on: ['credit.approved'], plan: 'month', priceFen: 600, for: 'P3D', first: true }],
  rules: [{ ...orderPoints, multipliers: ['level', 'plan'] }],
  benefits: [
    benefit('pack', { grant: { points: 50, coupon: 'eight' }, when: { kind: 'planMonth' } }),
    benefit('shipping', { entitlement: { quota: 2, per: 'month' }, worthFen: 800, costFen: rate('400') }),
  ],
  coupons: [{ code: 'eight', name, kind: 'amountOff', offFen: 800, minSpendFen: 800, valid: { for: 'P31D' } }],
});

const start = (no: number, when: string, changes: Partial<Extract<Input, { kind: 'startPlan' }>> = {}): Input => ({
  kind: 'startPlan',
  at: at(when),
  subscriptionId: 's1',
  periodNo: no,
  plan: 'month',
  source: no === 1 ? 'checkout' : 'renewal',
  paidFen: 3000,
  autoRenew: false,
  ...changes,
});
const end = (when: string, changes: Partial<Extract<Input, { kind: 'endPlan' }>> = {}): Input => ({
  kind: 'endPlan',
  at: at(when),
  subscriptionId: 's1',
  reason: 'refunded',
  ...changes,
});
const use = (ref: string, when: string): Input => ({
  kind: 'useBenefit',
  at: at(when),
  step: 'use',
  benefit: 'shipping',
  ref,
});
const member = () => new Member(shop);
const span = ({ state: { plan: own } }: Member) => [own?.from, own?.until];
const inForce = ({ state }: Member) => planInForce(shop, state)?.code;
const ended = ({ state }: Member) => state.plan?.ended?.reason;

describe('the periods of a plan', () => {
  it('keep their anchor day, the last of a month that is too short', () => {
    const one = member().do(start(1, '2026-01-31T10:00:00'));
    expect(span(one)).toEqual([at('2026-01-31T10:00:00'), at('2026-03-01')]);
    one.do(start(2, '2026-02-20'));
    expect(span(one)).toEqual([at('2026-03-01'), at('2026-04-01')]);
    one.do(start(3, '2026-03-20'));
    expect(span(one)).toEqual([at('2026-04-01'), at('2026-05-01')]);
  });

  it('begin on the day of the payment after a lapse', () => {
    const one = member().do(start(1, '2026-01-10'), start(2, '2026-02-15T09:00:00'));
    expect(span(one)).toEqual([at('2026-02-15T09:00:00'), at('2026-03-16')]);
    expect(one.effects.filter((kind) => kind.startsWith('plan'))).toEqual(['planStarted', 'planEnded', 'planRenewed']);
  });

  it('of another plan follow at the end of the one that runs', () => {
    const one = member().do(start(1, '2026-01-10'), start(2, '2026-01-20', { plan: 'year' }));
    expect(inForce(one)).toBe('month');
    expect(span(one)).toEqual([at('2026-02-11'), at('2027-02-11')]);
    expect(inForce(one.until('2026-02-10T23:59:59'))).toBe('month');
    expect(inForce(one.until('2026-02-11'))).toBe('year');
  });

  it('are kept past due while the plan renews itself, and a late payment extends from their end', () => {
    const one = member().do(start(1, '2026-01-10', { autoRenew: true }));
    one.until('2026-02-13');
    expect(planStateAt(one.state.plan, one.state.asOf)).toBe('PAST_DUE');
    expect(inForce(one)).toBe('month');
    one.do(start(2, '2026-02-14', { autoRenew: true }));
    expect(span(one)).toEqual([at('2026-02-11'), at('2026-03-11')]);
    expect(inForce(one.until('2026-03-16T23:59:59'))).toBe('month');
    expect(inForce(one.until('2026-03-17'))).toBeUndefined();
    expect(ended(one)).toBe('expired');
  });

  it('end at once when renewal is turned off past due, and at their end when it is before', () => {
    const off: Input = { kind: 'setPlanRenewal', at: at('2026-02-12'), subscriptionId: 's1', autoRenew: false };
    expect(ended(member().do(start(1, '2026-01-10', { autoRenew: true }), off))).toBe('expired');
    const early = member().do(start(1, '2026-01-10', { autoRenew: true }), { ...off, at: at('2026-02-01') });
    expect([ended(early), ended(early.until('2026-02-11'))]).toEqual([undefined, 'expired']);
  });

  it('after a trial begin at its end', () => {
    const one = member().do(start(1, '2026-01-10T12:00:00', { source: 'trial', paidFen: 100 }), start(2, '2026-01-17'));
    expect(one.state.plan?.earlier?.[0]?.until).toBe(at('2026-01-18'));
    expect(span(one)).toEqual([at('2026-01-18'), at('2026-02-18')]);
  });

  it('are refused twice, of another subscription, of no plan, and as a gift to a blocked member', () => {
    const one = member().do(start(1, '2026-01-10'));
    expect(one.refusal(start(1, '2026-01-11'))).toBe('PLAN_PERIOD_EXISTS');
    expect(one.refusal(start(1, '2026-01-11', { subscriptionId: 's2' }))).toBe('PLAN_RUNNING');
    expect(one.refusal(start(2, '2026-01-11', { plan: 'week' }))).toBe('PLAN_UNKNOWN');
    expect(one.refusal(end('2026-01-11', { subscriptionId: 's2' }))).toBe('PLAN_NOT_FOUND');
    one.do({ kind: 'block', at: at('2026-01-12') });
    expect(one.refusal(start(2, '2026-01-13', { source: 'gift' }))).toBe('MEMBER_BLOCKED');
    expect(one.refusal(start(2, '2026-01-13'))).toBeUndefined();
    one.do(end('2026-01-14'));
    expect(one.refusal(start(2, '2026-01-15'))).toBe('PLAN_ENDED');
  });
});

describe('what a plan gives', () => {
  it('comes at the beginning of each month that was paid for', () => {
    const one = member().do(start(1, '2026-01-31T10:00:00', { plan: 'year' }));
    expect([one.points[0], one.state.couponSeq]).toEqual([50, 1]);
    expect(one.until('2026-02-28').state.couponSeq).toBe(1);
    expect(one.until('2026-03-01').state.couponSeq).toBe(2);
    expect(one.until('2027-06-01').state.couponSeq).toBe(12);
  });

  it('is not given past due', () => {
    const one = member()
      .do(start(1, '2026-01-10', { autoRenew: true }))
      .until('2026-02-12');
    expect(one.state.couponSeq).toBe(1);
    expect(one.do(start(2, '2026-02-13')).state.couponSeq).toBe(2);
  });

  it('counts as saved: coupons, quotas and points beyond those without it; and comes off again', () => {
    const one = member().do(start(1, '2026-01-10'), use('a', '2026-01-11'), order('o', 10_000, '2026-01-12'));
    const lock: Input = {
      kind: 'lockCoupon',
      at: at('2026-01-13'),
      couponId: '1',
      orderRef: 'o2',
      orderAmountFen: 5000,
      deadline: at('2026-01-14'),
    };
    one.do(lock, { kind: 'redeemCoupon', at: at('2026-01-13'), couponId: '1' });
    const price = { kind: 'savePlanPrice' as const, subscriptionId: 's1', orderRef: 'o3' };
    one.do({ ...price, at: at('2026-01-14'), savedFen: 250, uses: 1 });
    expect(one.state.plan?.savedFen).toBe(800 + 50 + 800 + 250);
    one.do(
      { ...price, at: at('2026-01-15'), savedFen: -100, uses: 0 },
      { ...price, at: at('2026-01-15'), savedFen: -150, uses: -1 },
      refund('r', 'o', undefined, '2026-01-15'),
    );
    one.do({ kind: 'returnCoupon', at: at('2026-01-15'), couponId: '1' });
    expect([one.state.plan?.savedFen, one.state.savedFen]).toEqual([800, 800]);
  });

  it('goes with a refund as far as it is unused, and leaves a debt of what was spent', () => {
    const one = member().do(start(1, '2026-01-10'));
    one.do({ kind: 'adjustPoints', at: at('2026-01-11'), delta: -20, reason: 'spent', actor: 'staff:1' });
    one.do(end('2026-01-12'));
    expect(one.points).toEqual([0, 20]);
    expect(one.state.coupons['1']?.state).toBe('expired');
    expect(one.refusal(use('a', '2026-01-12'))).toBe('BENEFIT_QUOTA_EXHAUSTED');
  });

  it('is in a family for those who share it, each with a quota of their own', () => {
    const shares = ['shipping'];
    const join: Input = {
      kind: 'joinFamily',
      at: at('2026-01-10'),
      owner: 7,
      ownerSubscriptionId: 's7',
      shares,
      until: at('2026-02-11'),
    };
    const one = member().do(join, use('a', '2026-01-11'));
    expect(one.refusal({ ...join, owner: 8, ownerSubscriptionId: 's8' } as Input)).toBe('FAMILY_CONFLICT');
    expect(one.refusal(use('b', '2026-02-12'))).toBe('BENEFIT_QUOTA_EXHAUSTED');
    one.do({ ...join, until: at('2026-03-11') } as Input, use('b', '2026-02-12'));
    one.do({ kind: 'leaveFamily', at: at('2026-02-13'), owner: 7, reason: 'left' });
    expect(one.state.familyOf).toBeUndefined();
    expect(one.effects.filter((kind) => kind.startsWith('family'))).toEqual(['familyJoined', 'familyLeft']);
  });
});

describe('the price and the refund of a plan', () => {
  const price = ({ state }: Member, code = 'month') => {
    const { priceFen, reason } = planPriceFor(
      shop,
      state,
      shop.plans.find((one) => one.code === code) as Plan,
      state.asOf,
    );
    return [priceFen, reason];
  };

  it('is that of the trial, then the first one, then the normal one; an offer counts while it is open', () => {
    const one = member();
    expect([price(one), price(one, 'year')]).toEqual([
      [100, 'TRIAL'],
      [30_000, 'NORMAL'],
    ]);
    one.do(event('c', 'credit.approved', '2026-01-05'));
    expect(price(one)).toEqual([600, 'OFFER']);
    one.do(event('c2', 'credit.approved', '2026-01-09'));
    expect([price(one), one.effects]).toEqual([[100, 'TRIAL'], ['offerOpened']]);
    one.do(start(1, '2026-01-10', { source: 'trial' }));
    expect(price(one)).toEqual([1000, 'FIRST']);
    expect(price(one.do(start(2, '2026-01-11')))).toEqual([3000, 'NORMAL']);
  });

  it.each([
    ['2026-01-12', [], 'WHOLE', 3000],
    ['2026-01-12', [use('a', '2026-01-11')], 'PRO_RATA', Math.floor((3000 * 29) / 32) - 800],
    ['2026-01-26', [], 'PRO_RATA', Math.floor((3000 * 15) / 32)],
    ['2026-02-08', [use('a', '2026-01-11')], 'NONE', 0],
  ])('on %s is what the terms say', (when, uses, kind, amountFen) => {
    const one = member()
      .do(start(1, '2026-01-10'), ...uses)
      .until(when);
    expect(refundOf(shop, one.state, { paidFen: 3000, now: at(when) })).toMatchObject({ kind, amountFen });
  });
});

it('goes with a member who is merged, and is refused when both have one', () => {
  const one = member().do(start(1, '2026-01-10'), use('a', '2026-01-11'));
  const out: Input = { kind: 'mergeOut', at: at('2026-01-12'), into: 2, reason: 'same', actor: 'staff:1' };
  const estate = JSON.parse(JSON.stringify(estateOf(one.state, new Map())));
  const into: Input = { kind: 'mergeIn', at: at('2026-01-12'), from: 1, estate, reason: 'same', actor: 'staff:1' };
  const other = member().do(into);
  expect([inForce(other), other.state.savedFen]).toEqual(['month', 800]);
  expect(one.do(out).state.savedFen).toBeUndefined();
  other.do(end('2026-01-13'));
  expect(other.state.coupons['1.1']?.state).toBe('expired');
  expect(member().do(start(1, '2026-01-10')).refusal(into)).toBe('PLAN_RUNNING');
});

/** A year of a member with a plan, at random: periods, renewals, uses, refunds. */
const step = fc.record({
  days: fc.integer({ min: 0, max: 25 }),
  what: fc.constantFrom('start', 'start', 'same', 'off', 'on', 'use', 'use', 'order', 'redeem', 'end'),
  plan: fc.constantFrom('month', 'month', 'year'),
  autoRenew: fc.boolean(),
});

it('never overlaps, begins a number once, sums up what it saved, and leaves nothing unused after a refund', () => {
  const timeline = always(shop);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state: MemberState = newMember(timeline, JOINED);
      let stored = state;
      let archive: ReturnType<typeof settle>['finished'] = new Map();
      let [now, subscription, number] = [JOINED, 1, 0];
      const periods: [number, number][] = [];
      const entries: Entry[] = [];
      const take = (input: Input): boolean => {
        try {
          const outcome = apply(timeline, state, input);
          state = outcome.state;
          entries.push(...outcome.entries);
          const settled = settle(timeline, apply(timeline, withNeeded(stored, input, archive), input).state);
          stored = settled.state;
          archive = new Map([...archive, ...settled.finished]);
          return true;
        } catch (error) {
          if (!(error instanceof InputRefused)) throw error;
          return false;
        }
      };
      for (const [index, { days, what, plan: code, autoRenew }] of steps.entries()) {
        now += days * 86_400_000 + 60_000;
        const subscriptionId = `s${subscription}`;
        const of = { at: now, subscriptionId };
        if (what === 'start' || what === 'same') {
          const periodNo = what === 'same' && number > 0 ? number : number + 1;
          const isNew = take({
            kind: 'startPlan',
            ...of,
            periodNo,
            plan: code,
            source: 'checkout',
            paidFen: 1,
            autoRenew,
          });
          expect(isNew).toBe(periodNo > number);
          if (isNew) {
            number = periodNo;
            const { from, until } = state.plan as NonNullable<MemberState['plan']>;
            expect(from).toBeGreaterThanOrEqual(periods.at(-1)?.[1] ?? 0);
            expect(until).toBeGreaterThan(from);
            periods.push([from, until]);
          }
        }
        if (what === 'on' || what === 'off') take({ kind: 'setPlanRenewal', ...of, autoRenew: what === 'on' });
        if (what === 'use') take({ kind: 'useBenefit', at: now, step: 'use', benefit: 'shipping', ref: `u${index}` });
        if (what === 'order') {
          const happened = { occurredAt: now, eventKey: `1:${index}`, type: 'order.completed', amountFen: 10_000 };
          take({ kind: 'event', at: now, ...happened });
        }
        if (what === 'redeem') {
          const coupon = Object.values(state.coupons).find((one) => one.state === 'available');
          if (!coupon) continue;
          const lock = { orderRef: 'o', orderAmountFen: 5000, deadline: now + 1000 };
          take({ kind: 'lockCoupon', at: now, couponId: coupon.id, ...lock });
          take({ kind: 'redeemCoupon', at: now, couponId: coupon.id });
        }
        if (what === 'end' && take({ kind: 'endPlan', ...of, reason: 'refunded' })) {
          const period = periods.at(-1)?.[0] ?? 0;
          const left = Object.values(state.coupons).filter(
            (one) => one.state === 'available' && one.grantedAt >= period,
          );
          expect(left).toEqual([]);
          expect(planInForce(shop, state)).toBeUndefined();
          // The dates that were called off are free again.
          periods.splice(0);
          [subscription, number] = [subscription + 1, 0];
        }
        const saved = entries.filter(({ account }) => account === 'saving');
        const sum = (lines: Entry[]) => lines.reduce((total, { delta }) => total + delta, 0);
        expect(sum(saved)).toBe(state.savedFen ?? 0);
        const own = state.plan?.subscriptionId;
        expect(sum(saved.filter(({ trace }) => trace.saving?.plan === own))).toBe(state.plan?.savedFen ?? 0);
        // What is stored, and how often time was let pass, makes no difference.
        const settledAt = (one: MemberState) => settle(timeline, advance(timeline, one, now).state).state;
        expect(canonicalJson(settledAt(stored))).toBe(canonicalJson(settledAt(state)));
      }
    }),
    { numRuns: 150 },
  );
});

it('changes nothing of a member without one', () => {
  const rules = program({ tracks: [track({ levels: [level('base', 0, 0)] })] });
  const one = new Member(rules).do(order('o', 10_000, '2026-01-05')).until('2026-02-01');
  const { state } = one;
  const parts = ['plan', 'plansHad', 'offers', 'savedFen', 'familyOf'];
  expect(parts.filter((part) => part in state)).toEqual([]);
});
