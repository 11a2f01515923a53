import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { newId, type SyncId } from '#server/ids.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { feedCursor } from './feed-cursor.ts';
import { feedQuery } from './list-feed.queries.ts';
import { readChanges } from './read-feed.ts';
import { maxFeedStreams } from './select-streams.ts';
import { addTestStream, writeTest } from './test-records.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
testDatabase();

let seeded: SeededSync;

beforeEach(async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
});

const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> => withTenant(seeded, fn);

const addStream = () => addTestStream(seeded);

interface Told {
  syncId: string;
  id: string;
  action: string;
  data: string;
  seq: number;
}

class Reader {
  cursor: string | undefined;
  readonly told: Told[] = [];

  async page(limit: number): Promise<boolean> {
    const page = await within((tx) => readChanges(tx, { model: 'entry', cursor: this.cursor, limit }));
    for (const { row, stream } of page.changes) {
      this.told.push({ syncId: stream.syncId, id: row.external_id, action: row.action, data: row.data, seq: row.seq });
    }
    this.cursor = page.cursor;
    return page.more;
  }

  async rest(limit = 3): Promise<void> {
    while (await this.page(limit));
  }

  /** What a vendor would hold after doing as it was told. */
  state(): Record<string, number> {
    const held: Record<string, number> = {};
    for (const { syncId, id, action, data } of this.told) {
      const key = `${syncId} ${id}`;
      if (action === 'deleted') delete held[key];
      else held[key] = JSON.parse(data).version;
    }
    return held;
  }
}

test('whatever is written between two pages, a reader ends with what is there, and is told nothing twice', async () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        at: fc.nat(2),
        put: fc.dictionary(key, fc.nat(3)),
        remove: fc.array(key, { maxLength: 3 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'stream' as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      seeded = await seedSync({
        connector: 'ledger',
        object: 'entry',
        label: 'entries',
        credential: { kind: 'fields', fields: {} },
      });
      const streams = [seeded.syncId];
      const truth: Record<string, number> = {};
      const reader = new Reader();
      const begun = new Set<SyncId>();
      const known = new Set<string>();
      for (const one of steps) {
        if (one.kind === 'stream') streams.push(await addStream());
        else if (one.kind === 'read') {
          await reader.page(one.limit);
          for (const syncId of streams) {
            if (!begun.has(syncId)) for (const id of Object.keys(truth)) if (id.startsWith(syncId)) known.add(id);
            begun.add(syncId);
          }
        } else {
          const syncId = streams[one.at % streams.length] ?? seeded.syncId;
          await within((tx) => writeTest(tx, syncId, one));
          for (const [id, version] of Object.entries(one.put)) {
            truth[`${syncId} ${id}`] = version;
            if (begun.has(syncId)) known.add(`${syncId} ${id}`);
          }
          for (const id of one.remove) delete truth[`${syncId} ${id}`];
        }
      }
      await reader.rest();
      expect(reader.state()).toEqual(truth);
      const changes = reader.told.map(({ syncId, seq }) => `${syncId} ${seq}`);
      expect(new Set(changes).size).toBe(changes.length);
      for (const syncId of streams) {
        const seqs = reader.told.filter((one) => one.syncId === syncId).map((one) => one.seq);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      }
      // A deletion is told of what was there when the reader began or came after: never of what was gone before.
      for (const { syncId, id, action } of reader.told) {
        if (action === 'deleted') expect(known.has(`${syncId} ${id}`)).toBe(true);
        known.add(`${syncId} ${id}`);
      }
    }),
    { numRuns: 60 },
  );
});

test('a first read leaves out what was deleted before it, on every one of its pages', async () => {
  await within((tx) => writeTest(tx, seeded.syncId, { put: { a: 1, b: 1, c: 1, d: 1, e: 1 } }));
  await within((tx) => writeTest(tx, seeded.syncId, { remove: ['b', 'd', 'e'] }));
  const reader = new Reader();
  await reader.rest(1);
  expect(reader.told.map((one) => one.id)).toEqual(['a', 'c']);
  await reader.rest(1);
  expect(reader.told).toHaveLength(2);
  await within((tx) => writeTest(tx, seeded.syncId, { remove: ['a'] }));
  await reader.rest(1);
  expect(reader.told.at(-1)).toMatchObject({ id: 'a', action: 'deleted' });
});

