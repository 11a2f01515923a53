import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { signInToAcme } from './support/acme.ts';
import { globex } from './support/demo.ts';
import { focusOrder, tabTo } from './support/focus-order.ts';
import { elementScript, openHostPage } from './support/host-page.ts';
import { look } from './support/look.ts';
import { disconnectAll } from './support/rest-api.ts';
import { heading } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow } from './support/tidewater.ts';

/*
 * The whole journey without a mouse: every screen says where the focus goes, is looked at in light, dark and 320 px, from
 * the right, and at a zoom of 200 %.
 */

test.beforeAll(() => disconnectAll(globex().name));
test.afterAll(() => disconnectAll(globex().name));

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** `look`, and from the right, and as somebody sees it who has zoomed to 200 %: half the pixels, each twice as large. */
async function lookAround(page: Page, name: string): Promise<void> {
  await look(page, `keyboard-${name}`);
  const size = page.viewportSize();
  await page.evaluate("tab.setAttribute('locale', 'ar')");
  await expect(page.locator('.pt-root').first()).toHaveAttribute('dir', 'rtl');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`),
      `axe on ${name} from the right`,
    )
    .toEqual([]);
  for (const [width, height] of [
    [640, 400],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect.soft(await tooWide(page), `${name} from the right is wider than ${width} px`).toBeLessThanOrEqual(0);
  }
  await page.screenshot({ path: `e2e/screenshots/keyboard-${name}-rtl.png`, animations: 'disabled' });
  await page.evaluate("tab.removeAttribute('locale')");
  await expect(page.locator('.pt-root').first()).toHaveAttribute('dir', 'ltr');
  await page.setViewportSize({ width: 640, height: 400 });
  expect.soft(await tooWide(page), `${name} at 200 % is wider than the window`).toBeLessThanOrEqual(0);
  if (size) await page.setViewportSize(size);
}

test('catalogue, connect, settings, review, panel and disconnect by keyboard alone', async ({ page }) => {
  test.setTimeout(240_000);
  await signInToAcme(page, globex().email);
  await openHostPage(page, { script: elementScript() });
  await expect(heading(page, 'Integrations')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Tidewater', exact: true })).toBeVisible();
  expect(await focusOrder(page)).toEqual([
    'search Search apps',
    'select Category',
    'radio All',
    'button PostgreSQL',
    'button Tidewater',
  ]);
  await lookAround(page, 'catalogue');

  await page.locator('#own-button').focus();
  await tabTo(page, 'button Tidewater');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Tidewater').first()).toBeFocused();
  await expect(page.getByRole('button', { name: 'Connect Tidewater' })).toBeVisible();
  expect(await focusOrder(page)).toEqual(['button Integrations', 'button Connect Tidewater']);
  await lookAround(page, 'offer');

  await page.locator('#own-button').focus();
  await tabTo(page, 'button Connect Tidewater');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Continue to Tidewater' })).toBeEnabled();
  await expect(heading(page, 'Sign in to Tidewater')).toBeFocused();
  expect(await focusOrder(page)).toEqual([
    'button Tidewater',
    'button Continue to Tidewater',
    'button Cancel',
    'button Somebody else has to do this',
  ]);
  await lookAround(page, 'connect');

  await page.locator('#own-button').focus();
  await tabTo(page, 'button Continue to Tidewater');
  const opened = page.waitForEvent('popup');
  await page.keyboard.press('Enter');
  const popup = await opened;
  const closed = popup.waitForEvent('close');
  await allow(popup, globex().tidewater.email);
  await closed;
  await expect(heading(page, 'Choose what happens')).toBeFocused();
  expect(await focusOrder(page)).toEqual([
    'button Tidewater',
    'combobox Which contacts should arrive?',
    'button Continue',
    'button Cancel',
    'button Back',
  ]);
  await lookAround(page, 'settings');

  await page.locator('#own-button').focus();
  await tabTo(page, 'combobox Which contacts should arrive?');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: /All contacts/ })).toBeVisible();
  await page.keyboard.type('all contacts');
  await expect(page.getByRole('option', { name: 'Newsletter' })).toBeHidden();
  await expect(page.getByRole('option', { name: /All contacts/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Which contacts should arrive?' })).toHaveValue('All contacts');
  await tabTo(page, 'button Continue');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'What happens next')).toBeFocused();
  await lookAround(page, 'review');

  await tabTo(page, 'button Start syncing contacts');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeVisible();
  const panel = await focusOrder(page);
  expect(panel[0]).toBe('button Integrations');
  expect(panel).toEqual(expect.arrayContaining(['button Sync now', 'button Pause', 'button Disconnect']));
  await lookAround(page, 'panel');

  await page.locator('#own-button').focus();
  await tabTo(page, 'button Disconnect');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await look(page, 'keyboard-disconnect');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  // What is behind the dialog is out of reach.
  const inside: boolean[] = [];
  for (let press = 0; press < 5; press += 1) {
    await page.keyboard.press('Tab');
    inside.push(
      await page.evaluate(() => {
        const node = document.querySelector('portico-integrations')?.shadowRoot?.activeElement;
        return node === null || node === undefined || node.closest('dialog') !== null;
      }),
    );
  }
  expect(inside).not.toContain(false);
  await dialog.getByRole('button', { name: /^Disconnect/ }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Connect Tidewater' })).toBeVisible();
});
