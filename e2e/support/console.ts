import { expect, type Page } from '@playwright/test';
import { readDemo } from './demo.ts';

/** Signs in to the console as the owner of the demo. */
export async function signInToConsole(page: Page): Promise<void> {
  const { console, owner } = readDemo();
  await page.goto(`${console}/sign-in`);
  await fillSignIn(page, owner.email, owner.password);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Goes to a page by the rail. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place })).toHaveAttribute(
    'aria-current',
    'page',
  );
}
