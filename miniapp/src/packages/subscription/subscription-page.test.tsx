import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { client, queryClient, useSession } from '../../lib/live';
import { sign } from '../../lib/pay';
import { choose } from '../../lib/preferences';
import SubscriptionPage from './index';
import StatementPage from './statement';
import { failureKind } from './terms';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { query: jest.fn(), mutate: jest.fn() },
    queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    session: { signIn: jest.fn() },
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});
jest.mock('../../lib/pay', () => ({ sign: jest.fn(), payChannel: () => 'H5' }));

const query = client.query as jest.Mock;
const mutate = client.mutate as jest.Mock;
const level = { level: { code: 'silver', rank: 2 } };
const program = { timeZone: 'Asia/Shanghai' };
const monthly = {
  ...{ code: 'monthly', name: '月卡', period: 'P1M', priceFen: 1_990, autoRenewOffered: true },
  ...{ agreementVersion: '2026-11', refundPolicy: '7 天内未用可全退' },
};
const yearly = { code: 'yearly', name: '年卡', period: 'P1Y', priceFen: 16_800 };

const subscription = (more: object = {}) => ({
  ...{ id: 'sub_1', state: 'ACTIVE', source: 'CHECKOUT', periodStart: '2026-11-23T16:00:00Z' },
  ...{ periodEnd: '2026-12-23T16:00:00Z', autoRenew: true, autoRenewState: 'ON', autoRenewConsentAt: null },
  ...{ agreementVersion: '2026-11', nextChargeAt: '2026-12-23T16:00:00Z', nextChargeFen: 1_990, savedFen: 3_200 },
  ...{ giftCode: null, canRenew: false, plan: monthly, nextPlan: null, charges: [], periods: [], notices: [] },
  ...{ refundQuote: null, refundRequest: null, payment: null },
  ...more,
});
const answer = (found: object | null, status = 'ACTIVE') =>
  query.mockResolvedValue({
    me: {
      ...{ id: 'm', status, statusReason: null, level, subscription: found },
      giftSubscriptions: [],
      planQuotes: [{ plan: monthly }, { plan: yearly }],
    },
    program,
  });
const done = (mutation: string) => mutate.mockResolvedValueOnce({ [mutation]: { subscription: null, userErrors: [] } });

function show(Page = SubscriptionPage) {
  render(
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>,
  );
}
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const inputs = () => mutate.mock.calls.map(([, { input }]) => input);

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  for (const mock of [query, mutate, sign, Taro.redirectTo, Taro.navigateTo]) (mock as jest.Mock).mockReset();
  Taro.removeStorageSync('rungs.once');
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('renewal is cancelled in exactly two taps, which say until when the benefits stay', async () => {
  answer(subscription());
  show();
  expect(await screen.findByText('下次扣款：2026年12月24日 ¥19.90（月卡）')).toBeTruthy();
  tap('取消自动续费');
  expect(screen.getByRole('dialog').textContent).toMatch(/权益保留至 2026年12月23日，之后不再扣款/);
  expect(mutate).not.toHaveBeenCalled();
  done('subscriptionAutoRenewCancel');
  answer(subscription({ state: 'CANCELLED', autoRenew: false, autoRenewState: 'ENDED', nextChargeAt: null }));
  tap('确认取消');
  expect(await screen.findByText('权益保留至 2026年12月23日，之后不再扣款')).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(inputs()).toEqual([{ subscriptionId: 'sub_1', idempotencyKey: expect.any(String) }]);
});

