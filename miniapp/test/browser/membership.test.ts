/** @jest-environment node */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { barriers } from '../support/barriers';
import { launchBrowser, openPhone, type Phone, RUNGS_URL, SCREENSHOTS, shown, tooWide } from '../support/browser';
import { eventually, moveTo } from '../support/demo-clock';
import { ask, command, newShopper, openAs, productOf, type Shopper } from '../support/shopper';

jest.setTimeout(400_000);

const DAY_MS = 24 * 3_600_000;
/** Of a business day that begins at midnight: an hour at which the platform takes notices. */
const MORNING_MS = 10 * 3_600_000;

interface Standing {
  id: string;
  state: string;
  periodEnd: string;
  autoRenewState: string;
  nextChargeAt: string | null;
  nextChargeFen: number | null;
  savedFen: number;
  plan: { code: string; name: string };
  periods: { number: number; paidFen: number }[];
  notices: { kind: string; chargeAt: string }[];
  charges: { state: string }[];
  refundRequest: { id: string; state: string } | null;
  savings: { edges: { node: { amountFen: number } }[] };
}

const STANDING = `{ me { subscription { id state periodEnd autoRenewState nextChargeAt nextChargeFen savedFen
  plan { code name } periods { number paidFen } notices { kind chargeAt } charges { state }
  refundRequest { id state } savings(first: 100) { edges { node { amountFen } } } } } }`;

async function standingOf({ session }: Shopper): Promise<Standing> {
  const me = await ask<{ subscription: Standing | null }>(session.accessToken, STANDING);
  if (!me.subscription) throw new Error('There is no subscription yet.');
  return me.subscription;
}

