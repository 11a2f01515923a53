import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { signInToAcme } from './support/acme.ts';
import { globex } from './support/demo.ts';
import { elementScript, openHostPage } from './support/host-page.ts';
import { look } from './support/look.ts';
import { callApi, listConnections, untilIdle } from './support/rest-api.ts';
import { button, heading, openApp, openPopup } from './support/tab.ts';
import { expect, test } from './support/test.ts';
import { allow, tidewater } from './support/tidewater.ts';
import { offerMatching } from './support/ways-in.ts';

/*
 * A customer matches its own fields: while connecting, later, and when the app calls a field otherwise. Each test goes on
 * where the one before stopped.
 */
test.describe.configure({ mode: 'serial' });

const app = 'Tidewater members';

async function disconnectMembers(): Promise<void> {
  for (const { id, integration } of await listConnections(globex().name))
    if (integration.slug === 'tide-members') await callApi(`/connections/${id}`, { method: 'DELETE' });
}

test.beforeAll(async () => {
  await tidewater.heals();
  offerMatching('published');
  await disconnectMembers();
});
test.afterAll(async () => {
  await tidewater.heals();
  await disconnectMembers();
  offerMatching('draft');
});

const picker = (page: Page, field: string): Locator =>
  page.getByRole('combobox', { name: `Field of ${app} for ${field}` });
const row = (page: Page, field: string): Locator => page.locator('.pt-match').filter({ has: picker(page, field) });

const feedPage = z.object({
  records: z.array(z.object({ action: z.string(), data: z.record(z.string(), z.unknown()).nullable() })),
  cursor: z.string(),
  more: z.boolean(),
});

/** Members as the vendor reads them now, by their e-mail address. */
async function members(): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  for (let cursor = '', more = true; more; ) {
    const query = new URLSearchParams({ customer: globex().externalId, model: 'member', limit: '1000', ...(cursor && { cursor }) }); // biome-ignore format: one thought
    const answer = feedPage.parse(await (await callApi(`/records?${query}`)).json());
    for (const { data, action } of answer.records)
      if (data && action !== 'deleted') found.set(String(data.email), data);
    ({ cursor, more } = answer);
  }
  return found;
}

test('the wizard matches: suggestions, a table of values, trouble with its fix, and three records as they will arrive', async ({
  page,
  watch,
}) => {
  test.setTimeout(180_000);
  watch.expects(/status of 4\d\d/);
  await signInToAcme(page, globex().email);
  await openApp(page, app);
  await button(page, `Connect ${app}`).click();
  const popup = await openPopup(page, `Continue to ${app}`);
  const closed = popup.waitForEvent('close');
  await allow(popup, globex().tidewater.email);
  await closed;
  await button(page, 'Continue').click();

  await expect(heading(page, 'Match fields')).toBeFocused();
  await expect(picker(page, 'Plan')).toBeVisible();
  // What must be matched and is not comes first; what the vendor fills says so, and not what with.
  await expect(page.locator('.pt-match').first()).toContainText('Plan');
  await expect(row(page, 'Full name')).toContainText('Acme fills this in.');
  await expect(page.getByText('tide-internal')).toBeHidden();
  await expect(row(page, 'E-mail')).toContainText('For example:');
  await expect(page.locator('.pt-sample')).toHaveCount(3);
  await look(page, 'tab-match');

  await button(page, 'Continue').click();
  await expect(picker(page, 'Plan')).toBeFocused();
  await expect(picker(page, 'Plan')).toHaveAccessibleDescription(/Please choose one/);
  await button(page, 'Use all 2 suggestions').click();
  await expect(picker(page, 'Seats')).toHaveValue('Seats');

  await picker(page, 'Plan').fill('tier');
  await look(page, 'tab-match-picker');
  await page.getByRole('option', { name: /Customer tier/ }).click();
  await expect(row(page, 'Plan')).toContainText('Plan does not know Bronze');
  await row(page, 'Plan').getByRole('button', { name: 'Adjust Plan' }).click();
  await row(page, 'Plan').getByRole('button', { name: 'Make a table of values' }).click();
  await expect(row(page, 'Plan').getByLabel(`Value in ${app}`)).toHaveCount(3);
  await expect(row(page, 'Plan').getByLabel('Value in Acme').nth(1)).toHaveValue('silver');
  await row(page, 'Plan').getByLabel('Value in Acme').first().fill('basic');
  await row(page, 'Plan').getByLabel('If there is no value at all').selectOption({ label: 'Use this value' });
  await row(page, 'Plan').getByRole('combobox', { name: 'Use this value' }).fill('basic');
  await expect(page.locator('.pt-sample').first()).toContainText(/basic|silver|gold/);
  await expect(row(page, 'Plan').locator('.pt-match__trouble')).toHaveCount(0);
  await look(page, 'tab-match-adjust');

  await button(page, 'Add a field').click();
  await page.getByRole('textbox', { name: 'Name of the new field' }).fill('Favourite list');
  await page.keyboard.press('Enter');
  await picker(page, 'Favourite list').fill('lists');
  await page.getByRole('option', { name: /^Lists/ }).click();
  await expect(picker(page, 'Favourite list')).toHaveValue('Lists');

  // A reload comes back to what was chosen.
  await expect(page.getByText('Trying it')).toBeHidden();
  await button(page, 'Continue').click();
  await expect(heading(page, 'What happens next')).toBeFocused();
  await button(page, 'Back').click();
  await expect(picker(page, 'Plan')).toHaveValue('Customer tier');
  await button(page, 'Continue').click();
  await button(page, 'Start syncing members').click();
  await expect(page.getByText(`members from ${app} are in Acme`)).toBeVisible({ timeout: 40_000 });
  await untilIdle(globex().name);
  const all = await members();
  expect(all.size).toBeGreaterThan(1000);
  for (const member of all.values()) {
    expect(['basic', 'silver', 'gold']).toContain(member.plan);
    expect(member).toMatchObject({ origin: 'tide-internal', favourite_list: expect.any(Array) });
  }
});

