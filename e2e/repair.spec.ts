import type { Page } from '@playwright/test';
import { signInToAcme } from './support/acme.ts';
import { globex, readDemo } from './support/demo.ts';
import { elementScript, openHostPage } from './support/host-page.ts';
import { look } from './support/look.ts';
import { disconnectAll, untilIdle } from './support/rest-api.ts';
import { button, heading, openApp } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { offerWays, writeWeights } from './support/ways-in.ts';

/*
 * What a customer chooses before the first sync, and what they mend after it: with the screen alone, as somebody would
 * who has never seen the page.
 */

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  offerWays('published');
  await disconnectAll(globex().name);
  await writeWeights({});
});
test.afterAll(async () => {
  offerWays('draft');
  await writeWeights({});
  await disconnectAll(globex().name);
});
test.beforeEach(({ page }) => signInToAcme(page, globex().email));

const open = (page: Page, more = '') => openHostPage(page, { script: elementScript(more) });
const needs = (page: Page) => page.getByRole('region', { name: 'Needs you' });
const log = (page: Page) => page.getByRole('region', { name: 'Activity' });

/** What the server says when the app does not answer. */
const down = {
  status: 502,
  headers: { 'access-control-allow-origin': '*' },
  json: { error: { code: 'app_down', message: 'Locker did not give its choices.', requestId: 'req_made_up' } },
};

