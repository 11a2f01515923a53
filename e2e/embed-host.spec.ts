import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { build } from 'esbuild';
import { signInToAcme } from './support/acme.ts';
import { globex, readDemo } from './support/demo.ts';
import { builtFile, elementScript, openHostPage } from './support/host-page.ts';
import { disconnectAll } from './support/rest-api.ts';
import { card } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow } from './support/tidewater.ts';

/*
 * The tab as a guest in a page of somebody else: it takes nothing on from the host's style and leaves nothing in it, it
 * goes without a trace, and it is the same in a frame.
 */

test.beforeAll(() => disconnectAll(globex().name));
test.afterAll(() => disconnectAll(globex().name));
test.beforeEach(({ page }) => signInToAcme(page, globex().email));

/** A page with React of its own that mounts the tab as components. */
async function reactHost(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: join(import.meta.dirname, '..'), loader: 'tsx' },
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}

const reactTab = () =>
  reactHost(`
    import { createRoot } from 'react-dom/client';
    import { Integrations, PorticoProvider } from '@portico/embed/react';
    const getToken = () => fetch('/portico-token', { method: 'POST' }).then((r) => r.text());
    globalThis.mount = () => {
      const root = createRoot(document.querySelector('#root'));
      root.render(<PorticoProvider baseUrl="${readDemo().console}" getToken={getToken}><Integrations /></PorticoProvider>);
      return () => root.unmount();
    };`);

const hostile = `
  * { letter-spacing: 3px; box-shadow: 0 0 4px red; margin: 7px; border-radius: 13px; }
  html { font-size: 29px; } body { text-transform: uppercase; text-align: right; line-height: 3; word-spacing: 1em; text-indent: 2em; font-style: italic; }
  button { background: hotpink; padding: 40px; text-transform: uppercase; border: 9px dashed lime; min-width: 400px; float: right; }
  input, select { height: 90px; width: 33px; background: yellow; display: block; }
  h2, h3 { font-size: 60px; color: red; text-decoration: underline; } p { color: lime; font-size: 40px; } ul { list-style: square; padding: 60px; }
  li { display: inline; float: left; } svg { width: 90px; transform: rotate(40deg); } label { display: none; } img { border: 5px solid; }
  button::after, button::before { content: 'HOST'; } fieldset { border: 8px solid; padding: 30px; }`;

/** Where the parts of the tab are and what they look like; fonts come from the host on purpose. */
const drawn = (page: Page) =>
  page.evaluate(() => {
    const scope = document.querySelector('portico-integrations')?.shadowRoot ?? document;
    const root = scope.querySelector('.pt-root');
    const at = root?.getBoundingClientRect();
    return [...scope.querySelectorAll('.pt-root, .pt-root *:not(option)')].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      const place = [x - (at?.x ?? 0), y - (at?.y ?? 0), width, height].map((value) => Math.round(value)).join(' ');
      const look = [style.color, style.backgroundColor, style.letterSpacing, style.textTransform, style.boxShadow];
      return `${node.tagName}.${node.getAttribute('class')} ${place} ${look.join(' ')}`;
    });
  });

// Where the element stands is the host's to say.
const frameOfRoot =
  '#own-button { float: none; } portico-integrations { margin: 0; } #root { width: 900px; font: 14px/1.5 sans-serif; margin: 0; } main { width: 900px; margin: 0; }';
const plain = 'body { margin: 0; }';

test('the element looks the same in a page that styles everything', async ({ page }) => {
  await openHostPage(page, { script: elementScript(), css: plain + frameOfRoot });
  await expect(card(page, 'Tidewater')).toBeVisible();
  const before = await drawn(page);
  expect(before.length).toBeGreaterThan(40);
  await openHostPage(page, { script: elementScript(), css: hostile + frameOfRoot });
  await expect(card(page, 'Tidewater')).toBeVisible();
  expect(await drawn(page)).toEqual(before);
});

