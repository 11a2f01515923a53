import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { z } from 'zod';
import { signInToAcme } from './support/acme.ts';
import { signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { builtFile, elementScript, openHostPage } from './support/host-page.ts';
import { look } from './support/look.ts';
import { callApi, disconnectAll } from './support/rest-api.ts';
import { authorize, button, card, heading, openApp } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow } from './support/tidewater.ts';

/* Browsers, networks and versions as they come: the tab works in all of them, or says in a sentence why not. */

test.beforeEach(() => disconnectAll(globex().name));
test.afterAll(() => disconnectAll(globex().name));

const inAcme = (page: Page) =>
  expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });

async function openTab(page: Page, more = "tab.setAttribute('routing', 'hash');"): Promise<void> {
  await signInToAcme(page, globex().email);
  await openHostPage(page, { script: elementScript(more) });
  await expect(card(page, 'Tidewater')).toBeVisible();
}

/** From the catalogue to the questions. */
async function authorizeTidewater(page: Page): Promise<void> {
  await openApp(page, 'Tidewater');
  await button(page, 'Connect Tidewater').click();
  await expect(button(page, 'Continue to Tidewater')).toBeEnabled();
  await authorize(page);
  await expect(heading(page, 'Choose what happens')).toBeVisible();
}

async function finish(page: Page): Promise<void> {
  await button(page, 'Continue').click();
  await button(page, 'Start syncing contacts').click();
  await inAcme(page);
}

/** Lets pages of one more origin embed the tab; answers with how that ends. */
async function registerOrigin(browser: Browser, origin: string): Promise<() => Promise<void>> {
  const save = async (change: (lines: string[]) => string[]) => {
    const page = await browser.newPage();
    await signInToConsole(page);
    await page.goto(`${readDemo().console}/settings`);
    const field = page.getByLabel('Allowed origins');
    await expect(field).toHaveValue(/http/);
    await field.fill(change((await field.inputValue()).split('\n')).join('\n'));
    await page.getByRole('button', { name: 'Save the addresses' }).click();
    await expect(page.getByText('Saved. It holds from the next request on.')).toBeVisible();
    await page.close();
  };
  await save((lines) => [...lines, origin]);
  return () => save((lines) => lines.filter((line) => line !== origin));
}

/** Of another site than Portico, as a browser counts: what it knows of both is kept apart. */
const otherSite = 'http://vendor.localhost:4878';

