import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const PHONE = { width: 390, height: 844 };

/** Pictures for people to look at; outside the package, where the project keeps what its tests make. */
export const SCREENSHOTS = path.join(
  process.env.ARTIFACTS_DIR ?? path.resolve(__dirname, '../../../artifacts'),
  'screenshots',
);

/** The running demo that serves the build; `npm test` starts one. */
export const RUNGS_URL = process.env.RUNGS_URL ?? '';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium without the connections to its maker's hosts. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });
}

export interface Look {
  scheme: 'light' | 'dark';
  locale: 'zh-CN' | 'en-GB';
}

/** Both appearances in both languages. */
export const LOOKS: Look[] = [
  { scheme: 'light', locale: 'zh-CN' },
  { scheme: 'dark', locale: 'zh-CN' },
  { scheme: 'light', locale: 'en-GB' },
  { scheme: 'dark', locale: 'en-GB' },
];

/** Each appearance and each language once, for screens that take long to come to. */
export const TWO_LOOKS: Look[] = [
  { scheme: 'light', locale: 'zh-CN' },
  { scheme: 'dark', locale: 'en-GB' },
];

/** Words on the page on top; Taro keeps the other pages in the document, hidden. */
export const shown = (page: Page, words: RegExp) => page.getByText(words).filter({ visible: true }).first();

/** What sticks out to the side, by class; a row that scrolls by itself may. */
export const tooWide = (page: Page) =>
  page.evaluate(async () => {
    // A screen that slides in sticks out as a whole. Before it sets off it waits beside the window, and no transition
    // of it is to be seen yet: only where it stands tells that it has come. One that never does is told of.
    const isOnItsWay = () =>
      [...document.querySelectorAll('.page')]
        .map((one) => one.getBoundingClientRect())
        .some(({ left, right, width }) => width > 0 && Math.abs(left + right - window.innerWidth) > 1);
    for (let frames = 0; frames < 600 && isOnItsWay(); frames += 1) await new Promise(requestAnimationFrame);
    return [...document.querySelectorAll('.page *')]
      .filter((one) => !one.closest('.swipe, .mall__row') && one.getBoundingClientRect().right > window.innerWidth + 1)
      .map((one) => one.className);
  });

/** A fresh phone, and everything on it that must not happen: errors in the console, requests to other hosts. */
export interface Phone {
  page: Page;
  context: BrowserContext;
  complaints: string[];
}

export async function openPhone(browser: Browser, { scheme, locale }: Look, width = PHONE.width): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { ...PHONE, width },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    colorScheme: scheme,
    locale,
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol !== 'data:' && hostname !== '127.0.0.1' && hostname !== 'localhost') {
      complaints.push(`request to ${hostname}`);
    }
  });
  return { page, context, complaints };
}

/** From the sign-in screen through WeChat's page, where one chooses who to be, to the home tab. */
export async function signIn(page: Page, nickname = '林小满'): Promise<void> {
  await page.goto(RUNGS_URL);
  await page.getByRole('button', { name: /微信登录|Sign in with WeChat/ }).click();
  await page.getByRole('button', { name: new RegExp(nickname) }).click();
  await page.getByRole('progressbar').first().waitFor();
}