test('as React components, too; and the host’s own things stay as they were', async ({ page }) => {
  const files = { 'react-tab.js': await reactTab() };
  const script = "import('/host-page/react-tab.js').then(() => { globalThis.unmount = globalThis.mount(); });";
  await openHostPage(page, { script, files, css: plain + frameOfRoot });
  await expect(card(page, 'Tidewater')).toBeVisible();
  const before = await drawn(page);
  const own = () =>
    page.evaluate(() =>
      ['#own', '#words', '#own-button'].map((one) => {
        const node = document.querySelector(one);
        const style = node ? getComputedStyle(node) : null;
        return [style?.font, style?.color, style?.margin, style?.padding, style?.backgroundColor].join(' ');
      }),
    );
  const ownWithTab = await own();
  await page.evaluate('unmount()');
  await expect(page.locator('.pt-root')).toHaveCount(0);
  expect(await own()).toEqual(ownWithTab);
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);

  await openHostPage(page, { script, files, css: hostile + frameOfRoot });
  await expect(card(page, 'Tidewater')).toBeVisible();
  expect(await drawn(page)).toEqual(before);
});

/** Counts what is left in the page: nodes and listeners by the browser's own count, timers by ours. */
async function countsOf(page: Page, cdp: CDPSession) {
  for (let round = 0; round < 3; round += 1) {
    await cdp.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(100);
  }
  const { metrics } = await cdp.send('Performance.getMetrics');
  const count = (name: string) => metrics.find((one) => one.name === name)?.value ?? -1;
  const timers = await page.evaluate<number>('openTimers.size');
  return { nodes: count('Nodes'), listeners: count('JSEventListeners'), timers };
}

const countTimers = `
  globalThis.openTimers = new Set();
  const { setTimeout: later, clearTimeout: unlater, setInterval: often, clearInterval: unoften } = globalThis;
  globalThis.setTimeout = (act, ms, ...rest) => { const id = later((...all) => { openTimers.delete(id); act(...all); }, ms, ...rest); openTimers.add(id); return id; };
  globalThis.clearTimeout = (id) => { openTimers.delete(id); unlater(id); };
  globalThis.setInterval = (...all) => { const id = often(...all); openTimers.add(id); return id; };
  globalThis.clearInterval = (id) => { openTimers.delete(id); unoften(id); };`;

for (const [kind, mountOnce] of [
  [
    'element',
    `const tab = document.createElement('portico-integrations'); tab.setAttribute('base-url', BASE); tab.theme = { accent: '#5b5bd6' };
     tab.setAttribute('routing', 'hash'); tab.getToken = token; root.append(tab);
     await until(() => tab.shadowRoot?.querySelector('.pt-card__open')); tab.shadowRoot.querySelector('.pt-card__open').click();
     await until(() => tab.shadowRoot.querySelector('.pt-page')); history.replaceState(null, '', location.pathname); tab.remove();`,
  ],
  [
    'React components',
    `const unmount = globalThis.mount(); await until(() => root.querySelector('.pt-card__open')); root.querySelector('.pt-card__open').click();
     await until(() => root.querySelector('.pt-page')); unmount();`,
  ],
] as const)
  test(`mounted and disposed a hundred times, the ${kind} leave nothing behind`, async ({ page }) => {
    test.setTimeout(240_000);
    const files = { 'react-tab.js': await reactTab() };
    const session = {
      session: 'ses_made_up',
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
      vendor: { name: 'Acme' },
      customer: { id: 'cus_1', name: 'Globex' },
      endUser: { id: 'usr_1', name: 'Gwen', role: 'admin' },
      locale: 'en',
      catalogue: [{ slug: 'a', name: 'A', description: 'An app.', category: 'CRM', iconUrl: '', state: 'available' }],
    };
    // A hundred sessions are no work for the server: what is looked at is the page.
    await page.route('**/api/embed/v1/**', (route) => {
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
      if (route.request().url().endsWith('/session')) return route.fulfill({ headers, json: session });
      const json = {
        ...session.catalogue[0],
        entries: session.catalogue,
        does: [],
        permissions: [],
        auth: { kind: 'popup' },
      };
      return route.fulfill({ headers, json: { ...json, questions: [], installation: null, noted: 0 } });
    });
    await page.addInitScript(countTimers);
    await openHostPage(page, {
      files,
      script: `globalThis.BASE = '${readDemo().console}'; await import(BASE + '/embed/v1.js'); await import('/host-page/react-tab.js');
        globalThis.token = () => 'token';
        const root = document.querySelector('#root');
        const until = async (there) => { for (let i = 0; i < 500 && !there(); i += 1) await new Promise((r) => setTimeout(r, 10)); };
        globalThis.round = async (times) => { for (let i = 0; i < times; i += 1) { const token = globalThis.token; ${mountOnce} await new Promise((r) => setTimeout(r, 20)); } };
        globalThis.isReady = true;`,
    });
    await expect.poll(() => page.evaluate('globalThis.isReady === true')).toBe(true);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    await page.evaluate('round(5)');
    const before = await countsOf(page, cdp);
    await page.evaluate('round(100)');
    // What was told when the last one went is on its way.
    await page.waitForTimeout(2500);
    const after = await countsOf(page, cdp);
    process.stdout.write(`    ${kind}: before ${JSON.stringify(before)}, after ${JSON.stringify(after)}\n`);
    expect(after.timers).toBeLessThanOrEqual(before.timers);
    expect(after.listeners - before.listeners).toBeLessThan(20);
    expect(after.nodes - before.nodes).toBeLessThan(100);
  });