test('a failed renewal says why, when it is tried again and that nothing is owed', async () => {
  const charge = { amountFen: 1_990, attempt: 1, dueAt: '2026-12-23T16:00:00Z' };
  answer(
    subscription({
      state: 'PAST_DUE',
      charges: [
        { ...charge, id: 'c2', attempt: 2, state: 'WAITING', dueAt: '2026-12-25T01:00:00Z', failure: null },
        { ...charge, id: 'c1', state: 'FAILED', failure: 'NOTENOUGH' },
      ],
      notices: [
        {
          ...{ id: 'n1', kind: 'OWN', sentAt: '2026-12-18T16:00:00Z', channel: 'NOTIFICATION', priceFen: 1_990 },
          ...{ chargeAt: '2026-12-23T16:00:00Z', text: '您的月卡将于 12 月 24 日续费' },
        },
      ],
    }),
  );
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /余额不足。将在 2026年12月25日 09:00 再试一次。.*不产生欠款/,
  );
  tap(/我们的通知.*已送达/);
  expect(screen.getByRole('dialog').textContent).toMatch(/您的月卡将于.*方式消息中心.*金额¥19\.90/);
  expect(['NOTENOUGH', 'BANK_ERROR', 'CONTRACT_ENDED', null].map(failureKind)).toEqual([
    'NOT_ENOUGH',
    'ACCOUNT',
    'CONTRACT',
    'OTHER',
  ]);
});

test('the plan changes at the end of the period, and is kept by an undo', async () => {
  answer(subscription());
  show();
  fireEvent.click(await screen.findByRole('button', { name: '更换方案' }));
  expect(screen.getByRole('dialog').textContent).toMatch(/从 2026年12月24日 起生效.*年卡¥168\/年/);
  done('subscriptionPlanChange');
  answer(subscription({ nextPlan: { code: 'yearly', name: '年卡' }, nextChargeFen: 16_800 }));
  tap('到期后更换');
  done('subscriptionPlanChange');
  fireEvent.click(await screen.findByRole('button', { name: '撤销，继续用月卡' }));
  await waitFor(() => expect(inputs().map(({ planCode }) => planCode)).toEqual(['yearly', null]));
});

test('what waits to be paid can be paid or called off, in two taps; what never began is none', async () => {
  const payUntil = new Date(Date.now() + 62_000).toISOString();
  const pending = { state: 'PENDING', autoRenewState: 'SIGNING', periodEnd: null, nextChargeAt: null };
  answer(subscription({ ...pending, payment: { state: 'OPEN', amountFen: 1_990, payUntil } }));
  show();
  expect(await screen.findByText(/请在 01:0\d 内付款/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '取消自动续费' })).toBeNull();
  tap('去支付');
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/packages/membership/cashier?subscription=sub_1' });
  tap('不买了，取消付款');
  const refusal = { code: 'SUBSCRIPTION_STATE_CONFLICT', message: 'paid' };
  mutate.mockResolvedValueOnce({ subscriptionCancel: { userErrors: [refusal] } });
  tap('确认取消');
  expect((await screen.findByRole('alert')).textContent).toMatch(/刚刚有变/);
  mutate.mockResolvedValueOnce({ subscriptionCancel: { userErrors: [] } });
  answer(subscription({ ...pending, state: 'EXPIRED' }));
  tap('确认取消');
  expect(await screen.findByText('还没有付费会员')).toBeTruthy();
  expect(inputs()[1]).toEqual({ subscriptionId: 'sub_1', idempotencyKey: expect.any(String) });
});

test('a refund is quoted before it is asked for; then its state stands there', async () => {
  const refundQuote = {
    canRefund: true,
    kind: 'PRO_RATA',
    amountFen: 1_000,
    paidFen: 1_990,
    usedFen: 990,
    text: '按天',
  };
  answer(subscription({ refundQuote }));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '申请退款' }));
  const sheet = screen.getByRole('dialog', { name: '申请退款 ¥10' });
  expect(within(sheet).getByRole('list').textContent).toBe('本期已付¥19.90已用−¥9.90可退¥10');
  fireEvent.click(within(sheet).getByRole('radio', { name: '买错了' }));
  done('subscriptionRefundRequest');
  const refundRequest = {
    id: 'r',
    state: 'WAITING',
    amountFen: 1_000,
    requestedAt: '2026-11-24T02:00:00Z',
    reason: '',
  };
  answer(subscription({ refundQuote, refundRequest: { ...refundRequest, decidedAt: null, decisionReason: null } }));
  tap('提交申请');
  expect(await screen.findByText('退款 ¥10 审核中')).toBeTruthy();
  expect(inputs()[0]).toMatchObject({ subscriptionId: 'sub_1', reason: '买错了' });
  expect(screen.queryByRole('button', { name: '申请退款' })).toBeNull();
});

