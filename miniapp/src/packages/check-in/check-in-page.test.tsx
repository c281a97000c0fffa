import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { checkInJson } from '../../../test/support/demo-members';
import { client, queryClient } from '../../lib/live';
import { choose } from '../../lib/preferences';
import { emptyBefore, moved } from './calendar';
import CheckInPage from './index';

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

function monthJson(month: string, count: number, states: Record<number, string>) {
  return Array.from({ length: count }, (_, at) => ({
    date: `${month}-${String(at + 1).padStart(2, '0')}`,
    state: states[at + 1] ?? (month < '2026-11' || at < 23 ? 'MISSED' : 'FUTURE'),
    points: 0,
  }));
}

function answer(checkIn: object = {}, me: object = {}) {
  query.mockImplementation(async (_document: unknown, { month }: { month: string | null }) => ({
    me: {
      id: 'm',
      status: 'ACTIVE',
      statusReason: null,
      points: { available: 482 },
      level: { level: { code: 'silver', rank: 2 } },
      checkIn: {
        ...checkInJson(),
        days:
          month === '2026-10'
            ? monthJson(month, 31, { 5: 'CHECKED' })
            : monthJson('2026-11', 30, { 19: 'CHECKED', 20: 'MADE_UP', 22: 'CHECKED', 23: 'CHECKED', 24: 'TODAY' }),
        makeUp: { left: 1, costPoints: 20, dates: ['2026-11-21'] },
        cumulative: [
          { count: 4, reached: true, reward: { points: 0, growth: 20, coupon: null, benefit: null } },
          { count: 10, reached: false, reward: { points: 50, growth: 0, coupon: 'x', benefit: null } },
        ],
        ...checkIn,
      },
      ...me,
    },
  }));
}

function show() {
  render(
    <QueryClientProvider client={queryClient}>
      <CheckInPage />
    </QueryClientProvider>,
  );
}
const open = async () => fireEvent.click(await screen.findByRole('button', { name: '2026年11月21日，漏签，可补签' }));
const confirm = () => fireEvent.click(screen.getByRole('button', { name: '确认补签' }));

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  (Taro as unknown as { clearStorage(): void }).clearStorage();
  for (const mock of [query, mutate]) mock.mockReset();
  answer();
});
afterEach(cleanup);

test('the month tells every day; only what can be made up for is a button', async () => {
  show();
  expect(await screen.findByRole('heading', { name: '2026年11月' })).toBeTruthy();
  expect(screen.getByRole('img', { name: '2026年11月19日，已签到' })).toBeTruthy();
  expect(screen.getByRole('img', { name: '2026年11月20日，已补签' })).toBeTruthy();
  expect(screen.getByRole('img', { name: '2026年11月18日，漏签' })).toBeTruthy();
  expect(screen.getByRole('img', { name: '2026年11月24日，今天，还未签到' })).toBeTruthy();
  expect(screen.getByText(/每天 20 积分，本月还可补 1 天/)).toBeTruthy();
  expect(screen.getByText('已达成')).toBeTruthy();
  expect(screen.getByText('+50 积分 · 优惠券 1 张')).toBeTruthy();
  expect(screen.getByText('还差 6 天')).toBeTruthy();
});

test('another month is a tap away, and none lies ahead', async () => {
  show();
  const after = (await screen.findByRole('button', { name: '下个月' })) as HTMLButtonElement;
  expect(after.disabled).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: '上个月' }));
  expect(await screen.findByRole('img', { name: '2026年10月5日，已签到' })).toBeTruthy();
  expect(query).toHaveBeenLastCalledWith(expect.anything(), { month: '2026-10' });
});

test('making up names its price first, and spends nothing before the member says so', async () => {
  mutate.mockResolvedValue({ checkInMakeUp: { userErrors: [] } });
  show();
  await open();
  const sheet = screen.getByRole('dialog', { name: '补签 2026年11月21日？' });
  expect(sheet.textContent).toMatch(/需要20 积分可用积分482 积分本月还可补签1 天/);
  expect(mutate).not.toHaveBeenCalled();
  confirm();
  expect(await screen.findByText('已补签 2026年11月21日')).toBeTruthy();
  expect(mutate.mock.calls[0]?.[1].input).toMatchObject({ date: '2026-11-21', idempotencyKey: expect.any(String) });
  expect(screen.queryByRole('dialog')).toBeNull();
});

test.each([
  ['INSUFFICIENT_POINTS', /可用积分不够/],
  ['MAKE_UP_LIMIT', /补签次数已经用完/],
  ['MAKE_UP_TOO_OLD', /太久以前/],
  ['CHECK_IN_DONE', /已经签到过/],
])('a refusal %s has words', async (code, words) => {
  mutate.mockResolvedValue({ checkInMakeUp: { userErrors: [{ code, message: code }] } });
  show();
  await open();
  confirm();
  expect((await screen.findByRole('alert')).textContent).toMatch(words);
});

test('a blocked member sees the month and can make up for nothing', async () => {
  answer({ canCheckIn: false }, { status: 'BLOCKED' });
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停/);
  expect(screen.queryByRole('button', { name: /可补签/ })).toBeNull();
});

test('a program without a check-in says so', async () => {
  answer({ next: null, canCheckIn: false });
  show();
  expect(await screen.findByText('现在没有签到活动')).toBeTruthy();
});

test('months follow one another over the year, and begin under their weekday', () => {
  expect([moved('2026-01', -1), moved('2026-12', 1), moved('2026-11', -12)]).toEqual(['2025-12', '2027-01', '2025-11']);
  // The 1st of November 2026 is a Sunday, of June a Monday.
  expect([emptyBefore('2026-11-01').length, emptyBefore('2026-06-01').length]).toEqual([6, 0]);
});
