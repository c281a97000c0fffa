/** @jest-environment node */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { newShopper } from './support/shopper';
import type { Post } from './support/wx';
import { WeappHost } from './weapp-host';

const dist = process.env.WEAPP_DIST ?? path.resolve(__dirname, '../dist/weapp');
const server = process.env.RUNGS_URL ?? '';
const MAIN_PACKAGE_LIMIT = 540 * 1024;
const PACKAGE_LIMIT = 60 * 1024;

/** The build has its address built in; here every request goes to the server under test, whose WeChat knows this code. */
const postAs =
  (openid: string): Post =>
  async ({ url, data, header }) => {
    const body = data.replace(/wx-\d+-\d+/, `demo:${openid}`);
    const answer = await fetch(server + new URL(url).pathname, { method: 'POST', headers: header, body });
    return { statusCode: answer.status, data: await answer.text() };
  };
const post = postAs('lin');

/** What a mutation was sent with, each time. */
const bodiesOf = (host: WeappHost, mutation: string): object[] =>
  host.calls
    .filter(({ name }) => name === 'request')
    .map(({ detail }) => JSON.parse((detail as { data: string }).data))
    .filter(({ query }) => query.includes(`${mutation}(`))
    .map(({ variables }) => variables.input);

describe('the WeChat build', () => {
  test('fits the main package, and every other package is small', () => {
    const size = (folder: string): number =>
      readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
        const full = path.join(folder, entry.name);
        return sum + (entry.isDirectory() ? size(full) : statSync(full).size);
      }, 0);
    const packages = readdirSync(path.join(dist, 'packages')).map((name) => size(path.join(dist, 'packages', name)));
    expect(packages.length).toBeGreaterThan(0);
    expect(Math.max(...packages)).toBeLessThanOrEqual(PACKAGE_LIMIT);
    expect(size(dist) - size(path.join(dist, 'packages'))).toBeLessThanOrEqual(MAIN_PACKAGE_LIMIT);
  });

  test('signs in silently and shows the level card', async () => {
    const host = new WeappHost({ dist, post });
    const config = await host.boot();
    expect(config.tabBar?.list).toHaveLength(4);
    const home = await host.open('pages/home/index');
    const text = await host.shows(home, /当前等级/);
    expect(text).toMatch(/林小满/);
    expect(text).toMatch(/再获得 1,200 成长值，升级为黄金会员/);
    expect(text).toMatch(/等级阶梯/);
    expect(host.calls.filter((call) => call.name === 'login')).toHaveLength(1);
    expect(JSON.stringify(host.storage.get('rungs.session'))).toMatch(/refreshToken/);
  });

  test('speaks English where the phone does', async () => {
    const host = new WeappHost({ dist, post, language: 'en' });
    await host.boot();
    await host.shows(await host.open('pages/home/index'), /Your level/);
    await host.shows(await host.open('pages/tasks/index'), /3-day streak.*Every day/);
    await host.shows(await host.open('pages/mall/index'), /My points.*Affordable.*A set of stickers/);
  });

  test('opens points from home, explains a line, and shows the lots', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const home = await host.open('pages/home/index');
    await host.shows(home, /我的积分/);
    await host.tap(home, '我的积分');
    const points = await host.open('packages/points/index');
    await host.shows(points, /可用积分.*待生效.*30 天内过期.*购物/);
    await host.tap(points, '+200');
    await host.shows(points, /\+200 积分的由来.*¥25,999.*等级 ×1\.1.*超出此项每日上限，少得 85/);
    await host.tap(points, '知道了');
    await host.tap(points, '批次');
    await host.shows(points, /有效期至/);
    expect(host.calls.filter(({ name }) => name === 'navigateTo')).toHaveLength(1);
  });

  test('opens the level screen with the evidence', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const levels = await host.open('packages/levels/index');
    await host.shows(levels, /白银会员.*10,800.*全部等级.*为什么是这个等级.*借款.*\+5,200.*等级变动.*达到门槛，升级/);
  });

  test('claims a reward and checks in, once each', async () => {
    const host = new WeappHost({ dist, post: postAs('sun') });
    await host.boot();
    const tasks = await host.open('pages/tasks/index');
    await host.shows(tasks, /已连续签到 1 天.*新手任务.*1 项待领取.*完善个人资料.*完成“完成实名认证”后解锁/);
    await host.tap(tasks, '领取');
    await host.shows(tasks, /领取成功 \+30 积分/);
    await host.tap(tasks, '签到');
    await host.shows(tasks, /已连续签到 2 天.*已签到/);
    expect(host.storage.get('rungs.once')).toEqual({});
  });

  test('opens the calendar and asks before a missed day is made up for', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const calendar = await host.open('packages/check-in/index');
    await host.shows(calendar, /已连续签到 3 天.*本月累计/);
  });

  test('a card that a friend shared carries the code into the sign-in; who invited sees who came', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const text = await host.shows(await host.open('packages/referral/index'), /我的邀请码.*邀请记录.*何\*\*/);
    const [, code = ''] = /我的邀请码 (\S+)/.exec(text) ?? [];
    const friend = new WeappHost({ dist, post: postAs(`friend-${Date.now()}`), query: { inviteCode: code } });
    await friend.boot();
    await friend.shows(await friend.open('pages/home/index'), /当前等级/);
    expect(bodiesOf(friend, 'sessionCreate')).toEqual([expect.objectContaining({ inviteCode: code })]);
    expect(bodiesOf(friend, 'appOpenRecord')).toEqual([{ scene: '1001' }]);
    expect(friend.storage.has('rungs.inviteCode')).toBe(false);
  });

  test('opens messages, and an incomplete link', async () => {
    const host = new WeappHost({ dist, post, language: 'en' });
    await host.boot();
    await host.shows(await host.open('packages/messages/index'), /A friend has joined/);
    await host.shows(await host.open('packages/link/index?token=nonsense'), /Link to your membership\?/);
    const link = await host.open('packages/link/index');
    await host.tap(link, 'Link');
    await host.shows(link, /used before or is older than 10 minutes/);
  });

  test('opens coupons from the me tab, by what became of them', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const me = await host.open('pages/me/index');
    await host.shows(me, /我的资产.*积分.*优惠券.*成长值/);
    await host.tap(me, '领券中心');
    const coupons = await host.open('packages/coupons/index');
    await host.shows(coupons, /满 ¥50 可用.*新人 10 元券.*已领取.*9 折.*最多减 ¥30/);
    await host.tap(coupons, '我的券');
    await host.shows(coupons, /家居九折券.*明天到期/);
    await host.tap(coupons, '已使用');
    await host.shows(coupons, /已省 ¥15.*MO-20817/);
  });

  test('opens benefits and stored value', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const benefits = await host.open('packages/benefits/index');
    await host.shows(benefits, /白银会员 · 已享 4 项权益.*商家包邮.*本月剩 1\/2 次.*黄金会员解锁.*按等级比较/);
    await host.tap(benefits, '商家包邮');
    await host.shows(benefits, /参与商家的订单免运费/);
    await host.shows(await host.open('packages/wallet/index'), /储值余额|尚未开通储值/);
  });

  test('redeems by points, and by points and cash; it is paid when the server knows', async () => {
    const storage = new Map<string, unknown>([['rungs.session', (await newShopper(1_200)).session]]);
    const atPayment = async (params: Record<string, string>) => {
      const answer = await fetch(`${process.env.SIMULATOR_URL}/simulator/pay/request-payment`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        // WeChat knows by itself which app it is.
        body: JSON.stringify({ ...params, appId: 'wx00000000000000a1' }),
      });
      return ((await answer.json()) as { errMsg: string }).errMsg;
    };
    const host = new WeappHost({ dist, post, atPayment, storage });
    await host.boot();
    const mall = await host.open('pages/mall/index');
    await host.shows(mall, /我的积分.*推荐.*我能兑.*手账贴纸一套/);
    await host.tap(mall, '手账贴纸一套');
    const sticker = await host.arrives('packages/product/index');
    await host.shows(sticker, /30.*积分.*市场价 ¥2\.90.*快递送达.*您还可兑 5 件/);
    await host.tap(sticker, '立即兑换');
    await host.shows(sticker, /确认兑换.*林小满.*默认.*兑换后剩余/);
    await host.tap(sticker, '确认兑换 · 30 积分');
    await host.shows(await host.arrives('packages/payment/index'), /兑换成功.*手账贴纸一套 × 1.*剩余积分/);
    expect(host.storage.get('rungs.once')).toEqual({});

    const later = new WeappHost({ dist, post, atPayment, storage });
    await later.boot();
    const shelf = await later.open('pages/mall/index');
    await later.shows(shelf, /316 不锈钢保温杯/);
    await later.tap(shelf, '316 不锈钢保温杯 500 毫升');
    const bottle = await later.arrives('packages/product/index');
    await later.shows(bottle, /或.*980.*\+ ¥39/);
    await later.tap(bottle, '立即兑换');
    await later.shows(bottle, /还差 \d+ 积分.*积分加现金/);
    await later.shows(bottle, /去支付 ¥39/);
    await later.tap(bottle, '去支付 ¥39');
    await later.shows(
      await later.arrives('packages/payment/index'),
      /兑换成功.*316 不锈钢保温杯 500 毫升 × 1.*¥39/,
      10_000,
    );
    expect(later.calls.filter(({ name }) => name === 'requestPayment')).toHaveLength(1);
  }, 30_000);

  test('subscribes by virtual payment: nothing without the agreement, and it runs when the server knows', async () => {
    const openid = `subscriber-${Date.now()}`;
    const atPayment = async (params: Record<string, string>) => {
      const answer = await fetch(`${process.env.SIMULATOR_URL}/simulator/virtual-pay/request-virtual-payment`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...params, user: openid, act: 'pay' }),
      });
      return ((await answer.json()) as { errMsg: string }).errMsg;
    };
    const host = new WeappHost({ dist, post: postAs(openid), atPayment });
    await host.boot();
    const plans = await host.open('packages/membership/index?plan=yearly');
    const [buy = ''] = /确认开通 ¥[\d.]+/.exec(await host.shows(plans, /年度会员.*会员价 9\.5 折.*确认开通 ¥/)) ?? [];
    await host.tap(plans, buy);
    await host.shows(plans, /请先阅读并勾选/);
    expect(bodiesOf(host, 'subscriptionCheckout')).toEqual([]);
    await host.tap(plans, /我已阅读并同意[^版]*版）/.exec(await host.shows(plans, /我已阅读并同意/))?.[0] ?? '');
    await host.tap(plans, buy);
    await host.shows(await host.arrives('packages/membership/cashier'), /开通成功/, 10_000);
    expect(host.calls.filter(({ name }) => name === 'requestVirtualPayment')).toHaveLength(1);
    expect(bodiesOf(host, 'subscriptionCheckout')).toEqual([expect.objectContaining({ planCode: 'yearly' })]);
    await host.shows(await host.open('packages/subscription/index'), /年度会员/);
  }, 30_000);

  test('opens orders and the address book, empty and filled', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const me = await host.open('pages/me/index');
    await host.shows(me, /我的订单.*待支付.*待发货.*待收货.*已完成.*退款\/售后.*收货地址/);
    await host.shows(await host.open('packages/orders/index?state=toPay'), /全部.*待支付.*(没有待支付的订单|去支付)/);
    await host.shows(await host.open('packages/order/index?id=nonsense'), /没有找到这个订单/);
    await host.shows(await host.open('packages/addresses/index'), /新增收货地址/);
    const form = await host.open('packages/addresses/edit');
    await host.shows(form, /从微信导入地址.*收货人.*所在地区.*请选择省、市、区.*详细地址/);
    await host.tap(form, '保存');
    await host.shows(form, /请填写收货人姓名.*请填写 11 位手机号.*请写明省份/);
  });

  test('opens the paid membership: the plans, both ticks, its management and the family', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const plans = await host.open('packages/membership/index');
    const text = await host.shows(plans, /会员服务协议.*自动续费.*确认开通 ¥.*兑换码/);
    await host.tap(plans, /确认开通 ¥[\d.,]+/.exec(text)?.[0] ?? '');
    await host.shows(plans, /请先阅读并勾选/);
    await host.shows(await host.open('packages/subscription/index'), /还没有付费会员|生效中/);
    await host.shows(await host.open('packages/family/index'), /还没有家庭共享|邀请家人/);
  });

  test('keeps the session over a restart', async () => {
    const storage = new Map<string, unknown>();
    const first = new WeappHost({ dist, post, storage });
    await first.boot();
    await first.shows(await first.open('pages/home/index'), /当前等级/);
    const second = new WeappHost({ dist, post, storage });
    await second.boot();
    await second.shows(await second.open('pages/home/index'), /当前等级/);
    expect(second.calls.some((call) => call.name === 'login')).toBe(false);
  });

  test('signs out for good, and back in on a tap', async () => {
    const host = new WeappHost({ dist, post });
    await host.boot();
    const me = await host.open('pages/me/index');
    await host.shows(me, /退出登录/);
    await host.tap(me, '退出登录');
    await host.shows(me, /微信登录/);
    expect(host.storage.has('rungs.session')).toBe(false);

    const later = new WeappHost({ dist, post, storage: host.storage });
    await later.boot();
    const home = await later.open('pages/home/index');
    await later.shows(home, /微信登录/);
    await later.tap(home, '微信登录');
    await later.shows(home, /当前等级/);
  });

  test('says so when there is no network, and recovers on a tap', async () => {
    let online = false;
    const host = new WeappHost({
      dist,
      post: (request) => (online ? post(request) : Promise.reject(new Error('offline'))),
    });
    await host.boot();
    const home = await host.open('pages/home/index');
    await host.shows(home, /连不上服务器/);
    online = true;
    await host.tap(home, '微信登录');
    await host.shows(home, /当前等级/);
  });
});
