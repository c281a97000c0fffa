import { QueryClientProvider } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, queryClient, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import type { OrderPartsFragment } from './generated/graphql';
import OrderPage from './index';
import { clockOf, deedsOf, isWaiting, masked } from './order';

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

const AT = '2026-11-24T02:00:00.000Z';
const order = (state: OrderPartsFragment['state'], more: Partial<OrderPartsFragment> = {}): OrderPartsFragment => ({
  ...{ id: 'ord_1', number: '20261124000001', state, kind: 'PHYSICAL', quantity: 2, points: 980, cashFen: 0 },
  ...{ memberDiscountFen: 0 },
  ...{ returnedPoints: 0, refundedFen: 0, discountFen: 0, coupon: null, refunds: [], placedAt: AT, payUntil: null },
  ...{ receivedBy: null, returnUntil: null, actions: [], shipments: [], cardCodes: [], supply: null },
  item: { name: '毛巾', imageUrl: null, marketPriceFen: 4_900, attributes: [] },
  recipient: { name: '林小满', phone: '13800001234', region: '浙江省 杭州市 西湖区', street: '文三路 90 号' },
  timeline: [{ state: 'PAID', at: AT }],
  ...more,
});

function answer(...orders: (OrderPartsFragment | null)[]) {
  const me = { id: 'm', status: 'ACTIVE', statusReason: null, level: { level: { code: 'silver', rank: 2 } } };
  let looks = 0;
  query.mockImplementation(async () => {
    const shown = orders[Math.min(looks++, orders.length - 1)];
    return { me, order: shown, program: { timeZone: 'Asia/Shanghai' } };
  });
}

function show(params: Record<string, string> = {}) {
  (useRouter as jest.Mock).mockReturnValue({ params: { id: 'ord_1', ...params } });
  render(
    <QueryClientProvider client={queryClient}>
      <OrderPage />
    </QueryClientProvider>,
  );
}

const stepped = (name: string, userErrors: object[] = []) => ({ [name]: { order: null, userErrors } });
const text = () => screen.getByRole('main').textContent;

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  query.mockReset();
  mutate.mockReset();
  Taro.removeStorageSync('rungs.once');
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('an order to be paid counts down, tells what member price, coupon and cash make of it, and leads to the cashier', async () => {
  answer(
    order('PENDING_PAYMENT', {
      ...{
        cashFen: 2_705,
        memberDiscountFen: 195,
        discountFen: 1_000,
        coupon: { template: { name: '新人券' } },
        actions: ['CANCEL'],
      },
      payUntil: new Date(Date.now() + 62_000).toISOString(),
    }),
  );
  show();
  await screen.findByRole('heading', { name: '待支付' });
  expect(text()).toMatch(/请在 01:0\d 内支付/);
  expect(text()).toMatch(/市场价¥98积分980现金¥39会员价优惠−¥1\.95优惠券 · 新人券−¥10合计980 积分 \+ ¥27\.05/);
  expect(text()).toMatch(/林小满138\*\*\*\*1234/);
  fireEvent.click(screen.getByRole('button', { name: '继续支付' }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/payment/index?order=ord_1' });
});

test('calling off asks first, is sent once under one key, and shows what came of it', async () => {
  answer(order('PAID', { actions: ['CANCEL'] }), order('CANCELLED', { returnedPoints: 980 }));
  mutate.mockRejectedValueOnce(new ApiError('timeout')).mockResolvedValue(stepped('mallOrderCancel'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '取消订单' }));
  expect(mutate).not.toHaveBeenCalled();
  const sheet = screen.getByRole('dialog', { name: '取消这个订单？' });
  fireEvent.click(within(sheet).getByRole('button', { name: '确认取消' }));
  expect((await within(sheet).findByRole('alert')).textContent).toMatch(/服务器响应太慢/);
  fireEvent.click(within(sheet).getByRole('button', { name: '确认取消' }));
  expect(await screen.findByText('订单已取消，980 积分 已退回。')).toBeTruthy();
  const [first, second] = mutate.mock.calls.map(([, { input }]) => input);
  expect(second).toEqual(first);
  expect(screen.queryByRole('button', { name: '取消订单' })).toBeNull();
});

test('a return has a reason; another one must be written', async () => {
  answer(order('RECEIVED', { actions: ['REQUEST_RETURN'], returnUntil: AT }), order('RETURN_REQUESTED'));
  mutate.mockResolvedValue(stepped('mallOrderReturnRequest'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '申请退货' }));
  fireEvent.click(screen.getByRole('radio', { name: '其他' }));
  fireEvent.click(screen.getByRole('button', { name: '提交申请' }));
  expect(screen.getByText(/请写一句原因/)).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: '补充说明' }), { target: { value: '颜色太深' } });
  fireEvent.click(screen.getByRole('button', { name: '提交申请' }));
  expect(await screen.findByRole('heading', { name: '退货审核中' })).toBeTruthy();
  expect(mutate.mock.calls[0]?.[1].input).toMatchObject({ orderId: 'ord_1', reason: '其他：颜色太深' });
});

