import { z } from 'zod';
import { withTenant } from '#server/db/tenant.ts';
import { readChanges } from '#server/records/read-feed.ts';
import { apiPath, serveApi } from '#server/trpc/serve-api.ts';
import type { SeededSync } from '../test-sync.ts';
import type { FeedSource } from './feed-reader.ts';

const origin = 'http://portico.test';
const feedAnswer = z.object({
  records: z.array(z.object({ id: z.string(), action: z.enum(['added', 'updated', 'deleted']), data: z.unknown() })),
  cursor: z.string(),
  more: z.boolean(),
});

interface RestCall {
  method: 'GET' | 'POST';
  path: string;
  secretKey: string;
}

/** Calls the vendor's API; undefined where it is out of order. */
export async function callApi({ method, path, secretKey }: RestCall): Promise<unknown> {
  const headers = { authorization: `Bearer ${secretKey}` };
  const response = await serveApi(new Request(`${origin}${apiPath}${path}`, { method, headers }));
  if (response.ok) return response.json();
  const text = await response.text();
  if (response.status >= 500) return undefined;
  throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
}

/** The feed as a vendor's backend reads it: GET /api/v1/records with a secret key. */
export function restSource({ syncId }: SeededSync, secretKey: string): FeedSource {
  return async (cursor, limit) => {
    const query = new URLSearchParams({ syncId, limit: String(limit), ...(cursor !== undefined && { cursor }) });
    const answer = await callApi({ method: 'GET', path: `/records?${query}`, secretKey });
    if (answer === undefined) return undefined;
    const { records, ...rest } = feedAnswer.parse(answer);
    return { changes: records, ...rest };
  };
}

/** The same feed below its REST face, where each change still has its number. */
export function directSource({ environmentId, syncId }: SeededSync): FeedSource {
  return async (cursor, limit) => {
    const page = await withTenant({ environmentId }, (tx) => readChanges(tx, { syncId, cursor, limit })).catch(
      () => undefined,
    );
    if (!page) return undefined;
    const changes = page.changes.map(({ row }) => ({
      id: row.external_id,
      action: row.action,
      data: row.action === 'deleted' ? null : (JSON.parse(row.data) as unknown),
      seq: row.seq,
    }));
    return { changes, cursor: page.cursor, more: page.more };
  };
}
