import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { SyncId } from '#server/ids.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { api } from '#server/trpc/test-api.ts';
import type { FeedFilter } from './feed-filter.ts';
import { readChanges } from './read-feed.ts';
import { addTestStream, writeTest } from './test-records.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
testDatabase();

let seeded: SeededSync;
let key: string;

const begin = async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  key = (await within((tx) => createApiKey(tx, { name: 'test' }))).secret;
};
beforeEach(begin);

const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: seeded.environmentId }, fn);
const write = (change: Parameters<typeof writeTest>[2], syncId: SyncId = seeded.syncId) =>
  within((tx) => writeTest(tx, syncId, change));
const get = async (path: string) => (await api('GET', path, { key })).body;
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

test('with any filter, whatever is written between two pages, a reader is told all that passes it and nothing twice', async () => {
  const keys = ['a', 'b', 'c', 'd', 'e'] as const;
  const key = fc.constantFrom(...keys);
  const action = fc.constantFrom('added' as const, 'updated' as const, 'deleted' as const);
  const filter = fc.record(
    {
      ids: fc.uniqueArray(key, { minLength: 1 }),
      actions: fc.uniqueArray(action, { minLength: 1 }),
      changedAfter: fc.integer({ min: 0, max: 6 }).map(day),
      changedBefore: fc.integer({ min: 3, max: 9 }).map(day),
    },
    { requiredKeys: [] },
  );
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('write' as const),
      at: fc.nat(2),
      day: fc.integer({ min: 1, max: 8 }),
      put: fc.dictionary(key, fc.nat(3)),
      remove: fc.array(key, { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 4 }) }),
    fc.constant({ kind: 'stream' as const }),
  );
  await fc.assert(
    fc.asyncProperty(filter, fc.array(step, { maxLength: 25 }), async (filter: FeedFilter, steps) => {
      await begin();
      const streams = [seeded.syncId];
      const told: string[] = [];
      let cursor: string | undefined;
      const read = async (limit: number) => {
        const page = await within((tx) => readChanges(tx, { ...filter, model: 'entry', cursor, limit }));
        expect(page.changes.length).toBeLessThanOrEqual(limit);
        for (const { row, stream } of page.changes) told.push(`${stream.syncId} ${row.seq} ${row.external_id}`);
        cursor = page.cursor;
        return page.more;
      };
      const begun = new Map<SyncId, number>();
      for (const one of steps) {
        if (one.kind === 'stream') streams.push(await addTestStream(seeded));
        else if (one.kind === 'write') {
          await write({ ...one, now: day(one.day) }, streams[one.at % streams.length] ?? seeded.syncId);
        } else {
          const ends = await within((tx) => tx.selectFrom('sync').select(['id', 'last_seq']).execute());
          for (const { id, last_seq } of ends) if (!begun.has(id)) begun.set(id, last_seq);
          await read(one.limit);
        }
      }
      const ends = await within((tx) => tx.selectFrom('sync').select(['id', 'last_seq']).execute());
      for (const { id, last_seq } of ends) if (!begun.has(id)) begun.set(id, last_seq);
      while (await read(2));
      const rows = await within((tx) =>
        tx
          .selectFrom('record as r')
          .innerJoin('sync as s', 's.stream', 'r.stream')
          .select(['s.id', 'r.seq', 'r.external_id', 'r.action', 'r.changed_at'])
          .execute(),
      );
      const passes = (row: (typeof rows)[number]) =>
        (filter.ids?.includes(row.external_id) ?? true) &&
        (filter.actions?.includes(row.action) ?? true) &&
        (filter.changedAfter === undefined || row.changed_at > filter.changedAfter) &&
        (filter.changedBefore === undefined || row.changed_at < filter.changedBefore);
      const wanted = rows
        .filter((row) => passes(row) && !(row.action === 'deleted' && row.seq <= (begun.get(row.id) ?? 0)))
        .map((row) => `${row.id} ${row.seq} ${row.external_id}`);
      // What was told and changed since is not in the store as it was: everything that is must have been told.
      expect(told).toEqual(expect.arrayContaining(wanted));
      expect(new Set(told).size).toBe(told.length);
      for (const line of told) if (filter.ids) expect(filter.ids).toContain(line.split(' ')[2]);
    }),
    { numRuns: 40 },
  );
});

