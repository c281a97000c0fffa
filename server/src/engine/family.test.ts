import { planUntil } from './family';
import type { Input } from './input';
import { familyGives } from './plan-standing';
import type { Plan } from './program';
import { at, Member, program } from './test/fixtures';

const name = { 'zh-CN': '月卡', en: 'Monthly' };
const month: Plan = {
  ...{ code: 'month', name, period: 'P1M', priceFen: 1990, scheme: 'hybrid', adapter: 'wechatPay', autoRenew: true },
  refund: { wholeWithin: 'P7D', unusedOnly: true, thereafter: 'none', auto: false },
  ...{ benefits: ['shipping'], agreementVersion: '1' },
};
const rules = program({ plans: [month] });
const join = (when: string, changes: Partial<Extract<Input, { kind: 'joinFamily' }>> = {}): Input => ({
  ...{ kind: 'joinFamily', at: at(when), owner: 7, ownerSubscriptionId: 'sub_7', shares: ['shipping', 'lounge'] },
  until: at('2026-03-01'),
  ...changes,
});
const leave = (when: string, owner = 7): Input => ({ kind: 'leaveFamily', at: at(when), owner, reason: 'left' });
const start = (when: string): Input => ({
  ...{ kind: 'startPlan', at: at(when), subscriptionId: 'sub_1', periodNo: 1, plan: 'month', source: 'checkout' },
  ...{ paidFen: 1990, autoRenew: false },
});

describe('a family', () => {
  it('shares its benefits until the owner’s period ends, and longer when it is told so', () => {
    const { state } = new Member(rules).do(join('2026-02-01'));
    expect(familyGives({ ...state, asOf: at('2026-02-28') }, 'shipping')).toBe(true);
    expect(familyGives({ ...state, asOf: at('2026-02-28') }, 'vip-line')).toBe(false);
    expect(familyGives({ ...state, asOf: at('2026-03-01') }, 'shipping')).toBe(false);
    const longer = new Member(rules).do(
      join('2026-02-01'),
      { kind: 'block', at: at('2026-02-02') },
      join('2026-03-05', { shares: ['lounge'], until: at('2026-04-01') }),
    );
    expect(longer.state.familyOf).toEqual({
      ...{ owner: 7, subscriptionId: 'sub_7', shares: ['lounge'], until: at('2026-04-01') },
    });
  });

  it('is one at a time, for who is not blocked, has no plan, and while the owner has one', () => {
    const other = { owner: 8, ownerSubscriptionId: 'sub_8', until: at('2026-04-01') };
    const member = new Member(rules).do(join('2026-02-01'));
    expect(member.refusal(join('2026-02-02', other))).toBe('FAMILY_CONFLICT');
    expect(member.do(join('2026-03-01', other)).state.familyOf?.owner).toBe(8);
    expect(new Member(rules).do(start('2026-02-01')).refusal(join('2026-02-02'))).toBe('FAMILY_CONFLICT');
    expect(new Member(rules).do({ kind: 'block', at: at('2026-02-01') }).refusal(join('2026-02-02'))).toBe(
      'MEMBER_BLOCKED',
    );
    expect(new Member(rules).refusal(join('2026-03-01'))).toBe('FAMILY_ENDED');
  });

  it('is left at once, and only by who is in it', () => {
    const member = new Member(rules).do(join('2026-02-01'));
    expect(member.refusal(leave('2026-02-02', 8))).toBe('FAMILY_NOT_FOUND');
    expect(member.do(leave('2026-02-02')).state.familyOf).toBeUndefined();
    expect(member.refusal(leave('2026-02-03'))).toBe('FAMILY_NOT_FOUND');
  });

  it('has an owner while a plan runs, or its benefits are kept', () => {
    const { plan } = new Member(rules).do(start('2026-02-01')).state;
    if (!plan) throw new Error('No plan was started.');
    expect(planUntil(plan, at('2026-02-28'))).toBe(plan.until);
    expect(planUntil(plan, plan.until)).toBeUndefined();
    expect(planUntil({ ...plan, keptUntil: at('2026-03-06') }, plan.until)).toBe(at('2026-03-06'));
    expect(
      planUntil({ ...plan, ended: { at: at('2026-02-02'), reason: 'refunded' } }, at('2026-02-03')),
    ).toBeUndefined();
    expect(planUntil(undefined, at('2026-02-03'))).toBeUndefined();
  });
});
