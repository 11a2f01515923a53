import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { readDemo } from './demo.ts';

/** Uses the control room of Tidewater: breaks it, heals it, changes what is in it. */
async function control(act: string, body: object = {}): Promise<unknown> {
  const answer = await fetch(`${readDemo().sandbox}/control/api/${act}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`Tidewater's control room refused ${act}: ${await answer.text()}`);
  return answer.json();
}

interface Faults {
  down: 'api' | 'token' | 'all' | null;
  tokenDown: boolean | null;
  slowMs: number | null;
  renameField: { from: string; to: string } | null;
}

const changed = z.object({ created: z.array(z.string()), updated: z.array(z.string()), deleted: z.array(z.string()) });

export const tidewater = {
  reset: () => control('reset'),
  revoke: (account: string) => control('revoke', { account }),
  breaks: (faults: Partial<Faults>) => control('faults', faults),
  heals: () => control('faults', { down: null, tokenDown: null, slowMs: null, renameField: null }),
  changeContacts: async (change: { create?: number; update?: string[]; delete?: string[] }) =>
    changed.parse(await control('contacts', change)),
  changeContact: (id: string, fields: Record<string, string>) => control(`contacts/${id}`, { fields }),
};

/** Fills in Tidewater's own login, unless this browser is signed in there already. */
export async function logIn(popup: Page, email: string): Promise<void> {
  const asksWho = popup.getByRole('heading', { name: 'Sign in' });
  const asksConsent = popup.getByRole('heading', { name: 'Connect Acme?' });
  await expect(asksWho.or(asksConsent)).toBeVisible();
  if (await asksConsent.isVisible()) {
    if (await popup.getByText(email).isVisible()) return;
    await popup.getByRole('button', { name: 'Use another account' }).click();
  }
  await popup.getByLabel('Email address').fill(email);
  await popup.getByLabel('Password').fill('tide');
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await expect(asksConsent).toBeVisible();
}

/** Login and consent, as the customer goes through them in the popup. */
export async function allow(popup: Page, email: string): Promise<void> {
  await logIn(popup, email);
  await popup.getByRole('button', { name: 'Allow' }).click();
}
