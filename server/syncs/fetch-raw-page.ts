import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { listRaw } from '#server/records/keep-raw.ts';
import { readRows } from './fetch-page.ts';
import type { Pass } from './pass.ts';
import type { PageReader } from './read-row.ts';
import type { FetchedPage } from './write-page.ts';

const pageSize = 500;

interface FetchRaw {
  tenant: Tenant;
  stream: number;
  pass: Pass;
  read: PageReader;
}

/** A page of the rows that are kept: read again because they are mapped in another way now. */
export async function fetchRawPage({ tenant, stream, pass, read }: FetchRaw): Promise<FetchedPage> {
  const startedAt = new Date();
  const after = typeof pass.cursor === 'number' ? pass.cursor : -1;
  const kept = await withTenant(tenant, (tx) => listRaw(tx, stream, after, pageSize));
  const fetchMs = Date.now() - startedAt.getTime();
  const rows = kept.map(({ raw }) => ({ row: JSON.parse(raw) as unknown }));
  const next = kept.length === pageSize ? (kept.at(-1)?.slot ?? null) : null;
  return { page: { next }, rows: rows.length, ...(await readRows(rows, read)), startedAt, fetchMs, calls: [] };
}
