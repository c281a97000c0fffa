/** @jest-environment node */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { barriers } from '../support/barriers';
import { LOOKS, launchBrowser, openPhone, RUNGS_URL, SCREENSHOTS, shown, signIn } from '../support/browser';

jest.setTimeout(90_000);

const TABS = ['home', 'tasks', 'mall', 'me'] as const;

/** Words that tell that a tab is up, in either language. */
const SIGNS: Record<(typeof TABS)[number], RegExp> = {
  home: /等级阶梯|Your ladder/,
  tasks: /新手任务|每日任务|Every day/,
  mall: /手账贴纸一套|A set of stickers/,
  me: /退出登录|Sign out/,
};

async function openTab(page: Page, tab: (typeof TABS)[number]): Promise<void> {
  await page.locator('taro-tabbar a').nth(TABS.indexOf(tab)).click();
  await shown(page, SIGNS[tab]).waitFor();
}

describe('the browser build', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  test.each(LOOKS)('every tab in $scheme, $locale: no barrier, no complaint', async ({ scheme, locale }) => {
    const { page, context, complaints } = await openPhone(browser, { scheme, locale });
    const keep = (name: string) =>
      page.screenshot({ path: path.join(SCREENSHOTS, `miniapp-${name}-${scheme}-${locale.slice(0, 2)}.png`) });
    await page.goto(RUNGS_URL);
    await page.getByRole('button', { name: /微信登录|Sign in with WeChat/ }).waitFor();
    const found: Record<string, string[]> = { signIn: await barriers(page) };
    await keep('sign-in');
    await signIn(page);
    for (const tab of TABS) {
      await openTab(page, tab);
      found[tab] = await barriers(page);
      await keep(tab);
    }
    expect(found).toEqual({ signIn: [], home: [], tasks: [], mall: [], me: [] });
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('home shows who one is and the exact gap', async () => {
    const { page, context } = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await signIn(page, '林小满');
    await page.getByRole('group', { name: '白银会员，当前等级' }).waitFor();
    await shown(page, /再获得 1,200 成长值，升级为黄金会员/).waitFor();
    await context.close();
  });

  test('the code leaves the address and a reload stays signed in', async () => {
    const { page, context, complaints } = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await signIn(page);
    expect(page.url()).not.toMatch(/code=|state=/);
    await page.reload();
    await shown(page, SIGNS.home).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('home is one request', async () => {
    const { page, context } = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await signIn(page);
    const sent: string[] = [];
    page.on('request', (request) => {
      const [, name] = /(?:query|mutation) (\w+)/.exec(request.postData() ?? '') ?? [];
      if (name) sent.push(name);
    });
    await page.reload();
    await shown(page, SIGNS.home).waitFor();
    await page.waitForLoadState('networkidle');
    // Besides, once a start, the server is told of it.
    expect(sent.sort()).toEqual(['AppOpenRecord', 'Home']);
    await context.close();
  });

  test('a return that was not begun here signs nobody in', async () => {
    const { page, context } = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await page.goto(`${RUNGS_URL}/?code=stolen&state=guessed`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/不是从本页发起/);
    expect(page.url()).not.toMatch(/code=|state=/);
    await context.close();
  });

  test('a tap on a rung brings up its card', async () => {
    const { page, context } = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await signIn(page);
    const cards = page.getByRole('group', { name: '全部等级' });
    await page.getByRole('list', { name: '等级阶梯' }).getByRole('button').first().click();
    const last = cards.getByRole('group').last();
    await page.waitForFunction(
      (card) => Math.abs((card?.getBoundingClientRect().left ?? 0) - 34) < 2,
      await last.elementHandle(),
    );
    await context.close();
  });

  test('language and appearance are chosen, kept, and signing out ends the session', async () => {
    const { page, context, complaints } = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await signIn(page);
    await openTab(page, 'me');
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.reload();
    await shown(page, /Sign out/).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await page.evaluate(() => document.documentElement.dataset.appearance)).toBe('dark');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with WeChat' }).filter({ visible: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in with WeChat' }).filter({ visible: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('without the server there are words and another try', async () => {
    const { page, context } = await openPhone(browser, { scheme: 'light', locale: 'zh-CN' });
    await signIn(page);
    await page.route('**/graphql', (route) => route.abort());
    await page.reload();
    const retry = page.getByRole('button', { name: '重试' });
    await retry.waitFor();
    await page.screenshot({ path: path.join(SCREENSHOTS, 'miniapp-offline-light-zh.png') });
    await page.unroute('**/graphql');
    await retry.click();
    await shown(page, SIGNS.home).waitFor();
    await context.close();
  });
});