/** Tells the simulator how the next debits go wrong. */
async function fault(faults: object): Promise<void> {
  const response = await fetch(`${process.env.SIMULATOR_URL}/simulator/contract/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  if (!response.ok) throw new Error(await response.text());
}

const button = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .filter({ visible: true })
    .first();

/** Who pays, or signs, at the simulator: the first whom it knows. */
async function atWeChat(page: Page, yes: RegExp): Promise<void> {
  // Plans are radios, too.
  await page.waitForURL(({ href }) => href.startsWith(process.env.SIMULATOR_URL as string));
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: yes }).click();
}

/** The plan of that length that renews by itself. */
async function planOf({ session }: Shopper, period: string) {
  type Plan = { code: string; name: string; period: string; autoRenewOffered: boolean; agreementVersion: string };
  type Quote = { priceFen: number; plan: Plan };
  const query = '{ me { planQuotes { priceFen plan { code name period autoRenewOffered agreementVersion } } } }';
  const { planQuotes } = await ask<{ planQuotes: Quote[] }>(session.accessToken, query);
  const found = planQuotes.find(({ plan }) => plan.period === period && plan.autoRenewOffered);
  if (!found) throw new Error(`The demo sells no plan of ${period}.`);
  return found;
}

describe('the paid membership', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    await fault({ failDebits: 0 });
  });

  afterAll(async () => {
    await fault({ failDebits: 0 });
    await browser?.close();
  });

  const phoneOf = async (shopper: Shopper, screen: string): Promise<Phone> => {
    const phone = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await openAs(phone.page, shopper, screen);
    return phone;
  };
  const open = async (page: Page, screen: string) => {
    await page.goto(`${RUNGS_URL}/#${screen}`);
    await page.reload();
  };
  const manage = (page: Page) => open(page, '/packages/subscription/index');

  /** Subscribes by the screens: two ticks, the cashier, WeChat’s page for contracts. */
  async function subscribe(page: Page, shopper: Shopper): Promise<Standing> {
    const { plan, priceFen } = await planOf(shopper, 'P1M');
    await open(page, `/packages/membership/index?plan=${plan.code}`);
    const ticks = page.getByRole('checkbox').filter({ visible: true });
    await ticks.first().waitFor();
    const states = await ticks.evaluateAll((all) => all.map((one) => one.getAttribute('aria-checked')));
    expect(states).toEqual(['false', 'false']);
    await button(page, /^确认开通/).click();
    await shown(page, /请先阅读并勾选/).waitFor();
    await ticks.nth(0).click();
    await ticks.nth(1).click();
    await button(page, /^确认开通/).click();
    if (priceFen > 0) await atWeChat(page, /立即支付/);
    await page.getByRole('heading', { name: '开通成功' }).waitFor();
    await button(page, '去微信确认').click();
    await atWeChat(page, /同意并开通/);
    return eventually(
      () => standingOf(shopper),
      ({ autoRenewState, state }) => autoRenewState === 'ON' && state === 'ACTIVE',
    );
  }

  /** Goes on to the day of the next debit: told by us, then by the platform, as it must be before anything is taken. */
  async function toDebit(shopper: Shopper): Promise<void> {
    const { nextChargeAt } = await standingOf(shopper);
    if (!nextChargeAt) throw new Error('Nothing is charged next.');
    const due = Date.parse(nextChargeAt);
    const told = (kind: string) => (found: Standing) =>
      found.notices.some((notice) => notice.kind === kind && Date.parse(notice.chargeAt) >= due);
    await moveTo(new Date(due - 5 * DAY_MS + MORNING_MS));
    await eventually(() => standingOf(shopper), told('OWN'));
    await moveTo(new Date(due - 2 * DAY_MS + MORNING_MS));
    await eventually(() => standingOf(shopper), told('PLATFORM'));
    await moveTo(new Date(due + MORNING_MS));
  }
  const until = (shopper: Shopper, isThere: (found: Standing) => boolean) =>
    eventually(() => standingOf(shopper), isThere);

  test('subscribe, notice, renewal, a failure that recovers, another plan, cancel in two taps, refund', async () => {
    const shopper = await newShopper(1);
    const { page, context, complaints } = await phoneOf(shopper, '/packages/membership/index');
    await shown(page, /权益约值|会员权益/).waitFor();
    await subscribe(page, shopper);

    await toDebit(shopper);
    await until(shopper, ({ periods }) => periods.length === 2);
    await manage(page);
    await shown(page, /^生效中$/).waitFor();
    await button(page, /微信支付的通知/).waitFor();
    await button(page, /我们的通知.*已送达/).click();
    await page.getByRole('dialog', { name: '我们的通知' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await fault({ failDebits: 1, debitFailure: 'NOTENOUGH' });
    const before = await standingOf(shopper);
    await toDebit(shopper);
    await until(shopper, ({ state }) => state === 'PAST_DUE');
    await manage(page);
    await page
      .getByRole('alert')
      .filter({ hasText: /余额不足.*再试一次.*不产生欠款/ })
      .waitFor();
    await page.screenshot({ path: path.join(SCREENSHOTS, 'miniapp-past-due-light-zh.png') });
    await moveTo(new Date(Date.parse(before.nextChargeAt ?? '') + DAY_MS + MORNING_MS));
    await until(shopper, ({ state, periods }) => state === 'ACTIVE' && periods.length === 3);

    const yearly = await planOf(shopper, 'P1Y');
    await manage(page);
    await button(page, '更换方案').click();
    await page
      .getByRole('dialog')
      .getByRole('radio', { name: new RegExp(yearly.plan.name) })
      .click();
    await button(page, '到期后更换').click();
    await shown(page, new RegExp(`起换成${yearly.plan.name}`)).waitFor();
    await toDebit(shopper);
    await until(shopper, ({ plan, periods }) => plan.code === yearly.plan.code && periods.length === 4);

    await manage(page);
    await button(page, '取消自动续费').click();
    await shown(page, /权益保留至 \d+年\d+月\d+日，之后不再扣款。随时/).waitFor();
    await button(page, '确认取消').click();
    await shown(page, /^权益保留至 \d+年\d+月\d+日，之后不再扣款$/).waitFor();
    expect(await standingOf(shopper)).toMatchObject({ state: 'CANCELLED', nextChargeAt: null });

    await button(page, '申请退款').click();
    await page.getByRole('dialog', { name: /申请退款 ¥/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await button(page, '提交申请').click();
    const asked = await until(shopper, ({ refundRequest }) => refundRequest !== null);
    if (asked.refundRequest?.state === 'WAITING') {
      const decision = { requestId: asked.refundRequest.id, approve: true, reason: '符合规则' };
      await command('demo-admin', 'subscriptionRefundDecide', decision);
    }
    await until(shopper, ({ state }) => state === 'REFUNDED');
    await manage(page);
    await shown(page, /^已退款$/).waitFor();
    // Nothing was taken twice: one payment for each period.
    const { charges, periods } = await standingOf(shopper);
    expect(charges.filter(({ state }) => state === 'SUCCEEDED' || state === 'REFUNDED')).toHaveLength(periods.length);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a renewal that fails every time ends, and nothing more is taken', async () => {
    const shopper = await newShopper(1);
    const { page, context } = await phoneOf(shopper, '/packages/membership/index');
    const { nextChargeAt } = await subscribe(page, shopper);
    const due = Date.parse(nextChargeAt ?? '');
    await fault({ failDebits: 100, debitFailure: 'NOTENOUGH' });
    await toDebit(shopper);
    const failures = (count: number) => (found: Standing) =>
      found.charges.filter(({ state }) => state === 'FAILED').length >= count;
    await until(shopper, failures(1));
    for (const [tries, day] of [
      [2, 1],
      [3, 3],
      [4, 5],
    ] as const) {
      await moveTo(new Date(due + day * DAY_MS + MORNING_MS));
      await until(shopper, failures(tries));
    }
    await moveTo(new Date(due + 6 * DAY_MS + MORNING_MS));
    await until(shopper, ({ state }) => state === 'EXPIRED');
    await manage(page);
    await shown(page, /^已到期$/).waitFor();
    await button(page, '重新开通').waitFor();
    await fault({ failDebits: 0 });
    await context.close();
  });

  test('the family shares it by a link; the statement adds up; no barrier, nothing sticks out at 320', async () => {
    const [owner, relative] = [await newShopper(1), await newShopper(1)];
    const { page, context, complaints } = await phoneOf(owner, '/packages/membership/index');
    await subscribe(page, owner);
    await open(page, '/packages/family/index');
    await button(page, '生成邀请').click();
    await button(page, '复制邀请链接').waitFor();
    const query = '{ me { family { invitation { link } } } }';
    const { family } = await ask<{ family: { invitation: { link: string } } }>(owner.session.accessToken, query);

    const guest = await phoneOf(relative, '/pages/home/index');
    await guest.page.goto(`${RUNGS_URL}/${new URL(family.invitation.link).hash}`);
    await guest.page.reload();
    await button(guest.page, '同意并加入').click();
    await shown(guest.page, /^已加入$/).waitFor();
    expect(await barriers(guest.page)).toEqual([]);
    await guest.context.close();

    const screens: Record<string, [address: string, sign: RegExp]> = {
      plans: ['/packages/membership/index', /您正在享受/],
      manage: ['/packages/subscription/index', /^生效中$/],
      statement: ['/packages/subscription/statement', /已为您省下/],
      product: [`/packages/product/index?id=${await productOf('316 不锈钢保温杯 500 毫升')}`, /^会员价$/],
      // The last, where the test goes on.
      family: ['/packages/family/index', /已共享 1\//],
    };
    const found: Record<string, unknown> = {};
    for (const [name, [address, sign]] of Object.entries(screens)) {
      await open(page, address);
      await shown(page, sign).waitFor();
      found[name] = await barriers(page);
      await page.screenshot({ path: path.join(SCREENSHOTS, `miniapp-${name}-light-zh.png`) });
      await page.setViewportSize({ width: 320, height: 844 });
      found[`${name} at 320`] = await tooWide(page);
      await page.setViewportSize({ width: 390, height: 844 });
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    const { savedFen, savings } = await standingOf(owner);
    expect(savings.edges.reduce((sum, { node }) => sum + node.amountFen, 0)).toBe(savedFen);

    await button(page, /^移除 /).click();
    await button(page, '确认移除').click();
    await shown(page, /还没有家人加入/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what was not paid is found again in the management, and called off in two taps', async () => {
    const shopper = await newShopper(1);
    const { plan } = await planOf(shopper, 'P1Y');
    const { agreementVersion } = plan;
    const input = { planCode: plan.code, agreementVersion, channel: 'H5' };
    await command(shopper.session.accessToken, 'subscriptionCheckout', input);
    const { page, context, complaints } = await phoneOf(shopper, '/packages/subscription/index');
    await shown(page, /请在 \d+:\d+ 内付款/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await button(page, '去支付').click();
    await page.getByRole('heading', { name: /^¥/ }).filter({ visible: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 844 });
    expect(await tooWide(page)).toEqual([]);
    await button(page, /取消付款/).click();
    await button(page, '确认取消').click();
    await page.getByRole('heading', { name: '没有开通' }).waitFor();
    await manage(page);
    await shown(page, /还没有付费会员/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
