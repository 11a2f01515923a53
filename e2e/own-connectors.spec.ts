import type { Page } from '@playwright/test';
import { signInToAcme } from './support/acme.ts';
import { goTo, signInToConsole } from './support/console.ts';
import { globex, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { callApi, listConnections } from './support/rest-api.ts';
import { button, heading, openApp } from './support/tab.ts';
import { expect, test } from './support/test.ts';

/*
 * A connector that nobody has written in code: described in the console as a form and as JSON, tried for real, published,
 * offered to customers and connected by one of them; and one that is made of an API description.
 */

const json = (page: Page) => page.getByLabel('Definition as JSON');
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

async function editJson(page: Page, change: (definition: Record<string, unknown>) => void): Promise<void> {
  const definition: Record<string, unknown> = JSON.parse(await json(page).inputValue());
  change(definition);
  await json(page).fill(JSON.stringify(definition, null, 2));
}

test.afterAll(async () => {
  for (const { id, integration } of await listConnections(globex().name))
    if (integration.slug === 'harbour-notes') await callApi(`/connections/${id}`, { method: 'DELETE' });
});

test('every app that can be chosen is found by search, category and kind', async ({ page }) => {
  await signInToConsole(page);
  await goTo(page, 'Integrations');
  await page.getByRole('main').getByRole('link', { name: 'Connectors' }).click();
  await expect(heading(page, 'Connectors')).toBeVisible();
  await expect(page.getByText(/\d{3,} connectors\./)).toBeVisible();
  await look(page, 'connectors');
  await page.keyboard.press('/');
  await page.keyboard.type('no such app anywhere');
  await expect(page.getByText('No connectors with these filters.')).toBeVisible();
  await button(page, 'Clear the filters').click();
  await page.getByRole('button', { name: 'Category' }).click();
  await page.getByPlaceholder('Search categories').fill('Accounting');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/category=Accounting/);
  await expect(page.getByText(/connectors with these filters\./)).toBeVisible();
  // A closing menu gives the focus back to its button: before that, it would take it from the row again.
  await expect(page.getByRole('button', { name: 'Category' })).toBeFocused();
  const first = page.getByRole('table').getByRole('link').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/integrations\/connectors\/[a-z0-9-]+/);
  await expect(button(page, 'Make an integration')).toBeVisible();
  await look(page, 'connector-about');
});

