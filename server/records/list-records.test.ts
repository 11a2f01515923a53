import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { seedSync } from '#server/syncs/test-sync.ts';
import { consoleOf, testVendor } from '#server/trpc/test-api.ts';
import { incomingRecord } from './incoming-record.ts';
import { deleteRecords, writeRecords } from './record-store.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
testDatabase();

async function browser(count: number) {
  const seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  await withTenant(seeded, async (tx) => {
    const { stream } = await tx.selectFrom('sync').select('stream').executeTakeFirstOrThrow();
    const state = { stream, lastSeq: 0, nextSlot: 0 };
    const incoming = Array.from({ length: count }, (_, i) =>
      incomingRecord(`k${String(i).padStart(6, '0')}`, { text: i % 10 === 0 ? '100% Mara_x' : 'other', i }),
    );
    await writeRecords(tx, state, incoming, { now: new Date() });
    await deleteRecords(tx, state, ['k000001'], new Date());
  });
  const console = await consoleOf({ ...(await testVendor()), environmentId: seeded.environmentId });
  return async (filter: {
    search?: string;
    action?: 'added' | 'deleted';
    limit?: number;
    order?: 'key' | 'change';
    since?: string;
  }) => {
    const ids: string[] = [];
    let calls = 0;
    let cursor: string | undefined;
    do {
      const page = await console.records.browse({ syncId: seeded.syncId, ...filter, cursor });
      expect(page.items.length).toBeLessThanOrEqual(filter.limit ?? 50);
      ids.push(...page.items.map((item) => item.id));
      for (const item of page.items) expect(item.data === null).toBe(item.action === 'deleted');
      cursor = page.nextCursor ?? undefined;
      calls++;
    } while (cursor);
    return { ids, calls };
  };
}

test('records come by key, each once, and filters are taken literally', async () => {
  const browse = await browser(25);
  const all = await browse({ limit: 10 });
  expect(all.ids).toHaveLength(25);
  expect(all.ids).toEqual([...all.ids].sort());
  expect((await browse({ search: '100% mara_X' })).ids).toEqual(['k000000', 'k000010', 'k000020']);
  expect((await browse({ search: 'K00001', limit: 3 })).ids).toHaveLength(10);
  expect((await browse({ search: '1000' })).ids).toEqual([]);
  expect((await browse({ action: 'deleted' })).ids).toEqual(['k000001']);
});

test('a search looks at a bounded number of rows at a time, and still finds all', async () => {
  const browse = await browser(45_000);
  const { ids, calls } = await browse({ search: 'k044', limit: 200 });
  expect(ids).toHaveLength(1000);
  expect(calls).toBeGreaterThanOrEqual(3);
});

test('by change, the latest come first, each once, and what is older than asked for ends the list', async () => {
  const browse = await browser(25);
  const all = await browse({ order: 'change', limit: 10 });
  expect(all.ids).toHaveLength(25);
  expect(new Set(all.ids).size).toBe(25);
  // It was deleted last.
  expect(all.ids.slice(0, 2)).toEqual(['k000001', 'k000024']);
  expect((await browse({ order: 'change', search: '100% mara_X', limit: 2 })).ids).toEqual([
    'k000020',
    'k000010',
    'k000000',
  ]);
  const later = new Date(Date.now() + 60_000).toISOString();
  expect(await browse({ order: 'change', since: later, limit: 10 })).toEqual({ ids: [], calls: 1 });
  expect((await browse({ order: 'change', since: new Date(0).toISOString() })).ids).toHaveLength(25);
  expect((await browse({ since: later })).ids).toEqual([]);
});
