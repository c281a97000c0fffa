/** @jest-environment node */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { barriers } from '../support/barriers';
import { LOOKS, launchBrowser, openPhone, RUNGS_URL, SCREENSHOTS, shown, signIn, tooWide } from '../support/browser';

jest.setTimeout(150_000);

const SCREENS = [
  'points',
  'levels',
  'messages',
  'link',
  'check-in',
  'referral',
  'coupons',
  'benefits',
  'wallet',
] as const;
type Name = (typeof SCREENS)[number];

/** Words that tell that a screen is up with its data, in either language. */
const SIGNS: Record<Name, RegExp> = {
  points: /没有更多了|That is all/,
  levels: /达到门槛，升级|Threshold reached/,
  messages: /好友已接受邀请|A friend has joined/,
  link: /确认关联|^Link$/,
  'check-in': /本月累计|This month in all/,
  referral: /邀请记录|Who came/,
  coupons: /没有更多了|That is all/,
  benefits: /按等级比较|Compare the levels/,
  wallet: /没有更多了|尚未开通储值|That is all|No stored value yet/,
};

async function openScreen(page: Page, name: Name): Promise<void> {
  await page.goto(`${RUNGS_URL}/#/packages/${name}/index?token=nonsense`);
  await shown(page, SIGNS[name]).waitFor();
}

