import type { FrameLocator, Page } from '@playwright/test';
import { signInToAcme } from './support/acme.ts';
import { goTo, signInToConsole } from './support/console.ts';
import { globex } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi, disconnectAll } from './support/rest-api.ts';
import { card } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow } from './support/tidewater.ts';

/** The customer must be known: its first visit makes it. */
test.beforeAll(async ({ browser }) => {
  await disconnectAll(globex().name);
  const page = await browser.newPage();
  await signInToAcme(page, globex().email);
  await expect(card(page, 'Tidewater')).toBeVisible();
  await page.close();
});
test.afterAll(() => disconnectAll(globex().name));

test.beforeEach(async ({ page }) => {
  await signInToConsole(page);
  await goTo(page, 'Playground');
  await choose(page, 'Customer', globex().name);
  await expect(cardIn(preview(page), 'Tidewater')).toBeVisible();
});

const preview = (page: Page) => page.frameLocator('iframe[title="Preview of the tab"]');
const cardIn = (tab: FrameLocator, name: string) => tab.getByRole('button', { name, exact: true });
const choose = (page: Page, label: string, option: string) =>
  page.getByLabel(label, { exact: true }).selectOption({ label: option });
const code = (page: Page, name: string) => page.getByRole('region', { name: `${name} code` });

test('shows the real tab in any language, width and look, and the code follows', async ({ page }) => {
  const tab = preview(page);
  await look(page, 'playground');
  await expect(code(page, 'HTML')).not.toContainText('locale');

  await choose(page, 'Language', 'Deutsch');
  await expect(tab.getByRole('heading', { name: 'Integrationen' })).toBeVisible();
  await expect(code(page, 'HTML')).toContainText('locale="de"');
  await choose(page, 'Language', 'From the right, with phrases of yours');
  await expect(tab.locator('.pt-root').first()).toHaveAttribute('dir', 'rtl');
  await choose(page, 'Language', 'The names of the phrases');
  await expect(tab.getByRole('heading', { name: 'catalogue.title' })).toBeVisible();
  await choose(page, 'Language', 'English');

  await choose(page, 'Light or dark', 'Dark');
  await expect
    .poll(() =>
      tab
        .locator('.pt-root')
        .first()
        .evaluate((node) => getComputedStyle(node).colorScheme),
    )
    .toBe('dark');
  await choose(page, 'Width', 'Narrow, 320 px');
  expect(await tab.locator('html').evaluate(() => innerWidth)).toBeLessThanOrEqual(320);

  await page.getByRole('tab', { name: 'React' }).click();
  await expect(code(page, 'React')).toContainText("mode: 'dark'");
  for (const framework of ['Vue', 'Angular', 'Svelte']) {
    await page.getByRole('tab', { name: framework }).click();
    await expect(code(page, framework)).toContainText('locale="en"');
  }

  await choose(page, 'Part', 'One connect button');
  await choose(page, 'Integration', 'Tidewater');
  await expect(tab.getByRole('button', { name: 'Connect Tidewater' })).toBeVisible();
  await page.getByRole('tab', { name: 'HTML' }).click();
  await expect(code(page, 'HTML')).toContainText('view="connect-button" slug="tidewater"');

  // Whoever is sent the link sees the same.
  await page.goto(page.url());
  await expect(tab.getByRole('button', { name: 'Connect Tidewater' })).toBeVisible();
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await expect(page).toHaveURL(/\/playground$/);
});

test('warns of colours that cannot be read, until they can', async ({ page }) => {
  const warning = page.getByText('Some people can’t read this');
  await page.getByLabel('Text', { exact: true }).fill('#c8c8c8');
  await page.getByLabel('Surface', { exact: true }).fill('#ffffff');
  await expect(warning).toBeVisible();
  await expect(page.getByText(/Text \(--pt-text on --pt-surface\) has a contrast of 1\.7/)).toBeVisible();
  await page.getByLabel('Text', { exact: true }).fill('#111111');
  await expect(warning).toBeHidden();
  await page.getByRole('tab', { name: 'HTML' }).click();
  await expect(code(page, 'HTML')).toContainText("'--pt-text': '#111111'");
});

test('a modal, and every event as the page would hear it', async ({ page }) => {
  const tab = preview(page);
  await choose(page, 'Layout', 'Modal');
  await expect(tab.getByRole('dialog')).toBeVisible();
  await tab.getByRole('button', { name: 'Close' }).click();
  await expect(tab.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Open the modal' }).click();
  await cardIn(tab, 'Tidewater').click();
  await expect(tab.getByRole('button', { name: 'Connect Tidewater' })).toBeVisible();
  await page.getByRole('tab', { name: /^Events/ }).click();
  const log = page.getByRole('region', { name: 'Events' });
  for (const name of ['ready', 'catalogue.viewed', 'close', 'integration.viewed'])
    await expect(log.getByText(name, { exact: true }).first()).toBeVisible();
  await look(page, 'playground-events');
});

test('signs for the customer, role and plan that were chosen, in every backend language', async ({ page }) => {
  await choose(page, 'Role of the person', 'Viewer: looks');
  await page.getByLabel('Plan (optional)').fill('enterprise');
  await page.getByRole('tab', { name: 'Your backend' }).click();
  for (const language of ['Node', 'Python', 'Ruby', 'PHP', 'Go', 'Java', 'C#']) {
    await page.getByRole('tab', { name: language, exact: true }).click();
    for (const word of ['globex', 'viewer', 'enterprise'])
      await expect(code(page, language)).toContainText(new RegExp(`["']${word}["']`));
  }
  await look(page, 'playground-backend');
  // A viewer of the customer's looks.
  await cardIn(preview(page), 'Tidewater').click();
  await expect(preview(page).getByRole('heading', { name: 'Tidewater' })).toBeVisible();
  await expect(preview(page).getByText('To change something, ask an admin of Globex.')).toBeVisible();
  await expect(preview(page).getByRole('button', { name: 'Connect Tidewater' })).toBeHidden();
});

test('connects for real, in the member’s name, and is not counted', async ({ page }) => {
  const from = new Date().toISOString();
  const tab = preview(page);
  await cardIn(tab, 'Tidewater').click();
  await tab.getByRole('button', { name: 'Connect Tidewater' }).click();
  const opened = page.waitForEvent('popup');
  await tab.getByRole('button', { name: 'Continue to Tidewater' }).click();
  const popup = await opened;
  const closed = popup.waitForEvent('close');
  await allow(popup, globex().tidewater.email);
  await closed;
  await tab.getByRole('button', { name: 'Continue', exact: true }).click();
  await tab.getByRole('button', { name: 'Start syncing contacts' }).click();
  await expect(tab.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
  await page.goto('about:blank');
  const answer = await callApi(`/funnel?from=${from}`);
  expect(await answer.json()).toMatchObject({ items: [] });
});
