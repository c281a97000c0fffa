import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Findings that keep somebody from using the screen. Colour contrast is among them on plain grounds alone: axe abstains
 * where a gradient lies behind the text, as on the level card, and `tokens.test.ts` computes that.
 */
export async function barriers(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  const { violations } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}