test('parcels show the latest first, the rest on a tap; numbers are copied', async () => {
  const events = [5, 4, 3, 2, 1].map((day) => ({ at: `2026-11-2${day}T02:00:00Z`, text: `第 ${day} 站`, state: null }));
  const parcel = { trackingNumber: 'SF1', shippedAt: AT, state: 'ON_THE_WAY' as const, carrier: { name: '顺丰速运' } };
  answer(
    order('SHIPPED', {
      shipments: [
        { ...parcel, id: 'a', quantity: 1, events },
        { ...parcel, id: 'b', quantity: 1, events: [], state: 'SENT' },
      ],
    }),
  );
  show();
  await screen.findByRole('heading', { name: '包裹 1/2 · 1 件' });
  const [track] = screen.getAllByRole('list', { name: '物流进度' });
  const seen = () =>
    within(track as HTMLElement)
      .getAllByRole('listitem')
      .map((line) => line.textContent);
  expect(seen()).toEqual([expect.stringMatching(/^第 5 站2026年11月25日 10:00/), expect.anything(), expect.anything()]);
  fireEvent.click(screen.getByRole('button', { name: '展开全部 5 条' }));
  expect(seen()).toHaveLength(5);
  expect(text()).toMatch(/快递公司还没有更新物流/);
  fireEvent.click(screen.getAllByRole('button', { name: '复制快递单号 SF1' })[0] as HTMLElement);
  expect(Taro.setClipboardData).toHaveBeenLastCalledWith({ data: 'SF1' });
  expect(await screen.findByText('已复制')).toBeTruthy();
});

test('a code is hidden until one was told that it is shown once; a second look is refused in words', async () => {
  const code = { state: 'READY' as const, hint: '8812', revealedAt: null, validUntil: '2027-03-31T16:00:00Z' };
  answer(
    order('RECEIVED', {
      kind: 'ONLINE_BENEFIT',
      recipient: null,
      cardCodes: [
        { ...code, id: 'one' },
        { ...code, id: 'two' },
      ],
    }),
  );
  const words = { number: 'CF8812', secret: 'QW7E' };
  mutate
    .mockResolvedValueOnce({ cardCodeReveal: { cardCode: null, code: words, userErrors: [] } })
    .mockResolvedValue({ cardCodeReveal: { userErrors: [{ code: 'CARD_CODE_REVEALED', message: 'no' }] } });
  show();
  const [first] = await screen.findAllByRole('button', { name: '查看卡密，尾号 8812' });
  fireEvent.click(first as HTMLElement);
  expect(screen.getByRole('dialog').textContent).toMatch(/只显示这一次.*不能再取消或退回/);
  expect(text()).not.toMatch(/CF8812/);
  fireEvent.click(screen.getByRole('button', { name: '查看' }));
  expect(await screen.findByText('CF8812')).toBeTruthy();
  expect(JSON.stringify(Taro.getStorageSync('rungs.once'))).not.toMatch(/CF8812|QW7E/);
  fireEvent.click(screen.getByRole('button', { name: '复制密码' }));
  expect(Taro.setClipboardData).toHaveBeenLastCalledWith({ data: 'QW7E' });
  fireEvent.click(screen.getByRole('button', { name: '查看卡密，尾号 8812' }));
  fireEvent.click(screen.getByRole('button', { name: '查看' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/已经查看过了/);
});

test('a top-up that failed tells what came back; what is not mine is not there; the list can ask for the receipt', async () => {
  answer(order('FULFILMENT_FAILED', { kind: 'TOP_UP', returnedPoints: 980 }));
  show();
  expect(await screen.findByText('没能发放成功，980 积分 已退回给您。')).toBeTruthy();
  cleanup();
  queryClient.clear();
  answer(null);
  show();
  expect(await screen.findByText('没有找到这个订单')).toBeTruthy();
  cleanup();
  queryClient.clear();
  answer(order('SHIPPED', { actions: ['CONFIRM_RECEIPT'] }));
  mutate.mockResolvedValue(stepped('mallOrderConfirmReceipt', [{ code: 'ORDER_STATE_CONFLICT', message: 'x' }]));
  show({ ask: 'receive' });
  fireEvent.click(await screen.findByRole('button', { name: '我已收到' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/订单状态刚刚变了/);
});

test('what is awaited is looked at again by itself', async () => {
  jest.useFakeTimers();
  try {
    const topUp = {
      kind: 'TOP_UP' as const,
      recipient: { name: null, phone: '13800001234', region: null, street: null },
    };
    answer(order('FULFILLING', topUp), order('RECEIVED', topUp));
    show();
    await waitFor(() => expect(text()).toMatch(/正在为 138\*\*\*\*1234 充值/));
    await jest.advanceTimersByTimeAsync(2_100);
    await waitFor(() => expect(text()).toMatch(/138\*\*\*\*1234 已充值到账/));
    const looks = query.mock.calls.length;
    await jest.advanceTimersByTimeAsync(120_000);
    expect(query.mock.calls.length).toBe(looks);
  } finally {
    jest.useRealTimers();
  }
});

test('words and waits follow the life of an order', () => {
  expect(masked('13800001234')).toBe('138****1234');
  expect(masked('010-1234')).toBe('010-1234');
  const now = Date.parse(AT);
  expect(['2026-11-24T02:00:09.500Z', '2026-11-24T03:02:03Z', AT, 'never'].map((end) => clockOf(end, now))).toEqual([
    '00:10',
    '1:02:03',
    undefined,
    undefined,
  ]);
  const states = ['PAID', 'SHIPPED', 'SHIPPED', 'RECEIVED', 'RETURN_REQUESTED', 'RECEIVED', 'COMPLETED'] as const;
  const timeline = states.map((state) => ({ state, at: AT }));
  expect(deedsOf({ timeline, kind: 'PHYSICAL' }).map(({ deed }) => deed)).toEqual([
    ...['did.COMPLETED', 'did.RETURN_REFUSED', 'did.RETURN_REQUESTED', 'did.RECEIVED'],
    ...['did.SHIPPED_AGAIN', 'did.SHIPPED', 'did.PLACED'],
  ]);
  expect(isWaiting(order('PAID'))).toBe(false);
  expect(isWaiting(order('PAID', { kind: 'TOP_UP' }))).toBe(true);
  expect(isWaiting(order('RETURNED', { refunds: [{ amountFen: 1, state: 'PROCESSING', succeededAt: null }] }))).toBe(
    true,
  );
});
