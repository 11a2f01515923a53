import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { signInToAcme } from './support/acme.ts';
import { goTo, signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { codeIn, linkIn, readMail } from './support/outbox.ts';
import { callApi, disconnectAll } from './support/rest-api.ts';
import { beginTidewater, button, card, heading, openPopup } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow } from './support/tidewater.ts';

/*
 * People without a login of the vendor's: by a link that works once, and somebody who was asked to connect one app. The
 * e-mails are read in the console's outbox, as in any environment without a mail server.
 */

test.beforeAll(async () => {
  // There by itself once one of its people was in Acme; this may be the first spec.
  await callApi('/customers', { method: 'POST', body: { externalId: 'globex', name: globex().name } });
  await disconnectAll(globex().name);
});
test.afterEach(() => disconnectAll(globex().name));

const made = z.object({ id: z.string(), url: z.string() });
// Few e-mails go to one address, whoever sends them.
const address = (name: string) => `${name}-${Date.now().toString(36)}@globex.example`;

async function makeLink(more: object = {}): Promise<z.infer<typeof made>> {
  const body = { customer: 'globex', user: { email: address('ada'), name: 'Ada' }, ...more };
  return made.parse(await (await callApi('/portal-links', { method: 'POST', body })).json());
}

/** Screens of a page that is right to left. */
async function takeRtl(page: Page, name: string): Promise<void> {
  await expect(page.locator('.pt-root').first()).toHaveAttribute('dir', 'rtl');
  await page.screenshot({ path: join(import.meta.dirname, `screenshots/${name}-rtl.png`), fullPage: true });
}

