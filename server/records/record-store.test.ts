import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { incomingRecord } from './incoming-record.ts';
import { deleteRecords, type StreamState, type WriteCounts, writeRecords } from './record-store.ts';
import { countSeen, forgetSeen, listUnseen, markSeen } from './seen.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
testDatabase();

const now = new Date();
let seeded: SeededSync;

beforeAll(async () => {
  const credential = { kind: 'fields', fields: {} } as const;
  seeded = await seedSync({ connector: 'ledger', object: 'entry', label: 'entries', credential });
});

const within = <T>(fn: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant({ environmentId: seeded.environmentId }, fn);

/** A stream of its own, with nothing in it. */
async function newStream(nextSlot = 0): Promise<StreamState> {
  const { rows } = await within((tx) => sql<{ stream: number }>`select nextval('stream_number') as stream`.execute(tx));
  return { stream: rows[0]?.stream ?? 0, lastSeq: 0, nextSlot };
}

type Incoming = readonly (readonly [key: string, text: string])[];

const put = (state: StreamState, incoming: Incoming, options: { page?: number } = {}): Promise<WriteCounts> =>
  within(async (tx) => {
    const {
      slots: _,
      slotOf: __,
      ...counted
    } = await writeRecords(
      tx,
      state,
      incoming.map(([externalId, text]) => incomingRecord(externalId, { text })),
      { now, ...options },
    );
    return counted;
  });
const remove = (state: StreamState, keys: string[]) => within((tx) => deleteRecords(tx, state, keys, now));
const counts = (some: Partial<WriteCounts>) => ({ added: 0, updated: 0, unchanged: 0, deleted: 0, ...some });

async function stored(state: StreamState) {
  const rows = await within((tx) =>
    tx.selectFrom('record').selectAll().where('stream', '=', state.stream).orderBy('external_id').execute(),
  );
  return rows.map(({ external_id, action, seq, slot, data }) => ({ key: external_id, action, seq, slot, data }));
}

describe('a page', () => {
  test('adds what is new, changes what is different, and leaves the rest alone', async () => {
    const state = await newStream();
    expect(await put(state, [['a', '1'], ['b', '1'], ['c', '1']])).toEqual(counts({ added: 3 })); // biome-ignore format: a page
    expect(await put(state, [['a', '1'], ['b', '2'], ['d', '1']])).toEqual(counts({ added: 1, updated: 1, unchanged: 1 })); // biome-ignore format: a page
    expect(await stored(state)).toEqual([
      { key: 'a', action: 'added', seq: 1, slot: 0, data: '{"text":"1"}' },
      { key: 'b', action: 'updated', seq: 5, slot: 1, data: '{"text":"2"}' },
      { key: 'c', action: 'added', seq: 3, slot: 2, data: '{"text":"1"}' },
      { key: 'd', action: 'added', seq: 4, slot: 3, data: '{"text":"1"}' },
    ]);
  });

  test('that says the same again writes nothing at all', async () => {
    const state = await newStream();
    await put(state, [['a', '1'], ['b', '1']]); // biome-ignore format: a page
    const row = () =>
      within((tx) => sql`select xmin, ctid, * from record where stream = ${state.stream} order by seq`.execute(tx));
    const before = await row();
    expect(await put(state, [['b', '1'], ['a', '1']])).toEqual(counts({ unchanged: 2 })); // biome-ignore format: a page
    expect((await row()).rows).toEqual(before.rows);
  });

  test('that holds a key twice counts it once, and the last one wins', async () => {
    const state = await newStream();
    expect(await put(state, [['a', '1'], ['a', '2']])).toEqual(counts({ added: 1 })); // biome-ignore format: a page
    expect(await put(state, [['a', '1'], ['a', '2']])).toEqual(counts({ unchanged: 1 })); // biome-ignore format: a page
    expect(await stored(state)).toMatchObject([{ key: 'a', seq: 1, data: '{"text":"2"}' }]);
  });

  test('brings back what was deleted, as added, in its old slot', async () => {
    const state = await newStream();
    await put(state, [['a', '1']]);
    expect(await remove(state, ['a', 'a', 'unknown'])).toBe(1);
    expect(await remove(state, ['a'])).toBe(0);
    expect(await stored(state)).toEqual([{ key: 'a', action: 'deleted', seq: 2, slot: 0, data: '{}' }]);
    expect(await put(state, [['a', '1']])).toEqual(counts({ added: 1 }));
    expect(await stored(state)).toEqual([{ key: 'a', action: 'added', seq: 3, slot: 0, data: '{"text":"1"}' }]);
  });

  test('of nothing is no page', async () => {
    const state = await newStream();
    expect(await put(state, [], { page: 0 })).toEqual(counts({}));
    expect(await remove(state, [])).toBe(0);
    expect(state).toMatchObject({ lastSeq: 0, nextSlot: 0 });
  });
});

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'ä', '%', "'", '\\', 'A'),
  fc.string({ minLength: 1, maxLength: 3 }),
);
const usableKey = key.filter((text) => !text.includes('\u0000') && text.isWellFormed());
const text = fc.constantFrom('1', '2', '\u0000', '😀');
const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ put: fc.array(fc.tuple(usableKey, text), { maxLength: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.array(usableKey, { maxLength: 4 }) }) },
);