test('what is being written is told when it is committed, however much others commit meanwhile', async () => {
  const other = await addStream();
  const reader = new Reader();
  let finish: () => void = () => undefined;
  const wait = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begun: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const slow = within(async (tx) => {
    await writeTest(tx, seeded.syncId, { put: { slow: 1 } });
    begun();
    await wait;
  });
  await started;
  await within((tx) => writeTest(tx, other, { put: { quick: 1 } }));
  await reader.rest();
  expect(reader.told.map((one) => one.id)).toEqual(['quick']);
  finish();
  await slow;
  await reader.rest();
  expect(reader.told.map((one) => one.id)).toEqual(['quick', 'slow']);
});

test('the cursor of a webhook begins after what it tells of', async () => {
  await within((tx) => writeTest(tx, seeded.syncId, { put: { a: 1 } }));
  const { stream, last_seq } = await within((tx) =>
    tx.selectFrom('sync').select(['stream', 'last_seq']).where('id', '=', seeded.syncId).executeTakeFirstOrThrow(),
  );
  const cursor = feedCursor({ [stream]: last_seq });
  await within((tx) => writeTest(tx, seeded.syncId, { put: { b: 1 }, remove: ['a'] }));
  const page = await within((tx) => readChanges(tx, { syncId: seeded.syncId, cursor, limit: 10 }));
  expect(page.changes.map(({ row }) => [row.external_id, row.action])).toEqual([
    ['b', 'added'],
    ['a', 'deleted'],
  ]);
});

test('more streams than one cursor can follow are refused with a way out', async () => {
  for (let i = 1; i <= maxFeedStreams; i++) await addStream();
  const all = within((tx) => readChanges(tx, { model: 'entry', limit: 10 }));
  await expect(all).rejects.toMatchObject({
    code: 'invalid',
    field: 'customer',
    remedy: expect.stringMatching(/one customer/),
  });
  const one = await within((tx) => readChanges(tx, { syncId: seeded.syncId, limit: 10 }));
  expect(one).toMatchObject({ changes: [], more: false });
});

test('a selection is asked for, and must exist', async () => {
  const read = (request: { customer?: string; syncId?: SyncId; model?: string; cursor?: string }) =>
    within((tx) => readChanges(tx, { ...request, limit: 10 }));
  await expect(read({})).rejects.toMatchObject({ code: 'invalid', field: 'customer' });
  await expect(read({ customer: 'hooli' })).rejects.toMatchObject({ code: 'not_found', field: 'customer' });
  await expect(read({ syncId: newId('sync') })).rejects.toMatchObject({ code: 'not_found' });
  await expect(read({ customer: 'globex', cursor: 'abc' })).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
  await expect(read({ customer: seeded.customerId })).resolves.toMatchObject({ changes: [] });
  await expect(read({ customer: 'globex', model: 'nothing' })).resolves.toMatchObject({ changes: [], more: false });
});

test('a page reads its own rows from the feed’s index and no others', async () => {
  const other = await addStream();
  const rows = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, i]));
  for (const syncId of [seeded.syncId, other]) await within((tx) => writeTest(tx, syncId, { put: rows }));
  const plan = await within(async (tx) => {
    await sql`set local enable_bitmapscan = on`.execute(tx);
    const streams = await tx.selectFrom('sync').select('stream').orderBy('stream').execute();
    const starts = streams.map(({ stream }) => ({ stream, seq: 1500, until: 0 }));
    const { rows: lines } = await sql<{
      'QUERY PLAN': string;
    }>`explain (analyze, costs off, timing off, summary off) ${feedQuery(starts, 100)}`.execute(tx);
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  });
  expect(plan).toMatch(/Index Scan using record_feed on record/);
  expect(plan).not.toMatch(/Sort|Seq Scan|Bitmap/);
  expect(plan).toMatch(/record_feed on record r? ?\(actual rows=100(\.00)? loops=1\)/);
});