test('a filter that lets little through goes on in the next call, after as many changes as one call may look at', async () => {
  const many = Object.fromEntries(Array.from({ length: 20_500 }, (_, i) => [`k${i}`, i]));
  await write({ put: many, now: day(1) });
  await write({ put: { last: 1 }, now: day(5) });
  const asked = { changedAfter: day(3), syncId: seeded.syncId, limit: 10 };
  const first = await within((tx) => readChanges(tx, asked));
  expect(first).toMatchObject({ changes: [], more: true });
  const second = await within((tx) => readChanges(tx, { ...asked, cursor: first.cursor }));
  expect(second.changes.map(({ row }) => row.external_id)).toEqual(['last']);
  expect(second.more).toBe(false);
  const byId = await within((tx) => readChanges(tx, { ids: ['k20000', 'last'], syncId: seeded.syncId, limit: 10 }));
  expect(byId.changes.map(({ row }) => row.external_id)).toEqual(['k20000', 'last']);
  expect(byId.cursor).toBe(second.cursor);
});

test('an answer holds 16 MiB at most, and goes on where it ended', async () => {
  const text = 'x'.repeat(1_000_000);
  await write({ put: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, { text, i }])) });
  const first = await within((tx) => readChanges(tx, { model: 'entry', limit: 1000 }));
  expect(first).toMatchObject({ changes: { length: 17 }, more: true });
  const filtered = await within((tx) => readChanges(tx, { model: 'entry', actions: ['added'], limit: 1000 }));
  expect(filtered).toMatchObject({ changes: { length: 17 }, more: true, cursor: first.cursor });
  const rest = await within((tx) => readChanges(tx, { model: 'entry', limit: 1000, cursor: first.cursor }));
  expect(rest).toMatchObject({ changes: { length: 3 }, more: false });
  const ids = Array.from({ length: 20 }, (_, i) => `k${i}`);
  const { body } = await api('POST', '/records/get', { key, body: { model: 'entry', ids, fields: ['i'] } });
  expect(body).toMatchObject({ records: { length: 17 }, left: ['k17', 'k18', 'k19'], missing: [] });
});

test('the API: filters, fields, get and count', async () => {
  await write({
    put: { a: { name: 'A', email: 'a@x' }, b: { name: 'B', email: 'b@x' }, c: { name: 'C' } },
    now: day(1),
  });
  await write({ put: { b: { name: 'B2', email: 'b@x' } }, now: day(5) });
  await write({ remove: ['c'] });
  const other = await addTestStream(seeded, 'note');
  await write({ put: { a: { text: 'hi' } } }, other);

  expect(await get('/records?model=entry&fields=email,nothing&ids=a,b')).toMatchObject({
    records: [
      { id: 'a', data: { email: 'a@x' } },
      { id: 'b', data: { email: 'b@x' } },
    ],
  });
  expect(await get('/records?model=entry&changedAfter=2026-01-03T00:00:00%2B01:00&actions=updated')).toMatchObject({
    records: [{ id: 'b', action: 'updated', data: { name: 'B2', email: 'b@x' } }],
    more: false,
  });
  expect(await get('/records?model=entry&changedAfter=yesterday')).toMatchObject({
    error: { code: 'invalid', field: 'changedAfter' },
  });
  expect(await get('/records?model=entry&actions=changed')).toMatchObject({ error: { code: 'invalid' } });

  const body = { customer: 'globex', ids: ['b', 'zzz', 'a', 'c', 'b'], fields: ['name', 'text'] };
  expect((await api('POST', '/records/get', { key, body })).body).toMatchObject({
    records: [
      { id: 'b', model: 'entry', data: { name: 'B2' } },
      { id: 'a', model: 'entry', data: { name: 'A' } },
      { id: 'a', model: 'note', data: { text: 'hi' } },
    ],
    missing: ['zzz', 'c'],
    left: [],
  });
  expect(await get('/records/count')).toEqual({
    total: 3,
    syncs: 2,
    largest: [
      { key: 'entry', records: 2, syncs: 1 },
      { key: 'note', records: 1, syncs: 1 },
    ],
  });
  expect(await get('/records/count?by=customer&model=note')).toEqual({
    total: 1,
    syncs: 1,
    largest: [{ key: seeded.customerId, records: 1, syncs: 1 }],
  });
});
