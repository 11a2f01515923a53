import type { Page } from '@playwright/test';
import { goTo, signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi, listConnections, untilIdle } from './support/rest-api.ts';
import { contactKeys, contactsSync, runSync } from './support/syncs.ts';
import { connectTidewater } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { tidewater } from './support/tidewater.ts';

const customer = () => globex().name;
let sync = '';

/** Three contacts change while their last name goes by another name: they can't be read, and all others went on. */
test.beforeAll(async ({ browser }) => {
  await tidewater.heals();
  if ((await listConnections(customer())).length === 0) {
    const page = await browser.newPage();
    await connectTidewater(page);
    await page.close();
  }
  sync = await contactsSync(customer());
});

test.afterAll(() => tidewater.heals());

const cause = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /last_name/ }) });

test('an empty inbox teaches what will be in it', async ({ page }) => {
  await signInToConsole(page);
  await goTo(page, 'Failures');
  await expect(page.getByRole('heading', { name: 'No record has failed' })).toBeVisible();
  await look(page, 'failures-none');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('menuitemradio', { name: 'Ignored' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing is ignored' })).toBeVisible();
});

test('records that fail are grouped by why, put aside with a reason, and read again once it is mended', async ({
  page,
}) => {
  // What changed last comes with the next run once more: these three are it, whatever changed before.
  await tidewater.changeContacts({ update: contactKeys(20, 3) });
  await runSync(sync, customer());
  await tidewater.breaks({ renameField: { from: 'last_name', to: 'surname' } });
  await tidewater.changeContacts({ update: contactKeys(20, 3) });
  await runSync(sync, customer());

  await signInToConsole(page);
  await goTo(page, 'Failures');
  await expect(page.getByText('3 records could not be stored, for 1 reason.')).toBeVisible();
  await expect(cause(page)).toContainText('Tidewater');
  await look(page, 'failures');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('failures.csv');

  await cause(page).getByRole('button', { name: '3 records of Globex' }).click();
  await expect(page).toHaveURL(/open=/);
  const rows = page.getByRole('region', { name: 'Records that failed' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  await look(page, 'failures-open');
  await rows.getByRole('button', { name: 'ct_00021' }).click();
  const peek = page.getByRole('complementary', { name: 'Failure of ct_00021' });
  await expect(peek).toContainText('surname');
  await look(page, 'failure-peek');

  await peek.getByRole('button', { name: 'Ignore' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ignore 1 record' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Say why');
  await look(page, 'failures-ignore');
  await dialog.getByLabel('Reason').fill('An import of a test');
  await dialog.getByRole('button', { name: 'Ignore 1 record' }).click();
  await expect(cause(page).getByRole('button', { name: '2 records of Globex' })).toBeVisible();
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('menuitemradio', { name: 'Ignored' }).click();
  await expect(page.getByText('An import of a test')).toBeVisible();
  await look(page, 'failures-ignored');
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('menuitemradio', { name: 'Open' }).click();
  await expect(cause(page).getByRole('button', { name: '3 records of Globex' })).toBeVisible();

  await tidewater.heals();
  await untilIdle(customer());
  await cause(page).getByRole('button', { name: 'Read all again' }).click();
  await expect(page.getByText('All 3 records were stored.')).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole('heading', { name: 'No record has failed' })).toBeVisible();
  await look(page, 'failures-mended');
  const left = await callApi(`/failures?syncId=${sync}`);
  expect(await left.json()).toMatchObject({ items: [] });
});

test('what could not be loaded is said, and tried again', async ({ page, watch }) => {
  watch.expects(/ERR_FAILED/);
  await signInToConsole(page);
  await page.route('**/api/trpc/**', (route) => route.abort('failed'));
  await page.goto(`${readDemo().console}/failures`);
  await expect(page.getByRole('button', { name: 'Try again' }).first()).toBeVisible({ timeout: 20_000 });
});
