import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import BenefitsPage from './index';

jest.mock('../../lib/live', () => ({
  client: { query: jest.fn() },
  session: { signIn: jest.fn() },
  useSession: jest.fn(() => ({ phase: 'signedIn' })),
}));

const query = client.query as jest.Mock;
const GOLD = { code: 'gold', name: '黄金会员', rank: 3, threshold: 12_000 };
const DIAMOND = { code: 'diamond', name: '钻石会员', rank: 5, threshold: 100_000 };
const held = (name: string, more: object = {}) => ({
  state: 'ACTIVE',
  benefit: { code: name, name, description: null, kind: 'SERVICE' },
  ...more,
});
const quota = { quota: 4, used: 3, left: 1, period: '2026-11', resetsAt: '2026-11-30T16:00:00.000Z' };

function answer(benefits: object[], status = 'ACTIVE') {
  const level = { level: { code: 'silver', name: '白银会员', rank: 2 } };
  query.mockResolvedValue({
    me: { id: 'm', status, statusReason: null, level, benefits },
    program: { timeZone: 'Asia/Shanghai' },
  });
}

function show() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queryClient}>
      <BenefitsPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  query.mockReset();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('mine stand first with what is left, the rest by the level that brings them, the nearest first', async () => {
  answer([
    held('包邮', quota),
    held('客服'),
    held('试用', { ...quota, state: 'USED_UP', used: 4, left: 0, period: '2026-Q4' }),
    held('次日达', { state: 'LOCKED', lockedBy: DIAMOND, quota: 0, left: 0, used: 0, period: '2026' }),
    held('生日礼', { state: 'LOCKED', lockedBy: GOLD }),
  ]);
  show();
  expect(await screen.findByRole('heading', { name: '白银会员 · 已享 3 项权益' })).toBeTruthy();
  expect(screen.getByRole('button', { name: '包邮 本月剩 1/4 次' })).toBeTruthy();
  expect(screen.getByRole('button', { name: '试用 本季已用完' })).toBeTruthy();
  const levels = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
  expect(levels).toEqual(['黄金会员解锁', '钻石会员解锁']);
  expect(screen.getByRole('button', { name: '次日达' })).toBeTruthy();
});

test('a tap tells what it is, what is left and when the next period begins', async () => {
  answer([held('包邮', { ...quota, benefit: { code: 'x', name: '包邮', description: '免运费', kind: 'ECONOMIC' } })]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: /包邮/ }));
  const sheet = screen.getByRole('dialog', { name: '包邮' });
  expect(sheet.textContent).toMatch(/免运费.*状态可享受.*本月剩 1\/4 次.*已用3 次.*额度本月 4 次.*2026年12月1日/);
  fireEvent.click(screen.getByRole('button', { name: '知道了' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a locked one names its level and the growth it takes; the levels are one tap away', async () => {
  answer([held('生日礼', { state: 'LOCKED', lockedBy: GOLD })]);
  show();
  expect(await screen.findByText(/当前等级还没有权益/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '生日礼' }));
  expect(screen.getByRole('dialog').textContent).toMatch(/为您服务的权益.*未解锁.*黄金会员.*12,000/);
  fireEvent.click(screen.getByRole('button', { name: '按等级比较' }));
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/packages/levels/index' });
});

test('none, blocked, failed and signed out each have their words', async () => {
  answer([]);
  show();
  expect(await screen.findByText('还没有权益')).toBeTruthy();
  cleanup();
  answer([held('客服')], 'BLOCKED');
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停/);
  cleanup();
  query.mockRejectedValueOnce(new ApiError('network'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByText('客服')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});
