import { goTo, signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { listConnections, untilIdle } from './support/rest-api.ts';
import { contactsSync, runSync } from './support/syncs.ts';
import { connectTidewater } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { tidewater } from './support/tidewater.ts';

let sync = '';

test.beforeAll(async ({ browser }) => {
  await tidewater.heals();
  if ((await listConnections(globex().name)).length === 0) {
    const page = await browser.newPage();
    await connectTidewater(page);
    await page.close();
  }
  sync = await contactsSync(globex().name);
});

test('a record tells what changed in it, and which request of which page of which run brought that', async ({
  page,
}) => {
  await tidewater.changeContact('ct_00040', { title: 'Harbour master' });
  await runSync(sync, globex().name);

  await signInToConsole(page);
  await goTo(page, 'Records');
  await page.goto(`${readDemo().console}/records?sync=${sync}`);
  // The latest change comes first.
  const rows = page.getByRole('region', { name: 'Records' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('ct_00040');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'title' }).click();
  await look(page, 'records-columns');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/columns=/);

  await rows.nth(1).getByRole('button', { name: 'ct_00040' }).focus();
  await page.keyboard.press('Space');
  const peek = page.getByRole('complementary', { name: 'Record ct_00040' });
  await expect(peek.getByRole('row', { name: /title/ })).toContainText('Harbour master');
  await look(page, 'record-changed-peek');
  await peek.getByRole('link', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'ct_00040' })).toBeVisible();
  await expect(page.getByText(/\/api\/v1\/contacts/).first()).toBeVisible();
  await expect(page.getByText('Before that')).toBeVisible();
  await look(page, 'record');
  await tidewater.changeContact('ct_00040', { title: 'Lighthouse keeper' });
  await untilIdle(globex().name);
  await page.getByRole('button', { name: 'Read it again' }).click();
  await expect(page.getByRole('status').filter({ hasText: /what is shown is the newest|reads it next/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^title/ })).toContainText('Lighthouse keeper', { timeout: 20_000 });
  await page.getByRole('link', { name: 'the run that wrote it' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Sync of contacts for Globex/ })).toBeVisible();
});

test('records are narrowed by when they changed', async ({ page }) => {
  await signInToConsole(page);
  await page.goto(`${readDemo().console}/records?sync=${sync}&search=ct_00040`);
  await page.getByRole('button', { name: 'Time' }).click();
  await page.getByRole('menuitemradio', { name: 'The last hour' }).click();
  await expect(page).toHaveURL(/changed=1/);
  await expect(page.getByRole('region', { name: 'Records' }).getByRole('row')).toHaveCount(2);
});

test('a record that is not there is said to be so', async ({ page, watch }) => {
  watch.expects(/status of 404/);
  await signInToConsole(page);
  await page.goto(`${readDemo().console}/records/record?sync=${sync}&key=nobody`);
  await expect(page.getByText('There is no record nobody here.')).toBeVisible();
  await look(page, 'record-not-found');
});
