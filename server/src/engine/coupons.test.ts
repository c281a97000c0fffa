import fc from 'fast-check';
import { settle, withNeeded } from './archive';
import { discountOf } from './discount';
import { apply } from './fold';
import type { Input } from './input';
import { estateOf } from './merge';
import type { CouponTemplate } from './program';
import { rational } from './rational';
import { at, level, Member, order, program, rate, track } from './test/fixtures';

const name = { 'zh-CN': '券', en: 'coupon' };
const ten: CouponTemplate = {
  ...{ code: 'ten', name, kind: 'amountOff', offFen: 1_000, minSpendFen: 5_000, valid: { for: 'P15D' }, perMember: 2 },
  claim: { from: '2026-02-01', to: '2026-02-28', levels: ['base'] },
};
const boost: CouponTemplate = {
  ...{
    code: 'boost',
    name,
    kind: 'rateBoost',
    percent: rate('0.01'),
    ceilingFen: 700,
    minSpendFen: 0,
    minTermDays: 30,
  },
  ...{ valid: { from: '2026-02-10', to: '2026-02-12' }, scope: { types: ['investment.made'] } },
};
const rules = program({ coupons: [ten, boost], couponsRemindBefore: ['P3D'] });
const claim = (when: string, template = 'ten'): Input => ({ kind: 'claimCoupon', at: at(when), template });
const give = (when: string, template: string): Input => {
  return { kind: 'grantCoupon', at: at(when), template, count: 1, source: 'staff' };
};
const lock = (when: string, changes: Partial<Extract<Input, { kind: 'lockCoupon' }>> = {}): Input => {
  const deadline = at(when) + 3_600_000;
  return {
    kind: 'lockCoupon',
    at: at(when),
    couponId: '1',
    orderRef: 'o',
    orderAmountFen: 5_000,
    deadline,
    ...changes,
  };
};
const step = (kind: 'unlockCoupon' | 'redeemCoupon' | 'returnCoupon', when: string): Input => {
  return { kind, at: at(when), couponId: '1' };
};
const stateOf = (member: Member, id = '1') => member.state.coupons[id]?.state;

describe('a coupon', () => {
  it('is good to the end of the last day, reminded of once and then expires', () => {
    const member = new Member(rules).do(claim('2026-02-01T10:00:00'));
    expect(member.state.coupons['1']).toMatchObject({
      state: 'available',
      validUntil: at('2026-02-17'),
      source: 'claim',
    });
    member.until('2026-02-16T23:59:59');
    expect([stateOf(member), member.effects]).toEqual(['available', ['couponExpiring']]);
    expect(stateOf(member.until('2026-02-17'))).toBe('expired');
    expect(member.effects).toEqual(['couponExpiring', 'couponExpired']);
    expect(member.refusal(lock('2026-02-17'))).toBe('COUPON_EXPIRED');
  });

  it('is claimed in its window, on its levels and as often as anybody may', () => {
    const levels = [level('base', 0, 0), level('gold', 1, 10)];
    const growth = { code: 'g', on: ['order.completed'], growth: { perYuan: rate('1'), rounding: 'down' as const } };
    const ranked = program({
      coupons: [ten],
      tracks: [track({ levels })],
      rules: [{ ...growth, multipliers: [], source: 'g', priority: 0, exclusive: false }],
    });
    const member = new Member(ranked);
    expect(member.refusal(claim('2026-01-31'))).toBe('COUPON_NOT_CLAIMABLE');
    expect(member.refusal(claim('2026-02-01', 'none'))).toBe('COUPON_NOT_CLAIMABLE');
    member.do(claim('2026-02-01'), claim('2026-02-01'));
    expect(member.refusal(claim('2026-02-01'))).toBe('COUPON_LIMIT_REACHED');
    const risen = new Member(ranked).do(order('a', 1_000, '2026-02-02'));
    expect(risen.refusal(claim('2026-02-03'))).toBe('COUPON_NOT_CLAIMABLE');
    const blocked = new Member(ranked).do({ kind: 'block', at: at('2026-02-02') });
    expect(blocked.refusal(claim('2026-02-03'))).toBe('MEMBER_BLOCKED');
  });

  it('is locked for an order that it fits, and used once', () => {
    const member = new Member(rules).do(claim('2026-02-01'));
    expect(member.refusal(step('redeemCoupon', '2026-02-02'))).toBe('COUPON_STATE_CONFLICT');
    expect(member.refusal(lock('2026-02-02', { orderAmountFen: 4_999 }))).toBe('COUPON_MIN_SPEND');
    expect(member.refusal(lock('2026-02-02', { couponId: '2' }))).toBe('COUPON_NOT_FOUND');
    expect(member.refusal(lock('2026-02-02', { deadline: at('2026-02-02') }))).toBe('COUPON_STATE_CONFLICT');
    member.do(lock('2026-02-02'));
    expect(member.state.coupons['1']).toMatchObject({ state: 'locked', discountFen: 1_000 });
    expect(member.refusal(lock('2026-02-02'))).toBe('COUPON_STATE_CONFLICT');
    const tooMuch: Input = { kind: 'redeemCoupon', at: at('2026-02-02'), couponId: '1', discountFen: 1_001 };
    expect(member.refusal(tooMuch)).toBe('COUPON_DISCOUNT_EXCEEDED');
    member.do({ ...tooMuch, discountFen: 900 });
    expect(member.state.coupons['1']).toMatchObject({ state: 'redeemed', discountFen: 900, orderRef: 'o' });
    expect(member.refusal(step('redeemCoupon', '2026-02-02'))).toBe('COUPON_STATE_CONFLICT');
  });

  it('of a raised rate asks for a term, a type and its dates', () => {
    const member = new Member(rules).do(give('2026-02-01', 'boost'));
    const fitting = { type: 'investment.made', termDays: 30 };
    expect(member.refusal(lock('2026-02-09', fitting))).toBe('COUPON_STATE_CONFLICT');
    expect(member.refusal(lock('2026-02-10', { ...fitting, termDays: 29 }))).toBe('COUPON_MIN_SPEND');
    expect(member.refusal(lock('2026-02-10', { ...fitting, type: 'order.completed' }))).toBe('COUPON_OUT_OF_SCOPE');
    expect(member.do(lock('2026-02-10', fitting)).state.coupons['1']).toMatchObject({ discountFen: 700 });
    expect(member.refusal(give('2026-02-13', 'boost'))).toBe('COUPON_EXPIRED');
    expect(member.refusal(give('2026-02-10', 'none'))).toBe('COUPON_NOT_FOUND');
  });

  it('comes back after its deadline, an unlock or a return, and then expired when its time is over', () => {
    const member = new Member(rules).do(claim('2026-02-01'), lock('2026-02-02'));
    expect(stateOf(member.until('2026-02-02T01:00:00'))).toBe('available');
    member.do(lock('2026-02-03'), step('unlockCoupon', '2026-02-03'));
    expect(member.state.coupons['1']).toMatchObject({ state: 'available', orderRef: undefined });
    member.do(lock('2026-02-04'), step('redeemCoupon', '2026-02-04'), step('returnCoupon', '2026-02-05'));
    expect(stateOf(member)).toBe('available');
    // While it is locked it does not expire.
    member.do(lock('2026-02-16T23:30:00'));
    expect(stateOf(member.until('2026-02-17T00:15:00'))).toBe('locked');
    member.do(step('redeemCoupon', '2026-02-17T00:16:00'), step('returnCoupon', '2026-02-18'));
    expect(stateOf(member)).toBe('expired');
  });

  it('that is used leaves the state, and a return finds it', () => {
    const member = new Member(rules).do(claim('2026-02-01'), lock('2026-02-02'), step('redeemCoupon', '2026-02-02'));
    const { state, finished } = settle(member.timeline, member.state);
    expect([Object.keys(state.coupons), [...finished.keys()]]).toEqual([[], ['coupon:1']]);
    const back = step('returnCoupon', '2026-02-03');
    const outcome = apply(member.timeline, withNeeded(state, back, finished), back);
    expect(outcome.state.coupons['1']?.state).toBe('available');
  });
});

