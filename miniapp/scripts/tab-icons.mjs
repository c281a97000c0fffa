// Draws the tab bar's PNG icons from their SVG sources: WeChat takes no SVG there. Needs Chromium; the PNGs are committed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const tabs = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../src/assets/tabs');
const SIZE = 81;

/** Both colours stand on the light and on the dark bar: WeChat cannot change an icon with the appearance. */
const looks = {
  '': '.fill,.line,.rungs{fill:none;stroke:#7d8492;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}',
  '-on':
    '.fill{fill:#bd7437;stroke:#bd7437;stroke-width:1.8;stroke-linejoin:round}' +
    '.line{fill:none;stroke:#bd7437;stroke-width:1.8;stroke-linecap:round}' +
    '.rungs{fill:none;stroke:#fff;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}',
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
for (const tab of ['home', 'tasks', 'mall', 'me']) {
  const svg = await readFile(path.join(tabs, 'source', `${tab}.svg`), 'utf8');
  for (const [suffix, style] of Object.entries(looks)) {
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${SIZE}px}${style}</style>${svg}`);
    await writeFile(path.join(tabs, `${tab}${suffix}.png`), await page.screenshot({ omitBackground: true }));
  }
}
await browser.close();
