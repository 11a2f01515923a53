import { globex } from './support/demo.ts';
import { startExample } from './support/example.ts';
import { look } from './support/look.ts';
import { disconnectAll } from './support/rest-api.ts';
import { authorize, button, card, heading, openApp } from './support/tab.ts';
import { expect, test } from './support/test.ts';

/*
 * What a developer copies first: each example is started by its one command, on an origin of its own, under a policy
 * without any inline script or style, and connects an account for real.
 */

test.beforeEach(() => disconnectAll(globex().name));
test.afterAll(() => disconnectAll(globex().name));

for (const [name, title] of [
  ['html', 'A product in HTML'],
  ['react', 'A product in React'],
  ['vue', 'A product in Vue'],
] as const)
  test(`the example in ${name}: mount, connect, see it live`, async ({ page, watch }) => {
    const example = await startExample(name);
    try {
      watch.admits(example.origin);
      const sent = page.waitForResponse(`${example.origin}/`);
      await page.goto(example.origin);
      expect((await sent).headers()['content-security-policy']).toContain("default-src 'none'; script-src 'self' http");
      await expect(page.getByText(title)).toBeVisible();
      await expect(card(page, 'Tidewater')).toBeVisible();
      await look(page, `example-${name}`);
      if (name === 'react') expect(await page.evaluate(() => document.documentElement.dataset.react)).toMatch(/^18\./);

      await openApp(page, 'Tidewater');
      await button(page, 'Connect Tidewater').click();
      await expect(button(page, 'Continue to Tidewater')).toBeEnabled();
      await authorize(page);
      await button(page, 'Continue').click();
      await button(page, 'Start syncing contacts').click();
      await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
      if (name === 'html') await expect(page).toHaveTitle('tidewater is connected');
      if (name === 'vue') await expect(page.getByRole('status').filter({ hasText: 'Just connected' })).toBeVisible();
      await page.reload();
      await expect(heading(page, 'Tidewater')).toBeVisible();
    } finally {
      await example.close();
    }
  });

test('the same components with React 19', async ({ page, watch }) => {
  const example = await startExample('react', '--react', '19');
  try {
    watch.admits(example.origin);
    await page.goto(example.origin);
    await expect(card(page, 'Tidewater')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.dataset.react)).toMatch(/^19\./);
    await openApp(page, 'Tidewater');
    await page.goBack();
    await expect(card(page, 'Tidewater')).toBeVisible();
  } finally {
    await example.close();
  }
});