test('whatever pages come, the store is what a map would be, and every change has its own number', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
      const state = await newStream();
      const model = new Map<string, { data: string; seq: number }>();
      let seq = 0;
      for (const one of changes) {
        if ('remove' in one) {
          const alive = [...new Set(one.remove)].filter((name) => (model.get(name)?.data ?? '{}') !== '{}');
          expect(await remove(state, one.remove)).toBe(alive.length);
          // Several deletions of one page are one commit: which of them has which number is open.
          for (const row of await stored(state)) {
            if (alive.includes(row.key)) model.set(row.key, { data: '{}', seq: row.seq });
          }
          seq += alive.length;
          continue;
        }
        const wanted = counts({});
        const page = [...new Map(one.put)].map(([name, value]) => ({ name, data: JSON.stringify({ text: value }) }));
        // What is new gets its numbers first, then what changed.
        const { fresh = [], known = [] } = Object.groupBy(page, ({ name }) => (model.has(name) ? 'known' : 'fresh'));
        for (const { name, data } of [...fresh, ...known]) {
          const before = model.get(name)?.data ?? '{}';
          if (before === data) wanted.unchanged++;
          else {
            wanted[before === '{}' ? 'added' : 'updated']++;
            model.set(name, { data, seq: ++seq });
          }
        }
        expect(await put(state, one.put)).toEqual(wanted);
        expect(state.lastSeq).toBe(seq);
      }
      const rows = await stored(state);
      expect(new Map(rows.map((row) => [row.key, { data: row.data, seq: row.seq }]))).toEqual(model);
      expect(new Set(rows.map((row) => row.seq)).size).toBe(rows.length);
      expect(rows.map((row) => row.slot).sort((a, b) => a - b)).toEqual(rows.map((_, place) => place));
      expect(rows.filter((row) => row.action === 'deleted').every((row) => row.data === '{}')).toBe(true);
    }),
    { numRuns: 40 },
  );
});

describe('what a full pass has met', () => {
  const border = 16_384;
  const unseen = (state: StreamState, end = 0) =>
    within((tx) => listUnseen(tx, state.stream, Math.max(state.nextSlot, end)));

  test('is remembered on both sides of a chunk of the bitmap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), fc.nat(2), async (met, chunk) => {
        const first = border * (chunk + 1) - 8;
        const state = await newStream(first);
        const all = met.map((_, place) => [`r${String(place).padStart(2, '0')}`, 'x'] as const);
        await put(state, all);
        // In two pages, so that the second one adds to bits that are there.
        for (const half of [0, 1]) {
          await put(
            state,
            all.filter((_, place) => met[place] && place % 2 === half),
            { page: 0 },
          );
        }
        const missed = all.filter((_, place) => !met[place]).map(([name]) => name);
        expect((await unseen(state)).sort()).toEqual(missed);
      }),
      { numRuns: 15 },
    );
  });

  test('does not count what is deleted already, and is forgotten at once', async () => {
    const state = await newStream();
    await put(state, [['a', '1'], ['b', '1'], ['c', '1']], { page: 0 }); // biome-ignore format: a page
    expect(await unseen(state)).toEqual([]);
    await remove(state, ['b']);
    await within((tx) => forgetSeen(tx, state.stream));
    expect((await unseen(state)).sort()).toEqual(['a', 'c']);
  });

  test('is counted, and what was deleted meanwhile does not count', async () => {
    const state = await newStream(border - 1);
    const met = () => within((tx) => countSeen(tx, state.stream));
    expect(await met()).toBe(0);
    await put(state, [['a', '1'], ['b', '1'], ['c', '1']], { page: 0 }); // biome-ignore format: a page
    expect(await met()).toBe(3);
    await put(state, [['a', '2'], ['b', '1']], { page: 1 }); // biome-ignore format: a page
    expect(await met()).toBe(3);
    await remove(state, ['a', 'c']);
    expect(await met()).toBe(1);
    expect(await unseen(state)).toEqual([]);
    await put(state, [['c', '1']], { page: 2 });
    expect(await met()).toBe(2);
  });

  test('is kept per stream, and holds every slot of a large one', async () => {
    const [one, other] = [await newStream(), await newStream()];
    const many = 40_000;
    await within((tx) =>
      sql`insert into record (stream, external_id, seq, slot, hash, action, data, changed_at)
          select s, 'r' || n, n + 1, n, gen_random_uuid(), 'added', '{}', now()
            from unnest(array[${one.stream}, ${other.stream}]::bigint[]) as s, generate_series(0, ${many - 1}) as n`.execute(
        tx,
      ),
    );
    const slots = Array.from({ length: many }, (_, slot) => slot).filter((slot) => slot !== 16_383 && slot !== 16_384);
    await within((tx) => markSeen(tx, one.stream, slots));
    expect((await unseen(one, many)).sort()).toEqual(['r16383', 'r16384']);
    expect(await unseen(other, many)).toHaveLength(many);
  });
});
