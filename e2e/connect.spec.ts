import type { Page } from '@playwright/test';
import { expectPeople, searchPeople, signInToAcme } from './support/acme.ts';
import { globex, initech, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { disconnectAll, untilIdle } from './support/rest-api.ts';
import { authorize, beginTidewater, button, card, heading, openApp, openPopup } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow, logIn, tidewater } from './support/tidewater.ts';

/*
 * The story: a customer connects an account, its records arrive in the vendor's product, follow what changes at the
 * app, and survive a revoked access. Each test goes on where the one before stopped.
 */
test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  await tidewater.reset();
  await disconnectAll(globex().name);
});
test.afterEach(() => tidewater.heals());

const inAcme = (page: Page, contacts: string) =>
  expect(page.getByText(`${contacts} contacts from Tidewater are in Acme.`)).toBeVisible({ timeout: 30_000 });

async function openPanel(page: Page): Promise<void> {
  await signInToAcme(page, globex().email);
  await openApp(page, 'Tidewater');
  await expect(button(page, 'Disconnect')).toBeVisible();
}

/** Somebody ends the access at Tidewater; the next sync finds out. */
async function loseAccess(page: Page): Promise<void> {
  await untilIdle(globex().name);
  await tidewater.revoke('tw_1001');
  await button(page, 'Sync now').click();
  await expect(page.getByText('Tidewater ended the access: it was revoked there.').first()).toBeVisible({
    timeout: 20_000,
  });
}

test('the customer connects Tidewater and watches 1,240 contacts arrive', async ({ page }) => {
  await signInToAcme(page, globex().email);
  await expect(card(page, 'PostgreSQL')).toBeVisible();
  await look(page, 'tab-catalogue');
  await page.getByRole('searchbox', { name: 'Search apps' }).fill('tide');
  await expect(card(page, 'PostgreSQL')).toBeHidden();
  await openApp(page, 'Tidewater');
  await expect(page.getByText('See your contacts and lists')).toBeVisible();
  await look(page, 'tab-offer');

  await button(page, 'Connect Tidewater').click();
  await expect(heading(page, 'Sign in to Tidewater')).toBeFocused();
  await look(page, 'tab-connect');
  const popup = await openPopup(page);
  await logIn(popup, globex().tidewater.email);
  await expect(heading(page, 'Waiting for you at Tidewater')).toBeVisible();
  await look(page, 'tab-connect-waiting');
  const closed = popup.waitForEvent('close');
  await allow(popup, globex().tidewater.email);
  await closed;

  await expect(heading(page, 'Choose what happens')).toBeFocused();
  await expect(page.getByText('Signed in to Tidewater as Globex CRM (mara@tidewater.example)')).toBeVisible();
  const lists = page.getByRole('combobox', { name: 'Which contacts should arrive?' });
  await lists.click();
  await expect(page.getByRole('option', { name: 'Newsletter' })).toBeVisible();
  await lists.fill('harbour');
  await expect(page.getByRole('option', { name: 'Newsletter' })).toBeHidden();
  await expect(page.getByRole('option', { name: 'Harbour Summit guests' })).toBeVisible();
  await look(page, 'tab-choose');
  await lists.fill('all contacts');
  await page.getByRole('option', { name: /All contacts.*1,240 contacts/ }).click();
  await button(page, 'Continue').click();

  await expect(heading(page, 'What happens next')).toBeFocused();
  await look(page, 'tab-review');
  await button(page, 'Back').click();
  await expect(lists).toHaveValue('All contacts');
  await button(page, 'Continue').click();
  await tidewater.breaks({ slowMs: 800 });
  await button(page, 'Start syncing contacts').click();
  await expect(page.getByText(/^[\d,]+ of 1,240 contacts$/)).toBeVisible();
  await look(page, 'tab-progress');
  await tidewater.heals();
  await inAcme(page, '1,240');
  await look(page, 'tab-panel');

  await expectPeople(page, '1,240 people from Tidewater');
  await page.goto(`${readDemo().acme}/activity`);
  await expect(page.getByText('Tidewater was connected').first()).toBeVisible();
  await expect(page.getByText('records.changed').first()).toBeVisible();
});

