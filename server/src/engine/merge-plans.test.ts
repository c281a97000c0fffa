import type { Input } from './input';
import { estateOf } from './merge';
import { planInForce } from './plans';
import type { Plan } from './program';
import { at, Member, program } from './test/fixtures';

const month: Plan = {
  code: 'month',
  name: { 'zh-CN': '月', en: 'Month' },
  period: 'P1M',
  priceFen: 3000,
  scheme: 'hybrid',
  adapter: 'wechatPay',
  autoRenew: true,
  benefits: [],
  refund: { wholeWithin: 'P7D', unusedOnly: true, thereafter: 'none', auto: false },
  agreementVersion: '1',
};
const shop = program({ plans: [month] });

const start = (subscriptionId: string, when: string): Input => ({
  ...{ kind: 'startPlan', at: at(when), subscriptionId, periodNo: 1, plan: 'month' },
  ...{ source: 'checkout', paidFen: 3000, autoRenew: false },
});
const end = (subscriptionId: string, when: string): Input => ({
  ...{ kind: 'endPlan', at: at(when), subscriptionId, periodNo: 1, reason: 'refunded', refundedFen: 3000 },
});

it('keeps the plan that is in force, also when the other began later and is over', () => {
  const running = () => new Member(shop).do(start('s1', '2026-01-05'));
  const refunded = () => new Member(shop).do(start('s2', '2026-01-10'), end('s2', '2026-01-11'));
  for (const [survivor, absorbed] of [
    [refunded(), running()],
    [running(), refunded()],
  ] as const) {
    const estate = JSON.parse(JSON.stringify(estateOf(absorbed.until('2026-01-12').state, new Map())));
    const merged = { at: at('2026-01-12'), from: 1, estate, reason: 'same', actor: 'staff:1' };
    const { state } = survivor.do({ kind: 'mergeIn', ...merged });
    expect([planInForce(shop, state)?.code, state.plan?.subscriptionId]).toEqual(['month', 's1']);
  }
});
