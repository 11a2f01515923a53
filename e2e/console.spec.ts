import { generateKeyPairSync } from 'node:crypto';
import type { Page } from '@playwright/test';
import { fillSignIn, goTo, signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi, listConnections } from './support/rest-api.ts';
import { connectTidewater } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { tidewater } from './support/tidewater.ts';

/** There is something to see: a customer with a connection that has synced. */
test.beforeAll(async ({ browser }) => {
  await tidewater.heals();
  if ((await listConnections(globex().name)).length > 0) return;
  const page = await browser.newPage();
  await connectTidewater(page);
  await page.close();
});

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const link = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('link', { name });

test.describe('signing in', () => {
  test('refuses a wrong password in a sentence, then lets the owner in and out', async ({ page, watch }) => {
    watch.expects(/status of 401/);
    const { console, owner } = readDemo();
    await page.goto(console);
    await expect(page).toHaveURL(`${console}/sign-in`);
    await look(page, 'console-sign-in');
    await fillSignIn(page, owner.email, 'not the password');
    await expect(page.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible();
    await expect(page.getByLabel('Email')).toHaveValue(owner.email);
    await look(page, 'console-sign-in-refused');
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(title(page, /customer/)).toBeVisible();
    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto(`${console}/customers`);
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fcustomers$/);
  });

  test('comes back to the page that was asked for', async ({ page }) => {
    const { console, owner } = readDemo();
    await page.goto(`${console}/runs?status=succeeded`);
    await expect(title(page, 'Sign in')).toBeVisible();
    await fillSignIn(page, owner.email, owner.password);
    await expect(page).toHaveURL(`${console}/runs?status=succeeded`);
    await expect(title(page, 'Runs')).toBeVisible();
  });
});

