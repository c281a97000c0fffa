import { QueryClientProvider } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { clockWords, timeLeft } from '../../lib/countdown';
import { ApiError } from '../../lib/errors';
import { client, queryClient, useSession } from '../../lib/live';
import { pauseAfter } from '../../lib/looking';
import { pay } from '../../lib/pay';
import { choose } from '../../lib/preferences';
import { MallOrderCancelDocument, MallOrderPaymentResumeDocument } from './generated/graphql';
import PaymentPage from './index';
import { isOpen, moneyBackOf, outcomeOf } from './outcome';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { query: jest.fn(), mutate: jest.fn() },
    queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    session: { signIn: jest.fn() },
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});
jest.mock('../../lib/pay', () => ({ pay: jest.fn() }));

const query = client.query as jest.Mock;
const mutate = client.mutate as jest.Mock;
const item = { name: '保温杯', attributes: [{ name: '颜色', value: '朱红' }] };
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const order = (more: object = {}) => ({
  ...{ id: 'ord_1', number: '20261124000001', state: 'PENDING_PAYMENT', kind: 'PHYSICAL', quantity: 2, item },
  ...{
    points: 980,
    cashFen: 3_900,
    memberDiscountFen: 0,
    discountFen: 0,
    recipient: null,
    payment: { state: 'OPEN' },
    refunds: [],
  },
  ...{ placedAt: inMinutes(-1), payUntil: inMinutes(14) },
  ...more,
});

function answer(found: object | null, status = 'ACTIVE') {
  const level = { level: { code: 'silver', rank: 2 } };
  const me = { id: 'm', status, statusReason: null, level, points: { available: 4_020 } };
  query.mockResolvedValue({ me, order: found });
}

