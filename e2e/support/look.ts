import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const folder = join(import.meta.dirname, '../screenshots');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const narrow = { width: 320, height: 640 };

/**
 * Looks at a screen in light, in dark and 320 px wide: axe finds nothing against WCAG 2.2 AA, nothing has to be scrolled
 * sideways, and a picture of each is kept in `e2e/screenshots` for people to look at.
 */
export async function look(page: Page, name: string): Promise<void> {
  const wide = page.viewportSize();
  // While the address of a page changes, its title comes a moment later.
  await expect(page).toHaveTitle(/\S/);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await takePicture(page, `${name}-${colorScheme}`);
    expect.soft(await violations(page), `axe on ${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(narrow);
  await takePicture(page, `${name}-narrow`);
  const { tooWide, tooHigh } = await page.evaluate(overflow);
  expect.soft(tooWide, `${name} is wider than 320 px`).toBeLessThanOrEqual(0);
  expect.soft(tooHigh, `${name} scrolls past its end`).toBeLessThanOrEqual(0);
  if (wide) await page.setViewportSize(wide);
}

/** How far the document scrolls sideways, and how far down where only a part of it should scroll. */
function overflow() {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
  const main = document.querySelector('main');
  const scrollsInside = main !== null && getComputedStyle(main).overflowY === 'auto';
  return { tooWide: scrollWidth - clientWidth, tooHigh: scrollsInside ? scrollHeight - clientHeight : 0 };
}

async function takePicture(page: Page, name: string): Promise<void> {
  // What covers the window covers the window, not the page under it.
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: 'disabled' });
}

async function violations(page: Page): Promise<string[]> {
  // Without frames there is nothing to collect, and legacy mode needs no second page for it.
  const result = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id} (${help}) at ${target.flat().join(' ')}: ${failureSummary?.split('\n').slice(1).join(' ').trim()}`,
    ),
  );
}