test.describe('the pages', () => {
  test.beforeEach(({ page }) => signInToConsole(page));

  test('lead from the overview to a customer, its connection and its runs', async ({ page }) => {
    await expect(page.getByRole('table', { name: /Records changed per hour/ })).toBeAttached();
    // The chart is for the eye alone, and comes after the page.
    await expect(page.locator('.recharts-surface').first()).toBeAttached();
    await look(page, 'console-overview');

    await goTo(page, 'Customers');
    await expect(link(page, 'Globex')).toBeVisible();
    await look(page, 'console-customers');
    await page
      .getByRole('row', { name: /Globex/ })
      .getByText('Healthy')
      .click();
    await expect(page.getByRole('complementary', { name: 'Customer Globex' })).toBeVisible();
    await look(page, 'console-customer-peek');
    await link(page, 'Globex').first().click();
    await expect(title(page, 'Globex')).toBeVisible();
    await expect(page.getByText('Its connection works.')).toBeVisible();
    await look(page, 'console-customer');

    // The latest comes first; others were disconnected before.
    await link(page, 'Globex CRM (mara@tidewater.example)').first().click();
    await expect(title(page, 'Tidewater of Globex')).toBeVisible();
    await expect(page.getByText('contacts:read')).toBeVisible();
    await look(page, 'console-connection');

    await goTo(page, 'Runs');
    await expect(page.getByRole('table').getByText('Succeeded').first()).toBeVisible();
    await look(page, 'console-runs');
  });

  test('explain a run with its pages, timings and requests', async ({ page }) => {
    const [connection] = await listConnections(globex().name);
    await page.goto(`${readDemo().console}/connections/${connection?.id}`);
    await link(page, /Runs of contacts/).click();
    // The first run is the one that moved everything: the last of the list.
    await page.getByRole('main').getByRole('link', { name: 'contacts' }).last().click();
    await expect(title(page, /^Sync of contacts for Globex moved 1,\d{3} records in/)).toBeVisible();
    await page.getByRole('button', { name: /^Page 1/ }).click();
    await expect(page.getByText(/localhost:\d+\/api\/v1\/contacts/)).toBeVisible();
    await look(page, 'console-run');
  });

  test('browse records by customer, by what happened and by a word', async ({ page }) => {
    await goTo(page, 'Records');
    await page.getByRole('button', { name: 'Customer' }).click();
    await page.getByRole('option', { name: /Globex/ }).click();
    await expect(page.getByText(/1,\d{3} records of Globex/)).toBeVisible();
    await look(page, 'console-records');
    const rows = page.getByRole('region', { name: 'Records' }).getByRole('row');
    await page.getByRole('searchbox', { name: 'Search keys and values' }).fill('ct_00003');
    await expect(page).toHaveURL(/search=ct_00003/);
    // The head, and the one record.
    await expect(rows).toHaveCount(2);
    await rows.getByRole('button', { name: 'ct_00003' }).click();
    await expect(page.getByRole('complementary', { name: 'Record ct_00003' })).toContainText('the run that wrote it');
    await look(page, 'console-record-peek');
    await page.getByRole('button', { name: 'Last change' }).click();
    await page.getByRole('menuitemradio', { name: 'Deleted' }).click();
    await expect(page).toHaveURL(/action=deleted/);
    await expect(page.getByText(/No record/)).toBeVisible();
    await look(page, 'console-records-none');
  });

  test('show what was told to Acme, and tell it again', async ({ page }) => {
    await goTo(page, 'Webhooks');
    await look(page, 'console-webhooks');
    await link(page, `${readDemo().acme}/webhooks/portico`).click();
    await expect(page.getByText('Delivered').first()).toBeVisible();
    await look(page, 'console-endpoint');
    await page.getByRole('button', { name: 'records.changed' }).first().click();
    const delivery = page.getByRole('complementary', { name: 'Delivery' });
    await expect(delivery.getByText('Answered 204')).toBeVisible();
    await look(page, 'console-delivery');
    await delivery.getByRole('button', { name: /Replay/ }).click();
    await expect(
      page.getByRole('row').filter({ hasText: 'Replay' }).filter({ hasText: 'Delivered' }).first(),
    ).toBeVisible({ timeout: 20_000 });
    await expect(delivery.getByText('Answered 204')).toBeVisible();
  });

  test('list the integrations, with their OAuth app', async ({ page }) => {
    await goTo(page, 'Integrations');
    await look(page, 'console-integrations');
    await page.getByRole('main').getByRole('link', { name: 'Tidewater' }).press('Space');
    const peek = page.getByRole('complementary', { name: 'Integration Tidewater' });
    await expect(peek.getByLabel('Client id')).toHaveValue('acme');
    await expect(peek.getByLabel(/Client secret/)).toHaveValue('');
    await look(page, 'console-integration-peek');
  });

  test('make an API key that works, and end it', async ({ page }) => {
    await goTo(page, 'Settings');
    await expect(page.getByText("Acme's backend").first()).toBeVisible();
    await look(page, 'console-settings');
    await page.getByRole('button', { name: 'Create a key' }).click();
    const dialog = page.getByRole('dialog');
    await look(page, 'console-create-key');
    await dialog.getByLabel('Name').fill('A key of a test');
    await dialog.getByRole('button', { name: 'Create the key' }).click();
    const key = (await dialog.getByText(/^sk_\w+$/).textContent()) ?? '';
    expect((await callApi('/customers', { key })).status).toBe(200);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeVisible();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await expect(dialog).toBeHidden();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: 'Revoke A key of a test' }).click();
    await look(page, 'console-revoke-key');
    await page.getByRole('button', { name: 'Revoke the key' }).click();
    await expect(page.getByRole('row', { name: /A key of a test/ }).getByText('Revoked')).toBeVisible();
    expect((await callApi('/customers', { key })).status).toBe(401);
  });

  test('take a public key for embed tokens, and end it', async ({ page, watch }) => {
    watch.expects(/status of 422/);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Add a key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an embed key' });
    await dialog.getByLabel('Name').fill('A backend of a test');
    await dialog.getByRole('textbox', { name: 'Public key' }).fill('-----BEGIN PUBLIC KEY----- of nothing');
    await dialog.getByRole('button', { name: 'Add the key' }).click();
    await expect(dialog.getByRole('alert').first()).toBeVisible();
    await look(page, 'console-add-embed-key');
    await dialog
      .getByRole('textbox', { name: 'Public key' })
      .fill(publicKey.export({ type: 'spki', format: 'pem' }).toString());
    await dialog.getByRole('button', { name: 'Add the key' }).click();
    const row = page.getByRole('row', { name: /A backend of a test/ });
    await expect(row.getByText('ES256')).toBeVisible();
    await row.getByRole('button', { name: 'Revoke A backend of a test' }).click();
    await page.getByRole('button', { name: 'Revoke the key' }).click();
    await expect(row.getByText('Revoked')).toBeVisible();
  });

  test('find anything by the keyboard', async ({ page }) => {
    const palette = page.getByRole('dialog', { name: 'Find anything' });
    // Keys work as soon as the page's scripts have taken over what the server drew.
    await expect(async () => {
      await page.keyboard.press('Control+k');
      await expect(palette).toBeVisible({ timeout: 500 });
    }).toPass();
    await palette.getByRole('combobox').fill('globex');
    await expect(palette.getByRole('option', { name: /Globex/ })).toBeVisible();
    await look(page, 'console-palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await expect(title(page, 'Customers')).toBeVisible();
    const search = page.getByRole('searchbox', { name: 'Search customers' });
    await expect(search).toBeVisible();
    await page.keyboard.press('/');
    await expect(search).toBeFocused();
    await page.keyboard.type('globex');
    await expect(page).toHaveURL(/search=globex/);
  });

  test('say what could not be loaded, and try again', async ({ page, watch }) => {
    watch.expects(/ERR_FAILED|status of (404|422)/);
    for (const place of ['runs', 'settings']) {
      await page.route('**/api/trpc/**', (route) => route.abort('failed'));
      await page.goto(`${readDemo().console}/${place}`);
      const again = page.getByRole('button', { name: 'Try again' });
      await expect(again.first()).toBeVisible({ timeout: 20_000 });
      await look(page, `console-error-${place}`);
      await page.unroute('**/api/trpc/**');
      await expect(async () => {
        if ((await again.count()) > 0) await again.first().click();
        await expect(again).toHaveCount(0, { timeout: 1000 });
      }).toPass();
    }
    await page.goto(`${readDemo().console}/customers/cus_that_is_not_there`);
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await look(page, 'console-not-found');
    await page.goto(`${readDemo().console}/nowhere`);
    await look(page, 'console-nowhere');
  });
});
