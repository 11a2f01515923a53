import type { Locator, Page } from '@playwright/test';
import { signInToAcme } from './support/acme.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi, listConnections } from './support/rest-api.ts';
import { button, heading, openApp, openPopup } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { logIn } from './support/tidewater.ts';
import { offerWays, setDeskKey } from './support/ways-in.ts';

/*
 * Every way in, as a customer goes it: a key of several fields, a token of several steps, a choice of account types with
 * what is asked before, scopes that are taken off the list, and another account at the reconnect. Signing in at an app
 * alone is told in connect.spec.ts.
 */

const apps = ['desk', 'lighthouse', 'ferry', 'buoy'];

async function disconnectWays(): Promise<void> {
  for (const { id, integration } of await listConnections(globex().name))
    if (apps.includes(integration.slug)) await callApi(`/connections/${id}`, { method: 'DELETE' });
}

test.beforeAll(() => offerWays('published'));
test.beforeEach(() => disconnectWays());
test.afterEach(() => setDeskKey('dk_live_globex_1', false));
test.afterAll(async () => {
  await disconnectWays();
  offerWays('draft');
});

async function open(page: Page, app: string): Promise<void> {
  await signInToAcme(page, globex().email);
  await openApp(page, app);
}

const field = (page: Page, label: string): Locator => page.getByLabel(label, { exact: true });

async function fillDesk(page: Page, key: string): Promise<void> {
  await field(page, 'Address').fill(readDemo().sandbox);
  await field(page, 'E-mail address').fill('gwen@globex.example');
  await field(page, 'API key').fill(key);
  await button(page, 'Connect').click();
}

const inAcme = (page: Page, app: string) =>
  expect(page.getByText(`3 notes from ${app} are in Acme.`)).toBeVisible({ timeout: 30_000 });

test('a key of several fields: a wrong one is told in the words of the app, at its field', async ({ page, watch }) => {
  // The browser writes what was refused into its console.
  watch.expects(/status of 4\d\d/);
  await open(page, 'Desk');
  await expect(page.getByText('You enter the details of your Desk account here.')).toBeVisible();
  await button(page, 'Connect Desk').click();
  await expect(heading(page, 'Your Desk account')).toBeFocused();
  await expect(page.getByText('At your desk, open Settings, API and make a key for Acme.')).toBeVisible();
  await look(page, 'tab-key');

  await button(page, 'Connect').click();
  await expect(field(page, 'Address')).toBeFocused();
  await fillDesk(page, 'dk_live_old_0');
  const key = field(page, 'API key');
  await expect(key).toBeFocused();
  await expect(key).toHaveAccessibleDescription(/This key was revoked by Mara Lindqvist on 3 May 2026\./);
  await look(page, 'tab-key-refused');
  await expect(field(page, 'E-mail address')).toHaveValue('gwen@globex.example');
  expect(await listConnections(globex().name)).not.toContainEqual(
    expect.objectContaining({ integration: { slug: 'desk' } }),
  );

  await field(page, 'E-mail address').fill('nobody@globex.example');
  await button(page, 'Connect').click();
  await expect(field(page, 'E-mail address')).toHaveAccessibleDescription(
    /Nobody with this address works at this desk/,
  );
  await page.getByLabel('Choose a file: Certificate').setInputFiles({
    name: 'desk.pem',
    mimeType: 'application/x-pem-file',
    buffer: Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'),
  });
  await expect(page.getByLabel(/^Certificate/)).toHaveValue(/BEGIN CERTIFICATE/);
  await fillDesk(page, 'dk_live_globex_1');
  await expect(heading(page, 'What happens next')).toBeFocused();
  await expect(page.getByText('Signed in to Desk as Globex Desk (gwen@globex.example)')).toBeVisible();
  await button(page, 'Start syncing notes').click();
  await inAcme(page, 'Desk');
});

test('another account at the reconnect is asked about, also where it is let in by a key', async ({ page }) => {
  await open(page, 'Desk');
  await button(page, 'Connect Desk').click();
  await fillDesk(page, 'dk_live_globex_1');
  await button(page, 'Start syncing notes').click();
  await inAcme(page, 'Desk');
  await setDeskKey('dk_live_globex_1', true);
  await button(page, 'Sync now').click();
  await expect(page.getByText('Desk ended the access: it was revoked there.').first()).toBeVisible({ timeout: 20_000 });
  await button(page, 'Reconnect').click();
  await fillDesk(page, 'dk_live_europe_2');
  await expect(heading(page, 'This is another account')).toBeFocused();
  await expect(page.getByText(/Desk was connected as Globex Desk \(gwen@globex.example\)/)).toBeVisible();
  await look(page, 'tab-key-other-account');
  await button(page, 'Use Globex Europe Desk (gwen@globex.example)').click();
  await expect(page.getByText('Globex Europe Desk (gwen@globex.example)').first()).toBeVisible();
  await inAcme(page, 'Desk');
});