test('what is connected is matched otherwise by keyboard alone, and put back', async ({ page, watch }) => {
  watch.expects(/status of 4\d\d/);
  await signInToAcme(page, globex().email);
  await openApp(page, app);
  await button(page, 'Match fields').focus();
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Match fields')).toBeFocused();
  await expect(picker(page, 'E-mail')).toBeVisible();
  await expect(button(page, 'Done')).toBeVisible();
  await look(page, 'tab-match-panel');
  await picker(page, 'Seats').focus();
  await page.keyboard.type('lists');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(picker(page, 'Seats')).toHaveValue('Lists');
  const fix = row(page, 'Seats').getByRole('button', { name: /^Fix it:/ });
  await expect(row(page, 'Seats')).toContainText('Seats is a whole number, and what is mapped to it is a list.');
  await look(page, 'tab-match-trouble');
  await expect(fix).toHaveCount(0);
  await button(page, 'Discard changes').focus();
  await page.keyboard.press('Enter');
  await expect(picker(page, 'Seats')).toHaveValue('Seats');
  await picker(page, 'E-mail').focus();
  await page.keyboard.type('Lists');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const join = row(page, 'E-mail').getByRole('button', { name: 'Fix it: joined by “, ”' });
  await join.focus();
  await page.keyboard.press('Enter');
  await expect(row(page, 'E-mail').locator('.pt-match__trouble')).toHaveCount(0);
  await button(page, 'Discard changes').focus();
  await page.keyboard.press('Enter');
  await button(page, 'Done').focus();
  await page.keyboard.press('Enter');
  await expect(button(page, 'Match fields')).toBeFocused();
});

test('a link leads to the fields, in a shadow root, from the right', async ({ page }) => {
  await signInToAcme(page, globex().email);
  const arabic = `tab.locale = 'ar'; tab.setAttribute('route', '/tide-members/mapping'); tab.phrases = { 'matching.heading': 'مطابقة الحقول', 'matching.inApp': 'في {app}', 'matching.inVendor': 'في {vendor}', 'matching.adjust': 'ضبط', 'matching.adjustOf': 'ضبط {field}', 'matching.removeOf': 'Remove {what}', 'matching.done': 'تم' };`;
  await openHostPage(page, { script: elementScript(arabic) });
  await expect(page.getByRole('heading', { name: 'مطابقة الحقول' })).toBeVisible();
  await expect(page.locator('.pt-sample')).toHaveCount(3);
  await look(page, 'tab-match-rtl');
});

test('the app calls a field otherwise: a banner says so, and two clicks mend it', async ({ page, watch }) => {
  test.setTimeout(180_000);
  watch.expects(/status of 4\d\d/);
  const before = await members();
  await signInToAcme(page, globex().email);
  await openApp(page, app);
  await untilIdle(globex().name);
  await tidewater.breaks({ renameField: { from: 'customer_tier', to: 'tier_level' } });
  await tidewater.changeContacts({ update: ['ct_00007'] });
  await button(page, 'Sync now').click();
  const banner = page.getByText(`${app} no longer has the field “customer_tier”. Use “tier_level”?`);
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await look(page, 'tab-drift');
  await untilIdle(globex().name);

  await button(page, 'Review fields').click();
  await expect(picker(page, 'Plan')).toHaveValue('Customer tier');
  await expect(row(page, 'Plan')).toContainText(`${app} no longer has the field “customer_tier”.`);
  await look(page, 'tab-drift-review');
  await button(page, 'Save and sync').click();
  await expect(banner).toBeHidden();
  await expect(heading(page, app)).toBeVisible();
  await untilIdle(globex().name);
  const after = await members();
  expect(after.size).toBe(before.size);
  for (const [email, member] of before) expect(after.get(email)?.plan).toBe(member.plan);
  await expect(page.getByText('The fields of members are matched in a new way.')).toBeVisible();
});
