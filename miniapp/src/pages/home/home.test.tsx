import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { DEMO_MEMBERS, memberJson, programJson } from '../../../test/support/demo-members';
import { ApiError } from '../../lib/errors';
import { client, session, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import HomePage from './index';

jest.mock('../../lib/live', () => ({
  client: { query: jest.fn() },
  session: { signIn: jest.fn() },
  useSession: jest.fn(() => ({ phase: 'signedIn' })),
}));

const query = client.query as jest.Mock;
const stateIs = (state: ReturnType<typeof useSession>) => (useSession as jest.Mock).mockReturnValue(state);

function answerFor(openid: string) {
  const demo = DEMO_MEMBERS.find((one) => one.openid === openid);
  if (!demo) throw new Error(`No demo member ${openid}`);
  return { me: memberJson(demo, 'zh'), program: programJson('zh') };
}

function show() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queryClient}>
      <HomePage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  query.mockReset();
  stateIs({ phase: 'signedIn' });
});
afterEach(cleanup);

test('loading shows a skeleton that says so', () => {
  query.mockReturnValue(new Promise(() => undefined));
  show();
  expect(screen.getByRole('status', { name: '正在加载' })).toBeTruthy();
});

test('loaded shows all levels, tinted by the member’s own', async () => {
  query.mockResolvedValue(answerFor('zhao'));
  show();
  expect(await screen.findByRole('group', { name: '黄金会员，当前等级' })).toBeTruthy();
  expect(screen.getByRole('group', { name: '全部等级' }).children).toHaveLength(5);
  expect(screen.getByRole('main').className).toMatch(/light tint-gold/);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('benefits lead to their screen, the locked ones too', async () => {
  query.mockResolvedValue(answerFor('lin'));
  show();
  for (const name of ['生日积分', '商家包邮', '全部权益']) {
    fireEvent.click(await screen.findByRole('button', { name }));
    expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/benefits/index' });
  }
});

test('the banner says what a plan really costs, or until when the one that runs does', async () => {
  const { me, program } = answerFor('lin');
  const plan = { code: 'm', name: '月卡', period: 'P1M', monthlyPriceFen: 1_990, worthFen: 6_800, trial: null };
  const quote = { priceFen: 990, reason: 'FIRST', canCheckout: true, offer: null, plan };
  query.mockResolvedValue({ me: { ...me, planQuotes: [quote] }, program });
  show();
  fireEvent.click(await screen.findByRole('button', { name: /月卡权益约值 ¥68.*¥9\.90\/月 开通/ }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/membership/index' });
  cleanup();
  const subscription = { id: 's', state: 'CANCELLED', periodEnd: '2026-12-23T16:00:00Z', nextChargeAt: null };
  query.mockResolvedValue({ me: { ...me, subscription: { ...subscription, savedFen: 1_500, plan } }, program });
  show();
  fireEvent.click(await screen.findByRole('button', { name: /月卡.*2026年12月23日 到期 · 已省 ¥15/ }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/subscription/index' });
});

test('a blocked member reads why', async () => {
  query.mockResolvedValue(answerFor('qin'));
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停.*例行核查/);
});

test('a failure has words and another try', async () => {
  query.mockRejectedValueOnce(new ApiError('network')).mockResolvedValueOnce(answerFor('lin'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByRole('group', { name: '白银会员，当前等级' })).toBeTruthy();
});

test('a programme without levels says so', async () => {
  const { me, program } = answerFor('lin');
  query.mockResolvedValue({ me, program: { ...program, tracks: [] } });
  show();
  expect(await screen.findByText('还没有等级')).toBeTruthy();
});

test('signed out there is one button, the reason if any, and no request', () => {
  stateIs({ phase: 'signedOut', problem: new ApiError('refused', { code: 'SIGN_IN_CODE_USED' }) });
  show();
  expect(screen.getByRole('alert').textContent).toMatch(/已经用过/);
  fireEvent.click(screen.getByRole('button', { name: '微信登录' }));
  expect(session.signIn).toHaveBeenCalledTimes(1);
  expect(query).not.toHaveBeenCalled();
});
