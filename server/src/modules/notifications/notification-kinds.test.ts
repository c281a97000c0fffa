import { readFileSync } from 'node:fs';
import type { Effect, OrderNews } from '../../engine/outcome';
import { always } from '../../engine/timeline';
import { encodeId } from '../../platform/ids';
import type { Locale } from '../../platform/locale';
import { parseProgram } from '../programs/parse-program';
import { notificationKinds, textOf } from './notification-kinds';
import { wordsOf } from './notification-words';
import { notificationsOf } from './notifications-of-effects';

const program = parseProgram(readFileSync('server/programs/instalment-mall.yaml', 'utf8'), 'instalment-mall.yaml');
const current = { version: 1, program, timeline: always(program) };
const at = Date.parse('2026-03-01T04:00:00Z');

const told = (...effects: Effect[]) =>
  notificationsOf(
    program,
    effects.map((effect, index) => ({ id: index + 1, memberId: 1, effect, recordedAt: new Date(at), attempts: 0 })),
  );
const written = (locale: Locale, ...effects: Effect[]) =>
  told(...effects).map(({ kind, data }) => {
    const { title, body } = textOf(kind, data as never, wordsOf(current, locale), locale);
    return `${kind} ${title} | ${body}`;
  });

type Given = Extract<Effect, { kind: 'rewardGiven' }>;
const nothing = { points: 0, growth: 0, coupons: [], benefits: [] };
const given = (source: string, content: Partial<Given>): Effect => ({
  ...{ kind: 'rewardGiven', source, key: 'once', ...nothing, asked: false, at },
  ...content,
});
const coupon = (couponId: string, more = {}) => ({ couponId, template: 'welcome-10', validUntil: at, at, ...more });
const validUntil = Date.parse('2026-03-31T16:00:00Z');

describe('messages about rewards', () => {
  it('tell of a task once: that its reward waits, or what came by itself', () => {
    const completed = (mustClaim: boolean): Effect => ({
      ...{ kind: 'taskCompleted', task: 'verify-name', period: 'once', mustClaim, at },
    });
    expect(written('zh-CN', completed(true))).toEqual([
      'TASK_COMPLETED 任务已完成，奖励待领取 | 您已完成“完成实名认证”，快去领取奖励吧。',
    ]);
    expect(written('en', completed(false), given('task verify-name', { points: 50, growth: 50 }))).toEqual([
      'TASK_REWARDED You were rewarded for a task | You completed “Verify your name” and got 50 points, 50 growth value.',
    ]);
  });

  it('are none for what the member has just asked for, and for a reward of nothing', () => {
    expect(told(given('task verify-name', { points: 50, asked: true }))).toEqual([]);
    expect(told(given('checkIn day-1', { points: 5, asked: true }))).toEqual([]);
    expect(told(given('gift silver-pack', {}))).toEqual([]);
    expect(told({ kind: 'rewardTakenBack', source: 'task verify-name', key: 'once', ...nothing, at })).toEqual([]);
  });

  it('are one for everything that one reward gives', () => {
    const pack = [
      given('gift gold-pack', { points: 1200, coupons: ['gold-50'] }),
      given('gift gold-pack', { coupons: ['gold-50'], benefits: ['shop-shipping'] }),
    ];
    expect(written('en', ...pack)).toEqual([
      'GIFT_RECEIVED The gift of your upgrade is here | For your upgrade you got 1,200 points, ¥50 for an upgrade × 2, Free shipping by the shops.',
    ]);
    expect(told(...pack)[0]?.cause).toBe('outbox:1');
    expect(
      told(given('gift gold-pack', { points: 1 }), given('gift gold-pack', { points: 1, key: 'next' })),
    ).toHaveLength(2);
  });

  it('name the benefit', () => {
    expect(written('zh-CN', given('benefit birthday-silver', { points: 8 }))).toEqual([
      'BENEFIT_RECEIVED 生日积分已到账 | 您获得：8 积分。',
    ]);
  });

  it('tell the inviter of who came, of the reward and of the limit, and take friends of one instant together', () => {
    const came: Effect = { kind: 'referralAttributed', inviter: 9, at };
    expect(told(came, came)).toMatchObject([{ memberId: 9, kind: 'REFERRAL_REGISTERED', data: { friends: 2 } }]);
    const heard = (outcome: 'rewarded' | 'limit' | 'blocked'): Effect => ({
      ...{ kind: 'referralRewarded', invitee: 5, outcome, at },
    });
    expect(written('zh-CN', given('referral inviter', { points: 200 }), heard('rewarded'))).toEqual([
      'REFERRAL_REWARDED 邀请奖励已到账 | 您邀请的好友已达成条件，您获得：200 积分。',
    ]);
    expect(written('en', given('referral invitee', { points: 50 }))).toEqual([
      'REFERRAL_REWARDED You were rewarded for an invitation | You fulfilled the invitation that you came by, and got 50 points.',
    ]);
    expect(told(heard('limit')).map(({ kind }) => kind)).toEqual(['REFERRAL_LIMIT']);
    expect(told(heard('blocked'))).toEqual([]);
  });
});

