import { readFileSync } from 'node:fs';
import { goTo, signInToConsole } from './support/console.ts';
import { readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi } from './support/rest-api.ts';
import { expect, test } from './support/test.ts';

const heading = { level: 1 } as const;

test.beforeEach(({ page }) => signInToConsole(page));

test('how long things are kept, how much runs at once, and whether records are encrypted', async ({ page, watch }) => {
  watch.expects(/status of 422/);
  await goTo(page, 'Settings');
  await page.getByLabel('Of one connection').fill('0');
  await page.getByRole('button', { name: 'Save the limits' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /1/ }).first()).toBeVisible();
  await page.getByLabel('Of one connection').fill('3');
  await page.getByRole('button', { name: 'Save the limits' }).click();
  await expect(page.getByText('Saved. It holds for the next run that begins.')).toBeVisible();
  await expect(page.getByText('PORTICO_WORKER_SLOTS')).toBeVisible();

  await page.getByLabel('Calls of runs').fill('7');
  await page.getByRole('button', { name: 'Save what is kept' }).click();
  await expect(page.getByRole('dialog')).toContainText('older than 7 days instead of 14');
  await look(page, 'settings-keep-less');
  await page.getByRole('button', { name: 'Keep less' }).click();
  await expect(page.getByText('Saved. What is older is removed within a day.')).toBeVisible();

  await page.getByRole('button', { name: 'Encrypt the records' }).click();
  await look(page, 'settings-encrypt');
  await page.getByRole('dialog').getByRole('button', { name: 'Encrypt the records' }).click();
  await expect(page.getByText('Encrypted', { exact: true })).toBeVisible({ timeout: 60_000 });
  await look(page, 'settings-keeping');
  await page.getByRole('button', { name: 'Stop encrypting records' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Decrypt the records' }).click();
  await expect(page.getByText('Not encrypted one by one')).toBeVisible({ timeout: 60_000 });
  await page.getByLabel('Of one connection').fill('4');
  await page.getByRole('button', { name: 'Save the limits' }).click();
  await expect(page.getByText('Saved. It holds for the next run that begins.')).toBeVisible();
});

test('a customer is exported as a whole, and erased once its name was written', async ({ page, watch }) => {
  // The page of a customer that is gone is told so, and browsers write that into their console.
  watch.expects(/status of 404/);
  await callApi('/customers', { method: 'POST', body: { externalId: 'umbrella', name: 'Umbrella' } });
  await goTo(page, 'Customers');
  await page.getByRole('link', { name: 'Umbrella' }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Export everything' }).click();
  await look(page, 'customer-export');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.ndjson$/);
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines[0]).toContain('"Umbrella"');
  expect(lines.at(-1)).toContain('"complete":true');

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Erase' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase Umbrella?' });
  await expect(dialog.getByRole('button', { name: 'Erase the customer' })).toBeDisabled();
  await dialog.getByLabel('Write “Umbrella” to erase it').fill('umbrella');
  await expect(dialog.getByRole('button', { name: 'Erase the customer' })).toBeDisabled();
  await look(page, 'customer-erase');
  await dialog.getByLabel('Write “Umbrella” to erase it').fill('Umbrella');
  await dialog.getByRole('button', { name: 'Erase the customer' }).click();
  await expect(page.getByRole('heading', { ...heading, name: 'This customer was erased' })).toBeVisible({
    timeout: 40_000,
  });
  await look(page, 'customer-erased');
  expect((await callApi('/customers/umbrella/erasure')).status).toBe(200);
  await page.goto(`${readDemo().console}/customers?search=umbrella`);
  await expect(page.getByText('No customer with these filters.')).toBeVisible();
});