test('in a frame: the same tab, its height, its window and its events', async ({ page, watch }) => {
  const portico = readDemo().console;
  watch.expects(/frame-ancestors/);
  await openHostPage(page, {
    policy: `frame-src ${portico}`,
    files: { 'frame.js': builtFile('frame.js') },
    script: `import { mountFrame } from '/host-page/frame.js';
      globalThis.heard = []; globalThis.places = [];
      globalThis.mounted = mountFrame(document.querySelector('#root'), { baseUrl: '${portico}', getToken: token, locale: 'en',
        onEvent: (event) => heard.push(event.type), onRouteChange: (path) => places.push(path) });`,
  });
  const frame = page.frameLocator('iframe[title="Integrations"]');
  await expect(frame.getByRole('button', { name: 'Tidewater', exact: true })).toBeVisible();
  // As high as what is in it, at once and after each change: nothing scrolls inside.
  const spare = () =>
    frame.locator('main').evaluate((main) => Math.round(innerHeight - main.getBoundingClientRect().height));
  await expect.poll(spare).toBe(0);

  await frame.getByRole('button', { name: 'Tidewater', exact: true }).click();
  await frame.getByRole('button', { name: 'Connect Tidewater' }).click();
  const opened = page.waitForEvent('popup');
  await frame.getByRole('button', { name: 'Continue to Tidewater' }).click();
  const popup = await opened;
  const closed = popup.waitForEvent('close');
  await allow(popup, globex().tidewater.email);
  await closed;
  await expect(frame.getByRole('heading', { name: 'Choose what happens' })).toBeVisible();
  expect(await page.evaluate('heard')).toEqual(
    expect.arrayContaining(['ready', 'catalogue.viewed', 'connect.started', 'connection.created']),
  );
  expect(await page.evaluate('places')).toContain('/tidewater');

  await page.evaluate("mounted.update({ locale: 'de' })");
  await expect(frame.getByRole('heading', { name: 'Wählen Sie, was geschehen soll' })).toBeVisible();
  await frame.getByRole('button', { name: 'Abbrechen' }).click();
  await page.evaluate("mounted.update({ route: '/' })");
  await expect(frame.getByRole('heading', { name: 'Integrationen' })).toBeVisible();
  await page.evaluate('mounted.dispose()');
  await expect(page.locator('iframe')).toHaveCount(0);
});
