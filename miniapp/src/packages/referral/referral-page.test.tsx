import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { readDuration } from '../../lib/duration';
import { client, queryClient } from '../../lib/live';
import { choose } from '../../lib/preferences';
import ReferralPage from './index';

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
const copy = Taro.setClipboardData as jest.Mock;

const friend = (nickname: string, state: string, convertedAt: string | null = null) => ({
  ...{ nickname, state, convertedAt, invitedAt: '2026-11-01T02:00:00.000Z' },
});

function answer(pages: object[][], changes: object = {}, me: object = {}) {
  query.mockImplementation(async (_document: unknown, { after }: { after: string | null }) => {
    const at = Number(after ?? 0);
    const edges = (pages[at] ?? []).map((node, index) => ({ cursor: `${at}-${index}`, node }));
    return {
      me: {
        ...{ id: 'm', nickname: '林小满', status: 'ACTIVE', statusReason: null },
        level: { level: { code: 'silver', rank: 2 } },
        referral: {
          ...{ isOffered: true, code: 'K3MPW7ZD', link: 'https://rungs.test/?inviteCode=K3MPW7ZD' },
          ...{ invitedCount: 3, convertedCount: 1, minAmountFen: 10_000, window: 'P30D' },
          ...{ rewardsPerDay: 5, rewardsPerMonth: null },
          inviterReward: { points: 200, growth: null },
          inviteeReward: { points: 50, growth: null },
          invitees: { edges, pageInfo: { endCursor: String(at + 1), hasNextPage: at + 1 < pages.length } },
          ...changes,
        },
        ...me,
      },
      program: { name: '分期商城会员', timeZone: 'Asia/Shanghai' },
    };
  });
}

function show() {
  render(
    <QueryClientProvider client={queryClient}>
      <ReferralPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  for (const mock of [query, mutate, copy]) mock.mockReset();
  copy.mockResolvedValue(undefined);
  mutate.mockResolvedValue({ shareRecord: { recorded: true, userErrors: [] } });
});
afterEach(cleanup);

test('the terms are told from the program, in words', async () => {
  answer([[]]);
  show();
  expect(await screen.findByText('K3MPW7ZD')).toBeTruthy();
  expect(screen.getByText('好友在 30 天内完成一笔满 ¥100 的消费。')).toBeTruthy();
  expect(screen.getByText('奖励自动到账：您得 200 积分，好友得 50 积分。')).toBeTruthy();
  expect(screen.getByText('每天最多 5 次奖励')).toBeTruthy();
  expect(screen.getByText(/还没有好友加入/)).toBeTruthy();
});

test('the link is copied, and that counts as a share; the code alone does not', async () => {
  answer([[]]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: '复制邀请码' }));
  expect(await screen.findByText(/已复制/)).toBeTruthy();
  expect(copy).toHaveBeenLastCalledWith({ data: 'K3MPW7ZD' });
  expect(mutate).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: '复制邀请链接' }));
  await waitFor(() => expect(mutate).toHaveBeenCalledTimes(1));
  expect(copy).toHaveBeenLastCalledWith({ data: 'https://rungs.test/?inviteCode=K3MPW7ZD' });
  expect(mutate.mock.calls[0]?.[1].input).toMatchObject({ channel: 'OTHER', idempotencyKey: expect.any(String) });
});

test('what could not be copied says what to do', async () => {
  copy.mockRejectedValue(new Error('denied'));
  answer([[]]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: '复制邀请链接' }));
  expect(await screen.findByText(/没能复制/)).toBeTruthy();
  expect(mutate).not.toHaveBeenCalled();
});

test('friends are listed with how they stand, page by page', async () => {
  answer([
    [friend('何**', 'CONVERTED', '2026-11-16T02:00:00.000Z'), friend('孙**', 'PENDING')],
    [friend('方**', 'EXPIRED')],
  ]);
  show();
  expect(await screen.findByText('已注册 3 位 · 已转化 1 位')).toBeTruthy();
  expect(screen.getByText('2026年11月16日 达成')).toBeTruthy();
  expect(screen.getByText('待消费')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '加载更多' }));
  expect(await screen.findByText('已过期')).toBeTruthy();
});

test('a program without invitations says so', async () => {
  const none = { isOffered: false, window: null, minAmountFen: null, inviterReward: null, inviteeReward: null };
  answer([[]], none);
  show();
  expect(await screen.findByText('现在没有邀请活动')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /复制/ })).toBeNull();
});

test('a blocked member reads why', async () => {
  answer([[]], {}, { status: 'BLOCKED', statusReason: '例行核查' });
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/例行核查/);
});

test.each([
  ['P30D', { count: 30, unit: 'days' }],
  ['P2W', { count: 2, unit: 'weeks' }],
  ['P1M', { count: 1, unit: 'months' }],
  ['P1M15D', undefined],
])('the window %s', (duration, read) => expect(readDuration(duration)).toEqual(read));
