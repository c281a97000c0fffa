import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import { PointsDocument, PointsEntriesDocument } from './generated/graphql';
import PointsPage from './index';

jest.mock('../../lib/live', () => ({
  client: { query: jest.fn() },
  session: { signIn: jest.fn() },
  useSession: jest.fn(() => ({ phase: 'signedIn' })),
}));

const query = client.query as jest.Mock;
const why = {
  rule: 'order-points',
  rate: '0.01/¥',
  amountFen: 2_599_900,
  multipliers: [{ kind: 'level', factor: '1.1' }],
};
const entry = (delta: number, more: object = {}) => ({
  kind: 'EARN',
  delta,
  at: '2026-10-26T02:00:00.000Z',
  recordedAt: '2026-10-26T02:00:00.000Z',
  reason: '获得',
  why: {
    ...why,
    cuts: [{ cap: 'points:order-points', by: 85 }],
    beforeCap: 285,
    toDebt: 50,
    eventId: 'o-6',
    programVersion: 1,
  },
  ...more,
});

/** Answers as the server would: the head, and one page after the other. */
function answer(account: object, pages: object[][] = [[]], status = 'ACTIVE') {
  query.mockImplementation(async (document: unknown, { after }: { after?: string | null }) => {
    if (document === PointsDocument) {
      const points = { available: 0, pending: 0, held: 0, debt: 0, lots: [], ...account };
      return { me: { id: 'm', status, statusReason: null, points }, program: { timeZone: 'Asia/Shanghai' } };
    }
    expect(document).toBe(PointsEntriesDocument);
    const at = Number(after ?? 0);
    const edges = (pages[at] ?? []).map((node, index) => ({ cursor: `${at}-${index}`, node }));
    const pageInfo = { endCursor: String(at + 1), hasNextPage: at + 1 < pages.length };
    return { me: { id: 'm', points: { entries: { edges, pageInfo } } } };
  });
}

function show() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queryClient}>
      <PointsPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  query.mockReset();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('a debt is told in plain words', async () => {
  answer({ debt: 50 });
  show();
  expect(await screen.findByText('欠 50 积分，之后获得的积分先抵扣')).toBeTruthy();
});

test('without a debt there is no word of it, and an empty history says what will be there', async () => {
  answer({ available: 482 });
  show();
  expect(await screen.findByText('还没有积分明细')).toBeTruthy();
  expect(screen.getByRole('heading', { name: '482' })).toBeTruthy();
  expect(screen.queryByText(/欠/)).toBeNull();
});

test('points that end within thirty days show the last good day', async () => {
  const expiresAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  answer({ lots: [{ amount: 32, remaining: 32, occurredAt: expiresAt, availableAt: expiresAt, expiresAt }] });
  show();
  expect(await screen.findByText('30 天内过期')).toBeTruthy();
  expect(screen.getByText('32 积分')).toBeTruthy();
});

test('a line explains itself: rate, multiplier, cap and what settled a debt', async () => {
  answer({}, [[entry(200)]]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: /购物.*\+200/ }));
  const sheet = screen.getByRole('dialog', { name: '+200 积分的由来' }).textContent;
  expect(sheet).toMatch(
    /¥25,999.*每 ¥100 得 1 积分.*等级 ×1\.1.*285 积分.*超出此项每日上限，少得 85.*其中 50 用于抵扣欠分.*o-6.*第 1 版/,
  );
  fireEvent.click(screen.getByRole('button', { name: '知道了' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('more of the history comes on a tap, until there is no more', async () => {
  answer({}, [[entry(200)], [entry(-46, { kind: 'REVERSE', reason: '退款扣回' })]]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: '加载更多' }));
  expect(await screen.findByRole('button', { name: /退款扣回 · 购物.*−46/ })).toBeTruthy();
  expect(screen.getByText('没有更多了')).toBeTruthy();
});

test('a blocked member reads why; a failure has another try; signed out asks nothing', async () => {
  answer({}, [[]], 'BLOCKED');
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停/);
  cleanup();
  query.mockRejectedValueOnce(new ApiError('network'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByText('可用积分')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});