function show() {
  (useRouter as jest.Mock).mockReturnValue({ params: { order: 'ord_1' } });
  render(
    <QueryClientProvider client={queryClient}>
      <PaymentPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  for (const mock of [query, mutate, pay as jest.Mock, Taro.redirectTo as jest.Mock]) mock.mockReset();
  Taro.removeStorageSync('rungs.once');
  Taro.removeStorageSync('rungs.clock');
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('an order that waits says how much until when, is paid by params signed anew, and goes on when the server knows', async () => {
  answer(order());
  mutate.mockResolvedValue({ mallOrderPaymentResume: { paymentParams: { url: 'http://pay' }, userErrors: [] } });
  (pay as jest.Mock).mockResolvedValue('done');
  show();
  expect(await screen.findByRole('heading', { name: '¥39' })).toBeTruthy();
  expect(screen.getByText(/请在 1[34]:\d\d 内完成支付/)).toBeTruthy();
  expect(screen.getByRole('list').textContent).toBe('商品保温杯 朱红 × 2订单号20261124000001积分980 积分现金¥39');
  fireEvent.click(screen.getByRole('button', { name: '支付 ¥39' }));
  await waitFor(() => expect(pay).toHaveBeenCalledWith({ url: 'http://pay' }, '/packages/payment/index?order=ord_1'));
  expect(mutate).toHaveBeenCalledWith(MallOrderPaymentResumeDocument, { input: { orderId: 'ord_1' } });
  // The platform says that it is paid; the screen does not, until the server does.
  expect(screen.queryByText('兑换成功')).toBeNull();
  answer(order({ state: 'PAID', payUntil: null }));
  expect(await screen.findByText('兑换成功', undefined, { timeout: 4_000 })).toBeTruthy();
});

test('that paying failed or cannot be has words', async () => {
  answer(order());
  mutate.mockResolvedValueOnce({ mallOrderPaymentResume: { paymentParams: null, userErrors: [] } });
  show();
  fireEvent.click(await screen.findByRole('button', { name: '支付 ¥39' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/没能打开微信支付/);
  const userErrors = [{ code: 'PROVIDER_BUSY', message: 'busy' }];
  mutate.mockResolvedValueOnce({ mallOrderPaymentResume: { paymentParams: null, userErrors } });
  fireEvent.click(screen.getByRole('button', { name: '支付 ¥39' }));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/不会重复扣款/));
});

test('calling off is asked once more, and done once', async () => {
  answer(order());
  mutate.mockRejectedValueOnce(new ApiError('timeout'));
  mutate.mockResolvedValueOnce({ mallOrderCancel: { order: { id: 'ord_1' }, userErrors: [] } });
  show();
  fireEvent.click(await screen.findByRole('button', { name: '取消订单' }));
  expect(screen.getByRole('dialog').textContent).toMatch(/980 积分会立即退回/);
  const yes = () => fireEvent.click(screen.getAllByRole('button', { name: '取消订单' }).pop() as HTMLElement);
  yes();
  expect((await screen.findByRole('alert')).textContent).toMatch(/服务器响应太慢/);
  answer(order({ state: 'CANCELLED', payUntil: null, payment: { state: 'CLOSING' } }));
  yes();
  expect(await screen.findByText('订单已取消')).toBeTruthy();
  expect(screen.getByRole('main').textContent).toMatch(/980 积分已退回您的账户。如果您刚刚付了款，款项会原路退回。/);
  const [first, second] = mutate.mock.calls.filter(([one]) => one === MallOrderCancelDocument);
  expect(second?.[1]).toEqual(first?.[1]);
});

test.each([
  ['PAID', 'PHYSICAL', '兑换成功', /打包/],
  ['FULFILLING', 'ONLINE_BENEFIT', '兑换成功，正在准备', /放进订单/],
  ['RECEIVED', 'ONLINE_BENEFIT', '兑换成功', /去订单里查看/],
  ['FULFILLING', 'TOP_UP', '兑换成功，正在充值', /到账后这里会自动更新/],
  ['RECEIVED', 'TOP_UP', '已经到账', /充到您的手机号/],
  ['FULFILMENT_FAILED', 'TOP_UP', '没能兑换成功', /980 积分已退回您的账户。已付的 ¥39 正在原路退回/],
  ['RETURN_REQUESTED', 'PHYSICAL', '订单有了新进展', /在订单里查看/],
])('%s of %s is said in words, with the way to the order', async (state, kind, title, body) => {
  const refunds = state === 'FULFILMENT_FAILED' ? [{ amountFen: 3_900, state: 'PROCESSING' }] : [];
  answer(order({ state, kind, payUntil: null, refunds, recipient: { phone: '13800001234' } }));
  show();
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
  expect(screen.getByRole('main').textContent).toMatch(body);
  expect(screen.getByRole('list').textContent).toMatch(/剩余积分4,020 积分/);
  expect(/充值号码13800001234/.test(screen.getByRole('list').textContent ?? '')).toBe(kind === 'TOP_UP');
  fireEvent.click(screen.getByRole('button', { name: '查看订单' }));
  expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/packages/order/index?id=ord_1' });
});

test('an order of somebody else is none; a failure has another try; signed out asks nothing', async () => {
  answer(null);
  show();
  fireEvent.click(await screen.findByRole('button', { name: '回到商城' }));
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/mall/index' });
  cleanup();
  queryClient.clear();
  query.mockRejectedValueOnce(new ApiError('network'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByText('没有找到订单')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});

test('the time left is never more than it was at first; it is counted in minutes and seconds', () => {
  const since = '2026-11-24T06:00:00.000Z';
  const until = '2026-11-24T06:15:00.000Z';
  const at = (time: string) => Date.parse(`2026-11-24T${time}Z`);
  const left = ['06:01:00', '06:15:00', '07:00:00', '03:00:00'].map((time) => timeLeft({ until, since }, at(time)));
  expect(left.map(clockWords)).toEqual(['14:00', '00:00', '00:00', '15:00']);
  expect(clockWords(3_725_000)).toBe('1:02:05');
});

test('money that came too late is followed until it is back', async () => {
  const late = (state: string) =>
    order({
      ...{ state: 'CANCELLED', payUntil: null, memberDiscountFen: 195, discountFen: 500, payment: { state: 'PAID' } },
      refunds: [{ amountFen: 3_900, state }],
    }) as unknown as Parameters<typeof isOpen>[0];
  const states = ['REQUESTED', 'PROCESSING', 'SUCCEEDED', 'ABNORMAL', 'CLOSED'].map(late);
  expect(states.map(moneyBackOf)).toEqual(['onItsWay', 'onItsWay', 'back', 'stuck', 'back']);
  expect(states.map(isOpen)).toEqual([true, true, false, false, false]);
  answer(late('SUCCEEDED'));
  show();
  expect(await screen.findByText('已付的 ¥39 已原路退回。')).toBeTruthy();
  expect(screen.getByRole('list').textContent).toMatch(/优惠券−¥5现金¥39/);
});

test('what waits or is prepared is asked for, less and less often', () => {
  expect(outcomeOf({ state: 'SHIPPED', kind: 'PHYSICAL' })).toBe('done');
  expect([0, 2, 5, 8, 9, 500].map(pauseAfter)).toEqual([1_000, 2_000, 5_000, 20_000, 30_000, 30_000]);
});
