import type { Locator, Page } from '@playwright/test';
import { signInToAcme } from './support/acme.ts';
import { goTo, signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi } from './support/rest-api.ts';
import { button, card, heading } from './support/tab.ts';
import { expect, test } from './support/test.ts';

/*
 * An integration from nothing to its first version: chosen, composed as a form beside what a customer would see of it,
 * with every mistake at its place, tried on the customers that there are, published. And what happened in the tab.
 */

const slugs = ['harbour-people', 'harbour-soon'];

test.afterAll(async () => {
  for (const slug of slugs) await callApi(`/integrations/${slug}`, { method: 'POST', body: { status: 'draft' } });
});

const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the draft' }).getByRole('button', { name });
const preview = (page: Page): Locator => page.getByRole('region', { name: 'Preview' });
const json = (page: Page) => page.getByLabel('Draft as JSON');
const saved = (page: Page) => expect(page.getByText('Draft saved', { exact: true })).toBeVisible();

async function choose(page: Page, name: string, choice: string): Promise<void> {
  await preview(page)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .and(page.locator('[aria-haspopup="menu"]'))
    .click();
  await page.getByRole('menuitemradio', { name: choice, exact: true }).click();
}

test('an integration is made of a connector, composed, tried as a customer, and published', async ({ page, watch }) => {
  test.setTimeout(240_000);
  watch.expects(/status of 4\d\d/);
  // A customer is known from the first time that one of its people opens the tab.
  await signInToAcme(page, globex().email);
  await expect(card(page, 'Tidewater')).toBeVisible();
  await signInToConsole(page);
  await goTo(page, 'Integrations');
  await page.getByRole('link', { name: 'New integration' }).click();
  await page.getByLabel('Search apps').fill('tidewater');
  const tidewater = page.getByRole('button', { name: /^Tidewater/ });
  await expect(tidewater).toBeVisible();
  await look(page, 'new-integration');
  await tidewater.click();
  await page.getByLabel('Name', { exact: true }).fill('Harbour people');
  await page.getByLabel('Slug').fill('tidewater');
  await button(page, 'Make the integration').click();
  await expect(page.getByText('The slug tidewater is that of Tidewater.')).toBeVisible();
  await page.getByLabel('Slug').fill('harbour-people');
  await look(page, 'new-integration-named');
  await button(page, 'Make the integration').click();
  await expect(page).toHaveURL(/\/integrations\/int_\w+\?tab=compose/);
  await expect(heading(page, 'Harbour people').first()).toBeVisible();

  // The card: saved by itself, and seen in the preview.
  await page.getByLabel('One line').fill('Everybody at the harbour, in Acme.');
  await choose(page, 'Show', 'Card');
  await expect(preview(page).getByText('Everybody at the harbour, in Acme.')).toBeVisible();
  await page.getByLabel('Labels').fill('Beta');
  await expect(preview(page).getByText('CRM · Beta')).toBeVisible();
  await look(page, 'compose-card');

  // A question of the vendor's own, with choices; the wizard asks it at once.
  await part(page, 'Questions').click();
  await button(page, 'Add a question of yours').click();
  await page.getByLabel('Question', { exact: true }).fill('How large is your team?');
  await page.getByLabel('Name', { exact: true }).fill('team');
  await page.getByLabel('Kind').selectOption('select');
  await page.getByLabel('What is read, choice 1').fill('Small');
  await page.getByLabel('What is kept, choice 1').fill('small');
  await page.getByLabel('Must be answered').check();
  await choose(page, 'Show', 'Wizard');
  await expect(preview(page).getByLabel('How large is your team?')).toBeVisible();
  await look(page, 'compose-questions');

  // A mistake stands at its field and in the list, and the list leads to it; what was done is undone.
  await page.getByLabel('Name', { exact: true }).fill('two words');
  const problem = page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: /name of letters/ });
  await expect(problem).toBeVisible();
  await expect(button(page, 'Publish…')).toBeDisabled();
  await part(page, 'Card').click();
  await problem.click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await look(page, 'compose-problem');
  await button(page, 'Undo').click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('team');
  await expect(problem).toBeHidden();

  // A model of the vendor's own that is no JSON Schema: the line says so.
  await part(page, 'Syncs').click();
  await page
    .getByText(/^(object|shared model) /)
    .first()
    .click();
  await look(page, 'compose-syncs');
  await page.getByRole('combobox', { name: 'When it runs' }).selectOption('cron');
  await page.getByLabel('Time zone').fill('Mars/Olympus');
  await expect(page.getByRole('alert').filter({ hasText: /time zone/ })).toBeVisible();
  await page.getByLabel('Time zone').fill('Europe/Berlin');
  await page.getByRole('checkbox', { name: 'Customers may choose another schedule' }).check();
  await saved(page);

  // Who is offered it, tried on the customers that there are.
  await part(page, 'Plan').click();
  await button(page, 'Offer it to some only').click();
  await page.getByLabel('With what').fill('no such plan');
  await expect(page.getByText(/^0 of \d+ customers? would have it\./)).toBeVisible();
  await page.getByLabel('Text (optional)').fill('Part of the Harbour plan.');
  await saved(page);
  await look(page, 'compose-plan');
  await choose(page, 'Show', 'Page');
  await expect(preview(page).getByText('Part of the Harbour plan.')).toBeVisible();
  await preview(page).getByLabel('Plan').fill('no such plan');
  await expect(preview(page).getByText('Part of the Harbour plan.')).toBeHidden();
  await preview(page).getByLabel('Plan').fill('');
  await page.getByRole('button', { name: 'Take out the condition' }).click();
  await expect(button(page, 'Offer it to some only')).toBeVisible();

  // In another language: what is missing is counted, and the preview speaks it.
  await part(page, 'Languages').click();
  await page.getByLabel('Another language').fill('de');
  await button(page, 'Add it').click();
  await expect(page.getByText(/^\d+ of \d+ are missing$/)).toBeVisible();
  await page.getByLabel(/^Name Harbour people/).fill('Hafenleute');
  await choose(page, 'Language', 'German');
  await expect(preview(page).getByText('Hafenleute').first()).toBeVisible();
  await look(page, 'compose-languages');

  // The JSON is the same draft.
  await button(page, 'JSON').click();
  await expect(json(page)).toHaveValue(/"Hafenleute"/);
  const good = await json(page).inputValue();
  await json(page).fill(good.replace('"does":', '"does"'));
  await expect(page.getByText(/The JSON has a mistake in line \d+\./)).toBeVisible();
  await look(page, 'compose-json');
  await json(page).fill(good);
  await saved(page);

  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(heading(page, 'Publish version 1')).toBeVisible();
  await look(page, 'publish-first');
  await button(page, 'Publish version 1').click();
  await expect(page.getByText('Version 1 is live')).toBeVisible();
  await expect(page.getByText('No customer has connected it yet.')).toBeVisible();
  await look(page, 'integration-overview');

  // What was saved by somebody else meanwhile is not written over in silence.
  await page.getByRole('tab', { name: 'Compose' }).click();
  await part(page, 'What it does').click();
  const theirs: { draft: object } = await (await callApi('/integrations/harbour-people')).json();
  await callApi('/integrations/harbour-people/draft', {
    method: 'POST',
    body: { definition: { ...theirs.draft, labels: ['Theirs'] } },
  });
  await button(page, 'Add a sentence').click();
  await expect(page.getByText('Somebody else has saved this draft meanwhile.')).toBeVisible();
  await look(page, 'compose-conflict');
  await button(page, 'Load theirs').click();
  await saved(page);
  await part(page, 'Card').click();
  await expect(page.getByLabel('Labels')).toHaveValue('Theirs');
});