test('what is added, changed and deleted at Tidewater arrives with the next sync', async ({ page }) => {
  await openPanel(page);
  const { created } = await tidewater.changeContacts({ create: 3 });
  const [first = '', ...others] = created;
  await tidewater.changeContact(first, { first_name: 'Seraphina', last_name: 'Quillfeather' });
  await button(page, 'Sync now').click();
  await inAcme(page, '1,243');
  await searchPeople(page, 'Quillfeather');
  await expect(page.getByText('Seraphina Quillfeather')).toBeVisible({ timeout: 20_000 });

  await tidewater.changeContact(first, { title: 'Keeper of the pier' });
  await tidewater.changeContacts({ delete: others });
  await page.goto(`${readDemo().acme}/integrations`);
  await openApp(page, 'Tidewater');
  await button(page, 'Sync now').click();
  await inAcme(page, '1,241');
  await searchPeople(page, 'Quillfeather');
  await expect(page.getByText('Keeper of the pier')).toBeVisible({ timeout: 20_000 });
  await expectPeople(page, '1,241 people');
});

test('another customer sees nothing of it', async ({ page }) => {
  await signInToAcme(page, initech().email);
  await expect(card(page, 'Tidewater')).toContainText('CRM');
  await expect(page.getByText('1,241')).toBeHidden();
  await openApp(page, 'Tidewater');
  await expect(button(page, 'Connect Tidewater')).toBeVisible();
  await searchPeople(page, 'Quillfeather');
  await expect(page.getByRole('heading', { name: 'People', exact: true })).toBeVisible();
  await expect(page.getByText('Seraphina')).toBeHidden();
  await page.goto(`${readDemo().acme}/activity`);
  await expect(page.getByText(/1,240|1,243/)).toBeHidden();
});

test('a revoked access is said in a sentence; reconnecting keeps everything and catches up', async ({ page }) => {
  await openPanel(page);
  await tidewater.changeContacts({ create: 2 });
  await loseAccess(page);
  await look(page, 'tab-attention');
  await button(page, 'Integrations').click();
  await expect(card(page, 'Tidewater')).toContainText('Tidewater ended the access');
  await expect(card(page, 'Tidewater')).toContainText('Needs attention');
  await look(page, 'tab-catalogue-attention');

  await openApp(page, 'Tidewater');
  await button(page, 'Reconnect').click();
  await authorize(page);
  await inAcme(page, '1,243');
  await expect(button(page, 'Reconnect')).toBeHidden();
  await expectPeople(page, '1,243 people');
  await searchPeople(page, 'Quillfeather');
  await expect(page.getByText('Keeper of the pier')).toBeVisible();
});

test('another account at the reconnect is asked about first', async ({ page }) => {
  await openPanel(page);
  await loseAccess(page);
  await button(page, 'Reconnect').click();
  await authorize(page, 'ines@tidewater.example');
  await expect(heading(page, 'This is another account')).toBeFocused();
  await expect(page.getByText(/was connected as Globex CRM \(mara@tidewater.example\)/)).toBeVisible();
  await look(page, 'tab-other-account');
  await button(page, 'Sign in again').click();
  await expect(button(page, 'Continue to Tidewater')).toBeEnabled();
  await authorize(page);
  await inAcme(page, '1,243');

  await loseAccess(page);
  await button(page, 'Reconnect').click();
  await authorize(page, 'ines@tidewater.example');
  await button(page, 'Use Globex Europe (ines@tidewater.example)').click();
  await inAcme(page, '12');
  await expectPeople(page, '12 people');
});

test('disconnecting says what will happen, and leaves what has arrived', async ({ page }) => {
  await openPanel(page);
  await button(page, 'Disconnect').click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect Tidewater?' });
  await expect(dialog.getByText('12 contacts that have arrived stay in Acme.')).toBeVisible();
  await look(page, 'tab-disconnect');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(dialog).toBeHidden();
  await button(page, 'Disconnect').click();
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(button(page, 'Connect Tidewater')).toBeVisible();
  await expectPeople(page, '12 people');
});

test('connected anew, everything is there once; pausing stops the syncs until they are resumed', async ({ page }) => {
  await signInToAcme(page, globex().email);
  await beginTidewater(page);
  await authorize(page);
  await button(page, 'Continue').click();
  await button(page, 'Start syncing contacts').click();
  await inAcme(page, '1,243');
  await expectPeople(page, '1,255 people');
  await page.goto(`${readDemo().acme}/integrations`);
  await openApp(page, 'Tidewater');
  await button(page, 'Pause').click();
  await expect(page.getByText('Tidewater is paused')).toBeVisible();
  await expect(button(page, 'Sync now')).toBeHidden();
  await look(page, 'tab-paused');
  await tidewater.changeContacts({ create: 1 });
  await button(page, 'Resume').click();
  await button(page, 'Sync now').click();
  await inAcme(page, '1,244');
});
