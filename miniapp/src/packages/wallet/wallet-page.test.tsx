import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import { WalletDocument, WalletEntriesDocument } from './generated/graphql';
import WalletPage from './index';

jest.mock('../../lib/live', () => ({
  client: { query: jest.fn() },
  session: { signIn: jest.fn() },
  useSession: jest.fn(() => ({ phase: 'signedIn' })),
}));

const query = client.query as jest.Mock;
const why = { eventId: null, source: null, amountFen: null, programVersion: 1 };
const entry = (kind: string, part: string, delta: number, reason: string, more: object = {}) => ({
  part,
  line: {
    ...{ kind, delta, reason, at: '2026-11-14T02:00:00.000Z', recordedAt: '2026-11-14T02:00:00.000Z' },
    why: { ...why, ...more },
  },
});

/** Answers as the server would: the head, and one page after the other. */
function answer(wallet: object, pages: object[][] = [[]], status = 'ACTIVE') {
  query.mockImplementation(async (document: unknown, { after }: { after?: string | null }) => {
    if (document === WalletDocument) {
      const empty = { isOffered: true, balanceFen: 0, principalFen: 0, giftFen: 0, rechargedTotalFen: 0, gifts: [] };
      const level = { level: { code: 'silver', rank: 2 } };
      return {
        me: { id: 'm', status, statusReason: null, level, wallet: { ...empty, ...wallet } },
        program: { timeZone: 'Asia/Shanghai' },
      };
    }
    expect(document).toBe(WalletEntriesDocument);
    const at = Number(after ?? 0);
    const edges = (pages[at] ?? []).map((node, index) => ({ cursor: `${at}-${index}`, node }));
    const pageInfo = { endCursor: String(at + 1), hasNextPage: at + 1 < pages.length };
    return { me: { id: 'm', wallet: { entries: { edges, pageInfo } } } };
  });
}

function show() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queryClient}>
      <WalletPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  query.mockReset();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('the balance tells money from gift, and the gifts are told in words with where to recharge', async () => {
  const gifts = [{ atLeastFen: 10_000, giftFen: 500 }];
  answer({ balanceFen: 52_650, principalFen: 47_150, giftFen: 5_500, gifts, maxBalanceFen: 500_000 });
  show();
  expect(await screen.findByRole('heading', { name: '¥526.50' })).toBeTruthy();
  expect(screen.getByRole('main').textContent).toMatch(
    /本金¥471\.50赠金¥55.*不能提现.*门店.*单笔充满 ¥100送 ¥5余额（含赠金）最多 ¥5,000/,
  );
  expect(screen.queryByRole('button', { name: /充值/ })).toBeNull();
});

test('a line explains itself: its part, its order, the recharge it was given for', async () => {
  answer({ balanceFen: 1 }, [
    [
      entry('SPEND', 'PRINCIPAL', -12_850, 'MO-20931'),
      entry('GIFT', 'GIFT', 5_000, '充值赠送', { eventId: 'rcg_1', amountFen: 50_000 }),
    ],
  ]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: /余额付款.*本金.*−¥128\.50/ }));
  expect(screen.getByRole('dialog', { name: '−¥128.50 的由来' }).textContent).toMatch(
    /计入本金.*订单MO-20931.*第 1 版/,
  );
  fireEvent.click(screen.getByRole('button', { name: '知道了' }));
  fireEvent.click(screen.getByRole('button', { name: /充值赠送.*赠金.*\+¥50/ }));
  expect(screen.getByRole('dialog').textContent).toMatch(/计入赠金.*充值金额¥500.*充值编号rcg_1/);
});

test('more of the history comes on a tap, until there is no more; an empty one says what will be there', async () => {
  answer({}, [[entry('RECHARGE', 'PRINCIPAL', 100, '充值')], [entry('RETURN', 'GIFT', 50, 'MO-1')]]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: '加载更多' }));
  expect(await screen.findByRole('button', { name: /退回余额.*\+¥0\.50/ })).toBeTruthy();
  expect(screen.getByText('没有更多了')).toBeTruthy();
  cleanup();
  answer({});
  show();
  expect(await screen.findByText('还没有储值明细')).toBeTruthy();
});

test('where stored value is not offered that is said; money that is left is shown all the same', async () => {
  answer({ isOffered: false });
  show();
  expect(await screen.findByText('尚未开通储值')).toBeTruthy();
  cleanup();
  answer({ isOffered: false, balanceFen: 300, principalFen: 300 });
  show();
  expect(await screen.findByRole('heading', { name: '¥3' })).toBeTruthy();
  expect(screen.getByText(/不再接受充值/)).toBeTruthy();
});

test('a blocked member reads why; a failure has another try; signed out asks nothing', async () => {
  answer({}, [[]], 'BLOCKED');
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停/);
  cleanup();
  query.mockRejectedValueOnce(new ApiError('network'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByText('储值余额')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});