/** Calls the gateway beside the page, as somebody else. */
async function call(token: string, query: string): Promise<{ data: Record<string, Record<string, unknown>> }> {
  const response = await fetch(`${RUNGS_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: Record<string, Record<string, unknown>> };
}

async function partnerToken(): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'demo-mall',
    client_secret: 'demo-mall-secret',
  });
  const response = await fetch(`${RUNGS_URL}/oauth/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

describe('the screens outside the tabs', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const chinese = () => openPhone(browser, { scheme: 'light', locale: 'zh-CN' });

  test.each(LOOKS)('in $scheme, $locale: no barrier, no complaint', async ({ scheme, locale }) => {
    const { page, context, complaints } = await openPhone(browser, { scheme, locale });
    await signIn(page);
    const found: Record<string, string[]> = {};
    for (const name of SCREENS) {
      await openScreen(page, name);
      found[name] = await barriers(page);
      const file = `miniapp-${name}-${scheme}-${locale.slice(0, 2)}.png`;
      await page.screenshot({ path: path.join(SCREENSHOTS, file) });
    }
    expect(found).toEqual(Object.fromEntries(SCREENS.map((name) => [name, []])));
    expect(complaints).toEqual([]);
    await context.close();
  });

  test.each([320, 430])('at %i nothing sticks out', async (width) => {
    const { page, context } = await openPhone(browser, { scheme: 'light', locale: 'en-GB' }, width);
    await signIn(page);
    const found: Record<string, unknown> = {};
    for (const name of SCREENS) {
      await openScreen(page, name);
      found[name] = await tooWide(page);
    }
    await openScreen(page, 'points');
    await page.getByRole('tab', { name: 'Lots' }).click();
    await shown(page, /Good until/).waitFor();
    found.lots = await tooWide(page);
    await openScreen(page, 'coupons');
    await page.getByRole('tab', { name: 'My coupons' }).click();
    await shown(page, /Good until/).waitFor();
    found.mine = await tooWide(page);
    expect(found).toEqual(Object.fromEntries([...SCREENS, 'lots', 'mine'].map((name) => [name, []])));
    await context.close();
  });

  test('from home to points and back; a line explains itself by keyboard alone', async () => {
    const { page, context, complaints } = await chinese();
    await signIn(page);
    await page.getByRole('button', { name: /我的积分/ }).click();
    await shown(page, /30 天内过期/).waitFor();
    const line = page.getByRole('button', { name: /购物.*\+200/ });
    await line.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: '+200 积分的由来' });
    await sheet.waitFor();
    expect(await sheet.textContent()).toMatch(/¥25,999.*每 ¥100 得 1 积分.*等级 ×1\.1.*超出此项每日上限，少得 85/);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await line.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: '返回' }).filter({ visible: true }).click();
    await shown(page, /等级阶梯/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a debt stands there in words', async () => {
    const { page, context } = await chinese();
    await signIn(page, '赵阿姨');
    await openScreen(page, 'points');
    // Coming by was worth a point, which went to the debt of 50.
    await shown(page, /欠 (50|49) 积分，之后获得的积分先抵扣/).waitFor();
    await context.close();
  });

  test('my coupons stand there by what became of them, without a barrier', async () => {
    const { page, context, complaints } = await chinese();
    await signIn(page);
    await page.locator('taro-tabbar a').last().click();
    await page.getByRole('button', { name: /优惠券$/ }).click();
    const words = {
      可使用: /明天到期/,
      已锁定: /本单可减 ¥20/,
      已使用: /已省 ¥15/,
      已过期: /已于 .* 到期/,
    };
    for (const [state, sign] of Object.entries(words)) {
      await page.getByRole('radio', { name: state }).filter({ visible: true }).click();
      await shown(page, sign).waitFor();
      expect([state, await barriers(page)]).toEqual([state, []]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a coupon is claimed, and lies among my own then', async () => {
    const { page, context, complaints } = await chinese();
    await signIn(page, '孙同学');
    await openScreen(page, 'coupons');
    await shown(page, /升到白银会员即可领取/).waitFor();
    await page.getByRole('button', { name: '立即领取 新人 10 元券' }).click();
    await shown(page, /领取成功/).waitFor();
    await page.getByRole('button', { name: '查看我的券' }).click();
    await shown(page, /新人 10 元券/).waitFor();
    await shown(page, /有效期至/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a benefit says what is left of it', async () => {
    const { page, context } = await chinese();
    await signIn(page);
    await page.getByRole('button', { name: '全部权益' }).click();
    await page.getByRole('button', { name: /商家包邮.*本月剩 1\/2 次/ }).click();
    await page.getByRole('dialog', { name: '商家包邮' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await context.close();
  });

  test('what a partner tells comes as a message, which leads to the level and is read then', async () => {
    const { page, context, complaints } = await chinese();
    await signIn(page, '孙同学');
    await page.getByRole('button', { name: /^消息/ }).first().click();
    await page.getByRole('button', { name: '全部已读' }).click();
    await shown(page, /都已读完/).waitFor();
    const occurredAt = new Date().toISOString();
    await call(
      await partnerToken(),
      `mutation { eventsRecord(input: { events: [{ eventId: "screens-${Date.now()}", type: "loan.disbursed",
        memberRef: "sun", occurredAt: "${occurredAt}", amountFen: 350000 }] }) { userErrors { code } } }`,
    );
    // The message is written right after the call, not with it.
    for (let tries = 0; tries < 10; tries += 1) {
      await page.reload();
      const words = shown(page, /条未读|都已读完/);
      await words.waitFor();
      if (/未读/.test((await words.textContent()) ?? '')) break;
    }
    await shown(page, /升级为白银会员/).click();
    await shown(page, /全部等级/).waitFor();
    await page.getByRole('button', { name: '返回' }).filter({ visible: true }).click();
    await shown(page, /都已读完/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a blocked member reads why on every screen', async () => {
    const { data } = await call('demo-admin', '{ members(first: 100) { edges { node { id nickname } } } }');
    const edges = data.members?.edges as { node: { id: string; nickname: string } }[];
    const id = edges.find(({ node }) => node.nickname === '钱多多')?.node.id;
    const input = `memberId: "${id}"`;
    await call(
      'demo-admin',
      `mutation { memberBlock(input: { ${input}, reason: "例行核查" }) { userErrors { code } } }`,
    );
    try {
      const { page, context } = await chinese();
      await signIn(page, '钱多多');
      for (const name of SCREENS.filter((one) => one !== 'link')) {
        await page.goto(`${RUNGS_URL}/#/packages/${name}/index`);
        await page.getByRole('alert').filter({ hasText: '例行核查', visible: true }).waitFor();
      }
      await context.close();
    } finally {
      await call('demo-admin', `mutation { memberUnblock(input: { ${input} }) { userErrors { code } } }`);
    }
  });

  test('a link joins the partner’s reference once, after the member has said so', async () => {
    const { data } = await call(
      await partnerToken(),
      `mutation { memberLinkTokenCreate(input: { memberRef: "screens-${Date.now()}" }) { token userErrors { code } } }`,
    );
    const token = String(data.memberLinkTokenCreate?.token);
    const { page, context } = await chinese();
    await signIn(page, '周末去爬山');
    await page.goto(`${RUNGS_URL}/#/packages/link/index?token=${encodeURIComponent(token)}`);
    await page.getByRole('button', { name: '确认关联' }).click();
    await page.getByRole('status').or(page.getByRole('alert')).filter({ visible: true }).first().waitFor();
    const words = await page.getByRole('main').filter({ visible: true }).textContent();
    // The demo's members bear a reference of this partner already: another one is refused, in words.
    expect(words).toMatch(/该商家的另一个账户已关联/);
    await context.close();
  });

  test('a check-in shows its gain, the calendar what can be made up for, and a refusal has words', async () => {
    const { page, context, complaints } = await chinese();
    await signIn(page, '钱多多');
    await page.locator('taro-tabbar a').nth(1).click();
    await page.getByRole('button', { name: '签到', exact: true }).filter({ visible: true }).click();
    await shown(page, /签到成功 \+5 积分/).waitFor();
    await shown(page, /明天签到得 5 积分/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '签到日历' }).filter({ visible: true }).click();
    await page
      .getByRole('button', { name: /可补签/ })
      .last()
      .click();
    await page.getByRole('button', { name: '确认补签' }).click();
    await page.getByRole('dialog').getByRole('alert').filter({ hasText: '可用积分不够' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an invitation link is copied, and its code goes along when somebody new signs in', async () => {
    const { page, context } = await chinese();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(page);
    await openScreen(page, 'referral');
    await page.getByRole('button', { name: '复制邀请链接' }).click();
    await shown(page, /已复制/).waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    const inviteCode = link.searchParams.get('inviteCode');
    await context.close();

    const friend = await chinese();
    await friend.page.goto(`${RUNGS_URL}/${link.search}`);
    await friend.page.getByRole('button', { name: '微信登录' }).waitFor();
    expect(friend.page.url()).not.toMatch(/inviteCode/);
    await friend.page.getByRole('button', { name: '微信登录' }).click();
    const created = friend.page.waitForRequest((request) => /mutation SessionCreate/.test(request.postData() ?? ''));
    await friend.page.getByRole('button', { name: /新来的朋友/ }).click();
    expect(JSON.parse((await created).postData() ?? '').variables.input).toMatchObject({ inviteCode });
    await friend.page.getByRole('progressbar').first().waitFor();
    await friend.context.close();
  });

  test('without the server there are words and another try', async () => {
    const { page, context } = await chinese();
    await signIn(page);
    await page.route('**/graphql', (route) => route.abort());
    await page.goto(`${RUNGS_URL}/#/packages/levels/index`);
    const retry = page.getByRole('button', { name: '重试' }).filter({ visible: true });
    await retry.waitFor();
    await page.unroute('**/graphql');
    await retry.click();
    await shown(page, SIGNS.levels).waitFor();
    await context.close();
  });
});
