import { expect, type Locator, type Page } from '@playwright/test';
import { signInToAcme } from './acme.ts';
import { globex } from './demo.ts';
import { allow } from './tidewater.ts';

/** A card of the catalogue, by the name of its app. */
export const card = (page: Page, app: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: app, exact: true }) });

export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name });

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** Opens the page of an app from the catalogue. */
export async function openApp(page: Page, app: string): Promise<void> {
  await page.getByRole('button', { name: app, exact: true }).click();
  await expect(page.getByRole('heading', { name: app, exact: true })).toBeFocused();
}

/** Begins to connect Tidewater, up to the button that opens its window. */
export async function beginTidewater(page: Page): Promise<void> {
  await openApp(page, 'Tidewater');
  await button(page, 'Connect Tidewater').click();
  await expect(button(page, 'Continue to Tidewater')).toBeEnabled();
}

/** Presses the button that opens the app's window, and answers with the window. */
export async function openPopup(page: Page, name = 'Continue to Tidewater'): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await button(page, name).click();
  return opened;
}

/** Goes through the app's window; it closes by itself. */
export async function authorize(page: Page, email = globex().tidewater.email): Promise<void> {
  const popup = await openPopup(page);
  const closed = popup.waitForEvent('close');
  await allow(popup, email);
  await closed;
}

/** From the sign-in at Acme to the control panel of a connected Tidewater that has synced. */
export async function connectTidewater(page: Page, customer = globex()): Promise<void> {
  await signInToAcme(page, customer.email);
  await beginTidewater(page);
  await authorize(page, customer.tidewater.email);
  await button(page, 'Continue').click();
  await button(page, 'Start syncing contacts').click();
  await expect(page.getByText(/contacts from Tidewater are in Acme/)).toBeVisible({ timeout: 30_000 });
}
