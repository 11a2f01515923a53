import type { Locator, Page } from '@playwright/test';
import { goTo, signInToConsole } from './support/console.ts';
import { readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { expect, test } from './support/test.ts';
import { offerWays } from './support/ways-in.ts';

/* The vendor's side of connecting: the OAuth app in the console, what is asked for with it, and whether the app knows it. */

test.beforeAll(() => offerWays('published'));
test.afterAll(() => offerWays('draft'));

async function openOauthApp(page: Page, name: string): Promise<Locator> {
  await signInToConsole(page);
  await goTo(page, 'Integrations');
  await page.getByRole('main').getByRole('link', { name }).press('Space');
  return page.getByRole('complementary', { name: `Integration ${name}` });
}

test('the OAuth app says what customers are asked, and the app says whether it knows it', async ({ page }) => {
  const peek = await openOauthApp(page, 'Ferry');
  await expect(peek.getByLabel('Client id')).toHaveValue('acme-ferry');
  await expect(
    peek.getByText(`${readDemo().console}/api/oauth/callback/${readDemo().environment}/ferry`),
  ).toBeVisible();
  await expect(peek.getByRole('checkbox', { name: /See the bookings and what they cost/ })).toBeChecked();
  await expect(peek.getByLabel('origin')).toHaveValue(readDemo().sandbox);
  await expect(peek.getByLabel('harbour')).toBeHidden();
  await look(page, 'console-oauth-app');

  await peek.getByRole('button', { name: 'Test it' }).click();
  await expect(peek.getByText('The sign-in page opens with this client.')).toBeVisible();
  await expect(peek.getByText('The app knows this client: it refused the test code alone.')).toBeVisible();

  await peek.getByLabel(/^Client secret/).fill('another secret than the one that Tidewater knows');
  await expect(peek.getByText('Save first; what is saved is tested.')).toBeVisible();
  await peek.getByRole('button', { name: 'Save the OAuth app' }).click();
  await expect(peek.getByText('Saved. Customers can connect Ferry now.')).toBeVisible();
  await peek.getByRole('button', { name: 'Test it' }).click();
  await expect(peek.getByText('The app does not accept this client id and secret.')).toBeVisible();
  await expect(peek.getByText(/Ferry says: “.*client/)).toBeVisible();
  await look(page, 'console-oauth-app-tested');
});

test('a shared app is marked as one, and the vendor’s choice of scopes is kept', async ({ page }) => {
  const peek = await openOauthApp(page, 'Ferry');
  await peek.getByRole('checkbox', { name: /A shared development app/ }).check();
  await peek.getByRole('checkbox', { name: /See the bookings/ }).uncheck();
  await peek.getByLabel(/^Further scopes/).fill('companies:read');
  await peek.getByRole('button', { name: 'Save the OAuth app' }).click();
  await expect(peek.getByText('Development app', { exact: true })).toBeVisible();
  await page.reload();
  await expect(peek.getByRole('checkbox', { name: /A shared development app/ })).toBeChecked();
  await expect(peek.getByRole('checkbox', { name: /See the bookings/ })).not.toBeChecked();
  await expect(peek.getByLabel(/^Further scopes/)).toHaveValue('companies:read');

  await peek.getByLabel('origin').fill('');
  await peek.getByRole('button', { name: 'Save the OAuth app' }).click();
  await expect(peek.getByText("Ferry can't be reached without it.")).toBeVisible();
});

test('an app that is let in by a key of the customer needs none', async ({ page }) => {
  const peek = await openOauthApp(page, 'Desk');
  await expect(peek.getByText('Customers connect Desk with their own details; no OAuth app is needed.')).toBeVisible();
});
