import { goTo, signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi, listConnections, untilIdle } from './support/rest-api.ts';
import { contactKeys, contactsSync, runSync } from './support/syncs.ts';
import { connectTidewater } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { tidewater } from './support/tidewater.ts';

let sync = '';
const heading = { level: 1 } as const;

test.beforeAll(async ({ browser }) => {
  await tidewater.heals();
  if ((await listConnections(globex().name)).length === 0) {
    const page = await browser.newPage();
    await connectTidewater(page);
    await page.close();
  }
  sync = await contactsSync(globex().name);
  await runSync(sync, globex().name);
});

test.afterAll(() => tidewater.heals());

test.beforeEach(({ page }) => signInToConsole(page));

test('the list shows how every sync goes, and narrows by what is looked for', async ({ page }) => {
  await goTo(page, 'Syncs');
  const rows = page.getByRole('region', { name: 'Syncs' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Globex' }).first()).toContainText('contact → contact');
  await expect(rows.filter({ hasText: 'Globex' }).first()).toContainText('in the last 24 hours');
  await look(page, 'syncs');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search syncs' })).toBeFocused();
  await page.keyboard.type('globex');
  await expect(page).toHaveURL(/search=globex/);
  await page.getByRole('button', { name: 'State' }).click();
  await page.getByRole('menuitemradio', { name: 'Paused' }).click();
  await expect(page.getByText('No sync with these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.goto(`${readDemo().console}/syncs?peek=${sync}`);
  await expect(page.getByRole('complementary', { name: /Sync of contacts of Globex/ })).toContainText('In sync');
  await look(page, 'sync-peek');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('syncs.csv');
});

test('one sync is explained, paused and resumed', async ({ page }) => {
  await page.goto(`${readDemo().console}/syncs/${sync}`);
  await expect(page.getByRole('heading', { ...heading, name: /^In sync. 1,\d{3} contacts of Globex$/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Runs over time' }).getByRole('link').first()).toBeVisible();
  await expect(page.locator('.recharts-surface').first()).toBeAttached();
  await look(page, 'sync');
  await page.getByRole('button', { name: 'Time' }).click();
  await page.getByRole('menuitemradio', { name: 'The last 7 days' }).click();
  await expect(page).toHaveURL(/span=week/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('heading', { ...heading, name: /^Paused/ })).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('heading', { ...heading, name: /^In sync/ })).toBeVisible({ timeout: 30_000 });
});

test('when it runs is changed, and everything is read again', async ({ page, watch }) => {
  watch.expects(/status of 422/);
  await page.goto(`${readDemo().console}/syncs/${sync}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Change the schedule' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the schedule' });
  await dialog.getByLabel('By the clock').check();
  await dialog.getByLabel('Cron expression').fill('every morning');
  await dialog.getByRole('button', { name: 'Change the schedule' }).click();
  await expect(dialog.getByRole('alert').first()).toContainText(/five fields/);
  await look(page, 'sync-schedule');
  await dialog.getByLabel('Cron expression').fill('0 7 * * *');
  await dialog.getByLabel('Time zone').fill('Europe/Berlin');
  await dialog.getByRole('button', { name: 'Change the schedule' }).click();
  await expect(page.getByText(/every day at 07:00/i).first()).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Change the schedule' }).click();
  await dialog.getByLabel('Every so often').check();
  await dialog.getByLabel('How often').fill('5');
  await dialog.getByRole('button', { name: 'Change the schedule' }).click();
  await expect(page.getByText(/every 5 minutes/i).first()).toBeVisible();

  await tidewater.breaks({ slowMs: 800 });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Read everything again' }).click();
  await look(page, 'sync-reset');
  await page.getByRole('button', { name: 'Read everything again' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible({ timeout: 30_000 });
  await look(page, 'sync-progress');
  await tidewater.heals();
  await expect(page.getByRole('heading', { ...heading, name: /^In sync/ })).toBeVisible({ timeout: 40_000 });
});

test('an app that does not answer lets it sleep, and trying again is a button', async ({ page }) => {
  await untilIdle(globex().name);
  await tidewater.breaks({ down: 'api' });
  await callApi(`/syncs/${sync}/trigger`, { method: 'POST', body: {} });
  await page.goto(`${readDemo().console}/syncs/${sync}`);
  await expect(page.getByRole('heading', { ...heading, name: /Tidewater is not answering/ })).toBeVisible({
    timeout: 60_000,
  });
  await look(page, 'sync-asleep');
  await tidewater.heals();
  await page.getByRole('button', { name: 'Try again now' }).click();
  await expect(page.getByRole('heading', { ...heading, name: /^In sync/ })).toBeVisible({ timeout: 30_000 });
});

test('a sync that fails says why, here and on the overview, until a run goes well', async ({ page }) => {
  await untilIdle(globex().name);
  await tidewater.breaks({ renameField: { from: 'last_name', to: 'surname' } });
  await tidewater.changeContacts({ update: contactKeys(100, 25) });
  await runSync(sync, globex().name);
  await goTo(page, 'Overview');
  await expect(page.getByRole('main').getByRole('link', { name: /could not be read/ })).toBeVisible();
  await look(page, 'overview-failing');
  await page.goto(`${readDemo().console}/syncs?state=failing`);
  await expect(page.getByText('Failing', { exact: true }).first()).toBeVisible();
  await page.goto(`${readDemo().console}/syncs/${sync}`);
  await expect(page.getByText(/\d+ of \d+ contacts of one page could not be read/)).toBeVisible();
  await look(page, 'sync-failing');
  await tidewater.heals();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByRole('heading', { ...heading, name: /^In sync/ })).toBeVisible({ timeout: 30_000 });
});
