import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type StandIn, startStandIn } from './stand-in';

export const PHONE = { width: 390, height: 844 };

/** Pictures for people to look at; outside the package, where the project keeps what its tests make. */
export const SCREENSHOTS = path.resolve(__dirname, '../../../artifacts/screenshots');

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

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Where Chromium is missing the tests are left out, unless `CI` asks for all of them. */
export const hasBrowser = existsSync(CHROMIUM) || process.env.CI === 'true';

/** The real server where `RUNGS_URL` names one, else a stand-in that serves the build in `H5_DIST`. */
export async function startServer(): Promise<Pick<StandIn, 'url' | 'close'>> {
  const url = process.env.RUNGS_URL;
  if (url) return { url: url.replace(/\/$/, ''), close: async () => undefined };
  return startStandIn(process.env.H5_DIST ?? path.resolve(__dirname, '../../dist/h5'));
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

export interface Look {
  scheme: 'light' | 'dark';
  locale: 'zh-CN' | 'en-GB';
}

/** A fresh phone, and everything on it that must not happen: errors in the console, requests to other hosts. */
export interface Phone {
  page: Page;
  context: BrowserContext;
  complaints: string[];
}

export async function openPhone(browser: Browser, { scheme, locale }: Look): Promise<Phone> {
  const context = await browser.newContext({
    viewport: PHONE,
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    colorScheme: scheme,
    locale,
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(15_000);
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

/** From the sign-in screen through the page of members to the home tab. Any member if none is named. */
export async function signIn(page: Page, url: string, nickname?: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: /微信登录|Sign in with WeChat/ }).click();
  const links = page.getByRole('link');
  await (nickname ? links.filter({ hasText: nickname }) : links).first().click();
  await page.getByRole('progressbar').first().waitFor();
}