test('a link from the console opens the tab once, as a page of its own', async ({ page, otherBrowser }) => {
  const email = address('ada');
  await signInToConsole(page);
  await goTo(page, 'Customers');
  await page.getByRole('link', { name: 'Globex', exact: true }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Name (optional)').fill('Ada');
  await look(page, 'hosted-console-make');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('Not opened');
  const mail = await readMail(page, email, /Your link to the integrations of Acme/);
  await look(page, 'hosted-console-mail');
  expect(mail).toContain('Acme invites you to connect your apps for Globex.');

  const person = await otherBrowser.newPage();
  await person.goto(linkIn(mail));
  await expect(heading(person, 'Connect your apps to Acme')).toBeVisible();
  await look(person, 'hosted-cover');
  await button(person, 'Open the integrations').click();
  await expect(card(person, 'Tidewater')).toBeVisible();
  await expect(person.getByText('Ada for Globex')).toBeVisible();
  expect(person.url()).not.toContain('#');
  await look(person, 'hosted-catalogue');
  await person.reload();
  await expect(card(person, 'Tidewater')).toBeVisible();

  // Somebody else with the same link, and the way to another one.
  await page.goto(linkIn(mail));
  await expect(heading(page, 'This link was opened already')).toBeVisible();
  await look(page, 'hosted-used');
  await button(page, 'Send a new link').click();
  await expect(page.getByText(/A new link is on its way to a•••@globex.example/)).toBeVisible();
  const second = await readMail(page, email, /Your link to the integrations of Acme/);
  expect(linkIn(second)).not.toBe(linkIn(mail));

  await button(person, 'Sign out').click();
  await expect(heading(person, 'You are signed out')).toBeVisible();
});

test('everything that the tab does works there, the window of the app too', async ({ page }) => {
  const { url } = await makeLink({ integration: 'tidewater' });
  await page.goto(url);
  await button(page, 'Open the integrations').click();
  await button(page, 'Connect Tidewater').click();
  const popup = await openPopup(page);
  const closed = popup.waitForEvent('close');
  await allow(popup, globex().tidewater.email);
  await closed;
  await button(page, 'Continue').click();
  await button(page, 'Start syncing contacts').click();
  await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Ada', { exact: true })).toBeVisible();
  await look(page, 'hosted-connected');
});

test('where windows are blocked, the whole page goes to the app and comes back', async ({ page }) => {
  const { url } = await makeLink({ integration: 'tidewater' });
  await page.goto(url);
  await page.evaluate(() => {
    window.open = () => null;
  });
  await button(page, 'Open the integrations').click();
  await button(page, 'Connect Tidewater').click();
  await button(page, 'Continue to Tidewater').click();
  await button(page, 'Continue in this tab').click();
  await allow(page, globex().tidewater.email);
  await expect(heading(page, 'Choose what happens')).toBeVisible();
  expect(new URL(page.url()).origin).toBe(readDemo().console);
});

test('somebody else is asked to connect; whoever asked goes on by itself', async ({ page, context, otherBrowser }) => {
  const email = address('bo');
  await signInToAcme(page, globex().email);
  await beginTidewater(page);
  await button(page, 'Somebody else has to do this').click();
  await expect(heading(page, 'Ask somebody else to connect Tidewater')).toBeFocused();
  await page.getByLabel('Their e-mail address').fill('bo');
  await button(page, 'Send the request').click();
  await expect(page.getByLabel('Their e-mail address')).toBeFocused();
  await expect(page.getByLabel('Their e-mail address')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Their e-mail address').fill(email);
  await page.getByLabel('A note for them').fill('You have the admin account.');
  await look(page, 'hosted-ask');
  await button(page, 'Send the request').click();
  await expect(heading(page, `Waiting for ${email}`)).toBeVisible();
  await look(page, 'hosted-waiting');

  const console = await context.newPage();
  await signInToConsole(console);
  const link = linkIn(await readMail(console, email, /asks you to connect Tidewater to Acme/));
  const helper = await otherBrowser.newPage();
  await helper.goto(link);
  await expect(heading(helper, /asks you to connect Tidewater/)).toBeVisible();
  await expect(helper.getByText('You have the admin account.')).toBeVisible();
  await expect(heading(helper, 'What Acme will be able to do in Tidewater')).toBeVisible();
  await look(helper, 'hosted-favour');
  await button(helper, 'Send me a code').click();
  const field = helper.getByLabel('Code from the e-mail');
  await expect(field).toBeVisible();
  await field.fill('12');
  await button(helper, 'Continue').click();
  await expect(helper.getByText('Enter the six digits of the e-mail.')).toBeVisible();
  const code = codeIn(await readMail(console, email, /Your code for the integrations of Acme/));
  await field.fill(code === '000000' ? '111111' : '000000');
  await button(helper, 'Continue').click();
  await expect(helper.getByText('This is not the code. You have 4 tries left.')).toBeVisible();
  await look(helper, 'hosted-code');
  await field.fill(code);
  await field.press('Enter');
  await expect(button(helper, 'Continue to Tidewater')).toBeEnabled();
  await expect(page.getByText(`${email} has opened it.`)).toBeVisible({ timeout: 15_000 });
  await look(helper, 'hosted-favour-wizard');
  const popup = await openPopup(helper);
  const closed = popup.waitForEvent('close');
  await allow(popup, globex().tidewater.email);
  await closed;
  await expect(heading(helper, 'Tidewater is connected')).toBeVisible();
  await look(helper, 'hosted-favour-done');
  await helper.goto(link);
  await expect(heading(helper, 'Tidewater is connected')).toBeVisible();

  await expect(heading(page, 'Choose what happens')).toBeVisible({ timeout: 15_000 });
  await button(page, 'Continue').click();
  await button(page, 'Start syncing contacts').click();
  await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(email)).toBeVisible();
});

test('the asker comes back to the waiting, and may do it after all', async ({ page }) => {
  const email = address('cy');
  await signInToAcme(page, globex().email);
  await beginTidewater(page);
  await button(page, 'Somebody else has to do this').click();
  await page.getByLabel('Their e-mail address').fill(email);
  await button(page, 'Send the request').click();
  await expect(heading(page, `Waiting for ${email}`)).toBeVisible();
  await page.reload();
  await expect(
    card(page, 'Tidewater')
      .or(heading(page, `Waiting for ${email}`))
      .first(),
  ).toBeVisible();
  if (await card(page, 'Tidewater').isVisible()) {
    await page.getByRole('button', { name: 'Tidewater', exact: true }).click();
    await button(page, 'Connect Tidewater').click();
  }
  await expect(heading(page, `Waiting for ${email}`)).toBeVisible();
  await button(page, 'Do it myself').click();
  await expect(button(page, 'Continue to Tidewater')).toBeEnabled();
  await button(page, 'Cancel').click();
});

test('it speaks the language of the link, from right to left where that one does', async ({ page }) => {
  await page.goto((await makeLink({ locale: 'de' })).url);
  await expect(heading(page, 'Verbinden Sie Ihre Apps mit Acme')).toBeVisible();
  await page.goto((await makeLink({ locale: 'ar' })).url);
  await takeRtl(page, 'hosted-cover');
  await button(page, 'Open the integrations').click();
  await expect(card(page, 'Tidewater')).toBeVisible();
  await takeRtl(page, 'hosted-catalogue');
});

test('a link that is revoked, or half of one, says so', async ({ page }) => {
  const { id, url } = await makeLink();
  await callApi(`/portal-links/${id}/revoke`, { method: 'POST' });
  await page.goto(url);
  await expect(heading(page, 'This link was withdrawn')).toBeVisible();
  await page.goto('about:blank');
  await page.goto(url.slice(0, -5));
  await expect(heading(page, 'This link is not complete')).toBeVisible();
  await look(page, 'hosted-unknown');
});

test('the brand is chosen with a preview, and worn by the hosted page', async ({ page, otherBrowser }) => {
  await signInToConsole(page);
  await goTo(page, 'Settings');
  const preview = page.frameLocator('iframe[title="Preview of the hosted page"]');
  await expect(preview.getByRole('heading', { name: 'Connect your apps to Acme' })).toBeVisible();
  const name = page.getByLabel('Name (optional)');
  await name.fill('Acme Cloud');
  await page.getByLabel('Colour', { exact: true }).fill('#7a1fa2');
  await page.getByLabel('Corners (optional)').fill('16');
  await expect(preview.getByRole('heading', { name: 'Connect your apps to Acme Cloud' })).toBeVisible();
  await expect(preview.getByRole('button')).toHaveCSS('background-color', 'rgb(122, 31, 162)');
  await page.getByRole('button', { name: 'Save the brand' }).click();
  await expect(page.getByText('Saved. Pages and e-mails wear it from now on.')).toBeVisible();
  await look(page, 'hosted-brand');
  const person = await otherBrowser.newPage();
  await person.goto((await makeLink()).url);
  await expect(heading(person, 'Connect your apps to Acme Cloud')).toBeVisible();
  await expect(button(person, 'Open the integrations')).toHaveCSS('background-color', 'rgb(122, 31, 162)');
  await look(person, 'hosted-branded');
  await name.fill('');
  await page.getByLabel('Colour', { exact: true }).fill('#0a7389');
  await page.getByLabel('Corners (optional)').fill('');
  await page.getByRole('button', { name: 'Save the brand' }).click();
  await expect(preview.getByRole('heading', { name: 'Connect your apps to Acme' })).toBeVisible();
});
