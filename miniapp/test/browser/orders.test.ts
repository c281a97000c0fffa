/** @jest-environment node */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { barriers } from '../support/barriers';
import { launchBrowser, openPhone, RUNGS_URL, SCREENSHOTS, shown, TWO_LOOKS } from '../support/browser';
import { ask, command, newShopper, openAs, place, type Shopper, skuOf } from '../support/shopper';

jest.setTimeout(150_000);

const OPERATOR = 'demo-operator';

const ship = (orderId: string, trackingNumber: string, more: object = {}) =>
  command(OPERATOR, 'mallOrderShip', { orderId, carrier: 'shunfeng', trackingNumber, ...more });

const importCode = async (name: string, number: string) =>
  command(OPERATOR, 'cardCodesImport', {
    skuId: await skuOf(name),
    codes: [{ number, secret: `secret-of-${number}`, validUntil: '2030-01-31T16:00:00Z' }],
    reason: '测试卡密',
  });

/** What sticks out to the side, by class; rows that scroll by themselves may. */
const tooWide = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.page *')]
      .filter((one) => !one.closest('.swipe, .scroll-row'))
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .map((one) => one.className),
  );

describe('orders and addresses', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const phoneOf = async (shopper: Shopper, screen: string) => {
    const phone = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await openAs(phone.page, shopper, screen);
    return phone;
  };
  const button = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' }).filter({ visible: true });

  test('every screen in both appearances and languages: no barrier, no complaint, nothing sticks out at 320', async () => {
    const shopper = await newShopper(20_000);
    const toPay = await place(shopper, '316 不锈钢保温杯 500 毫升', { payWith: 'POINTS_AND_CASH', channel: 'H5' });
    const shipped = await place(shopper, '长绒棉毛巾三条装', { quantity: 2 });
    await ship(shipped, `SF${Date.now()}`, { quantity: 1 });
    await ship(shipped, `SF${Date.now() + 1}`);
    const screens: Record<string, [address: string, sign: RegExp]> = {
      orders: ['/packages/orders/index', /没有更多了|That is all/],
      'order-to-pay': [`/packages/order/index?id=${toPay}`, /内支付|Pay within/],
      'order-shipped': [`/packages/order/index?id=${shipped}`, /包裹 2\/2|Parcel 2 of 2/],
      addresses: ['/packages/addresses/index', /新增收货地址|Add an address/],
      address: ['/packages/addresses/edit', /^(保存|Save)$/],
      me: ['/pages/me/index', /^(全部订单|All orders)$/],
    };
    const found: Record<string, unknown> = {};
    for (const { scheme, locale } of TWO_LOOKS) {
      const { page, context, complaints } = await openPhone(browser, { scheme, locale });
      for (const [name, [address, sign]] of Object.entries(screens)) {
        const of = `${name}-${scheme}-${locale.slice(0, 2)}`;
        if (name === 'orders') await openAs(page, shopper, address);
        else await page.goto(`${RUNGS_URL}/#${address}`);
        await shown(page, sign).waitFor();
        found[of] = await barriers(page);
        // By now the screen has slid into its place.
        await page.screenshot({ path: path.join(SCREENSHOTS, `miniapp-${of}.png`) });
        await page.setViewportSize({ width: 320, height: 844 });
        found[`${of} at 320`] = await tooWide(page);
        await page.setViewportSize({ width: 390, height: 844 });
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
  });

  test('an address is added with its mistakes named, written anew, made the default one and deleted', async () => {
    const shopper = await newShopper(1);
    const { page, context, complaints } = await phoneOf(shopper, '/packages/addresses/index');
    await button(page, '新增收货地址').click();
    await button(page, '保存').click();
    await shown(page, /请填写 11 位手机号/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('收货人').fill('周先生');
    await page.getByLabel('手机号').fill('139 1234 5678');
    await page.getByLabel('省份').fill('上海市');
    await page.getByLabel('区县').fill('徐汇区');
    await page.getByLabel('详细地址').fill('漕溪北路 1 号');
    await button(page, '保存').click();
    await shown(page, /上海市 徐汇区 漕溪北路 1 号/).waitFor();
    await button(page, /^编辑 周先生/).click();
    await page.getByLabel('详细地址').fill('漕溪北路 2 号');
    await page.getByRole('switch', { name: '设为默认地址' }).click();
    await button(page, '保存').click();
    const first = page.getByRole('listitem').filter({ visible: true }).first();
    await first.filter({ hasText: /周先生13912345678默认.*漕溪北路 2 号/ }).waitFor();
    await button(page, /^删除 林小满/).click();
    await page.getByRole('dialog', { name: '删除这个地址？' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await button(page, '确认删除').click();
    await shown(page, /林小满/).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('an order is called off from the list on, and its points are back', async () => {
    const shopper = await newShopper(1_000);
    await place(shopper, '陶瓷马克杯 380 毫升');
    const { page, context, complaints } = await phoneOf(shopper, '/packages/orders/index?state=PAID');
    await page.getByRole('tab', { name: '待发货 1' }).waitFor();
    await button(page, /陶瓷马克杯/).click();
    await button(page, '取消订单').click();
    await button(page, '确认取消').click();
    await shown(page, /订单已取消，680 积分 已退回/).waitFor();
    const { points } = await ask<{ points: { available: number } }>(
      shopper.session.accessToken,
      '{ me { points { available } } }',
    );
    // Coming by was worth a point.
    expect(points.available).toBeGreaterThanOrEqual(1_000);
    await button(page, '返回').click();
    await shown(page, /没有待发货的订单/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a parcel is received, and what came is asked to be returned with a reason', async () => {
    const shopper = await newShopper(2_000);
    const id = await place(shopper, '长绒棉毛巾三条装');
    const number = `SF${Date.now()}`;
    await ship(id, number);
    const { page, context, complaints } = await phoneOf(shopper, '/packages/orders/index');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(page, '确认收货，长绒棉毛巾三条装').click();
    await page.getByRole('dialog', { name: '确认已经收到？' }).waitFor();
    await button(page, '我已收到').click();
    await shown(page, /前可以申请退货/).waitFor();
    await button(page, `复制快递单号 ${number}`).click();
    await shown(page, /已复制/).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number);
    await button(page, '申请退货').click();
    await page.getByRole('radio', { name: '破损或质量问题' }).click();
    await page.getByLabel(/补充说明/).fill('一条脱线');
    expect(await barriers(page)).toEqual([]);
    await button(page, '提交申请').click();
    await page.getByRole('heading', { name: '退货审核中' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a card code comes by itself, and is shown once to who was told so', async () => {
    const number = `CINEMA-${Date.now()}`;
    await importCode('电影票兑换券 2D', number);
    const shopper = await newShopper(3_000);
    const id = await place(shopper, '电影票兑换券 2D', { addressId: undefined });
    const { page, context, complaints } = await phoneOf(shopper, `/packages/order/index?id=${id}`);
    await button(page, /^查看卡密/).click();
    await page.getByRole('dialog', { name: '现在查看卡密？' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await button(page, '查看').click();
    await shown(page, /^CINEMA-/).waitFor();
    await shown(page, /^secret-of-CINEMA-/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'miniapp-order-code-light-zh.png') });
    await page.reload();
    await shown(page, /为了安全不再显示/).waitFor();
    expect(await page.getByRole('main').filter({ visible: true }).textContent()).not.toContain(number);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
