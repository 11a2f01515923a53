import { createHmac } from 'node:crypto';
import { signInToAcme } from './support/acme.ts';
import { signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi, listConnections } from './support/rest-api.ts';
import { button, heading, openApp } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { offerWays } from './support/ways-in.ts';

const connectionOf = async () =>
  (await listConnections(globex().name)).find(({ integration }) => integration.slug === 'desk')?.id;

test.beforeAll(() => offerWays('published'));
test.afterAll(async () => {
  const id = await connectionOf();
  if (id) await callApi(`/connections/${id}`, { method: 'DELETE' });
  offerWays('draft');
});

test('an address is made for an app that tells, its secret is kept, and what it tells arrives', async ({ page }) => {
  await signInToAcme(page, globex().email);
  await openApp(page, 'Desk');
  await button(page, 'Connect Desk').click();
  await page.getByLabel('Address', { exact: true }).fill(readDemo().sandbox);
  await page.getByLabel('E-mail address', { exact: true }).fill('gwen@globex.example');
  await page.getByLabel('API key', { exact: true }).fill('dk_live_globex_1');
  await button(page, 'Connect').click();
  await expect(heading(page, 'What happens next')).toBeVisible();
  await button(page, 'Start syncing notes').click();
  await expect(page.getByText('3 notes from Desk are in Acme.')).toBeVisible({ timeout: 30_000 });

  await signInToConsole(page);
  await page.goto(`${readDemo().console}/connections/${await connectionOf()}`);
  await expect(page.getByRole('heading', { level: 2, name: 'Hooks' })).toBeVisible();
  await look(page, 'connection-hooks-off');
  await page.getByRole('button', { name: 'Make an address' }).click();
  await expect(page.getByRole('dialog', { name: 'The address is there' })).toBeVisible();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const address = page.getByText(/\/api\/hooks\/env_/);
  await expect(address).toBeVisible();

  await page.getByRole('button', { name: 'Enter the app’s secret' }).click();
  const dialog = page.getByRole('dialog', { name: 'The secret of Desk' });
  await dialog.getByLabel('Secret').fill('short');
  await dialog.getByRole('button', { name: 'Keep the secret' }).click();
  await expect(dialog.getByRole('alert')).toContainText('8 letters at least');
  await look(page, 'connection-hooks-secret');
  await dialog.getByLabel('Secret').fill('what the desk has chosen');
  await dialog.getByRole('button', { name: 'Keep the secret' }).click();
  await expect(dialog).toBeHidden();

  const body = JSON.stringify({ id: 'evt_1', key: 'n_1' });
  const signature = createHmac('sha256', 'what the desk has chosen').update(body).digest('hex');
  const told = await fetch((await address.textContent()) ?? '', {
    method: 'POST',
    body,
    headers: { 'x-desk-signature': signature },
  });
  expect(told.status).toBe(200);
  await page.reload();
  await expect(page.getByText('None in the last 14 days')).toBeHidden();
  await look(page, 'connection-hooks');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole('heading', { level: 2, name: 'Hooks' }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Close the address' }).scrollIntoViewIfNeeded();
  await look(page, 'connection-hooks-on-a-phone');
  await page.getByRole('button', { name: 'Close the address' }).click();
  await expect(page.getByText(/This can’t be undone/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the address' }).click();
  await expect(page.getByRole('button', { name: 'Make an address' })).toBeVisible();
});
