import { expect } from '@playwright/test';
import { z } from 'zod';
import { readDemo } from './demo.ts';

interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: object;
  key?: string;
}

/** One call of Portico's REST API, with the key of Acme's backend unless another is given. */
export function callApi(path: string, { method = 'GET', body, key }: Call = {}): Promise<Response> {
  const { api, secretKey } = readDemo();
  return fetch(api + path, {
    method,
    headers: { authorization: `Bearer ${key ?? secretKey}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  const answer = await callApi(path);
  if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
  return schema.parse(await answer.json());
}

const listOf = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item) });
const connection = z.object({
  id: z.string(),
  customer: z.object({ id: z.string(), name: z.string() }),
  integration: z.object({ slug: z.string() }),
  status: z.string(),
});

export type Connection = z.infer<typeof connection>;

/** Connections that are still there, of one customer. */
export async function listConnections(customerName: string): Promise<Connection[]> {
  const { items } = await read('/connections?limit=200', listOf(connection));
  return items.filter(({ customer, status }) => customer.name === customerName && status !== 'disconnected');
}

/** Waits until no run of a customer is under way or waits for its turn. */
export async function untilIdle(customerName: string): Promise<void> {
  const run = z.object({ customer: z.object({ name: z.string() }), status: z.string() });
  const busy = async () => {
    const { items } = await read('/runs?limit=50', listOf(run));
    return items.filter(({ customer, status }) => customer.name === customerName && /queued|running/.test(status));
  };
  await expect.poll(busy, { timeout: 30_000 }).toEqual([]);
}

/** How many records of a customer the change feed holds that were not deleted, read from its beginning. */
export async function countRecords(customer: string, model: string): Promise<number> {
  const page = z.object({ records: z.array(z.object({ action: z.string() })), cursor: z.string(), more: z.boolean() });
  let count = 0;
  let cursor = '';
  for (let more = true; more; ) {
    const query = new URLSearchParams({ customer, model, limit: '1000', ...(cursor && { cursor }) });
    const answer = await read(`/records?${query}`, page);
    count += answer.records.filter(({ action }) => action !== 'deleted').length;
    ({ cursor, more } = answer);
  }
  return count;
}

/** Ends all connections of a customer, so that a test begins at the beginning. */
export async function disconnectAll(customerName: string): Promise<void> {
  for (const { id } of await listConnections(customerName)) {
    const answer = await callApi(`/connections/${id}`, { method: 'DELETE' });
    expect(answer.status, `DELETE /connections/${id}`).toBe(200);
  }
}