/** A page of the vendor's on a site of its own, which shows the tab in a frame and as an element. */
async function serveOtherSite(context: BrowserContext): Promise<void> {
  const portico = readDemo().console;
  const html = (body: string) =>
    `<!doctype html><html lang="en"><title>A vendor</title><body><main><h1>Vendor</h1>${body}</main></body></html>`;
  const token = `() => fetch('/portico-token', { method: 'POST' }).then((r) => r.text())`;
  const files: Record<string, [string, string]> = {
    '/frame': ['text/html', html('<div id="root"></div><script type="module" src="/frame-host.js"></script>')],
    '/element': [
      'text/html',
      html(
        `<portico-integrations></portico-integrations><script type="module" src="${portico}/embed/v1.js"></script><script type="module" src="/element-host.js"></script>`,
      ),
    ],
    '/frame.js': ['text/javascript', builtFile('frame.js')],
    '/frame-host.js': [
      'text/javascript',
      `import { mountFrame } from '/frame.js'; mountFrame(document.querySelector('#root'), { baseUrl: '${portico}', getToken: ${token}, locale: 'en' });`,
    ],
    '/element-host.js': ['text/javascript', `document.querySelector('portico-integrations').getToken = ${token};`],
  };
  const policy = `default-src 'none'; script-src 'self' ${portico}; connect-src 'self' ${portico}; img-src ${portico}; frame-src ${portico}`;
  await context.route(`${otherSite}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/portico-token') {
      const body = { customer: globex().externalId, user: { id: 'gwen', name: 'Gwen', role: 'admin' } };
      const answer = await callApi('/embed-sessions', { method: 'POST', body });
      return route.fulfill({ body: z.object({ token: z.string() }).parse(await answer.json()).token });
    }
    const [contentType, body] = files[pathname] ?? [];
    return body === undefined
      ? route.fulfill({ status: 204 })
      : route.fulfill({ contentType, body, headers: { 'content-security-policy': policy } });
  });
}

test('on a site of its own with third-party cookies blocked, in a frame and as an element', async ({
  page,
  context,
  browser,
  watch,
}) => {
  watch.admits(otherSite);
  watch.expects(/frame-ancestors/);
  const unregister = await registerOrigin(browser, otherSite);
  try {
    // The customer is known once it has been at Acme.
    await signInToAcme(page, globex().email);
    await expect(card(page, 'Tidewater')).toBeVisible();
    await serveOtherSite(context);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true });
    await page.goto(`${otherSite}/frame`);
    const frame = page.frameLocator('iframe[title="Integrations"]');
    await frame.getByRole('button', { name: 'Tidewater', exact: true }).click();
    const kept = await frame.locator('html').evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: whether it is refused is what is asked
      document.cookie = 'probe=1; SameSite=None; Secure';
      return document.cookie;
    });
    expect(kept, 'the browser blocks cookies of others').toBe('');
    await frame.getByRole('button', { name: 'Connect Tidewater' }).click();
    const opened = page.waitForEvent('popup');
    await frame.getByRole('button', { name: 'Continue to Tidewater' }).click();
    const popup = await opened;
    const closed = popup.waitForEvent('close');
    await allow(popup, globex().tidewater.email);
    await closed;
    await frame.getByRole('button', { name: 'Continue', exact: true }).click();
    await frame.getByRole('button', { name: 'Start syncing contacts' }).click();
    await expect(frame.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
    await page.goto(`${otherSite}/element`);
    await openApp(page, 'Tidewater');
    await inAcme(page);
  } finally {
    await unregister();
  }
});

test('over a slow line it shows what comes, and a press too many begins nothing twice', async ({ page, context }) => {
  await signInToAcme(page, globex().email);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  // Slow 3G as browsers' own tools have it: 400 ms and 400 kbit/s.
  const line = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
  await cdp.send('Network.emulateNetworkConditions', line);
  const seen = Promise.withResolvers<void>();
  await page.route('**/api/embed/v1/session', async (route) => {
    await seen.promise;
    await route.continue();
  });
  await openHostPage(page, { script: elementScript() });
  await expect(page.locator('.pt-card--waiting').first()).toBeVisible({ timeout: 60_000 });
  seen.resolve();
  await expect(card(page, 'Tidewater')).toBeVisible({ timeout: 60_000 });
  const begun: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/connects')) begun.push(request.url());
  });
  await page.getByRole('button', { name: 'Tidewater', exact: true }).click();
  await button(page, 'Connect Tidewater').dblclick();
  await expect(button(page, 'Continue to Tidewater')).toBeEnabled({ timeout: 60_000 });
  expect(begun).toHaveLength(1);
  await authorize(page);
  await expect(heading(page, 'Choose what happens')).toBeVisible({ timeout: 60_000 });
  await button(page, 'Continue').dblclick();
  await button(page, 'Start syncing contacts').dblclick();
  await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 60_000 });
});

test('offline in the middle of the wizard nothing is lost, and it goes on', async ({ page, context, watch }) => {
  watch.expects(/ERR_INTERNET_DISCONNECTED/);
  await openTab(page);
  await authorizeTidewater(page);
  await context.setOffline(true);
  await button(page, 'Continue').click();
  await expect(page.getByRole('alert')).toContainText('cannot be reached at the moment');
  await look(page, 'odd-offline-wizard');
  await context.setOffline(false);
  await finish(page);
});

test('a session that ends in the middle of the wizard is renewed without a word', async ({ page, watch }) => {
  watch.expects(/status of 401/);
  await openTab(page);
  await authorizeTidewater(page);
  let refused = 0;
  await page.route('**/api/embed/v1/connects/*/answers', (route) => {
    refused += 1;
    if (refused > 1) return route.continue();
    const headers = { 'access-control-allow-origin': '*' };
    const error = { code: 'session_expired', message: 'The session has ended.', requestId: 'req_made_up' };
    return route.fulfill({ status: 401, headers, json: { error } });
  });
  const renewed = page.waitForRequest('**/api/embed/v1/session');
  await button(page, 'Continue').click();
  await renewed;
  await expect(heading(page, 'What happens next')).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();
  await button(page, 'Start syncing contacts').click();
  await inAcme(page);
});

test('back leaves the wizard, forward comes back to where it was', async ({ page }) => {
  await openTab(page);
  await authorizeTidewater(page);
  await button(page, 'Continue').click();
  await expect(heading(page, 'What happens next')).toBeVisible();
  await page.goBack();
  await expect(heading(page, 'What happens next')).toBeHidden();
  await page.goForward();
  await expect(heading(page, 'What happens next').or(heading(page, 'Choose what happens'))).toBeVisible();
  await page.reload();
  await expect(heading(page, 'What happens next').or(heading(page, 'Choose what happens'))).toBeVisible();
  if (await heading(page, 'Choose what happens').isVisible()) await button(page, 'Continue').click();
  await button(page, 'Start syncing contacts').click();
  await inAcme(page);
});

test('two tabs at once: what the one has done is told in the other', async ({ page, context, watch }) => {
  watch.expects(/status of (404|409)/);
  await openTab(page);
  const second = await context.newPage();
  await openHostPage(second, { script: elementScript("tab.setAttribute('routing', 'hash');") });
  await openApp(second, 'Tidewater');
  await authorizeTidewater(page);
  await finish(page);

  await button(second, 'Connect Tidewater').click();
  await expect(button(second, 'Disconnect')).toBeVisible();
  await inAcme(second);
  await button(second, 'Disconnect').click();
  await second
    .getByRole('dialog')
    .getByRole('button', { name: /^Disconnect/ })
    .click();
  await expect(button(second, 'Connect Tidewater')).toBeVisible();

  await button(page, 'Sync now').click();
  await expect(button(page, 'Connect Tidewater')).toBeVisible();
  await second.close();
});

const root = join(import.meta.dirname, '..');

/** The SDK as it was when the contract was written down first, built as it was built then. Undefined without the history. */
function oldSdk(): { script: string; commit: string } | undefined {
  const git = (...argv: string[]) => execFileSync('git', argv, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (!existsSync(join(root, '.git'))) return undefined;
  let commit: string | undefined;
  try {
    commit = git('log', '--format=%h', '--', 'server/embed/contract.golden.json').trim().split('\n').at(-1);
  } catch {
    // No git, or none that may look into this folder.
  }
  if (!commit) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'portico-old-sdk-'));
  try {
    const archive = execFileSync('git', ['archive', commit, 'embed-sdk', 'package.json'], {
      cwd: root,
      maxBuffer: 64 << 20,
    });
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const build = "const { buildAll } = await import('./build.ts'); await buildAll('dist');";
    const cwd = join(folder, 'embed-sdk');
    execFileSync(process.execPath, ['--input-type=module', '-e', build], { cwd, stdio: 'ignore' });
    return { script: readFileSync(join(folder, 'embed-sdk/dist/element.js'), 'utf8'), commit };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the oldest SDK of this major version goes the whole way with the server of today', async ({ page }) => {
  const old = oldSdk();
  test.skip(old === undefined, 'The history of the repository is not at hand: there is no older SDK to build.');
  await signInToAcme(page, globex().email);
  await expect(card(page, 'Tidewater')).toBeVisible();
  const tells: string[] = [];
  page.on('request', (request) => tells.push(request.url()));
  const script = elementScript().replace(/import\('[^']+v1\.js'\)/, "import('/host-page/old.js')");
  expect(script).toContain('/host-page/old.js');
  await openHostPage(page, { script, files: { 'old.js': old?.script ?? '' } });
  await expect(card(page, 'Tidewater')).toBeVisible();
  expect(tells.some((address) => address.endsWith('/embed/v1.js'))).toBe(false);
  await authorizeTidewater(page);
  await finish(page);
  await button(page, 'Pause').click();
  await expect(button(page, 'Resume')).toBeVisible();
  await button(page, 'Resume').click();
  await button(page, 'Disconnect').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Disconnect/ })
    .click();
  await expect(button(page, 'Connect Tidewater')).toBeVisible();
  process.stdout.write(`    The SDK of ${old?.commit} went the whole way.\n`);
});
