import { QueryClientProvider } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, queryClient, useSession } from '../../lib/live';
import { pay, sign } from '../../lib/pay';
import { choose } from '../../lib/preferences';
import CashierPage from './cashier';
import MembershipPage from './index';
import { outcomeOf } from './terms';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { query: jest.fn(), mutate: jest.fn() },
    queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    session: { signIn: jest.fn() },
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});
jest.mock('../../lib/pay', () => ({ pay: jest.fn(), sign: jest.fn(), payChannel: () => 'H5' }));

const query = client.query as jest.Mock;
const mutate = client.mutate as jest.Mock;
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

const plan = (code: string, more: object = {}) => ({
  ...{
    code,
    name: `${code}会员`,
    description: null,
    period: 'P1M',
    priceFen: 1_990,
    firstPriceFen: null,
    monthlyPriceFen: 1_990,
  },
  ...{ scheme: 'HYBRID', autoRenewOffered: true, pointsMultiplier: '1.5', memberDiscount: '0.95', worthFen: 4_500 },
  ...{ refundPolicy: '7 天内未用可全退', agreementVersion: '2026-11', trial: null },
  benefits: [
    {
      ...{ quota: 2, per: 'MONTH', worthFen: 800, sharedWithFamily: true },
      benefit: { code: 'shipping', name: '包邮', description: null },
    },
  ],
  ...more,
});
const monthly = { plan: plan('月'), priceFen: 990, reason: 'FIRST', canCheckout: true, refusal: null, offer: null };
const yearly = {
  ...{ plan: plan('年', { period: 'P1Y', priceFen: 16_800, monthlyPriceFen: 1_400 }), priceFen: 12_800 },
  ...{ reason: 'OFFER', canCheckout: true, refusal: null },
  offer: { code: 'first', name: '首单专享', normalPriceFen: 16_800, openedAt: inHours(-1), endsAt: inHours(50) },
};
const level = { level: { code: 'silver', rank: 2 } };
const program = { name: '测试会员', timeZone: 'Asia/Shanghai' };

const answerPlans = (more: object = {}) =>
  query.mockResolvedValue({
    me: {
      ...{ id: 'm', nickname: '林', status: 'ACTIVE', statusReason: null, level, subscription: null },
      ...{ planQuotes: [monthly, yearly], family: null },
      ...more,
    },
    program,
  });
const answerBought = (more: object = {}) =>
  query.mockResolvedValue({
    me: { id: 'm', nickname: '林', status: 'ACTIVE', statusReason: null, level },
    program,
    subscription: {
      ...{ id: 'sub_1', state: 'PENDING', startedAt: null, periodEnd: null, autoRenewState: 'SIGNING' },
      ...{ autoRenewConsentAt: inHours(0), nextChargeAt: null, nextChargeFen: null, agreementVersion: '2026-11' },
      ...{ giftCode: null, plan: { name: '月会员', period: 'P1M' } },
      payment: { state: 'OPEN', amountFen: 990, payUntil: inHours(0.2) },
      ...more,
    },
  });

function show(Page: () => JSX.Element, params: object = {}) {
  (useRouter as jest.Mock).mockReturnValue({ params });
  render(
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>,
  );
}
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  for (const mock of [query, mutate, pay, sign, Taro.redirectTo, Taro.navigateTo]) (mock as jest.Mock).mockReset();
  Taro.removeStorageSync('rungs.once');
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('both ticks are off; without the agreement nothing is bought; renewal is agreed to on its own', async () => {
  answerPlans();
  show(MembershipPage, { plan: '月' });
  const chosen = await screen.findByRole('radio', { name: /首期优惠.*月会员.*¥9\.90.*原价 ¥19\.90/ });
  expect(chosen.getAttribute('aria-checked')).toBe('true');
  const ticks = screen.getAllByRole('checkbox');
  expect(ticks.map((tick) => tick.getAttribute('aria-checked'))).toEqual(['false', 'false']);
  expect(screen.getByRole('main').textContent).toMatch(/每月权益约值 ¥45.*包邮每月 2 次可与家人共享值 ¥8.*9\.5 折/);
  tap('确认开通 ¥9.90');
  expect(screen.getByRole('alert').textContent).toMatch(/请先阅读并勾选/);
  expect(mutate).not.toHaveBeenCalled();

  fireEvent.click(ticks[0] as HTMLElement);
  mutate.mockResolvedValue({
    subscriptionCheckout: { subscription: { id: 'sub_1' }, paymentParams: { url: 'http://pay' }, userErrors: [] },
  });
  tap('确认开通 ¥9.90');
  const cashier = '/packages/membership/cashier?subscription=sub_1';
  await waitFor(() => expect(pay).toHaveBeenCalledWith({ url: 'http://pay' }, cashier));
  expect(Taro.redirectTo).toHaveBeenCalledWith({ url: cashier });
  expect(mutate.mock.calls[0]?.[1].input).toEqual({
    ...{ planCode: '月', autoRenew: false, asGift: false, agreementVersion: '2026-11', channel: 'H5' },
    idempotencyKey: expect.any(String),
  });
});

