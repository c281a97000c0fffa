import { QueryClientProvider } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, queryClient, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import { CouponOffersDocument, MyCouponsDocument } from './generated/graphql';
import CouponsPage from './index';
import { offerState } from './offer-state';
import { daysUntil, readPeriod } from './terms';

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

const terms = { code: 'ten', name: '新人券', kind: 'AMOUNT_OFF', offFen: 1_000, minSpendFen: 5_000 };
const offer = (more: object = {}) => ({
  ...terms,
  ...{ validFor: 'P15D', left: 3, perMember: 1, myCount: 0, canClaim: true, lockedBy: null },
  ...more,
});
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const coupon = (id: string, more: object = {}) => ({
  ...{
    id,
    state: 'AVAILABLE',
    validFrom: inDays(-9),
    validUntil: inDays(20),
    template: { ...terms, name: `券 ${id}` },
  },
  ...more,
});
const pageInfo = { endCursor: null, hasNextPage: false };
const edgesOf = (nodes: object[]) => nodes.map((node, index) => ({ cursor: String(index), node }));

/** Answers as the server would: what is on offer, and the member's own by state. */
function answer(offers: object[], mine: Record<string, object[]> = {}, status = 'ACTIVE') {
  const me = { id: 'm', status, statusReason: null, level: { level: { code: 'silver', rank: 2 } } };
  query.mockImplementation(async (document: unknown, { state }: { state?: string }) => {
    if (document === CouponOffersDocument) return { me, couponsOnOffer: { edges: edgesOf(offers), pageInfo } };
    expect(document).toBe(MyCouponsDocument);
    const coupons = { edges: edgesOf(mine[state ?? ''] ?? []), pageInfo };
    return { me: { ...me, coupons }, program: { timeZone: 'Asia/Shanghai' } };
  });
}

function show(view?: string) {
  (useRouter as jest.Mock).mockReturnValue({ params: view ? { view } : {} });
  render(
    <QueryClientProvider client={queryClient}>
      <CouponsPage />
    </QueryClientProvider>,
  );
}

const claimed = { couponClaim: { coupon: { id: 'c' }, userErrors: [] } };
const refused = (code: string) => ({ couponClaim: { coupon: null, userErrors: [{ code, message: code }] } });
const claim = () => screen.findByRole('button', { name: '立即领取 新人券' });

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  query.mockReset();
  mutate.mockReset();
  Taro.removeStorageSync('rungs.once');
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('a coupon on offer says what it does, from when, for how long, and how many there are', async () => {
  answer([
    offer(),
    offer({ ...{ code: 'home', kind: 'PERCENT_OFF', offFen: null, percent: '0.15', ceilingFen: 3_000 }, perMember: 2 }),
    offer({
      ...{ code: 'ship', kind: 'FREE_SHIPPING', minSpendFen: 0, left: null },
      validFor: null,
      validTo: '2026-11-30',
    }),
  ]);
  show();
  const [amount, part, shipping] = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent);
  expect(amount).toMatch(/¥10满 ¥50 可用新人券领取后 15 天内有效剩 3 张 · 每人限领 1 张，已领 0 张立即领取/);
  expect(part).toMatch(/8\.5 折.*最多减 ¥30.*每人限领 2 张/);
  expect(shipping).toMatch(/包邮无门槛.*最多抵运费 ¥10有效期至 2026年11月30日/);
  expect(shipping).not.toMatch(/剩/);
});

test('what cannot be claimed says why', async () => {
  const no = { canClaim: false };
  answer([
    offer({ ...no, myCount: 1 }),
    offer({ ...no, left: 0 }),
    offer({ ...no, lockedBy: { code: 'gold', name: '黄金会员' } }),
  ]);
  show();
  const [mine, gone, locked] = await screen.findAllByRole('listitem');
  expect(mine?.textContent).toMatch(/已领取/);
  expect(gone?.textContent).toMatch(/已抢光/);
  expect(locked?.textContent).toMatch(/升到黄金会员即可领取/);
  expect(screen.queryByRole('button', { name: /^领取/ })).toBeNull();
});

test('what the member has counts before what they may, and that before what there is', () => {
  const all = { canClaim: false, myCount: 1, perMember: 1, lockedBy: { code: 'gold', name: '黄金' }, left: 0 };
  expect(offerState(all)).toBe('claimed');
  expect(offerState({ ...all, myCount: 0 })).toBe('locked');
  expect(offerState({ ...all, myCount: 0, lockedBy: null })).toBe('soldOut');
  expect(offerState({ ...all, perMember: null, lockedBy: null, left: 5 })).toBe('paused');
});