describe('messages about coupons', () => {
  it('take coupons of one template together', () => {
    const granted = (id: string, template: string): Effect => ({
      ...{ kind: 'couponGranted', source: 'staff', ...coupon(id, { template, validUntil }) },
    });
    expect(written('zh-CN', granted('1', 'welcome-10'), granted('2', 'welcome-10'), granted('3', 'silver-20'))).toEqual(
      [
        'COUPON_RECEIVED 收到优惠券 | 您获得 2 张“新人 10 元券”，有效期至2026年3月31日。',
        'COUPON_RECEIVED 收到优惠券 | 您获得 1 张“白银升级 20 元券”，有效期至2026年3月31日。',
      ],
    );
    const expiring = (id: string, before: string): Effect => ({
      ...{ kind: 'couponExpiring', before, ...coupon(id, { validUntil }) },
    });
    expect(written('en', expiring('1', 'P3D'), expiring('2', 'P3D'), expiring('1', 'P1D'))).toEqual([
      'COUPON_EXPIRING 2 coupons end soon | ¥10 to begin with can be used until 31 March 2026, that day included.',
      'COUPON_EXPIRING A coupon ends soon | ¥10 to begin with can be used until 31 March 2026, that day included.',
    ]);
    const ended = (couponId: string): Effect => ({ kind: 'couponExpired', couponId, template: 'welcome-10', at });
    expect(told(ended('1'), ended('2'))).toMatchObject([{ kind: 'COUPON_EXPIRED', data: { coupons: 2 } }]);
  });

  it('say whether a coupon that came back can still be used', () => {
    const back = (until: number): Effect => ({
      ...{ kind: 'couponReturned', orderRef: 'SO-1', ...coupon('1', { validUntil: until }) },
    });
    expect(written('zh-CN', back(validUntil), back(at))).toEqual([
      'COUPON_RETURNED 优惠券已退回 | 订单 SO-1 使用的“新人 10 元券”已退回，有效期至2026年3月31日。',
      'COUPON_RETURNED 优惠券已退回 | 订单 SO-1 使用的“新人 10 元券”已退回，但已过有效期。',
    ]);
  });
});

describe('messages about stored value', () => {
  it('tell amounts and what is left, each by itself', () => {
    const spent: Effect = { kind: 'walletSpent', spendId: 's', orderRef: 'SO-1', amountFen: 1250, balanceFen: 0, at };
    expect(written('zh-CN', spent, spent)).toHaveLength(2);
    const recharged = { kind: 'walletRecharged' as const, rechargeId: 'r', amountFen: 10_000, balanceFen: 10_500, at };
    expect(written('zh-CN', { ...recharged, giftFen: 500 }, spent)).toEqual([
      'WALLET_RECHARGED 充值已到账 | 充值 ¥100，赠送 ¥5，余额 ¥105。',
      'WALLET_SPENT 余额消费 | 订单 SO-1 使用余额 ¥12.50，剩余 ¥0。',
    ]);
  });
});

describe('messages about orders', () => {
  const facts = {
    orderId: 5,
    number: '20260301000005',
    name: { 'zh-CN': '保温杯', en: 'Flask' },
    points: 0,
    cashFen: 0,
  };
  const news = (what: OrderNews, more: object = {}): Effect => ({
    ...{ kind: 'orderNews', news: what, at, ...facts, coupon: false },
    ...more,
  });

  it('name the product, the number and what went back', () => {
    expect(written('zh-CN', news('shipped'), news('failed', { points: 60, cashFen: 990, coupon: true }))).toEqual([
      'ORDER_SHIPPED 您的兑换已发货 | “保温杯”（订单 20260301000005）已发货，可查看物流。',
      'ORDER_FAILED 兑换未成功 | “保温杯”（订单 20260301000005）未能兑换成功，60 积分已退回，¥9.90 将原路退回，优惠券已退回。',
    ]);
    expect(
      written('en', news('returned', { points: 1000, cashFen: 990, coupon: true }), news('returnRefused')),
    ).toEqual([
      'ORDER_RETURNED Your return was accepted | “Flask” (order 20260301000005) came back to us; 1,000 points are back; ¥9.90 goes back to where you paid from; the coupon is back.',
      'ORDER_RETURN_REFUSED Your return was refused | “Flask” (order 20260301000005) stays with you: ask the service when that surprises you.',
    ]);
  });

  it('tell of its coupon and its points, which say nothing by themselves', () => {
    const orderRef = encodeId('MallOrder', 5);
    expect(told({ kind: 'couponReturned', orderRef, ...coupon('1', { validUntil }) })).toEqual([]);
    expect(told({ kind: 'holdExpired', holdId: 'h', orderRef, points: 60, at })).toEqual([]);
  });
});

describe('every kind of message', () => {
  it('fits into the column of kinds', () => {
    for (const kind of Object.keys(notificationKinds)) expect(kind.length).toBeLessThanOrEqual(32);
  });
});
