import { readFileSync } from 'node:fs';
import { apply, newMember } from '../../engine/fold';
import type { Input } from '../../engine/input';
import type { MemberState } from '../../engine/state';
import { always } from '../../engine/timeline';
import { differences, planDifference } from '../journal/reconcile';
import { parseProgram } from '../programs';
import { monthlyPriceOf, worthOf } from './plan-worth';
import { Plan } from './plans.types';
import { openOffersFor, quotePlans } from './quote-plans';
import { refundWords } from './refund-words';

const NOW = Date.parse('2026-03-01T02:00:00Z');
const read = (code: string) => parseProgram(readFileSync(`server/programs/${code}.yaml`, 'utf8'), code);
const mall = read('instalment-mall');
const fold = (inputs: Input[]): MemberState =>
  inputs.reduce((state, input) => apply(always(mall), state, input).state, newMember(always(mall), NOW - 86_400_000));
const approved: Input = {
  kind: 'event',
  at: NOW,
  occurredAt: NOW,
  eventKey: '1:c',
  type: 'credit.approved',
};
const start: Input = {
  kind: 'startPlan',
  at: NOW,
  subscriptionId: 's1',
  periodNo: 1,
  plan: 'quarterly',
  source: 'checkout',
  paidFen: 5490,
  autoRenew: false,
};
const quotesOf = (state: MemberState) =>
  quotePlans(mall, state, NOW).map(({ plan, price, refusal }) => [
    plan.code,
    price.priceFen,
    price.reason,
    refusal?.code,
  ]);

it('the shipped programs sell plans by each of the schemes, worth more than they cost', () => {
  const plans = ['instalment-mall', 'wealth', 'retail']
    .map(read)
    .flatMap((program) =>
      program.plans.map((plan) => ({ scheme: plan.scheme, gain: worthOf(program, plan) - plan.priceFen })),
    );
  expect(new Set(plans.map(({ scheme }) => scheme))).toEqual(new Set(['hybrid', 'supplier', 'ownMall']));
  expect(plans.filter(({ scheme, gain }) => gain < 0 && scheme !== 'supplier')).toEqual([]);
});

it('a plan shows its price by the month, its worth and its terms', () => {
  const [monthly, quarterly] = mall.plans;
  if (!monthly || !quarterly) throw new Error('The mall has three plans.');
  expect([monthlyPriceOf(quarterly), worthOf(mall, monthly), worthOf(mall, quarterly)]).toEqual([1830, 3400, 10_200]);
  const shown = Plan.from(mall, monthly, 'en');
  expect(shown).toMatchObject({ code: 'monthly', memberDiscount: '0.95', pointsMultiplier: '1.5', worthFen: 3400 });
  expect(shown.benefits.map(({ benefit, quota, sharedWithFamily }) => [benefit.code, quota, sharedWithFamily])).toEqual(
    [
      ['plan-pack', undefined, false],
      ['plan-shipping', 2, true],
      ['video-pass', 1, false],
    ],
  );
  expect(refundWords(monthly.refund, 'zh-CN')).toBe(
    '7 天内未使用权益可全额退款；之后按剩余天数退款，并扣除已使用的权益。',
  );
  expect(refundWords({ ...monthly.refund, wholeWithin: 'P1D', thereafter: 'none' }, 'en')).toBe(
    'Everything comes back within 1 day if nothing was used. After that nothing does.',
  );
});

it('quotes say what each plan costs now, and why it cannot be bought', () => {
  expect(quotesOf(fold([]))).toEqual([
    ['monthly', 100, 'TRIAL', undefined],
    ['quarterly', 5490, 'NORMAL', undefined],
    ['yearly', 19_900, 'NORMAL', undefined],
  ]);
  const offered = fold([approved]);
  expect(openOffersFor(mall, offered, NOW).map(({ offer, until }) => [offer.code, until - NOW])).toEqual([
    ['credit-offer', 3 * 86_400_000],
  ]);
  expect(quotesOf(offered)[0]).toEqual(['monthly', 690, 'OFFER', undefined]);
  const running = fold([approved, start]);
  expect(openOffersFor(mall, running, NOW)).toEqual([]);
  expect(quotesOf(running)).toEqual([
    ['monthly', 1990, 'NORMAL', 'SUBSCRIPTION_RUNNING'],
    ['quarterly', 5490, 'NORMAL', undefined],
    ['yearly', 19_900, 'NORMAL', 'SUBSCRIPTION_RUNNING'],
  ]);
  expect(quotesOf(fold([{ kind: 'block', at: NOW }])).map(([, , , code]) => code)).toEqual(
    Array(3).fill('MEMBER_BLOCKED'),
  );
});

it('savings that do not add up are found', () => {
  const use: Input = { kind: 'useBenefit', at: NOW, step: 'use', benefit: 'video-pass', ref: 'v' };
  const state = fold([start, use]);
  const sums = { points: 0, growth: 0, principal: 0, gift: 0, saving: 1000, entries: state.entrySeq };
  expect(differences(state, sums)).toEqual([]);
  expect(differences(state, { ...sums, saving: 999 })).toEqual([
    'saving: the entries sum to 999, the account holds 1000',
  ]);
  const of = state.plan?.subscriptionId ?? '';
  expect(planDifference(state, new Map([[of, 1000]]))).toBeUndefined();
  expect(planDifference(state, new Map([['another', 1000]]))).toBe(
    'plan: its entries sum to 0, the subscription holds 1000',
  );
});