describe('what a coupon takes off', () => {
  it('is never more than the order or the ceiling, and exact', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    const parts = fc.integer({ min: 1, max: 1_000 });
    fc.assert(
      fc.property(fen, fen, parts, (amount, limit, thousandths) => {
        const percentOff = {
          ...ten,
          kind: 'percentOff' as const,
          percent: rational(thousandths, 1_000),
          ceilingFen: limit,
        };
        const expected = (BigInt(amount) * BigInt(thousandths)) / 1_000n;
        const most = BigInt(Math.min(amount, limit));
        expect(BigInt(discountOf(percentOff, amount) ?? -1)).toBe(expected < most ? expected : most);
        expect(discountOf({ ...ten, offFen: limit }, amount)).toBe(Math.min(limit, amount));
      }),
    );
  });
});

describe('a merge', () => {
  it('takes coupons, quotas, the birthday and claims along, and a used coupon can still be returned', () => {
    const leaving = new Member(rules).do(claim('2026-02-01'), claim('2026-02-01'), lock('2026-02-02'));
    leaving.do(step('redeemCoupon', '2026-02-02'), { kind: 'setBirthday', at: at('2026-02-02'), date: '1990-05-01' });
    const when = at('2026-02-03');
    const estate = estateOf(leaving.state, new Map());
    const by = { at: when, reason: 'r', actor: 'a' };
    const staying = new Member(rules).do(claim('2026-02-02'), { kind: 'mergeIn', from: 7, estate, ...by });
    expect(Object.keys(staying.state.coupons).sort()).toEqual(['1', '7.1', '7.2']);
    expect([staying.state.couponClaims, staying.state.birthday?.date]).toEqual([{ ten: 3 }, '1990-05-01']);
    expect(staying.state.couponTotals).toEqual(leaving.state.couponTotals);
    expect(staying.state.couponTotals).toMatchObject({ redeemed: 1, expired: 0 });
    staying.do({ kind: 'returnCoupon', at: when, couponId: '7.1' });
    expect([stateOf(staying, '7.1'), stateOf(staying, '7.2')]).toEqual(['available', 'available']);
    expect(staying.state.couponTotals).toEqual({ redeemed: 0, expired: 0, savedFen: 0 });
    leaving.do({ kind: 'mergeOut', into: 8, ...by });
    expect([leaving.state.coupons, leaving.state.birthday]).toEqual([{}, undefined]);
    expect(leaving.state.couponTotals).toEqual({ redeemed: 0, expired: 0, savedFen: 0 });
  });
});
