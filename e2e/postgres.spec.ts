import { signInToAcme } from './support/acme.ts';
import { globex, initech, readDemo } from './support/demo.ts';
import { look } from './support/look.ts';
import { disconnectAll } from './support/rest-api.ts';
import { button, heading, openApp } from './support/tab.ts';
import { expect, test } from './support/test.ts';

test.beforeAll(() => disconnectAll(initech().name));

test('a customer connects a real database, and its 135,233 places arrive', async ({ page, watch }) => {
  test.setTimeout(180_000);
  const { places, acme } = readDemo();
  // The wrong password is refused by the server, and browsers write that into their console.
  watch.expects(/status of (4\d\d|502)/);
  await signInToAcme(page, initech().email);
  await openApp(page, 'PostgreSQL');
  await expect(button(page, 'Connect PostgreSQL')).toBeVisible();
  await look(page, 'tab-offer-fields');
  await button(page, 'Connect PostgreSQL').click();
  await expect(heading(page, 'Your PostgreSQL account')).toBeFocused();
  await page.getByLabel('Host').fill(places.host);
  await page.getByLabel('Port').fill(String(places.port));
  await page.getByLabel('Database').fill(places.database);
  await page.getByLabel('User').fill(places.user);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByLabel('Encryption').selectOption('Not encrypted');
  await button(page, 'Connect').click();
  await expect(page.getByText(/does not accept this user name and password/)).toBeVisible();
  await look(page, 'tab-fields-refused');
  await expect(page.getByLabel('Host')).toHaveValue(places.host);
  await expect(page.getByLabel('User')).toHaveValue(places.user);
  await expect(page.getByLabel('Encryption')).toHaveValue('off');
  await page.getByLabel('Password', { exact: true }).fill(places.password);
  await button(page, 'Connect').click();

  await expect(heading(page, 'Choose what happens')).toBeFocused();
  const tables = page.getByRole('combobox', { name: 'Which table should arrive?' });
  await tables.fill('pla');
  await page.getByRole('option', { name: /^place/ }).click();
  await expect(tables).toHaveValue('place');
  await look(page, 'tab-choose-table');
  await button(page, 'Continue').click();
  await button(page, 'Start syncing places').click();
  // The database's own estimate of how many there are: near, and not always the number itself.
  const progress = page.getByText(/^[\d,]+ of 13\d,\d{3} places$/);
  const arrived = page.getByText('135,233 places from PostgreSQL are in Acme.');
  await expect(progress.or(arrived).first()).toBeVisible({ timeout: 40_000 });
  await expect(arrived).toBeVisible({ timeout: 90_000 });

  await page.goto(`${acme}/places`);
  await expect(page.getByText('135,233 places')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row').nth(1)).toContainText('Shanghai');
});

test('no other customer has them', async ({ page }) => {
  await signInToAcme(page, globex().email, '/places');
  await expect(heading(page, 'Know where your people are')).toBeVisible();
});
