import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import { OrdersDocument, OrdersHeadDocument } from './generated/graphql';
import OrdersPage from './index';

jest.mock('../../lib/live', () => ({
  client: { query: jest.fn() },
  session: { signIn: jest.fn() },
  useSession: jest.fn(() => ({ phase: 'signedIn' })),
}));

const query = client.query as jest.Mock;

const order = (id: string, state: string, more: object = {}) => ({
  ...{ id, state, kind: 'PHYSICAL', quantity: 2, points: 980, cashFen: 3_900, actions: [], cardCodes: [] },
  placedAt: '2026-11-24T02:00:00.000Z',
  item: { name: `杯子 ${id}`, imageUrl: null, attributes: [{ name: '颜色', value: '米白' }] },
  ...more,
});

/** Answers as the server would, with the orders that are in one of the states. */
function answer(orders: ReturnType<typeof order>[], status = 'ACTIVE') {
  query.mockImplementation(async (document: unknown, { states }: { states?: string[] | null }) => {
    if (document === OrdersHeadDocument) {
      const counts = new Map<string, number>();
      for (const { state } of orders) counts.set(state, (counts.get(state) ?? 0) + 1);
      const orderCounts = [...counts].map(([state, count]) => ({ state, count }));
      const level = { level: { code: 'silver', rank: 2 } };
      return {
        me: { id: 'm', status, statusReason: null, level, orderCounts },
        program: { timeZone: 'Asia/Shanghai' },
      };
    }
    expect(document).toBe(OrdersDocument);
    const edges = orders
      .filter(({ state }) => !states || states.includes(state))
      .map((node) => ({ cursor: node.id, node }));
    return { me: { id: 'm', orders: { edges, pageInfo: { endCursor: null, hasNextPage: false } } } };
  });
}

function show(state?: string) {
  (useRouter as jest.Mock).mockReturnValue({ params: state ? { state } : {} });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queryClient}>
      <OrdersPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  query.mockReset();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('an order says what it is, what it cost and where it stands; each has the step that comes next', async () => {
  answer([
    order('a', 'PENDING_PAYMENT', { actions: ['CANCEL'] }),
    order('b', 'SHIPPED', { actions: ['CONFIRM_RECEIPT'], cashFen: 0 }),
    order('c', 'RECEIVED', { kind: 'ONLINE_BENEFIT', cardCodes: [{ state: 'READY' }] }),
    order('d', 'COMPLETED'),
  ]);
  show();
  const [pay, receive, reveal, done] = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent);
  expect(pay).toBe('2026年11月24日 下单待支付杯子 a米白 · ×2980 积分 + ¥39去支付');
  expect(receive).toMatch(/待收货杯子 b.*980 积分确认收货$/);
  expect(reveal).toMatch(/已到账杯子 c.*查看卡密$/);
  expect(done).toMatch(/已完成杯子 d.*¥39$/);
  fireEvent.click(screen.getByRole('button', { name: '去支付，杯子 a' }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/payment/index?order=a' });
  fireEvent.click(screen.getByRole('button', { name: '确认收货，杯子 b' }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/order/index?id=b&ask=receive' });
  fireEvent.click(screen.getByRole('button', { name: /已完成/ }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/order/index?id=d' });
});

test('groups count their orders; an address opens one by a state in it; an empty one leads to the mall', async () => {
  answer([order('a', 'PAID'), order('b', 'FULFILLING'), order('c', 'CANCELLED')]);
  show('FULFILLING');
  expect(await screen.findAllByRole('listitem')).toHaveLength(2);
  expect(screen.getByRole('tab', { name: '待发货 2' }).getAttribute('aria-selected')).toBe('true');
  fireEvent.click(screen.getByRole('tab', { name: '全部' }));
  expect(await screen.findByText('杯子 c')).toBeTruthy();
  fireEvent.click(screen.getByRole('tab', { name: '退款/售后' }));
  fireEvent.click(await screen.findByRole('button', { name: '去积分商城' }));
  expect(Taro.switchTab).toHaveBeenLastCalledWith({ url: '/pages/mall/index' });
});

test('a blocked member reads why; a failure has another try; signed out asks nothing', async () => {
  answer([], 'BLOCKED');
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停/);
  cleanup();
  query.mockRejectedValueOnce(new ApiError('network'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByText('还没有订单')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});
