import { expect, type Page } from '@playwright/test';
import { readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { test } from './support/test.ts';

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const cards = (page: Page) => page.getByRole('main').getByRole('listitem').getByRole('heading', { level: 2 });
const address = (path = '') => `${readDemo().console}/connectors${path}`;

test('anybody finds an app as it is typed, and by category', async ({ page }) => {
  await page.goto(address());
  await expect(title(page, 'Connectors')).toBeVisible();
  await expect(page).toHaveTitle('Connectors · Portico');
  await expect(page.locator('meta[name=description]')).toHaveAttribute('content', /apps that customers can connect/);
  await look(page, 'catalogue');
  const search = page.getByRole('searchbox', { name: 'Search connectors' });
  await expect(async () => {
    await search.fill('hubsp');
    await expect(page).toHaveURL(/search=hubsp/, { timeout: 1_000 });
  }).toPass();
  await expect(cards(page)).toHaveText(['HubSpot']);
  await expect(page.getByRole('status').filter({ hasText: '1 connector of' })).toBeVisible();
  await search.fill('nothing is called like that');
  await expect(page.getByText('No connector is like that.')).toBeVisible();
  await look(page, 'catalogue-nothing');
  await page.getByRole('link', { name: 'Show all connectors' }).click();
  await expect(search).toHaveValue('');
  await page
    .getByRole('navigation', { name: 'Categories' })
    .getByRole('link', { name: /^Accounting/ })
    .click();
  await expect(page).toHaveURL(/category=Accounting/);
  await expect(cards(page).filter({ hasText: 'QuickBooks' })).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'page 2 of' })).toBeVisible();
});

test('a page tells everything that a connector can do', async ({ page }) => {
  await page.goto(address());
  await page.getByRole('link', { name: 'HubSpot', exact: true }).click();
  await expect(title(page, 'HubSpot')).toBeVisible();
  await expect(page).toHaveTitle('HubSpot connector · Portico');
  await expect(page.locator('meta[name=description]')).toHaveAttribute('content', /^CRM with marketing.*permissions/);
  await expect(page.getByText('100 requests in 10 seconds for each connected account.')).toBeVisible();
  await expect(page.getByRole('row', { name: /crm\.objects\.contacts\.read Always/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Register the OAuth app' })).toBeVisible();
  await look(page, 'catalogue-deep');
  await page.getByText('Create a contact', { exact: true }).click();
  await expect(page.getByText('/api/v1/actions/hubspot/createContact').first()).toBeVisible();
  await page.locator('#object-contact > summary').click();
  await expect(page.getByRole('region', { name: 'Fields of contacts' })).toBeVisible();
  await look(page, 'catalogue-deep-open');
});

test('an app that only connects says so, with its form and what the vendor does', async ({ page }) => {
  await page.goto(address('?search=AbuseIPDB'));
  await page.getByRole('link', { name: 'AbuseIPDB' }).click();
  await expect(title(page, 'AbuseIPDB')).toBeVisible();
  await expect(page.getByText('Connection and proxy')).toBeVisible();
  await expect(page.getByText('There is nothing to register at AbuseIPDB.')).toBeVisible();
  await expect(page.getByText('https://api.abuseipdb.com/api/v2')).toBeVisible();
  await look(page, 'catalogue-data');
});

test('a name that no connector has is answered with 404 and a way on', async ({ page, watch }) => {
  watch.expects(/status of 404/);
  for (const slug of ['nothing', 'own-anything', '..%2f..%2fetc', '__proto__']) {
    const answer = await page.goto(address(`/${slug}`));
    expect(answer?.status(), slug).toBe(404);
  }
  await expect(title(page, 'There is no connector of this name')).toBeVisible();
  await look(page, 'catalogue-not-found');
});

test('works without scripts', async ({ browser, watch }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await watch.follow(context);
  const page = await context.newPage();
  await page.goto(address());
  await page.getByRole('searchbox', { name: 'Search connectors' }).fill('slack');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/search=slack/);
  await page.getByRole('link', { name: 'Slack', exact: true }).click();
  await expect(title(page, 'Slack')).toBeVisible();
  await page.locator('#actions summary').first().click();
  await expect(page.getByText('/api/v1/actions/slack/').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Copy/ })).toHaveCount(0);
  await context.close();
});
