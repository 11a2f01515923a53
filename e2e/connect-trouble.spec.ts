import type { Page } from '@playwright/test';
import { z } from 'zod';
import { signInToAcme } from './support/acme.ts';
import { globex, initech, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { servePage } from './support/page-server.ts';
import { disconnectAll, listConnections } from './support/rest-api.ts';
import {
  authorize,
  beginTidewater,
  button,
  card,
  connectTidewater,
  heading,
  openApp,
  openPopup,
} from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow, logIn, tidewater } from './support/tidewater.ts';

const mara = 'mara@tidewater.example';

test.beforeEach(async () => {
  await tidewater.heals();
  await disconnectAll(globex().name);
});
test.afterEach(() => tidewater.heals());

async function expectNothingConnected(): Promise<void> {
  expect(await listConnections(globex().name)).toEqual([]);
}

async function finishConnecting(page: Page): Promise<void> {
  await expect(heading(page, 'Choose what happens')).toBeVisible();
  await button(page, 'Continue').click();
  await button(page, 'Start syncing contacts').click();
  await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
}

/** Tidewater goes down after the first sync, is found to be down by the next one, and comes back. */
async function syncWhileDown(page: Page): Promise<void> {
  await connectTidewater(page, initech());
  await tidewater.breaks({ down: 'api' });
  await button(page, 'Sync now').click();
  await expect(page.getByText(/^Tidewater is not answering\./)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/Nothing to do for you: it will be tried again/)).toBeVisible();
  await tidewater.heals();
}

// How it ends is looked at in the last test: the next try comes after a minute.
test('Tidewater down while syncing is waited out, and said on the card', async ({ page }) => {
  await disconnectAll(initech().name);
  await syncWhileDown(page);
  await look(page, 'tab-app-down');
  await button(page, 'Integrations').click();
  await expect(card(page, 'Tidewater')).toContainText('Tidewater is not answering.');
});

test.describe('the window', () => {
  test.beforeEach(async ({ page }) => {
    await signInToAcme(page, globex().email);
    await beginTidewater(page);
  });

  test('closed by the user is no error, and can be opened again', async ({ page }) => {
    const popup = await openPopup(page);
    await logIn(popup, mara);
    await popup.close();
    await expect(heading(page, 'The Tidewater window was closed')).toBeVisible();
    await expect(page.getByRole('alert')).toBeHidden();
    await look(page, 'tab-connect-closed');
    await expectNothingConnected();
    const again = await openPopup(page, 'Open the window again');
    await allow(again, mara);
    await expect(heading(page, 'Choose what happens')).toBeVisible();
  });

  test('blocked by the browser is replaced by a redirect that comes back', async ({ page }) => {
    await page.evaluate(() => {
      window.open = () => null;
    });
    await button(page, 'Continue to Tidewater').click();
    await expect(heading(page, 'Your browser blocked the window')).toBeVisible();
    await look(page, 'tab-connect-blocked');
    await button(page, 'Continue in this tab').click();
    await allow(page, mara);
    await page.waitForURL((url) => url.href.startsWith(`${readDemo().acme}/integrations?`));
    await finishConnecting(page);
    await page.reload();
    await expect(card(page, 'Tidewater').or(button(page, 'Disconnect'))).toBeVisible();
  });

  test('refused at Tidewater is said, and can be tried again', async ({ page }) => {
    const popup = await openPopup(page);
    await logIn(popup, mara);
    await popup.getByRole('button', { name: 'Refuse' }).click();
    await expect(heading(page, 'Tidewater is not connected')).toBeVisible();
    await expect(page.getByText('because the access was refused there')).toBeVisible();
    await look(page, 'tab-connect-refused');
    await expectNothingConnected();
    await button(page, 'Try again').click();
    await authorize(page);
    await finishConnecting(page);
  });

  test('with a wrong state connects nothing', async ({ page, context, watch }) => {
    watch.expects(/status of 400/);
    await context.route('**/connect/**/begin', async (route) => {
      const { url } = z.object({ url: z.url() }).parse(await (await route.fetch()).json());
      const tampered = new URL(url);
      tampered.searchParams.set('state', 'a'.repeat(43));
      await route.fulfill({ json: { url: tampered.href } });
    });
    const popup = await openPopup(page);
    await allow(popup, mara);
    await expect(heading(popup, 'This was not accepted')).toBeVisible();
    await look(popup, 'popup-not-accepted');
    await expectNothingConnected();
    await popup.close();
    await expect(heading(page, 'The Tidewater window was closed')).toBeVisible();
  });

  test('forwarded to somebody else does nothing there', async ({ page, context, otherBrowser, watch }) => {
    watch.expects(/status of 400/);
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    const popup = await openPopup(page);
    await logIn(popup, mara);
    const addressOf = (path: RegExp) =>
      asked.find((address) => path.test(new URL(address).pathname)) ?? 'nothing was asked for';

    const stranger = await otherBrowser.newPage();
    await stranger.goto(addressOf(/^\/connect\/env_\w+\/\w+$/));
    await expect(heading(stranger, 'This window has lost its page')).toBeVisible();
    await look(stranger, 'popup-without-page');
    // What the app was asked with, opened and agreed to elsewhere: the cookie of the first browser is missing there.
    await stranger.goto(addressOf(/^\/oauth\/authorize$/));
    await allow(stranger, mara);
    await expect(heading(stranger, 'This was not accepted')).toBeVisible();
    await expectNothingConnected();
  });
});

