import type { Page } from '@playwright/test';
import { z } from 'zod';
import { signInToAcme } from './support/acme.ts';
import { globex, readDemo } from './support/demo.ts';
import { elementScript, openHostPage } from './support/host-page.ts';
import { look } from './support/look.ts';
import { callApi, disconnectAll } from './support/rest-api.ts';
import { button, card, heading, openApp } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { offerWays } from './support/ways-in.ts';

/*
 * What a vendor may do with the tab: its languages, its looks, its places, what it hears. Every page here is one of the
 * vendor's own, under the strictest policy that the tab is promised to work under.
 */

test.beforeAll(async () => {
  offerWays('published');
  await disconnectAll(globex().name);
});
test.afterAll(async () => {
  offerWays('draft');
  await disconnectAll(globex().name);
});
test.beforeEach(({ page }) => signInToAcme(page, globex().email));

const open = (page: Page, more = '', rest = {}) => openHostPage(page, { script: elementScript(more), ...rest });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const path = (page: Page) => new URL(page.url()).hash;

const languages = [
  ['de', 'Integrationen', 'Apps suchen'],
  ['fr', 'Intégrations', 'Rechercher une application'],
  ['es', 'Integraciones', 'Buscar aplicaciones'],
  ['nl', 'Integraties', 'Apps zoeken'],
  ['it', 'Integrazioni', 'Cerca app'],
  ['pt-BR', 'Integrações', 'Buscar aplicativos'],
  ['ja', '連携', 'アプリを検索'],
] as const;

test('eight languages, one file each, changed while somebody types', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await open(page, "tab.setAttribute('routing', 'hash');", { at: '#portico/desk/connect' });
  await field(page, 'E-mail address').fill('gwen@globex.example');
  for (const [locale, title] of languages) {
    await page.evaluate(
      (wished) => document.querySelector('portico-integrations')?.setAttribute('locale', wished),
      locale,
    );
    await expect(page.locator('.pt-root').first()).toHaveAttribute('lang', locale);
    await expect(field(page, 'E-mail address')).toHaveValue('gwen@globex.example');
    expect(fetched).toContain(`/embed/words-${locale.slice(0, 2)}.js`);
    expect(title).not.toBe('');
  }
  expect(fetched.filter((one) => one.startsWith('/embed/words-'))).toHaveLength(7);
});

for (const [locale, title, search] of languages)
  test(`the tab in ${locale} fits 320 px`, async ({ page }) => {
    await open(page, `tab.locale = '${locale}';`);
    await expect(heading(page, title)).toBeVisible();
    await expect(page.getByRole('searchbox', { name: search })).toBeVisible();
    await look(page, `surface-${locale}`);
  });

const arabic = `tab.locale = 'ar'; tab.phrases = { 'catalogue.title': 'التكاملات', 'catalogue.search': 'ابحث عن تطبيق',
  'catalogue.all': 'الكل', 'catalogue.connected': 'متصل', 'integration.connect': 'اربط {app}', 'integration.does': 'ماذا يفعل',
  'catalogue.allCategories': 'كل الفئات', 'integration.mayDo': 'ما يمكن أن يفعله {vendor}' };
  tab.addEventListener('portico:warning', (event) => heard.push(event.detail.code));`;

test('a language of the vendor’s own runs from the right, and what is missing is said', async ({ page }) => {
  const warned: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && warned.push(message.text()));
  await open(page, arabic);
  await expect(heading(page, 'التكاملات')).toBeVisible();
  await expect(page.locator('.pt-root').first()).toHaveAttribute('dir', 'rtl');
  await look(page, 'surface-rtl');
  const icon = await page.locator('.pt-app').first().boundingBox();
  const name = await page.locator('.pt-card__open').first().boundingBox();
  expect((icon?.x ?? 0) > (name?.x ?? 0)).toBe(true);
  await openApp(page, 'Tidewater');
  await expect(button(page, 'اربط Tidewater')).toBeVisible();
  await look(page, 'surface-rtl-offer');
  expect(await page.evaluate('heard')).toContain('phrases_missing');
  expect(warned.join('\n')).toContain('English stands in for');
});