test('an open offer is counted down and bought by its code; a gift has the plain price and never renews', async () => {
  answerPlans();
  show(MembershipPage);
  expect(
    await screen.findByRole('button', { name: /首单专享.*¥128，原价 ¥168.*还剩 2 天 [12]:\d\d:\d\d/ }),
  ).toBeTruthy();
  for (const tick of screen.getAllByRole('checkbox')) fireEvent.click(tick);
  mutate.mockResolvedValue({ subscriptionCheckout: { subscription: null, paymentParams: null, userErrors: [] } });
  tap('确认开通 ¥128');
  await waitFor(() => expect(mutate).toHaveBeenCalledTimes(1));
  expect(mutate.mock.calls[0]?.[1].input).toMatchObject({ planCode: '年', autoRenew: true, offerCode: 'first' });

  fireEvent.click(await screen.findByRole('radio', { name: '送给朋友' }));
  expect(screen.getAllByRole('checkbox')).toHaveLength(1);
  await waitFor(() => tap('购买并赠送 ¥168'));
  await waitFor(() => expect(mutate).toHaveBeenCalledTimes(2));
  const gift = mutate.mock.calls[1]?.[1].input;
  expect(gift).toMatchObject({ planCode: '年', autoRenew: false, asGift: true });
  expect(gift.offerCode).toBeUndefined();
});

test('a code from a link waits for the yes; a wrong one has words', async () => {
  answerPlans();
  show(MembershipPage, { code: 'ABCD-EFGH' });
  await screen.findByRole('dialog', { name: '兑换码' });
  expect(mutate).not.toHaveBeenCalled();
  const refused = [{ code: 'PLAN_CODE_INVALID', message: 'used' }];
  mutate.mockResolvedValueOnce({ subscriptionCodeRedeem: { subscription: null, userErrors: refused } });
  tap('确认兑换');
  expect((await screen.findByRole('alert')).textContent).toMatch(/已用过或已过期/);
  mutate.mockResolvedValueOnce({ subscriptionCodeRedeem: { subscription: { id: 'sub_2' }, userErrors: [] } });
  tap('确认兑换');
  await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/packages/subscription/index' }));
});

test('blocked, without plans, failed and signed out each say so', async () => {
  answerPlans({
    ...{ status: 'BLOCKED', statusReason: '例行核查' },
    planQuotes: [{ ...monthly, canCheckout: false, refusal: { code: 'MEMBER_BLOCKED', message: 'blocked' } }],
  });
  show(MembershipPage);
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停/);
  expect(screen.getByText('会员账户暂停期间不能开通。')).toBeTruthy();
  expect((screen.getByRole('button', { name: '确认开通 ¥9.90' }) as HTMLButtonElement).disabled).toBe(true);
  cleanup();
  queryClient.clear();
  answerPlans({ planQuotes: [] });
  show(MembershipPage);
  expect(await screen.findByText('现在没有可开通的会员')).toBeTruthy();
  cleanup();
  queryClient.clear();
  query.mockRejectedValueOnce(new ApiError('network'));
  show(MembershipPage);
  expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  cleanup();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show(MembershipPage);
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
});