test('the wizard: a folder by the keyboard, a time, what is copied and when', async ({ page, watch }) => {
  watch.expects(/status of 502/);
  await open(page);
  await openApp(page, 'Locker');
  await button(page, 'Connect Locker').click();
  await page.getByLabel('Address').fill(readDemo().sandbox);
  await button(page, 'Continue').click();
  await expect(page.getByRole('heading', { name: 'Connect Locker', exact: true })).toBeVisible();
  await button(page, 'Connect').click();
  await expect(heading(page, 'Choose what happens')).toBeFocused();

  await page.route('**/options/places**', (route) => route.fulfill(down), { times: 1 });
  await page.getByLabel('Which folder?').press('Enter');
  const files = page.getByRole('dialog', { name: 'Choose from Locker' });
  await expect(files.getByText('Locker did not give its choices.')).toBeVisible();
  await files.getByRole('button', { name: 'Try again' }).click();
  await files.getByRole('button', { name: 'Quay (folder)' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(files.getByRole('button', { name: 'Storehouse (folder)' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await expect(files.getByRole('button', { name: 'South side (folder)' })).toBeVisible();
  await expect(files.getByRole('button', { name: 'Choose this folder' })).toBeVisible();
  await files.getByRole('button', { name: 'South side (folder)' }).click();
  await look(page, 'repair-files');
  await files.getByRole('searchbox').fill('north');
  await files.getByRole('button', { name: 'North side (folder)' }).click();
  await files.getByRole('button', { name: 'Choose “North side”' }).click();
  await expect(page.getByLabel('Which folder?')).toHaveText('North side');

  await page.getByLabel('How often').selectOption('On days of the week');
  await page.getByRole('checkbox', { name: 'Friday' }).check();
  await look(page, 'repair-questions');
  await button(page, 'Continue').click();

  await expect(heading(page, 'What happens next')).toBeFocused();
  await expect(page.getByText('12 parcels from Locker will appear in Acme')).toBeVisible();
  await expect(page.getByText('follows every hour')).toBeVisible();
  await page.getByRole('switch', { name: 'letters' }).click();
  await expect(page.getByText('12 parcels and 3 letters from Locker will appear in Acme')).toBeVisible();
  await button(page, 'Change when parcels are read').click();
  const dialog = page.getByRole('dialog', { name: 'When are parcels read?' });
  await expect(dialog.getByText('It can be every 15 minutes at most, and every day at least.')).toBeVisible();
  await dialog.getByLabel('How often').selectOption('Every day');
  await dialog.getByLabel('At', { exact: true }).fill('06:30');
  await dialog.getByLabel('Time zone').selectOption('Europe/Berlin');
  await look(page, 'repair-schedule');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/every day at 6:30\sAM \(Europe\/Berlin\)/).first()).toBeVisible();
  await look(page, 'repair-review');
  await button(page, 'Start syncing parcels and letters').click();
  await expect(
    page.getByText(/(12 parcels and 3 letters|3 letters and 12 parcels) from Locker are in Acme/),
  ).toBeVisible({ timeout: 30_000 });
});

test('a schedule out of bounds is refused with its reason; one within them is kept', async ({ page, watch }) => {
  watch.expects(/status of 422/);
  await open(page);
  await openApp(page, 'Locker');
  await button(page, 'Change when parcels are read').click();
  const dialog = page.getByRole('dialog', { name: 'When are parcels read?' });
  await dialog.getByLabel('How often').selectOption('At intervals');
  await dialog.getByLabel('Unit').selectOption('minutes');
  await dialog.getByLabel('Every', { exact: true }).fill('5');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('parcels can’t be read at these times.')).toBeVisible();
  await dialog.getByLabel('Every', { exact: true }).fill('45');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('every 45 minutes').first()).toBeVisible();
  await expect(button(page, 'Change when parcels are read')).toBeFocused();
});

test('what failed is found, corrected, put aside, brought back and read again', async ({ page, watch }) => {
  watch.expects(/status of 422/);
  await writeWeights({ 'parcel-3': 'heavy', 'parcel-5': 'light' });
  await open(page);
  await openApp(page, 'Locker');
  await button(page, 'Sync now').click();
  const item = needs(page).getByRole('listitem').first();
  await expect(item).toContainText('parcels: 2 could not be stored', { timeout: 20_000 });
  await look(page, 'repair-needs-you');

  await item.getByRole('button', { name: 'Correct', exact: true }).click();
  await expect(needs(page).getByRole('button', { name: 'Correct parcel-3' })).toBeVisible();
  await look(page, 'repair-records');
  await needs(page).getByRole('button', { name: 'Correct parcel-3' }).click();
  const dialog = page.getByRole('dialog', { name: 'Correct parcel-3' });
  const weight = dialog.getByLabel('weight');
  await expect(weight).toHaveValue('heavy');
  await dialog.getByRole('button', { name: 'Save and send' }).click();
  await expect(weight).toHaveAccessibleDescription(/weight/);
  await look(page, 'repair-correct');
  await weight.fill('7');
  await dialog.getByRole('button', { name: 'Save and send' }).click();
  await expect(needs(page).getByText('parcel-3 was corrected and has arrived.')).toBeVisible();
  await expect(item).toContainText('parcels: 1 could not be stored');

  await item.getByRole('button', { name: 'Put aside', exact: true }).click();
  await expect(needs(page).getByText('1 was put aside.')).toBeVisible();
  await needs(page).getByRole('button', { name: 'Undo' }).click();
  await expect(item).toContainText('parcels: 1 could not be stored');
  await item.getByRole('button', { name: 'Put aside', exact: true }).click();
  await needs(page).getByRole('button', { name: 'Show what was put aside' }).click();
  await expect(needs(page).getByText(/^Put aside by /)).toBeVisible();
  await look(page, 'repair-aside');
  await needs(page).getByRole('button', { name: 'Bring back' }).click();
  await expect(item).toContainText('parcels: 1 could not be stored');

  await writeWeights({});
  await untilIdle(globex().name);
  await item.getByRole('button', { name: 'Try again' }).click();
  await expect(needs(page).getByText('All of them arrived.')).toBeVisible({ timeout: 30_000 });
  await look(page, 'repair-mended');
});

test('the log goes down to the single run', async ({ page }) => {
  await open(page);
  await openApp(page, 'Locker');
  await expect(log(page).getByText('One of the parcels was corrected by hand and has arrived.')).toBeVisible();
  await log(page).getByLabel('What to show').selectOption('Each run');
  await expect(log(page).getByText('First sync').first()).toBeVisible();
  await expect(
    log(page)
      .getByText(/parcels: .*2 could not be stored/)
      .first(),
  ).toBeVisible();
  await look(page, 'repair-log');
  await log(page).getByLabel('What to show').selectOption('Problems');
  await expect(log(page).getByText('There were no problems.')).toBeVisible();
});

test('in German and from the right', async ({ page }) => {
  await open(page, "tab.locale = 'de';");
  await openApp(page, 'Locker');
  await expect(page.getByText('alle 45 Minuten').first()).toBeVisible();
  await expect(page.getByText('Ein Eintrag (parcels) wurde von Hand berichtigt und ist angekommen.')).toBeVisible();
  await look(page, 'repair-german');
  await open(page, "tab.locale = 'ar';");
  await openApp(page, 'Locker');
  await expect(page.getByText('every 45 minutes').first()).toBeVisible();
  await look(page, 'repair-rtl');
});
