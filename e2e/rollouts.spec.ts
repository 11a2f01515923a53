import type { Page } from '@playwright/test';
import { signInToAcme } from './support/acme.ts';
import { signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi, listConnections } from './support/rest-api.ts';
import { button, heading, openApp } from './support/tab.ts';
import { expect, test } from './support/test.ts';

/*
 * A second version on its way to those who have the first: what changes and for whom is said before, then it is halted,
 * let go on, and taken back.
 */

const slug = 'harbour-desk';
let id = '';

test.beforeAll(async () => {
  const definition = {
    does: [{ direction: 'in', sentence: 'Notes become notes.' }],
    syncs: [{ object: 'note', model: 'note', label: 'notes', mode: 'full', schedule: { kind: 'manual' } }],
  };
  const made = await callApi('/integrations', {
    method: 'POST',
    body: { connector: 'desk', name: 'Harbour desk', slug, objects: ['note'] },
  });
  expect(made.ok).toBe(true);
  ({ id } = await made.json());
  await callApi(`/integrations/${slug}/draft`, { method: 'POST', body: { definition } });
  expect((await callApi(`/integrations/${slug}/publish`, { method: 'POST', body: {} })).ok).toBe(true);
});

test.afterAll(async () => {
  for (const { id: connection, integration } of await listConnections(globex().name))
    if (integration.slug === slug) await callApi(`/connections/${connection}`, { method: 'DELETE' });
  await callApi(`/integrations/${slug}`, { method: 'POST', body: { status: 'draft' } });
});

async function connectDesk(page: Page): Promise<void> {
  await signInToAcme(page, globex().email);
  await openApp(page, 'Harbour desk');
  await button(page, 'Connect Harbour desk').click();
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(readDemo().sandbox);
  await page.getByLabel('E-mail address').fill('gwen@globex.example');
  await page.getByLabel('API key', { exact: true }).fill('dk_live_globex_1');
  await button(page, 'Connect').click();
  await button(page, 'Start syncing notes').click();
  await expect
    .poll(async () => (await listConnections(globex().name)).map(({ integration }) => integration.slug))
    .toContain(slug);
}

test('a version is published to chosen customers, halted, let go on and rolled back', async ({ page }) => {
  test.setTimeout(240_000);
  await connectDesk(page);
  await signInToConsole(page);
  await page.goto(`${readDemo().console}/integrations/${id}?tab=compose&part=syncs`);
  await page.getByLabel('What customers call them').fill('remarks');
  await expect(page.getByText('1 unpublished change')).toBeVisible();
  await page.getByRole('navigation', { name: 'Parts of the draft' }).getByRole('button', { name: 'Questions' }).click();
  await button(page, 'Add a question of yours').click();
  await page.getByLabel('Must be answered').check();
  await expect(page.getByText('2 unpublished changes')).toBeVisible();
  await button(page, 'Publish…').click();

  // A question that must be answered is a large change: it says whom it would ask, and why.
  await expect(page.getByText('A large change: customers are asked first')).toBeVisible();
  const affected = page.getByRole('region', { name: 'Customers that are affected' });
  await expect(affected.getByRole('row', { name: /Globex/ })).toContainText('Must answer');
  await look(page, 'publish-major');
  const download = page.waitForEvent('download');
  await button(page, 'Export as CSV').click();
  expect((await download).suggestedFilename()).toBe(`${slug}-affected.csv`);
  await button(page, 'Back to composing').first().click();
  await page.getByText('New question').first().click();
  await page.getByLabel('Must be answered').uncheck();
  await expect(page.getByText('Draft saved', { exact: true })).toBeVisible();
  await button(page, 'Publish…').click();
  await expect(page.getByText('A small change: it reaches customers by itself')).toBeVisible();
  await expect(affected.getByRole('row', { name: /Globex/ })).toContainText('By itself');

  await page.getByRole('radio', { name: /Some customers that you choose/ }).check();
  await button(page, 'Publish version 2').click();
  await expect(page.getByText('Choose one customer or more.')).toBeVisible();
  await page.getByRole('button', { name: /^Customer/ }).click();
  await page.getByPlaceholder('Search customers').fill(globex().name);
  await page.getByRole('option', { name: globex().name }).click();
  await expect(page.getByRole('list', { name: 'Chosen customers' })).toContainText(globex().name);
  await page.getByLabel('What has changed (optional)').fill('Remarks, and a question');
  await look(page, 'publish-reach');
  await button(page, 'Publish version 2').click();

  await expect(heading(page, 'Rollout of version 2')).toBeVisible();
  await expect(page.getByText('1 of 1 customer on version 2.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('to 1 chosen customer', { exact: false }).first()).toBeVisible();
  await look(page, 'rollout-running');
  await button(page, 'Halt').click();
  await expect(page.getByText(/^It has halted\. It was stopped by/)).toBeVisible();
  await look(page, 'rollout-halted');
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect(page.getByText(/The rollout of version 2 has halted\./)).toBeVisible();
  await button(page, 'Look at the rollout').click();
  await button(page, 'Let it go on').click();
  await button(page, 'Give it to more…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /A share of the customers/ }).check();
  await dialog.getByLabel('Percent of the customers').fill('50');
  await look(page, 'rollout-widen');
  await button(page, 'Give it to them').click();
  await expect(page.getByText(/50 % of the customers and 1 chosen customer/).first()).toBeVisible();

  // What is different between the two, in words and line by line.
  await button(page, 'Compare').first().click();
  await expect(page.getByText(/How remarks are copied has changed: label\./).first()).toBeVisible();
  await page.getByText('Line by line').click();
  await expect(page.getByText(/^\+ .*"label": "remarks"/)).toBeVisible();
  await look(page, 'version-compare');

  await button(page, 'Roll back…').click();
  await look(page, 'rollout-back');
  await button(page, 'Roll it back').click();
  await expect(page.getByText(/^It was rolled back by/).first()).toBeVisible();
  await expect(page.getByText('0 of 1 customer on version 2.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect(page.getByRole('link', { name: globex().name })).toBeVisible();
  await look(page, 'integration-installed');
});
