import { expect, type Page } from '@playwright/test';
import { readDemo } from './demo.ts';

/** Reads the newest e-mail to an address in the console's outbox; somebody must be signed in there. */
export async function readMail(page: Page, address: string, subject: RegExp): Promise<string> {
  await page.goto(`${readDemo().console}/settings`);
  const row = page
    .getByRole('region', { name: 'E-mails' })
    .getByRole('row')
    .filter({ hasText: address })
    .filter({ hasText: subject })
    .first();
  await row.getByRole('button', { name: /^Read/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Show what it says' }).click();
  const text = dialog.locator('pre');
  await expect(text).toContainText('Acme');
  return (await text.textContent()) ?? '';
}

/** The link of an e-mail. */
export const linkIn = (mail: string): string => mail.match(/https?:\/\/\S+#[\w-]+/)?.[0] ?? '';

/** The code of an e-mail. */
export const codeIn = (mail: string): string => mail.match(/\b\d{6}\b/)?.[0] ?? '';
