import { goTo, signInToConsole } from './support/console.ts';
import { look } from './support/look.ts';
import { prepare } from './support/prepare.ts';
import { callApi } from './support/rest-api.ts';
import { expect, test } from './support/test.ts';

test.beforeAll(async () => {
  await callApi('/failed-jobs/dismiss', { method: 'POST', body: {} });
  prepare('failed-jobs');
});

test('work that failed for good is seen by cause, run again, and dismissed', async ({ page }) => {
  await signInToConsole(page);
  await goTo(page, 'Failures');
  await page.getByRole('link', { name: '3 failed jobs' }).click();
  const causes = page.getByRole('list', { name: 'Causes' }).getByRole('listitem');
  await expect(causes).toHaveCount(2);
  await expect(causes.nth(0)).toContainText('Checking connections: The app is gone.');
  await causes.nth(0).getByRole('button', { name: '2 jobs' }).click();
  await expect(page.getByRole('region', { name: 'Checking connections, failed' })).toContainText('2 times');
  await look(page, 'failed-jobs');
  await page
    .getByRole('region', { name: 'Checking connections, failed' })
    .getByRole('button', { name: 'Dismiss' })
    .first()
    .click();
  await expect(page.getByText('1 job dismissed.')).toBeVisible();
  await causes.filter({ hasText: 'The disk is full.' }).getByRole('button', { name: 'Dismiss' }).click();
  await look(page, 'failed-jobs-dismiss');
  await page.getByRole('dialog').getByRole('button', { name: 'Dismiss 1 job' }).click();
  await expect(causes).toHaveCount(1);
  await page.getByRole('button', { name: 'Run all again' }).click();
  await expect(page.getByText('1 job went back into its queue.')).toBeVisible();
  await expect(page.getByText('No job has failed for good')).toBeVisible();
  await look(page, 'failed-jobs-none');
});