test.describe('the session', () => {
  const refusal = {
    status: 401,
    headers: { 'access-control-allow-origin': '*' },
    json: { error: { code: 'unauthorized', message: 'The session has expired.', requestId: 'req_made_up' } },
  };

  test('that expired is renewed without a word', async ({ page, watch }) => {
    watch.expects(/status of 401/);
    await signInToAcme(page, globex().email);
    await expect(card(page, 'Tidewater')).toBeVisible();
    const renewed = page.waitForRequest('**/api/embed/v1/session');
    let refused = 0;
    await page.route('**/api/embed/v1/integrations/tidewater', (route) =>
      refused++ === 0 ? route.fulfill(refusal) : route.continue(),
    );
    await openApp(page, 'Tidewater');
    await renewed;
    await expect(button(page, 'Connect Tidewater')).toBeVisible();
    await expect(page.getByRole('alert')).toBeHidden();
  });

  test('that cannot be opened says so, and can be tried again', async ({ page, watch }) => {
    watch.expects(/status of 500/);
    await page.route('**/portico-token', (route) => route.fulfill({ status: 500, body: 'no' }));
    await signInToAcme(page, globex().email);
    await expect(page.getByRole('alert')).toContainText('It is not clear who is signed in.');
    await look(page, 'tab-token-refused');
    await page.unroute('**/portico-token');
    await button(page, 'Try again').click();
    await expect(card(page, 'Tidewater')).toBeVisible();
  });

  test('is not given to a page of another origin, which is told why', async ({ page, context, watch }) => {
    watch.expects(/CORS policy|net::ERR_FAILED|status of 401/);
    await signInToAcme(page, globex().email);
    const { acme, console } = readDemo();
    const token = await (await context.request.post(`${acme}/portico-token`, { headers: { origin: acme } })).text();
    const elsewhere = await servePage(`<!doctype html><html lang="en"><title>Elsewhere</title>
      <main><portico-integrations></portico-integrations></main>
      <script type="module" src="${console}/embed/v1.js"></script>
      <script type="module">document.querySelector('portico-integrations').getToken = () => ${JSON.stringify(token)};</script></html>`);
    watch.admits(elsewhere.origin);
    await page.goto(elsewhere.origin);
    await expect(page.getByRole('alert')).toContainText(`its address ${elsewhere.origin} is not registered`);
    await expect(card(page, 'Tidewater')).toBeHidden();
    await look(page, 'tab-other-origin');
    await elsewhere.close();
  });

  test('of somebody who is no admin lets them look, and nothing else', async ({ page, browser }) => {
    const admin = await browser.newPage();
    await signInToAcme(page, 'pete@globex.example');
    await openApp(page, 'Tidewater');
    await expect(
      page.getByText('You can look at this page. To change something, ask an admin of Globex.'),
    ).toBeVisible();
    await expect(button(page, 'Connect Tidewater')).toBeHidden();
    await look(page, 'tab-viewer');
    await connectTidewater(admin);
    await admin.close();
    await page.reload();
    await openApp(page, 'Tidewater');
    await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible();
    for (const name of ['Sync now', 'Pause', 'Disconnect']) await expect(button(page, name)).toBeHidden();
  });
});

test.describe('Tidewater down', () => {
  test('while connecting is said, and can be tried again', async ({ page }) => {
    await signInToAcme(page, globex().email);
    await beginTidewater(page);
    const popup = await openPopup(page);
    await logIn(popup, mara);
    await tidewater.breaks({ tokenDown: true });
    await allow(popup, mara);
    await expect(page.getByText('Tidewater is not answering at the moment')).toBeVisible({ timeout: 30_000 });
    await expectNothingConnected();
    await tidewater.heals();
    await button(page, 'Try again').click();
    await authorize(page);
    await finishConnecting(page);
  });

  test('while syncing is over some time, and the sync has gone on by itself', async ({ page }) => {
    const isWaiting = (await listConnections(initech().name)).length > 0;
    if (!isWaiting) await syncWhileDown(page);
    else await signInToAcme(page, initech().email);
    await page.goto(`${readDemo().acme}/integrations`);
    await openApp(page, 'Tidewater');
    await expect(page.getByText('37 contacts from Tidewater are in Acme.')).toBeVisible();
    await expect(page.getByText(/^Tidewater is not answering/)).toBeHidden({ timeout: 80_000 });
    await disconnectAll(initech().name);
  });
});