test('a token of several steps: the step that fails is told at its field', async ({ page, watch }) => {
  watch.expects(/status of 4\d\d/);
  await open(page, 'Lighthouse');
  await button(page, 'Connect Lighthouse').click();
  await field(page, 'Address').fill(readDemo().sandbox);
  await field(page, 'Company').fill('globex');
  await field(page, 'User').fill('keeper');
  await field(page, 'Password').fill('torch');
  await button(page, 'Connect').click();
  await expect(field(page, 'Password')).toHaveAccessibleDescription(/The keeper is known by another password\./);
  await look(page, 'tab-steps-refused');
  await field(page, 'Password').fill('lamp-room');
  await button(page, 'Connect').click();
  await expect(page.getByText('Signed in to Lighthouse as Globex Lighthouse')).toBeVisible();
  await button(page, 'Start syncing notes').click();
  await inAcme(page, 'Lighthouse');
});

test('a choice of account types, by keyboard: back and forth keeps what was chosen and typed', async ({
  page,
  watch,
}) => {
  watch.expects(/status of 4\d\d/);
  await open(page, 'Ferry');
  await expect(page.getByText('You choose how to connect in the next step.')).toBeVisible();
  await button(page, 'Connect Ferry').click();
  await expect(heading(page, 'Which Ferry account is it?')).toBeFocused();
  await look(page, 'tab-account-type');
  await button(page, 'Continue').click();
  await expect(page.getByRole('alert')).toHaveText('Please choose one.');
  await page.getByRole('radio', { name: /^Live/ }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^With an API key/ })).toBeChecked();
  await look(page, 'tab-account-type-chosen');
  await page.keyboard.press('Enter');

  await expect(heading(page, 'About your Ferry account')).toBeFocused();
  await field(page, 'Harbour').fill('No. 7');
  await page.keyboard.press('Enter');
  await expect(field(page, 'Harbour')).toHaveAccessibleDescription(/lower-case letters/);
  await look(page, 'tab-before');
  await field(page, 'Harbour').fill('south');
  await button(page, 'Continue').click();
  await expect(heading(page, 'Your Ferry account')).toBeFocused();
  await expect(page.getByText('The harbour master gives you a key.')).toBeVisible();

  await button(page, 'Back').click();
  await expect(field(page, 'Harbour')).toHaveValue('south');
  await button(page, 'Back').click();
  await expect(page.getByRole('radio', { name: /^With an API key/ })).toBeChecked();
  await page.getByRole('radio', { name: /^Training/ }).check();
  await button(page, 'Continue').click();
  await button(page, 'Continue').click();
  await expect(heading(page, 'Sign in to Ferry')).toBeFocused();
  await expect(page.getByText('See the bookings and what they cost')).toBeVisible();
  await look(page, 'tab-authorize-after-choice');
  await button(page, 'Back').click();
  await button(page, 'Back').click();
  await page.getByRole('radio', { name: /^With an API key/ }).check();
  await button(page, 'Continue').click();
  await button(page, 'Continue').click();
  await field(page, 'API key').fill('ferry_key_south_1');
  await button(page, 'Connect').click();
  await expect(page.getByText('Signed in to Ferry as Globex Freight, south harbour')).toBeVisible();
  await button(page, 'Start syncing notes').click();
  await inAcme(page, 'Ferry');
});

test('scopes that are taken off the list are named with what they are for, and allowed again', async ({ page }) => {
  await open(page, 'Ferry');
  await button(page, 'Connect Ferry').click();
  await page.getByRole('radio', { name: /^Live/ }).check();
  await button(page, 'Continue').click();
  await field(page, 'Harbour').fill('north');
  await button(page, 'Continue').click();
  await expect(heading(page, 'Sign in to Ferry')).toBeFocused();
  const popup = await openPopup(page, 'Continue to Ferry');
  await logIn(popup, globex().tidewater.email);
  await popup.getByRole('checkbox', { name: /deals/ }).uncheck();
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name: 'Allow' }).click();
  await closed;

  await expect(heading(page, 'Ferry is not connected')).toBeFocused();
  await expect(page.getByText('Not everything that is needed was allowed at Ferry.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'See the bookings and what they cost' })).toBeVisible();
  await expect(page.getByText('See who travels')).toBeHidden();
  await look(page, 'tab-missing-scopes');

  const again = await openPopup(page, 'Allow again');
  await logIn(again, globex().tidewater.email);
  const closedAgain = again.waitForEvent('close');
  await again.getByRole('button', { name: 'Allow' }).click();
  await closedAgain;
  await expect(heading(page, 'What happens next')).toBeFocused();
  await expect(page.getByText('Signed in to Ferry as Globex CRM, north harbour')).toBeVisible();
  await button(page, 'Start syncing notes').click();
  await inAcme(page, 'Ferry');
});

test('an app that asks for nothing is connected by one press, under what was asked before', async ({ page }) => {
  await open(page, 'Buoy');
  await expect(page.getByText('Buoy needs no sign-in.')).toBeVisible();
  await button(page, 'Connect Buoy').click();
  await field(page, 'Address').fill(readDemo().sandbox);
  await button(page, 'Continue').click();
  await expect(page.getByRole('heading', { name: 'Connect Buoy', exact: true })).toBeFocused();
  await look(page, 'tab-nothing-asked');
  await button(page, 'Connect').click();
  await expect(page.getByText(`Signed in to Buoy as Buoy (${readDemo().sandbox})`)).toBeVisible();
  await button(page, 'Start syncing notes').click();
  await inAcme(page, 'Buoy');
});
