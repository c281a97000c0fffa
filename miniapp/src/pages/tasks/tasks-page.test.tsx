import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { checkInJson, taskJson } from '../../../test/support/demo-members';
import { ApiError } from '../../lib/errors';
import { client, queryClient, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import TasksPage from './index';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { query: jest.fn(), mutate: jest.fn() },
    queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    session: { signIn: jest.fn() },
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});

const query = client.query as jest.Mock;
const mutate = client.mutate as jest.Mock;
const keysSent = () => mutate.mock.calls.map(([, { input }]) => input.idempotencyKey);

const locked = taskJson('bind-card', '绑定银行卡', { state: 'LOCKED', waitsFor: [{ name: '完成实名认证' }] });
const claimable = taskJson('complete-profile', '完善个人资料', {
  state: 'COMPLETED',
  progress: 1,
  canClaim: true,
  endsAt: '2026-12-24T16:00:00.000Z',
});
const spend = taskJson('monthly', '本月消费满 1000 元', {
  task: { kind: 'MONTHLY', unit: 'FEN' },
  progress: 26_800,
  target: 100_000,
  action: { open: 'mall' },
});

function answer(changes: object = {}) {
  query.mockResolvedValue({
    me: {
      id: 'm',
      status: 'ACTIVE',
      statusReason: null,
      level: { level: { code: 'silver', name: '白银会员', rank: 2, threshold: 3_000 } },
      checkIn: checkInJson(),
      tasks: [locked, taskJson('verify-name', '完成实名认证'), claimable, spend],
      referral: { isOffered: true, invitedCount: 2, inviterReward: { points: 200, growth: null } },
      ...changes,
    },
    program: { timeZone: 'Asia/Shanghai' },
  });
}

function show() {
  render(
    <QueryClientProvider client={queryClient}>
      <TasksPage />
    </QueryClientProvider>,
  );
}
const rowOf = async (name: string) => {
  const row = (await screen.findByText(name)).closest('[role=listitem]');
  return within(row as HTMLElement);
};

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  (Taro as unknown as { clearStorage(): void }).clearStorage();
  for (const mock of [query, mutate, Taro.navigateTo as jest.Mock, Taro.switchTab as jest.Mock]) mock.mockReset();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
  answer();
});
afterEach(cleanup);

test('tasks stand in their groups, what can be claimed first; each says what it gives and what it waits for', async () => {
  show();
  await screen.findByText('新手任务');
  const names = screen.getAllByText(/完善个人资料|完成实名认证$|绑定银行卡|本月消费满/).map((one) => one.textContent);
  expect(names).toEqual(['完善个人资料', '完成实名认证', '绑定银行卡', '本月消费满 1000 元']);
  expect(screen.getByText('1 项待领取')).toBeTruthy();
  expect((await rowOf('绑定银行卡')).getByText('完成“完成实名认证”后解锁')).toBeTruthy();
  expect((await rowOf('绑定银行卡')).queryByRole('button')).toBeNull();
  expect((await rowOf('完善个人资料')).getByText('+50 积分 · +20 成长值')).toBeTruthy();
  expect((await rowOf('完善个人资料')).getByText('2026年12月24日 截止')).toBeTruthy();
  expect(screen.getByRole('progressbar', { name: '进度 ¥268 / ¥1,000' }).getAttribute('aria-valuenow')).toBe('26');
});

test('a check-in shows the ladder and, after the tap, the gain', async () => {
  show();
  expect(await screen.findByText('已连续签到 3 天')).toBeTruthy();
  expect(screen.getByText('今天签到得 10 积分')).toBeTruthy();
  expect(screen.getByRole('img', { name: '第4天，10 积分，未签到' })).toBeTruthy();
  mutate.mockResolvedValue({ checkInCreate: { userErrors: [] } });
  const ladder = checkInJson().ladder.map((rung, at) => ({ ...rung, reached: at < 4 }));
  answer({ checkIn: checkInJson({ canCheckIn: false, streak: 4, next: { points: 15 }, ladder }) });
  fireEvent.click(screen.getByRole('button', { name: '签到' }));
  expect(await screen.findByText('签到成功 +10 积分')).toBeTruthy();
  expect(await screen.findByText('明天签到得 15 积分')).toBeTruthy();
  expect((screen.getByRole('button', { name: '已签到' }) as HTMLButtonElement).disabled).toBe(true);
});

test('a claim whose answer was lost is asked for again under the same key', async () => {
  mutate.mockRejectedValueOnce(new ApiError('timeout')).mockResolvedValueOnce({ taskRewardClaim: { userErrors: [] } });
  show();
  fireEvent.click((await rowOf('完善个人资料')).getByRole('button', { name: '领取' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/响应太慢/);
  fireEvent.click((await rowOf('完善个人资料')).getByRole('button', { name: '领取' }));
  expect(await screen.findByText('领取成功 +50 积分 · +20 成长值')).toBeTruthy();
  expect(keysSent()[1]).toBe(keysSent()[0]);
  expect(mutate.mock.calls[0]?.[1].input.taskCode).toBe('complete-profile');
});

test('a refusal has words, and the next try is a new call', async () => {
  const refusal = { taskRewardClaim: { userErrors: [{ code: 'TASK_OVER', message: 'over' }] } };
  mutate.mockResolvedValue(refusal);
  show();
  fireEvent.click((await rowOf('完善个人资料')).getByRole('button', { name: '领取' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/任务已经结束/);
  fireEvent.click((await rowOf('完善个人资料')).getByRole('button', { name: '领取' }));
  await screen.findByRole('alert');
  expect(keysSent()[1]).not.toBe(keysSent()[0]);
});

test('what is ours opens its screen; what is a partner’s is told in words', async () => {
  show();
  fireEvent.click((await rowOf('本月消费满 1000 元')).getByRole('button', { name: '去完成' }));
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/mall/index' });
  fireEvent.click((await rowOf('完成实名认证')).getByRole('button', { name: '去完成' }));
  expect(screen.getByRole('dialog', { name: '完成实名认证' }).textContent).toMatch(/合作商家的应用/);
  fireEvent.click(screen.getByRole('button', { name: '知道了' }));
  fireEvent.click(screen.getByRole('button', { name: /邀请有礼.*得 200 积分.*已邀请 2 位/ }));
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/packages/referral/index' });
});

test('a blocked member reads why and cannot check in', async () => {
  answer({ status: 'BLOCKED', statusReason: '例行核查', checkIn: checkInJson({ canCheckIn: false }) });
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/例行核查/);
  expect((screen.getByRole('button', { name: '签到' }) as HTMLButtonElement).disabled).toBe(true);
});

test('without tasks there is a way out, without a check-in no strip', async () => {
  answer({ tasks: [], checkIn: checkInJson({ next: null, ladder: [], canCheckIn: false, streak: 0 }) });
  show();
  expect(await screen.findByText('现在没有任务')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /签到/ })).toBeNull();
});

test('loading has a skeleton, a failure another try, and signed out asks nothing', async () => {
  query.mockRejectedValueOnce(new ApiError('network'));
  show();
  expect(screen.getByRole('status', { name: '正在加载' })).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByText('新手任务')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});
