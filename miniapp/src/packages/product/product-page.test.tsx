import { QueryClientProvider } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, queryClient, useSession } from '../../lib/live';
import { pay } from '../../lib/pay';
import { choose } from '../../lib/preferences';
import { MallOrderQuoteDocument, ProductDocument } from './generated/graphql';
import ProductPage from './index';
import { isMobile, mostOf, ownPhone, wayOf, waysOf } from './terms';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { query: jest.fn(), mutate: jest.fn() },
    queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    session: { signIn: jest.fn() },
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});
jest.mock('../../lib/pay', () => ({ pay: jest.fn(), payChannel: () => 'H5' }));

const query = client.query as jest.Mock;
const mutate = client.mutate as jest.Mock;
const LEVELS = ['silver', 'gold'].map((code, rank) => ({ code, name: `${code} 会员`, rank }));
const sku = (id: string, more: object = {}) => ({
  ...{ id, attributes: [{ name: '颜色', value: `色 ${id}` }], available: 9, soldOut: false },
  ...{ marketPriceFen: 3_900, pointsPrice: 680, cash: null, memberCashFen: null, planCashFen: null },
  ...more,
});
const mixed = { cash: { points: 300, cashFen: 1_900 } };
const product = (more: object = {}) => ({
  ...{ id: 'p1', name: '马克杯', description: '釉下彩。', kind: 'PHYSICAL', images: ['/media/a.svg'] },
  ...{ levels: null, plans: null, lockedBy: null, attributes: [], limits: [], skus: [sku('红')] },
  ...more,
});
const HOME = { id: 'a1', name: '吴敏', phone: '13800001234', region: '杭州', street: '文三路', isDefault: true };
const quote = (more: object = {}) => ({
  ...{
    points: 680,
    cashFen: 0,
    memberDiscountFen: 0,
    discountFen: 0,
    pointsAfter: 4_320,
    canPlace: true,
    refusal: null,
    coupons: [],
  },
  ...more,
});

interface Served {
  member?: object;
  quoteOf?: (input: { payWith: string; couponId?: string }) => object;
}

/** Answers as the server would. */
function answer(found: object | null, { member = {}, quoteOf = () => quote() }: Served = {}) {
  const me = {
    ...{ id: 'm', status: 'ACTIVE', statusReason: null, phoneMasked: null, level: { level: LEVELS[0] } },
    ...{ points: { available: 5_000, debt: 0 }, addresses: [HOME] },
    ...member,
  };
  query.mockImplementation(async (document: unknown, { input }: { input: Parameters<typeof quoteOf>[0] }) => {
    if (document === MallOrderQuoteDocument) return { mallOrderQuote: quoteOf(input) };
    expect(document).toBe(ProductDocument);
    return { me, mallProduct: found, program: { tracks: [{ primary: true, levels: LEVELS }] } };
  });
}

function show() {
  (useRouter as jest.Mock).mockReturnValue({ params: { id: 'p1' } });
  render(
    <QueryClientProvider client={queryClient}>
      <ProductPage />
    </QueryClientProvider>,
  );
}

const placed = (more: object = {}) => ({
  mallOrderPlace: {
    order: { id: 'ord_1', placedAt: new Date().toISOString() },
    paymentParams: null,
    userErrors: [],
    ...more,
  },
});
const refused = (code: string) => placed({ order: null, userErrors: [{ code, message: code }] });
const open = async () => fireEvent.click(await screen.findByRole('button', { name: '立即兑换' }));
const sheet = () => within(screen.getByRole('dialog', { name: '确认兑换' }));
const inputs = () => mutate.mock.calls.map(([, { input }]) => input);

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  for (const mock of [query, mutate, pay as jest.Mock, Taro.redirectTo, Taro.navigateTo, Taro.switchTab]) {
    (mock as jest.Mock).mockReset();
  }
  Taro.removeStorageSync('rungs.once');
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('a product says its prices, its rules and what is left of the limit; a variant that is gone cannot be chosen', async () => {
  const limits = [
    { count: 2, per: 'MONTH', left: 1 },
    { count: 9, per: 'YEAR', left: null },
  ];
  answer(product({ limits, skus: [sku('红', mixed), sku('蓝', { soldOut: true, available: 0 })] }));
  show();
  expect(await screen.findByRole('heading', { name: '马克杯' })).toBeTruthy();
  const words = screen.getByRole('main').textContent;
  expect(words).toMatch(/680积分市场价 ¥39或 300积分\+ ¥19马克杯快递送达/);
  expect(words).toMatch(/每人每月限兑 2 件，您还可兑 1 件/);
  expect(words).not.toMatch(/每年/);
  expect(screen.getByRole('radio', { name: '色 蓝，已兑完' })).toHaveProperty('disabled', true);
  expect(screen.getByRole('button', { name: '增加一件' })).toHaveProperty('disabled', true);
});

