import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MallDocument, MallProductsDocument } from '../../graphql/generated/graphql';
import { ApiError } from '../../lib/errors';
import { client, queryClient, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import { EVERYTHING, isNarrowed, listOf, turned } from './choice';
import MallPage from './index';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { query: jest.fn() },
    queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    session: { signIn: jest.fn() },
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});

const query = client.query as jest.Mock;
const LEVELS = ['silver', 'gold'].map((code, rank) => ({ code, name: `${code} 会员`, rank, threshold: rank }));
const sku = (more: object = {}) => ({ pointsPrice: 680, soldOut: false, cash: null, ...more });
const product = (name: string, more: object = {}) => ({
  ...{ id: `p-${name}`, name, images: ['/media/a.svg'], levels: null, pointsFrom: 680, skus: [sku()] },
  ...more,
});

/** Answers as the server would: the head, and what fits the wish, page after page. */
function answer(pages: object[][], points: object = {}, status = 'ACTIVE') {
  query.mockImplementation(async (document: unknown, { after }: { after?: string | null }) => {
    if (document === MallDocument) {
      const account = { available: 512, debt: 0, expiring: 0, nextExpiry: null, ...points };
      const me = { id: 'm', status, statusReason: null, level: { level: LEVELS[0] }, points: account };
      const program = { timeZone: 'Asia/Shanghai', tracks: [{ primary: true, levels: LEVELS }] };
      return { me, mallCategories: [{ code: 'home', name: '居家生活' }], program };
    }
    expect(document).toBe(MallProductsDocument);
    const at = Number(after ?? 0);
    const edges = (pages[at] ?? []).map((node, index) => ({ cursor: `${at}-${index}`, node }));
    return { mallProducts: { edges, pageInfo: { endCursor: String(at + 1), hasNextPage: at + 1 < pages.length } } };
  });
}

const wishes = () => query.mock.calls.filter(([one]) => one === MallProductsDocument).map(([, which]) => which);

function show() {
  render(
    <QueryClientProvider client={queryClient}>
      <MallPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  query.mockReset();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('the points stand at the top, with what expires soon; a product says its prices and for whom it is', async () => {
  const mixed = sku({ cash: { points: 300, cashFen: 1_990 } });
  answer(
    [
      [
        product('杯子', { skus: [mixed, sku({ pointsPrice: 980 })] }),
        product('耳机', { levels: ['gold'], skus: [sku({ soldOut: true })] }),
      ],
    ],
    { expiring: 52, nextExpiry: { points: 52, at: '2026-11-30T16:00:00.000Z' } },
  );
  show();
  expect(await screen.findByRole('button', { name: /我的积分.*512.*52 积分 2026年11月30日 到期/ })).toBeTruthy();
  const [cup, phones] = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent);
  expect(cup).toBe('杯子680积分起或 300 积分 + ¥19.90');
  expect(phones).toBe('已兑完gold 会员可兑耳机680积分');
  fireEvent.click(screen.getByRole('button', { name: /杯子/ }));
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/packages/product/index?id=p-%E6%9D%AF%E5%AD%90' });
});

test('a category, what I can have, words and the order each ask for their own list; more comes on a tap', async () => {
  answer([[product('杯子')], [product('伞')]]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: '加载更多' }));
  await screen.findByText('伞');
  fireEvent.click(screen.getByRole('radio', { name: '居家生活' }));
  fireEvent.click(screen.getByRole('button', { name: '我能兑' }));
  fireEvent.click(screen.getByRole('radio', { name: '积分从低到高' }));
  await waitFor(() => expect(wishes().pop()?.sort).toBe('POINTS_ASC'));
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: ' 杯 ' } });
  const filter = { category: 'home', affordable: true, text: '杯' };
  await waitFor(() => expect(wishes().pop()).toEqual({ filter, sort: 'POINTS_ASC', after: null }));
  expect(screen.getByRole('button', { name: '我能兑' }).getAttribute('aria-pressed')).toBe('true');
});

test('with nothing found there is a way out: to everything, or to more points', async () => {
  answer([[]]);
  show();
  expect(await screen.findByText('商城还没有商品')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '我能兑' }));
  fireEvent.click(await screen.findByRole('button', { name: '去赚积分' }));
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/tasks/index' });
  fireEvent.click(screen.getByRole('button', { name: '我能兑' }));
  fireEvent.click(screen.getByRole('radio', { name: '居家生活' }));
  fireEvent.click(await screen.findByRole('button', { name: '看看全部商品' }));
  expect(await screen.findByText('商城还没有商品')).toBeTruthy();
});

test('a failure has another try; a blocked member reads why; signed out asks nothing', async () => {
  answer([[product('杯子')]], {}, 'BLOCKED');
  const real = query.getMockImplementation();
  query.mockImplementation((document, which) =>
    document === MallProductsDocument ? Promise.reject(new ApiError('network')) : real?.(document, which),
  );
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停/);
  const retry = await screen.findByRole('button', { name: '重试' });
  if (real) query.mockImplementation(real);
  fireEvent.click(retry);
  expect(await screen.findByText('杯子')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});

test('equal wishes are one list, and points are sorted both ways', () => {
  expect(listOf({ ...EVERYTHING, text: '  ' })).toEqual({ filter: {}, sort: 'RECOMMENDED' });
  expect([EVERYTHING, { ...EVERYTHING, affordable: true }].map(isNarrowed)).toEqual([false, true]);
  expect((['RECOMMENDED', 'POINTS_ASC', 'POINTS_DESC'] as const).map(turned)).toEqual([
    'POINTS_ASC',
    'POINTS_DESC',
    'POINTS_ASC',
  ]);
});
