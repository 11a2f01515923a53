import { expect } from '@playwright/test';
import { z } from 'zod';
import { callApi, listConnections, untilIdle } from './rest-api.ts';

const list = z.object({ items: z.array(z.object({ id: z.string(), object: z.string(), connectionId: z.string() })) });

/** The sync of a customer's contacts. */
export async function contactsSync(customerName: string): Promise<string> {
  const [connection] = await listConnections(customerName);
  const answer = await callApi(`/syncs?connectionId=${connection?.id}`);
  const sync = list.parse(await answer.json()).items.find(({ object }) => object === 'contact');
  if (!sync) throw new Error(`${customerName} syncs no contacts.`);
  return sync.id;
}

/** Starts a run of a sync; waits until none is on its way, before it and after it. */
export async function runSync(id: string, customerName: string): Promise<void> {
  await untilIdle(customerName);
  const answer = await callApi(`/syncs/${id}/trigger`, { method: 'POST', body: {} });
  expect(answer.status).toBe(200);
  await untilIdle(customerName);
}

/** Keys of seeded contacts. */
export const contactKeys = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `ct_${String(from + at).padStart(5, '0')}`);