test('by points alone: the default address, what is left, and on to the result', async () => {
  answer(product());
  mutate.mockResolvedValue(placed());
  show();
  fireEvent.click(await screen.findByRole('button', { name: '增加一件' }));
  await open();
  expect(screen.getByRole('dialog').textContent).toMatch(/马克杯色 红2 件.*1,360积分.*吴敏13800001234默认杭州 文三路/);
  expect(await sheet().findByText('4,320 积分')).toBeTruthy();
  fireEvent.click(sheet().getByRole('button', { name: '确认兑换 · 1,360 积分' }));
  await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalledWith({ url: '/packages/payment/index?order=ord_1' }));
  const { idempotencyKey, ...rest } = inputs()[0];
  expect(rest).toEqual({ skuId: '红', quantity: 2, payWith: 'POINTS', addressId: 'a1', channel: 'H5' });
  expect(pay).not.toHaveBeenCalled();
});

test('with cash: the coupon that takes most off is used, another can be chosen, or none; then on to paying', async () => {
  const coupons = ['best', 'other'].map((id) => ({ id, validUntil: '2026-12-01T16:00:00Z', template: { name: id } }));
  const quoteOf = ({ couponId }: { couponId?: string }) => {
    const discountFen = { best: 500, other: 200 }[couponId ?? ''] ?? 0;
    return quote({ cashFen: 1_900 - discountFen, discountFen, pointsAfter: 100, coupons });
  };
  answer(product({ skus: [sku('红', mixed)] }), { member: { points: { available: 400, debt: 0 } }, quoteOf });
  mutate.mockResolvedValue(placed({ paymentParams: { url: 'http://pay' } }));
  show();
  await open();
  expect(sheet().getByRole('radio', { name: /纯积分/ })).toHaveProperty('disabled', true);
  expect(screen.getByRole('dialog').textContent).toMatch(/还差 280 积分/);
  expect(await sheet().findByRole('button', { name: '去支付 ¥14' })).toBeTruthy();
  fireEvent.click(sheet().getByRole('radio', { name: '不使用优惠券' }));
  expect(await sheet().findByRole('button', { name: '去支付 ¥19' })).toBeTruthy();
  fireEvent.click(sheet().getByRole('radio', { name: /^other/ }));
  fireEvent.click(await sheet().findByRole('button', { name: '去支付 ¥17' }));
  await waitFor(() => expect(pay).toHaveBeenCalledWith({ url: 'http://pay' }, '/packages/payment/index?order=ord_1'));
  expect(inputs()[0]).toMatchObject({ payWith: 'POINTS_AND_CASH', couponId: 'other' });
});

test('a member price stands beside the normal one, struck out, and its worth in the sum', async () => {
  const prices = { ...mixed, memberCashFen: 1_805, planCashFen: 1_805 };
  answer(product({ skus: [sku('红', prices)] }), {
    quoteOf: () => quote({ cashFen: 3_610, memberDiscountFen: 190, pointsAfter: 4_400 }),
  });
  show();
  await screen.findByRole('heading', { name: '马克杯' });
  expect(screen.getByRole('main').textContent).toMatch(/或 300积分\+ ¥18\.05¥19会员价马克杯/);
  expect(screen.getByRole('img', { name: '原价 ¥19' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '增加一件' }));
  await open();
  fireEvent.click(sheet().getByRole('radio', { name: /积分加现金.*¥36\.10.*原价 ¥38/ }));
  expect(await sheet().findByRole('button', { name: '去支付 ¥36.10' })).toBeTruthy();
  expect(screen.getByRole('dialog').textContent).toMatch(/会员价优惠−¥1\.90兑换后剩余/);
});

test('who has no plan reads what the cash would be with one; what plans alone open leads to the plan', async () => {
  const prices = { ...mixed, planCashFen: 1_805 };
  answer(product({ skus: [sku('红', prices)] }));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '开通会员，现金只需 ¥18.05' }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/membership/index' });
  expect(screen.queryByText('会员价')).toBeNull();
  cleanup();
  queryClient.clear();
  const plans = [{ code: 'yearly', name: '年卡' }];
  answer(product({ plans, lockedBy: { reason: 'PLAN', plans: [{ code: 'yearly' }] } }));
  show();
  expect(await screen.findByText('年卡专享')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '立即兑换' })).toBeNull();
  const ways = screen.getAllByRole('button', { name: '开通会员' });
  expect(ways).toHaveLength(2);
  for (const way of ways) {
    (Taro.navigateTo as jest.Mock).mockClear();
    fireEvent.click(way);
    expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/packages/membership/index?plan=yearly' });
  }
});