test('from a name to an account that a customer has connected', async ({ page, watch }) => {
  test.setTimeout(150_000);
  watch.expects(/status of 4\d\d/);
  const { console, sandbox } = readDemo();
  await signInToConsole(page);
  await page.goto(`${console}/integrations/connectors?kind=own`);
  await expect(page.getByText('None was made here yet')).toBeVisible();
  await look(page, 'connectors-empty');
  await button(page, 'Make a connector').first().click();
  await button(page, 'Make the connector').click();
  await expect(page.getByText('Give it the app’s name.')).toBeVisible();
  await field(page, 'What the app is called').fill('Harbour notes');
  await button(page, 'Make the connector').click();
  await expect(heading(page, 'Harbour notes').first()).toBeVisible();

  // By the form: the JSON follows.
  await field(page, 'Base address of its API').fill(`${sandbox}/ways/desk`);
  await expect(json(page)).toHaveValue(new RegExp(`"baseUrl": "${sandbox}/ways/desk"`));
  await field(page, 'There is one').check();
  await field(page, 'Where the id is').fill('account.id');
  await field(page, 'Name of a new object').fill('note');
  await button(page, 'Add the object').click();
  await field(page, 'Where the rows are').fill('notes');
  await expect(json(page)).toHaveValue(/"rows": "notes"/);

  // By the JSON: the form follows.
  await editJson(page, (definition) => {
    definition.auth = {
      kind: 'key',
      fields: {
        type: 'object',
        properties: {
          user: { type: 'string', title: 'E-mail address', minLength: 3 },
          key: { type: 'string', title: 'API key', minLength: 1, secret: true },
        },
        required: ['user', 'key'],
      },
      place: { headers: { 'x-desk-user': '{{user}}', 'x-desk-key': '{{key}}' } },
    };
    definition.check = {
      request: { method: 'GET', path: '/me' },
      id: 'account.id',
      name: '{{account.name}} ({{user}})',
    };
    definition.description = 'Notes of the harbour.';
  });
  await expect(field(page, 'What it is, in one line')).toHaveValue('Notes of the harbour.');
  await expect(page.getByText('Nothing is wrong with it.')).toBeVisible();
  await look(page, 'connector-editor');

  // Broken in two ways: by its letters, and by what it says. Each has its line.
  const good = await json(page).inputValue();
  await json(page).fill(good.replace('"version": "1",', '"version": "1"'));
  await expect(page.getByText(/The JSON has a mistake in line \d+\./)).toBeVisible();
  await expect(button(page, 'Publish')).toBeDisabled();
  await look(page, 'connector-broken');
  await json(page).fill(good.replace('"rows": "notes"', '"rows": 7').replace('"path": "/me"', '"path": "/{{nobody}}"'));
  const problem = page.getByRole('button', { name: /Line \d+ .*objects\.note\.list\.rows/ });
  await expect(problem).toBeVisible();
  await problem.click();
  await expect(json(page)).toBeFocused();
  await json(page).fill(good);
  await expect(page.getByText('Nothing is wrong with it.')).toBeVisible();

  // For real: wrong first, then right.
  await page.getByRole('tab', { name: 'Test' }).click();
  await field(page, 'E-mail address').fill('gwen@globex.example');
  await field(page, 'API key').fill('dk_live_old_0');
  await button(page, 'Make the call').click();
  await expect(page.getByText(/This key was revoked by Mara Lindqvist/).first()).toBeVisible();
  await field(page, 'API key').fill('dk_live_globex_1');
  await button(page, 'Make the call').click();
  await expect(page.getByText('It is the account Globex Desk (gwen@globex.example).')).toBeVisible();
  await page.getByText(/Request headers/).click();
  await expect(page.getByText('x-desk-key: ••••')).toBeVisible();
  await field(page, 'What').selectOption({ label: 'First page of notes' });
  await button(page, 'Make the call').click();
  await expect(page.getByText(/3 rows came, and that is all\./)).toBeVisible();
  await look(page, 'connector-test');

  await button(page, 'Publish').click();
  await field(page, 'What has changed (optional)').fill('The first one');
  await button(page, 'Publish the version').click();
  await expect(page.getByText('Version 1 is used')).toBeVisible();
  await page.getByRole('tab', { name: /Versions/ }).click();
  await expect(page.getByText('The first one')).toBeVisible();
  await page.getByRole('tab', { name: 'Definition' }).click();
  await field(page, 'What it is, in one line').fill('All notes of the harbour.');
  await page.getByRole('tab', { name: /Versions/ }).click();
  await button(page, 'Compare with the draft').click();
  await expect(page.getByText('+   "description": "All notes of the harbour.",')).toBeVisible();
  await look(page, 'connector-versions');
  await button(page, 'Bring back as draft').click();
  await expect(page.getByText('Version 1 is the draft again.')).toBeVisible();

  await button(page, 'Make an integration').click();
  await page.getByRole('checkbox', { name: /Show it to customers at once/ }).check();
  await button(page, 'Make the integration').click();
  await expect(page).toHaveURL(/\/integrations\/int_\w+$/);
  await expect(page.getByText('Version 1 is live')).toBeVisible();

  await signInToAcme(page, globex().email);
  await openApp(page, 'Harbour notes');
  await button(page, 'Connect Harbour notes').click();
  await field(page, 'E-mail address').fill('gwen@globex.example');
  await field(page, 'API key').fill('dk_live_globex_1');
  await button(page, 'Connect').click();
  await expect(heading(page, 'What happens next')).toBeFocused();
  await expect(page.getByText(/Signed in to Harbour notes as Globex Desk/)).toBeVisible();
  await button(page, 'Start syncing notes').click();
  await expect
    .poll(async () => (await listConnections(globex().name)).map(({ integration }) => integration.slug))
    .toContain('harbour-notes');
});

test('an API description becomes a draft, with a report of what was not understood', async ({ page }) => {
  const { console } = readDemo();
  await signInToConsole(page);
  await page.goto(`${console}/integrations/connectors`);
  await button(page, 'Import an API description').click();
  await button(page, 'Import it').click();
  await expect(page.getByText('Choose a file, or write the address of the description.')).toBeVisible();
  await look(page, 'connector-import');
  await page.getByLabel('Description file').setInputFiles({
    name: 'toys.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(toys)),
  });
  await button(page, 'Import it').click();
  await expect(heading(page, 'Toys was imported')).toBeVisible();
  await expect(page.getByText('3 of 3 operations became actions, and 1 list can be synced.')).toBeVisible();
  await expect(page.getByText(/A list for each owner/)).toBeVisible();
  await look(page, 'connector-import-report');
  await button(page, 'Open the draft').click();
  await expect(heading(page, 'Toys').first()).toBeVisible();
  await expect(json(page)).toHaveValue(/"listToys"/);
});

const list = {
  200: {
    description: 'Toys',
    content: {
      'application/json': {
        schema: {
          type: 'array',
          items: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, name: { type: 'string' } } },
        },
      },
    },
  },
};

const toys = {
  openapi: '3.0.3',
  info: { title: 'Toys', version: '2' },
  servers: [{ url: 'https://api.toys.example/v2' }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } },
  security: [{ key: [] }],
  paths: {
    '/toys': {
      get: { operationId: 'listToys', responses: list },
      post: {
        operationId: 'createToy',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
            },
          },
        },
        responses: { 201: { description: 'Made' } },
      },
    },
    '/owners/{owner}/toys': {
      get: {
        operationId: 'listToysOfOwner',
        parameters: [{ name: 'owner', in: 'path', required: true, schema: { type: 'string' } }],
        responses: list,
      },
    },
  },
};
