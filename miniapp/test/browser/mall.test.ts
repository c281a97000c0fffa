/** @jest-environment node */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { barriers } from '../support/barriers';
import { launchBrowser, openPhone, RUNGS_URL, SCREENSHOTS, shown, TWO_LOOKS, tooWide } from '../support/browser';
import { newShopper, openAs, place, type Shopper } from '../support/shopper';

jest.setTimeout(120_000);

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).filter({ visible: true }).first();

/** The first product of the list as long as nothing is looked for. */
const FIRST = /视频免广告日卡|Ad-free video/;

/** Looks for a product and brings up the sheet that redeems it. */
async function openSheet(page: Page, words: string, name: RegExp): Promise<void> {
  await page.getByRole('searchbox').filter({ visible: true }).fill(words);
  // What is clicked before the list has changed is gone with the list.
  await shown(page, FIRST).waitFor({ state: 'hidden' });
  await button(page, name).click();
  await button(page, /立即兑换|^Redeem$/).click();
  await page.getByRole('dialog').waitFor();
}

describe('the points mall', () => {
  let browser: Browser;
  let shopper: Shopper;
  /** Where an order waits for money, placed elsewhere. */
  let unpaid: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    shopper = await newShopper(9_000);
    const order = await place(shopper, '316 不锈钢保温杯 500 毫升', { payWith: 'POINTS_AND_CASH', channel: 'H5' });
    unpaid = `/packages/payment/index?order=${order}`;
  });

  afterAll(async () => {
    await browser?.close();
  });

  const openMall = async (page: Page) => {
    await openAs(page, shopper, '/pages/mall/index');
    await shown(page, /手账贴纸一套|A set of stickers/).waitFor();
  };
  const chinese = () => openPhone(browser, { scheme: 'light', locale: 'zh-CN' });

  test.each(TWO_LOOKS)('in $scheme, $locale: no barrier, no complaint', async ({ scheme, locale }) => {
    const { page, context, complaints } = await openPhone(browser, { scheme, locale });
    const found: Record<string, string[]> = {};
    const look = async (name: string) => {
      found[name] = await barriers(page);
      const file = `miniapp-${name}-${scheme}-${locale.slice(0, 2)}.png`;
      await page.screenshot({ path: path.join(SCREENSHOTS, file) });
    };
    await openMall(page);
    await look('mall');
    await openSheet(page, locale === 'zh-CN' ? '马克杯' : 'mug', /马克杯|mug/);
    await look('redeem');
    await page.keyboard.press('Escape');
    await look('product');
    await page.goto(`${RUNGS_URL}/#${unpaid}`);
    await shown(page, /内完成支付|Pay within/).waitFor();
    await look('cashier');
    expect(found).toEqual({ mall: [], redeem: [], product: [], cashier: [] });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('at 320 nothing sticks out', async () => {
    const { page, context } = await openPhone(browser, { scheme: 'light', locale: 'en-GB' }, 320);
    await openMall(page);
    const found: Record<string, string[]> = { mall: await tooWide(page) };
    await openSheet(page, 'earbuds', /earbuds/);
    found.product = await tooWide(page);
    await page.goto(`${RUNGS_URL}/#${unpaid}`);
    await shown(page, /Pay within/).waitFor();
    found.cashier = await tooWide(page);
    expect(found).toEqual({ mall: [], product: [], cashier: [] });
    await context.close();
  });

  test('a category, what I can have, words and the order narrow the shelf; the rest comes by scrolling', async () => {
    const { page, context, complaints } = await chinese();
    await openMall(page);
    const cards = page.getByRole('list', { name: '商品' }).filter({ visible: true }).getByRole('listitem');
    await button(page, '加载更多').scrollIntoViewIfNeeded();
    await shown(page, /没有更多了/).waitFor();
    expect(await cards.count()).toBeGreaterThan(20);
    await page.getByRole('radio', { name: '数码配件' }).click();
    await shown(page, /铝合金手机支架/).waitFor();
    await button(page, '我能兑').click();
    await shown(page, /头戴式降噪耳机/).waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: '积分从低到高' }).click();
    await page.getByRole('radio', { name: '积分从高到低' }).waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('没有这样的东西');
    await button(page, '看看全部商品').click();
    await shown(page, /手账贴纸一套/).waitFor();
    // The pictures' places are there before the pictures: nothing shifts when they come.
    const ratios = await page
      .locator('.product-card__place')
      .evaluateAll((places) => places.map((one) => one.clientWidth / one.clientHeight));
    expect(ratios.every((ratio) => Math.abs(ratio - 1) < 0.02)).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('redeems by points alone', async () => {
    const { page, context, complaints } = await chinese();
    await openMall(page);
    await openSheet(page, '贴纸', /手账贴纸/);
    const sheet = page.getByRole('dialog', { name: '确认兑换' });
    await sheet.getByRole('button', { name: /林小满.*13800001234.*默认/ }).click();
    await button(page, /文三路 90 号/).click();
    // Back from the address book, with what was chosen there.
    await sheet.getByRole('button', { name: '确认兑换 · 30 积分' }).click();
    await page.getByRole('heading', { name: '兑换成功' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'miniapp-redeemed-light-zh.png') });
    // What was redeemed is gone from the history: the way back leads to the mall.
    await button(page, '返回').click();
    await shown(page, /我能兑/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('pays the cash part at the cashier, and hears of it from the server', async () => {
    const { page, context, complaints } = await chinese();
    await openMall(page);
    await openSheet(page, '电影票', /电影票/);
    const sheet = page.getByRole('dialog', { name: '确认兑换' });
    await sheet.getByRole('radio', { name: /积分加现金/ }).click();
    await sheet.getByRole('button', { name: '去支付 ¥19' }).click();
    await page.getByRole('radio', { name: '林小满' }).check();
    await page.getByRole('button', { name: /立即支付/ }).click();
    await page.getByRole('heading', { name: /兑换成功/ }).waitFor();
    expect(await page.getByRole('list').filter({ visible: true }).textContent()).toMatch(/电影票.*1,100 积分.*¥19/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('comes back unpaid, finds the order waiting, and calls it off: the points are back', async () => {
    const { page, context, complaints } = await chinese();
    await openAs(page, shopper, unpaid);
    await button(page, '支付 ¥39').click();
    await page.getByRole('button', { name: /取消支付/ }).click();
    await shown(page, /内完成支付/).waitFor();
    await button(page, '取消订单').click();
    await page.getByRole('dialog').getByRole('button', { name: '取消订单' }).click();
    await page.getByRole('heading', { name: '订单已取消' }).waitFor();
    await shown(page, /980 积分已退回您的账户/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'miniapp-cancelled-light-zh.png') });
    expect(complaints).toEqual([]);
    await context.close();
  });
});