test('renewal is turned on by a tick of its own and in WeChat', async () => {
  answer(subscription({ autoRenew: false, autoRenewState: 'OFF', nextChargeAt: null, nextChargeFen: null }));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '开通自动续费' }));
  tap('去微信确认');
  expect(screen.getByRole('alert').textContent).toMatch(/勾选/);
  expect(mutate).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('checkbox'));
  mutate.mockResolvedValueOnce({ subscriptionAutoRenewSign: { contractParams: { appId: 'wx' }, userErrors: [] } });
  (sign as jest.Mock).mockResolvedValue('away');
  tap('去微信确认');
  await waitFor(() => expect(sign).toHaveBeenCalledWith({ appId: 'wx' }));
});

test('what has ended can be had again; what was asked for of it stands there', async () => {
  const ended = { state: 'EXPIRED', autoRenew: false, autoRenewState: 'ENDED', nextChargeAt: null };
  const period = { number: 1, plan: monthly, source: 'CHECKOUT', paidFen: 1_990, refundedFen: 0 };
  const periods = [{ ...period, from: '2026-11-23T16:00:00Z', until: '2026-12-23T16:00:00Z' }];
  answer(subscription({ ...ended, periods }));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重新开通' }));
  expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/packages/membership/index' });
  expect(screen.getByText('已于 2026年12月23日 到期')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '更换方案' })).toBeNull();
});

test('without a plan there is the way to one; a blocked member reads why; signed out asks nothing', async () => {
  answer(null, 'BLOCKED');
  show();
  fireEvent.click(await screen.findByRole('button', { name: '看看会员方案' }));
  expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/packages/membership/index' });
  expect(screen.getByRole('alert').textContent).toMatch(/会员权益已暂停/);
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});

test('the statement has the sum, what was paid, and each line with where it comes from', async () => {
  const why = { eventId: 'MO-1', source: 'mall', amountFen: 9_900, programVersion: 3 };
  const line = (id: string, kind: string, amountFen: number, text: string) => ({
    ...{ cursor: id, node: { id, at: '2026-11-24T02:00:00Z', kind, amountFen, text, why } },
  });
  query.mockResolvedValue({
    me: {
      ...{ id: 'm', status: 'ACTIVE', statusReason: null, level },
      subscription: {
        ...{ id: 'sub_1', savedFen: 1_500, plan: monthly },
        periods: [{ number: 1, from: '', until: '', paidFen: 990, refundedFen: 0, plan: monthly }],
        savings: {
          edges: [line('a', 'COUPON', 2_000, '满减券'), line('b', 'COUPON', -500, '退券')],
          pageInfo: { endCursor: null, hasNextPage: false },
        },
      },
    },
    program,
  });
  show(StatementPage);
  expect(await screen.findByRole('heading', { name: '¥15' })).toBeTruthy();
  expect(screen.getByText('共付费 ¥9.90')).toBeTruthy();
  expect(screen.getByText('已回本，净省 ¥5.10')).toBeTruthy();
  expect(screen.getByRole('button', { name: /退券.*优惠券.*−¥5/ })).toBeTruthy();
  tap(/满减券.*\+¥20/);
  expect(screen.getByRole('dialog', { name: '+¥20 的由来' }).textContent).toMatch(/订单金额¥99编号MO-1.*第 3 版/);
});