test('a claim whose outcome was lost is tried again under the same key; the next has one of its own', async () => {
  answer([offer({ perMember: 2 })]);
  mutate.mockRejectedValueOnce(new ApiError('timeout')).mockResolvedValue(claimed);
  show();
  fireEvent.click(await claim());
  expect((await screen.findByRole('alert')).textContent).toMatch(/服务器响应太慢/);
  expect(JSON.stringify(Taro.getStorageSync('rungs.once'))).toContain(mutate.mock.calls[0]?.[1].input.idempotencyKey);
  fireEvent.click(await claim());
  expect(await screen.findByText('领取成功')).toBeTruthy();
  fireEvent.click(await claim());
  await waitFor(() => expect(mutate).toHaveBeenCalledTimes(3));
  const [first, second, third] = mutate.mock.calls.map(([, { input }]) => input);
  expect(second).toEqual(first);
  expect(first.template).toBe('ten');
  expect(third.idempotencyKey).not.toBe(first.idempotencyKey);
});

test('a refusal has its words, and what is left is asked again', async () => {
  answer([offer()]);
  mutate.mockResolvedValue(refused('COUPON_SOLD_OUT'));
  show();
  fireEvent.click(await claim());
  expect((await screen.findByRole('alert')).textContent).toMatch(/最后一张刚被领走/);
  await waitFor(() => expect(query.mock.calls.filter(([one]) => one === CouponOffersDocument)).toHaveLength(2));
});

test('from the claim to my coupons; the next to end stands first and its days are counted', async () => {
  answer([offer({ canClaim: false, myCount: 1 })], {
    AVAILABLE: [
      coupon('late'),
      coupon('soon', { validUntil: inDays(1.5) }),
      coupon('last', { validUntil: inDays(0.5) }),
    ],
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: '查看我的券' }));
  await screen.findByText('券 soon');
  const lines = within(screen.getByRole('list')).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => /券 (\w+?)有/.exec(textContent ?? '')?.[1])).toEqual(['last', 'soon', 'late']);
  expect(lines.map(({ textContent }) => /今天到期|明天到期/.exec(textContent ?? '')?.[0])).toEqual([
    '今天到期',
    '明天到期',
    undefined,
  ]);
});

test('a locked coupon names its order, a used one what it saved, an expired one its end', async () => {
  answer([], {
    LOCKED: [
      coupon('a', { state: 'LOCKED', orderRef: 'MO-1', discountFen: 2_000, lockedUntil: '2026-12-07T02:00:00Z' }),
    ],
    REDEEMED: [coupon('b', { state: 'REDEEMED', orderRef: 'MO-2', discountFen: 1_500 })],
    EXPIRED: [coupon('c', { state: 'EXPIRED', validUntil: '2026-11-06T16:00:00Z', template: null })],
  });
  show('mine');
  fireEvent.click(await screen.findByRole('radio', { name: '已锁定' }));
  await screen.findByText('券 a');
  expect(screen.getByRole('list').textContent).toMatch(/本单可减 ¥20订单 MO-12026年12月7日 前未付款将自动退回/);
  fireEvent.click(screen.getByRole('radio', { name: '已使用' }));
  expect(await screen.findByText('已省 ¥15')).toBeTruthy();
  expect(screen.getByText('订单 MO-2')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: '已过期' }));
  expect(await screen.findByText('已于 2026年11月6日 到期')).toBeTruthy();
  expect(screen.getByText('这张券的说明已下架')).toBeTruthy();
});

test('with nothing to use there is a way to what can be claimed', async () => {
  answer([offer()]);
  show('mine');
  fireEvent.click(await screen.findByRole('button', { name: '去领券' }));
  expect(await claim()).toBeTruthy();
});

test('a blocked member reads why and can claim nothing; a failure has another try; signed out asks nothing', async () => {
  answer([offer({ canClaim: false })], {}, 'BLOCKED');
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/会员权益已暂停/);
  expect(screen.getByText('暂不可领')).toBeTruthy();
  cleanup();
  queryClient.clear();
  query.mockRejectedValueOnce(new ApiError('network'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '重试' }));
  expect(await screen.findByText('新人券')).toBeTruthy();
  cleanup();
  query.mockClear();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show();
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
  expect(query).not.toHaveBeenCalled();
});

test('periods and days are read as people count them', () => {
  expect([readPeriod('P7D'), readPeriod('P1M'), readPeriod('PT5H')]).toEqual([
    { count: '7', unit: 'day' },
    { count: '1', unit: 'month' },
    undefined,
  ]);
  const now = Date.parse('2026-11-24T03:00:00Z');
  expect(['2026-11-24T16:00:00Z', '2026-11-25T16:00:00Z'].map((end) => daysUntil(end, now))).toEqual([1, 2]);
});
