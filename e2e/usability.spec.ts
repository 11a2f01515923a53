import { expectPeople, signInToAcme } from './support/acme.ts';
import { countClicks } from './support/count-clicks.ts';
import { globex } from './support/demo.ts';
import { look } from './support/look.ts';
import { disconnectAll, untilIdle } from './support/rest-api.ts';
import { button, card, heading, openPopup } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow, tidewater } from './support/tidewater.ts';

/*
 * As somebody new to it would, with only the screen: connect, choose, see it arrive, find out why it stopped, mend it. Each
 * step's presses are counted in Acme's page, printed, and held to what they are today: a step that costs more has to be
 * meant.
 */

test.beforeAll(() => disconnectAll(globex().name));
test.afterAll(() => disconnectAll(globex().name));
test.afterEach(() => tidewater.heals());

test('connect, choose, see it arrive, find out why it stopped, mend it', async ({ page }) => {
  await signInToAcme(page, globex().email);
  await expect(card(page, 'Tidewater')).toBeVisible();
  const effort = await countClicks(page);

  await page.getByRole('button', { name: 'Tidewater', exact: true }).click();
  await button(page, 'Connect Tidewater').click();
  const popup = await openPopup(page);
  const closed = popup.waitForEvent('close');
  await allow(popup, globex().tidewater.email);
  await closed;
  await expect(heading(page, 'Choose what happens')).toBeVisible();
  await effort.done('connect');

  await page.getByRole('combobox', { name: 'Which contacts should arrive?' }).click();
  await page.getByRole('option', { name: /All contacts/ }).click();
  await button(page, 'Continue').click();
  await effort.done('choose');

  await expect(heading(page, 'What happens next')).toBeVisible();
  await look(page, 'usability-review');
  await button(page, 'Start syncing contacts').click();
  await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
  await look(page, 'usability-arrived');
  await effort.done('see it arrive');

  await untilIdle(globex().name);
  await tidewater.revoke('tw_1001');
  await button(page, 'Sync now').click();
  await expect(page.getByText('Tidewater ended the access: it was revoked there.').first()).toBeVisible();
  // Somebody who was not there looks at the catalogue.
  await page.reload();
  await expect(card(page, 'Tidewater')).toContainText('Needs attention');
  await expect(card(page, 'Tidewater')).toContainText('it was revoked there');
  await look(page, 'usability-why');
  await page.evaluate('effort = { clicks: 0, typed: 0 }');
  await page.getByRole('button', { name: 'Tidewater', exact: true }).click();
  await expect(page.getByText('Tidewater ended the access: it was revoked there.').first()).toBeVisible();
  await effort.done('find out why it stopped');

  await button(page, 'Reconnect').click();
  const again = await openPopup(page);
  const gone = again.waitForEvent('close');
  await allow(again, globex().tidewater.email);
  await gone;
  await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
  await expect(button(page, 'Sync now')).toBeVisible();
  await effort.done('mend it');

  for (const { step, clicks, typed } of effort.steps)
    process.stdout.write(`    ${step.padEnd(24)} ${clicks} presses, ${typed} fields\n`);
  const most: Record<string, number> = {
    connect: 3,
    choose: 3,
    'see it arrive': 1,
    'find out why it stopped': 1,
    'mend it': 2,
  };
  for (const { step, clicks } of effort.steps) expect.soft(clicks, step).toBeLessThanOrEqual(most[step] ?? 0);
  await expectPeople(page, 'people from Tidewater');
});