test('who asks for what is coming soon is counted, and how far customers come is a picture', async ({ page }) => {
  test.setTimeout(120_000);
  await callApi('/integrations', {
    method: 'POST',
    body: { connector: 'tidewater', name: 'Harbour soon', slug: 'harbour-soon', status: 'coming_soon' },
  });
  await signInToAcme(page, globex().email);
  await card(page, 'Harbour soon').getByRole('button', { name: 'Harbour soon', exact: true }).click();
  await button(page, 'Ask for Harbour soon').click();
  await expect(page.getByText('Acme knows that you would like this.')).toBeVisible();
  await expect
    .poll(async () => JSON.stringify(await (await callApi('/integrations/harbour-soon/votes')).json()))
    .toContain(globex().name);
  await page.goto(`${readDemo().acme}/integrations`);
  await card(page, 'Tidewater').getByRole('button', { name: 'Tidewater', exact: true }).click();
  await expect(heading(page, 'Tidewater')).toBeFocused();

  await signInToConsole(page);
  await goTo(page, 'Integrations');
  await page.getByRole('link', { name: 'Harbour soon' }).click();
  await expect(page.getByText('by 1 customer', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: globex().name })).toBeVisible();
  await look(page, 'integration-votes');
  const download = page.waitForEvent('download');
  await button(page, 'Export as CSV').click();
  expect((await download).suggestedFilename()).toBe('harbour-soon-asked-for.csv');

  // The tab tells a few seconds later what happened in it.
  await expect
    .poll(async () => (await callApi('/funnel?integration=tidewater')).text(), { timeout: 20_000 })
    .toContain('"viewed":');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Integrations' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Funnel' }).click();
  await expect(heading(page, 'From looking to working')).toBeVisible();
  await expect(page.getByRole('table', { name: 'All of them, from looking to working' })).toBeVisible();
  await look(page, 'funnel');
  await page.getByRole('button', { name: /^By Integration/ }).click();
  await page.getByRole('menuitemradio', { name: 'Week' }).click();
  await expect(page).toHaveURL(/by=week/);
  await expect(page.getByRole('table').last().getByRole('row')).not.toHaveCount(1);
});