test('the names of the phrases are shown to whoever looks for one', async ({ page }) => {
  await open(page, "tab.setAttribute('phrases', 'keys');");
  await expect(heading(page, 'catalogue.title')).toBeVisible();
});

test('a theme that cannot be read is warned of; one that can is not', async ({ page }) => {
  const listen = "tab.addEventListener('portico:warning', (event) => heard.push(event.detail.message));";
  await open(page, `${listen} tab.theme = { accent: '#5b5bd6', radius: 2, density: 'compact' };`);
  await expect(card(page, 'Tidewater')).toBeVisible();
  await page.waitForTimeout(300);
  expect(await page.evaluate('heard')).toEqual([]);
  await look(page, 'surface-theme');
  const grey = "{ variables: { '--pt-text': '#c8c8c8', '--pt-surface': '#ffffff' } }";
  await open(page, `${listen} tab.theme = ${grey};`);
  await expect(card(page, 'Tidewater')).toBeVisible();
  await expect
    .poll(() => page.evaluate('heard.join()'))
    .toContain('Text (--pt-text on --pt-surface) has a contrast of 1.7');
});

test('unstyled, it is for the host to style', async ({ page }) => {
  await open(page, 'tab.theme = { unstyled: true };');
  await expect(card(page, 'Tidewater')).toBeVisible();
  const padding = await page
    .locator('.pt-card')
    .first()
    .evaluate((node) => getComputedStyle(node).paddingTop);
  expect(padding).toBe('0px');
});

