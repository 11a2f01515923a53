import { signInToConsole } from './support/console.ts';
import { initech, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { disconnectAll, listConnections, untilIdle } from './support/rest-api.ts';
import { contactsSync, runSync } from './support/syncs.ts';
import { connectTidewater } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { tidewater } from './support/tidewater.ts';

let sync = '';
const heading = { level: 1 } as const;

test.beforeAll(async ({ browser }) => {
  await tidewater.heals();
  if ((await listConnections(initech().name)).length === 0) {
    const page = await browser.newPage();
    await connectTidewater(page, initech());
    await page.close();
  }
  sync = await contactsSync(initech().name);
  await runSync(sync, initech().name);
});

test.afterAll(() => disconnectAll(initech().name));

test('a mapping is made of the app’s fields, tried on stored rows, saved, compared and brought back', async ({
  page,
  watch,
}) => {
  test.setTimeout(150_000);
  watch.expects(/status of (409|422)/);
  await signInToConsole(page);
  await page.goto(`${readDemo().console}/syncs/${sync}`);
  await expect(page.getByText(/Records are as Tidewater has them/)).toBeVisible();
  await page.getByRole('link', { name: 'Make a mapping' }).click();
  await expect(page.getByRole('heading', { ...heading, name: 'How contacts become contact records' })).toBeVisible();
  await look(page, 'mapping-none');
  await page.getByRole('button', { name: /^Begin with \d+ fields of the app$/ }).click();
  await expect(page.getByText('The field email.')).toBeVisible();
  // Changing something through the form; the JSON beside it follows.
  await page.getByRole('button', { name: /^title/ }).click();
  await page.getByRole('combobox', { name: 'Add a step' }).selectOption({ label: 'In capital letters' });
  await expect(page.getByText('The field title, in capital letters.')).toBeVisible();
  await expect(page.getByLabel('Mapping as JSON')).toHaveValue(/"upper"/);
  await look(page, 'mapping-fields');
  // What the app may not have is a warning, with what is meant perhaps; what can't be used is an error. Both at the field.
  const source = page.locator('input[list]').nth(1);
  await source.fill('titel');
  await expect(page.getByText(/Perhaps title is meant/).first()).toBeVisible();
  await source.fill('title');
  await page.getByLabel('Field of your model').fill('email');
  await expect(page.getByText(/email is mapped twice/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await look(page, 'mapping-problem');
  await page.getByLabel('Field of your model').fill('title');
  await expect(page.getByText('Nothing is wrong with it.')).toBeVisible();

  await page.getByRole('tab', { name: 'Try it' }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText('10 mapped, 0 left out by the filter, 0 failed.')).toBeVisible();
  await look(page, 'mapping-tried');

  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/are read from Tidewater once more/)).toBeVisible();
  await look(page, 'mapping-save');
  await dialog.getByRole('button', { name: 'Use this mapping' }).click();
  await expect(page.getByText('Version 1 is used from now on.')).toBeVisible();
  await untilIdle(initech().name);

  await page.getByRole('tab', { name: 'Fields' }).click();
  await page.getByRole('button', { name: /^title/ }).click();
  await page.getByRole('button', { name: /^Take out/ }).click();
  await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('The field title, in capital letters.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this mapping' }).click();
  await expect(page.getByText('Version 2 is used from now on.')).toBeVisible();
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByRole('button', { name: '1 change', exact: true }).click();
  await expect(page.getByText('The field title, in capital letters.')).toBeVisible();
  await look(page, 'mapping-versions');
  await page.getByRole('button', { name: 'Bring back version 1' }).click();
  await expect(page.getByRole('tab', { name: 'Fields' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('The field title, in capital letters.')).toBeVisible();

  await page.getByRole('tab', { name: 'Model' }).click();
  await page
    .getByLabel('Your model as a JSON Schema')
    .fill(
      JSON.stringify({ type: 'object', properties: { mail: { type: 'string', title: 'E-mail' } }, required: ['mail'] }),
    );
  await page.getByRole('button', { name: 'Suggest fields' }).click();
  await expect(page.getByText('email → mail')).toBeVisible();
  await look(page, 'mapping-model');
  await page.getByRole('button', { name: 'Take it for mail' }).click();
  await page.getByRole('tab', { name: 'Fields' }).click();
  await expect(page.getByRole('button', { name: /^mail/ })).toBeVisible();

  await untilIdle(initech().name);
  page.once('dialog', (ask) => void ask.accept());
  await page.goto(`${readDemo().console}/syncs/${sync}`);
  await expect(page.getByText('Version 2, Olivia Owner').first()).toBeVisible();
  await page.getByText('The field email.').scrollIntoViewIfNeeded();
  await look(page, 'sync-mapping');
});