test('the cashier believes the server alone, then asks for the signature that was agreed to', async () => {
  answerBought();
  show(CashierPage, { subscription: 'sub_1' });
  expect(await screen.findByRole('heading', { name: '¥9.90' })).toBeTruthy();
  mutate.mockResolvedValueOnce({ subscriptionPaymentResume: { paymentParams: { mode: 'short' }, userErrors: [] } });
  (pay as jest.Mock).mockResolvedValue('done');
  tap('支付 ¥9.90');
  await waitFor(() => expect(pay).toHaveBeenCalled());
  expect(screen.queryByText('开通成功')).toBeNull();
  answerBought({
    ...{ state: 'ACTIVE', startedAt: inHours(0), periodEnd: '2026-12-24T16:00:00Z' },
    payment: { state: 'PAID', amountFen: 990, payUntil: inHours(0.2) },
  });
  expect(
    await screen.findByText('月会员已生效，有效期至 2026年12月24日。', undefined, { timeout: 4_000 }),
  ).toBeTruthy();
  mutate.mockResolvedValueOnce({
    subscriptionAutoRenewSign: { contractParams: { url: 'http://sign' }, userErrors: [] },
  });
  tap('去微信确认');
  await waitFor(() => expect(sign).toHaveBeenCalledWith({ url: 'http://sign' }));
});

test('a payment that waits says what is bought; it is called off in two taps', async () => {
  answerBought();
  show(CashierPage, { subscription: 'sub_1' });
  const receipt = (await screen.findByRole('list')).textContent;
  expect(receipt).toBe('会员方案月会员生效时间付款后立即生效自动续费付款后在微信里确认');
  tap('不买了，取消付款');
  expect(mutate).not.toHaveBeenCalled();
  mutate.mockResolvedValueOnce({ subscriptionCancel: { userErrors: [] } });
  answerBought({ state: 'EXPIRED', payment: { state: 'CLOSED', amountFen: 990, payUntil: inHours(0.2) } });
  tap('确认取消');
  expect(await screen.findByRole('heading', { name: '没有开通' })).toBeTruthy();
  expect(mutate.mock.calls[0]?.[1].input).toEqual({ subscriptionId: 'sub_1', idempotencyKey: expect.any(String) });
});

test('a renewal that waits for money is not called off with the plan that runs', async () => {
  answerBought({ state: 'ACTIVE', startedAt: inHours(-9), periodEnd: '2026-12-24T16:00:00Z' });
  show(CashierPage, { subscription: 'sub_1' });
  expect((await screen.findByRole('list')).textContent).toMatch(/从当前到期日接着算/);
  expect(screen.queryByRole('button', { name: /取消付款/ })).toBeNull();
});

test('a gift shows its code; every state of a purchase has its outcome', async () => {
  answerBought({ state: 'ACTIVE', giftCode: 'GIFT-1234', autoRenewState: 'OFF', autoRenewConsentAt: null });
  show(CashierPage, { subscription: 'sub_1' });
  expect(await screen.findByText('GIFT-1234')).toBeTruthy();
  tap('复制兑换码');
  await waitFor(() => expect(Taro.setClipboardData).toHaveBeenCalledWith({ data: 'GIFT-1234' }));
  const of = (state: string, payment: string | null, startedAt: string | null = null) =>
    outcomeOf({
      ...{ state, startedAt, giftCode: null },
      payment: payment && { state: payment, amountFen: 1, payUntil: '' },
    } as Parameters<typeof outcomeOf>[0]);
  expect([of('PENDING', 'OPEN'), of('PENDING', 'PAID'), of('PENDING', 'CLOSED'), of('PENDING', 'CLOSING')]).toEqual([
    'waiting',
    'checking',
    'closed',
    'checking',
  ]);
  expect([
    of('ACTIVE', 'OPEN', 'x'),
    of('ACTIVE', null, 'x'),
    of('EXPIRED', 'CLOSED'),
    of('REFUNDED', 'PAID', 'x'),
  ]).toEqual(['waiting', 'done', 'closed', 'over']);
});