test('places: a link, the browser’s buttons, a reload', async ({ page }) => {
  await open(page, "tab.setAttribute('routing', 'hash');");
  await openApp(page, 'Tidewater');
  expect(path(page)).toBe('#portico/tidewater');
  await button(page, 'Connect Tidewater').click();
  await expect(heading(page, 'Sign in to Tidewater')).toBeVisible();
  await expect.poll(() => path(page)).toMatch(/^#portico\/tidewater\/connect\/cnt_\w+\/authorize$/);
  await page.goBack();
  await expect(heading(page, 'Tidewater')).toBeVisible();
  await expect(button(page, 'Connect Tidewater')).toBeFocused();
  await page.goBack();
  await expect(card(page, 'Tidewater')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Tidewater', exact: true })).toBeFocused();
  await page.goForward();
  await expect(button(page, 'Connect Tidewater')).toBeVisible();
  await page.reload();
  await expect(button(page, 'Connect Tidewater')).toBeVisible();
});

test('the draft of the wizard survives a reload, without its secret', async ({ page }) => {
  await open(page, "tab.setAttribute('routing', 'hash');", { at: '#portico/desk/connect' });
  await field(page, 'Address').fill('https://desk.example');
  await field(page, 'E-mail address').fill('gwen@globex.example');
  const kept = page.waitForRequest(/\/connects\/cnt_\w+\/draft$/);
  await field(page, 'API key').fill('dk_live_globex_1');
  expect((await kept).postData()).not.toContain('dk_live');
  await expect.poll(() => path(page)).toMatch(/cnt_\w+\/authorize$/);
  await page.reload();
  await expect(field(page, 'E-mail address')).toHaveValue('gwen@globex.example');
  await expect(field(page, 'Address')).toHaveValue('https://desk.example');
  await expect(field(page, 'API key')).toHaveValue('');
  await expect(page.getByText('What you typed before is still here.')).toBeVisible();
  await look(page, 'surface-draft');
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test('the host fills in, and objects to a step at its field', async ({ page }) => {
  await open(
    page,
    `tab.prefill = (integration) => integration === 'desk' ? { credentials: { user: 'gwen@globex.example' } } : undefined;
     tab.onStepValidate = async ({ values }) => { heard.push(values); await new Promise((r) => setTimeout(r, 50));
       return values.user.endsWith('@globex.example') ? undefined : { field: 'user', message: 'Use your address at Globex.' }; };
     tab.setAttribute('view', 'wizard'); tab.setAttribute('slug', 'desk');`,
  );
  const user = field(page, 'E-mail address');
  await expect(user).toHaveValue('gwen@globex.example');
  await field(page, 'Address').fill(readDemo().sandbox);
  await user.fill('gwen@elsewhere.example');
  await field(page, 'API key').fill('dk_live_globex_1');
  await button(page, 'Connect').click();
  await expect(user).toHaveAccessibleDescription(/Use your address at Globex\./);
  await expect(user).toBeFocused();
  expect(JSON.stringify(await page.evaluate('heard'))).not.toContain('dk_live');
  await user.fill('gwen@globex.example');
  await button(page, 'Connect').click();
  await expect(heading(page, 'What happens next')).toBeFocused();
});

test('a modal over the page, a page of its own, and single parts', async ({ page }) => {
  await open(
    page,
    "tab.setAttribute('layout', 'modal'); tab.addEventListener('portico:close', () => heard.push('close'));",
  );
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.evaluate("document.querySelector('#own-button').focus(); tab.open = true");
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(card(page, 'Tidewater')).toBeVisible();
  await look(page, 'surface-modal');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('#own-button')).toBeFocused();
  expect(await page.evaluate('heard')).toEqual(['close']);

  await page.evaluate("tab.setAttribute('layout', 'page')");
  await expect(card(page, 'Tidewater')).toBeVisible();
  await look(page, 'surface-page');

  await page.evaluate("tab.setAttribute('slug', 'tidewater'); tab.setAttribute('view', 'connect-button')");
  await expect(button(page, 'Connect Tidewater')).toBeVisible();
  await page.evaluate("tab.setAttribute('view', 'card')");
  await expect(page.getByRole('button', { name: 'Tidewater', exact: true })).toBeVisible();
  await page.evaluate("tab.setAttribute('view', 'activity')");
  await expect(page.getByText('Nothing has happened yet.')).toBeVisible();
});

test('without a network it says so, and goes on by itself when there is one', async ({ page, context, watch }) => {
  watch.expects(/ERR_INTERNET_DISCONNECTED/);
  await open(page);
  await expect(card(page, 'Tidewater')).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Tidewater', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('The integrations cannot be reached at the moment.');
  await look(page, 'surface-offline');
  await context.setOffline(false);
  await expect(button(page, 'Connect Tidewater')).toBeVisible();
});

test('a session that ended and cannot be renewed has its own words', async ({ page, watch }) => {
  watch.expects(/status of 401/);
  await open(page);
  await expect(card(page, 'Tidewater')).toBeVisible();
  await page.route('**/api/embed/v1/integrations/*', (route) =>
    route.fulfill({
      status: 401,
      headers: { 'access-control-allow-origin': '*' },
      json: { error: { code: 'session_expired', message: 'The session has ended.', requestId: 'req_made_up' } },
    }),
  );
  await page.getByRole('button', { name: 'Tidewater', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Your session has ended.');
  await expect(page.getByRole('alert')).toContainText('req_made_up');
  await look(page, 'surface-session-ended');
});

const funnel = z.object({ items: z.array(z.object({ key: z.string(), viewed: z.number(), started: z.number() })) });

test('what happens is told to the page, and counted at the server', async ({ page }) => {
  const from = new Date().toISOString();
  await open(
    page,
    "for (const name of ['ready', 'catalogue.viewed', 'integration.viewed', 'connect.started']) tab.addEventListener('portico:' + name, () => heard.push(name));",
  );
  await openApp(page, 'Tidewater');
  const told = page.waitForResponse('**/api/embed/v1/events');
  await button(page, 'Connect Tidewater').click();
  await expect(heading(page, 'Sign in to Tidewater')).toBeVisible();
  expect(await page.evaluate('heard')).toEqual(['ready', 'catalogue.viewed', 'integration.viewed', 'connect.started']);
  expect((await told).status()).toBe(200);
  // What is left is sent when the page is left.
  await page.goto('about:blank');
  const counted = async () => {
    const { items } = funnel.parse(await (await callApi(`/funnel?from=${from}`)).json());
    return items.find(({ key }) => key === 'tidewater');
  };
  await expect.poll(counted).toMatchObject({ viewed: 1, started: 1 });
});