test('an answer that was lost is asked for under the same key; a refusal is another call, in words at its place', async () => {
  answer(product());
  mutate.mockRejectedValueOnce(new ApiError('timeout')).mockResolvedValue(refused('INSUFFICIENT_POINTS'));
  show();
  await open();
  const confirm = () => fireEvent.click(sheet().getByRole('button', { name: /确认兑换/ }));
  confirm();
  expect((await sheet().findByRole('alert')).textContent).toMatch(/再点一次即可，不会重复兑换/);
  expect(JSON.stringify(Taro.getStorageSync('rungs.once'))).toContain(inputs()[0].idempotencyKey);
  confirm();
  await waitFor(() => expect(sheet().getByRole('alert').textContent).toMatch(/可用积分不够了/));
  fireEvent.click(sheet().getByRole('button', { name: '去赚积分' }));
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/tasks/index' });
  expect(Taro.getStorageSync('rungs.once')).toEqual({});
  confirm();
  await waitFor(() => expect(inputs()).toHaveLength(3));
  const [first, second, third] = inputs();
  expect(second).toEqual(first);
  expect(third.idempotencyKey).not.toBe(first.idempotencyKey);
});

test('what the server would refuse is said before it is asked for', async () => {
  const refusal = { code: 'PURCHASE_LIMIT_REACHED', message: 'no' };
  answer(product(), { quoteOf: () => quote({ canPlace: false, refusal }) });
  show();
  await open();
  expect((await sheet().findByRole('alert')).textContent).toMatch(/已超过限兑数量/);
  expect(sheet().getByRole('button', { name: /确认兑换/ })).toHaveProperty('disabled', true);
});

test('without an address the way leads to the first', async () => {
  answer(product(), { member: { addresses: [] } });
  show();
  await open();
  fireEvent.click(sheet().getByRole('button', { name: '先添加收货地址' }));
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/packages/addresses/index?choose=1' });
  // Nothing may lie over the address book.
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a top-up asks for a number, which is the member’s own where it is known', async () => {
  answer(product({ kind: 'TOP_UP' }), { member: { phoneMasked: '138****1234' } });
  mutate.mockResolvedValue(placed());
  show();
  await open();
  const field = sheet().getByRole('textbox', { name: '充值手机号' });
  expect(field).toHaveProperty('value', '13800001234');
  fireEvent.change(field, { target: { value: '238-0000-1234' } });
  expect(sheet().getByRole('alert').textContent).toMatch(/11 位手机号/);
  expect(sheet().getByRole('button', { name: /确认兑换/ })).toHaveProperty('disabled', true);
  fireEvent.change(field, { target: { value: '13900005678' } });
  fireEvent.click(sheet().getByRole('button', { name: /确认兑换/ }));
  await waitFor(() => expect(inputs()[0]).toMatchObject({ phone: '13900005678' }));
  expect(inputs()[0]).not.toHaveProperty('addressId');
});

test.each([
  ['LEVEL', { levels: ['gold'] }, '看看怎么升级', false],
  ['LIMIT', {}, '已兑满', true],
  ['BLOCKED', {}, '暂不可兑', true],
])('locked by %s it says so, with the way there is', async (reason, more, words, isDead) => {
  answer(product({ ...more, lockedBy: { reason } }));
  show();
  const [button] = await screen.findAllByRole('button', { name: words });
  expect(button).toHaveProperty('disabled', isDead);
  if (reason === 'LEVEL') expect(screen.getByText('gold 会员可兑')).toBeTruthy();
});

test('sold out, and too few points for either way, are said; a product that is gone leads to the mall', async () => {
  answer(product({ skus: [sku('红', { soldOut: true, available: 0 })] }));
  show();
  expect(await screen.findByRole('button', { name: '已兑完' })).toHaveProperty('disabled', true);
  cleanup();
  queryClient.clear();
  answer(product({ skus: [sku('红', mixed)] }), { member: { points: { available: 100, debt: 0 } } });
  show();
  expect(await screen.findByText('还差 200 积分')).toBeTruthy();
  cleanup();
  queryClient.clear();
  answer(null);
  show();
  fireEvent.click(await screen.findByRole('button', { name: '去商城看看' }));
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/mall/index' });
});

test('a failure has another try; signed out asks nothing', async () => {
  answer(product());
  query.mockRejectedValueOnce(new ApiError('network'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByText('马克杯')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});

test('ways, quantities and numbers', () => {
  const variant = sku('红', mixed) as unknown as Parameters<typeof waysOf>[0];
  const ways = waysOf(variant, 2, 1_000);
  expect(ways.map(({ points, cashFen, missing }) => [points, cashFen, missing])).toEqual([
    [1_360, 0, 360],
    [600, 3_800, 0],
  ]);
  expect(wayOf(ways, undefined).payWith).toBe('POINTS_AND_CASH');
  expect(wayOf(waysOf(variant, 1, 9_000), undefined).payWith).toBe('POINTS');
  const limits = [
    { count: 5, per: 'MONTH' as const, left: 3 },
    { count: 1, per: 'DAY' as const, left: null },
  ];
  expect(mostOf({ limits }, variant)).toBe(3);
  expect(mostOf({ limits: [] }, { ...variant, available: 500 })).toBe(100);
  expect(['13800001234', '12800001234', '1380000123'].map(isMobile)).toEqual([true, false, false]);
  expect([ownPhone('138****1234', [HOME]), ownPhone('139****0000', [HOME]), ownPhone(null, [])]).toEqual([
    '13800001234',
    '',
    '',
  ]);
});
