import type { Page } from '@playwright/test';
import { goTo, signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { prepare } from './support/prepare.ts';
import { listConnections } from './support/rest-api.ts';
import { contactsSync } from './support/syncs.ts';
import { connectTidewater } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { tidewater } from './support/tidewater.ts';

const heading = { level: 1 } as const;

test.beforeAll(async ({ browser }) => {
  await tidewater.heals();
  prepare('places-readonly');
  if ((await listConnections(globex().name)).length === 0) {
    const page = await browser.newPage();
    await connectTidewater(page);
    await page.close();
  }
  await contactsSync(globex().name);
});

test.afterAll(() => prepare('places-readonly'));

async function fillIn(page: Page, password: string): Promise<void> {
  const { places } = readDemo();
  await page.getByLabel('Host', { exact: true }).fill(places.host);
  await page.getByLabel('Port', { exact: true }).fill(String(places.port));
  await page.getByLabel('Database', { exact: true }).fill(places.database);
  await page.getByLabel('User', { exact: true }).fill(places.user);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Encryption', { exact: true }).selectOption('Not encrypted');
}

test('records are carried into a database of the vendor’s own, and what hinders that is said with what to do', async ({
  page,
  watch,
}) => {
  test.setTimeout(150_000);
  watch.expects(/status of (422|502)/);
  await signInToConsole(page);
  await goTo(page, 'Records');
  await page.getByRole('link', { name: 'Destinations' }).click();
  await expect(page.getByText('Records stay here, for your product to read')).toBeVisible();
  await look(page, 'destinations-empty');
  await page.getByRole('link', { name: 'New destination' }).click();
  await page.getByRole('radio', { name: /PostgreSQL/ }).check();
  await expect(page.getByLabel('Host', { exact: true })).toBeVisible();
  await look(page, 'destination-new');

  await fillIn(page, 'not the password');
  await page.getByRole('button', { name: 'Try the access' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText(/did not let us in/);
  await page.getByLabel('Password', { exact: true }).fill(readDemo().places.password);
  await page.getByRole('button', { name: 'Try the access' }).click();
  await expect(page.getByText(/Its user may not create tables in the schema public/)).toBeVisible();
  await look(page, 'destination-new-tried');

  // Made all the same: it says what to do, and goes on by itself once that is done.
  await page.getByLabel('Name', { exact: true }).fill('Warehouse');
  await page.getByLabel('Which model', { exact: true }).selectOption('contact');
  await page.getByLabel('Prefix', { exact: true }).fill('portico_');
  await page.getByRole('button', { name: 'Start delivering' }).click();
  await expect(page.getByRole('heading', { ...heading, name: 'Warehouse' })).toBeVisible();
  await expect(page.getByText('Needs attention').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Let its user create tables/)).toBeVisible();
  await look(page, 'destination-hindered');
  prepare('places-writable');
  await page.getByRole('button', { name: 'Try again now' }).click();
  await expect(page.getByText(/^1,\d{3} changes delivered so far\.$/)).toBeVisible({ timeout: 40_000 });
  await look(page, 'destination');

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Nothing is waiting.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Change the access' }).click();
  await expect(page.getByRole('dialog').getByLabel('Host', { exact: true })).toBeVisible();
  await expect(page.getByRole('dialog').getByLabel('Prefix', { exact: true })).toHaveValue('portico_');
  await look(page, 'destination-access');
  await fillIn(page, 'not the password');
  await page.getByRole('dialog').getByRole('button', { name: 'Change the access' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(/did not let us in/);
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(readDemo().places.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Change the access' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Lake');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('heading', { ...heading, name: 'Lake' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Destinations' }).click();
  const row = page.getByRole('region', { name: 'Destinations' }).getByRole('row').filter({ hasText: 'Lake' });
  await expect(row).toContainText('Has everything');
  await row.getByRole('link', { name: 'Lake' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('complementary', { name: 'Destination Lake' })).toBeVisible();
  await look(page, 'destinations-peek');
  await page.getByRole('complementary', { name: 'Destination Lake' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await look(page, 'destination-remove');
  await page.getByRole('button', { name: 'Remove the destination' }).click();
  await expect(page.getByText('Lake was removed. It gets nothing more.', { exact: true })).toBeVisible();
  await expect(page.getByText('Records stay here, for your product to read')).toBeVisible();
});

test('a connector that takes records says so, in public and in the console', async ({ page }) => {
  await page.goto(`${readDemo().console}/connectors/postgres`);
  await expect(page.getByRole('heading', { level: 2, name: 'Takes records' })).toBeVisible();
  await look(page, 'catalogue-takes-records');
  await signInToConsole(page);
  await page.goto(`${readDemo().console}/integrations/connectors/postgres`);
  await look(page, 'connector-takes-records');
  await page.getByRole('link', { name: 'Make a destination' }).click();
  await expect(page.getByRole('radio', { name: /PostgreSQL/ })).toBeChecked();
});
