import { expect, type Page } from '@playwright/test';
import { readDemo } from './demo.ts';

/** Signs in to Acme and goes on to a page of it. */
export async function signInToAcme(page: Page, email: string, path = '/integrations'): Promise<void> {
  await page.goto(readDemo().acme + path);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('acme');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(readDemo().acme + path);
}

/** Whether Acme shows so many people; it looks anew by itself while somebody watches. */
export async function expectPeople(page: Page, words: string): Promise<void> {
  await page.goto(`${readDemo().acme}/people`);
  await expect(page.getByText(words)).toBeVisible({ timeout: 20_000 });
}

/** Finds people by Acme's own search. */
export async function searchPeople(page: Page, search: string): Promise<void> {
  await page.goto(`${readDemo().acme}/people?${new URLSearchParams({ q: search })}`);
}
