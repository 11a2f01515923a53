import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#server/canonical-json.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { leavesOf, recordOf, withLeaves } from './leaves.ts';
import { Harbour, type Port, seedPort, vendorOf } from './test-harbour.ts';

/*
 * One object, edited in the app and at the vendor's, kept the same on both sides. The vendor of this test is as simple as
 * one can be: it follows the feed, takes over what it has not changed itself, and writes back everything that it read.
 * What must not happen is that they answer each other for ever.
 */
const database = testDatabase();

type Fields = Record<string, unknown>;
interface Kept {
  key: string | undefined;
  data: Fields;
  /** Fields that were changed here and are not written yet. */
  dirty: Set<string>;
}

class Vendor {
  readonly records = new Map<string, Kept>();
  readonly #door: ReturnType<typeof vendorOf>;
  readonly #owners: object;
  #cursor: string | undefined;
  /** Changes that the feed brought. */
  events = 0;

  constructor(door: ReturnType<typeof vendorOf>, owners: object) {
    this.#door = door;
    this.#owners = owners;
  }

  edit(id: string, field: string, value: unknown): void {
    const record = this.records.get(id) ?? {
      key: undefined,
      data: { name: null, berth: null, crew: {} },
      dirty: new Set(),
    };
    record.data = withLeaves(record.data, new Map([[field, value]]));
    record.dirty.add(field);
    this.records.set(id, record);
  }

  /** Reads what is new, and writes it back with all that was changed here. */
  async sync(): Promise<void> {
    const touched = new Set([...this.records].filter(([, { dirty }]) => dirty.size > 0).map(([id]) => id));
    const { records, cursor } = await this.#door.feed(this.#cursor);
    this.#cursor = cursor;
    this.events += records.length;
    for (const change of records) touched.add(this.#take(change));
    if (touched.size === 0) return;
    const sent = [...touched].flatMap((id) => {
      const record = this.records.get(id);
      return record === undefined ? [] : [{ id, record, dirty: new Set(record.dirty) }];
    });
    const items = sent.map(({ id, record: { key, data } }) => ({ id, data, ...(key !== undefined && { key }) }));
    const results = await this.#door.written(items, { seen: cursor, owners: this.#owners });
    for (const [at, { record, dirty }] of sent.entries()) this.#settle(record, dirty, results[at] ?? {});
  }

  #take({ id: key, data }: { id: string; data: Fields }): string {
    const [id, record] = [...this.records].find(([, one]) => one.key === key) ?? [
      `v-${key}`,
      { key, data: {}, dirty: new Set<string>() },
    ];
    const theirs = new Map(
      [...leavesOf(data)].filter(([field]) => ['name', 'berth'].includes(field) || field.startsWith('crew')),
    );
    const mine = [...leavesOf(record.data)].filter(([field]) => record.dirty.has(field));
    record.data = recordOf(new Map([...theirs, ...mine]));
    this.records.set(id, record);
    return id;
  }

  #settle(record: Kept, dirty: Set<string>, { state, key, conflicts }: Fields): void {
    record.key = typeof key === 'string' ? key : record.key;
    if (state !== 'written') return;
    for (const field of dirty) record.dirty.delete(field);
    for (const { field, app, taken } of conflicts as { field: string; app: unknown; taken: string }[])
      if (taken === 'app') record.data = withLeaves(record.data, new Map([[field, app]]));
  }
}

const field = fc.constantFrom('name', 'berth', 'crew.size', 'crew.mate');
const value = fc.constantFrom(null, 'one', 'two', 'three');
const step = fc.oneof(
  fc.record({ do: fc.constant('app' as const), row: fc.constantFrom('x1', 'x2', 'x3'), field, value }),
  fc.record({ do: fc.constant('vendor' as const), row: fc.constantFrom('v-x1', 'v-x2', 'n1', 'n2'), field, value }),
  fc.constantFrom({ do: 'pull' as const }, { do: 'sync' as const }, { do: 'pull during a write' as const }, { do: 'write during a pull' as const }), // biome-ignore format: one thought
);
const owner = fc.constantFrom('app', 'vendor', 'newest', 'ask');
const owners = fc.record({
  default: owner,
  fields: fc.dictionary(fc.constantFrom('name', 'crew', 'crew.size'), owner),
});
// What a row lacks and what is null there are one: a difference says null for both.
const isThere = (part: unknown) => part !== null && canonicalJson(part) !== '{}';
const small = (data: object) => canonicalJson([...leavesOf(data)].filter(([field, part]) => /^(name|berth|crew)/.test(field) && isThere(part)).sort()); // biome-ignore format: one thought

test('edits on both sides end in one record, and neither side answers the other for ever', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 18 }), owners, async (steps, whose) => {
      const harbour = new Harbour();
      const port: Port = await seedPort();
      const door = vendorOf(port, database);
      const vendor = new Vendor(door, whose);
      const once = (act: () => Promise<void>) => {
        harbour.faults = {};
        return act();
      };
      let [appEdits, vendorEdits] = [3, 0];
      for (const id of ['x1', 'x2', 'x3']) harbour.edit(id, { name: id, crew: { size: 'one', mate: null } });
      await door.pull();
      await vendor.sync();
      for (const one of steps) {
        if (one.do === 'app') {
          appEdits += 1;
          harbour.edit(one.row, withLeaves({ ...harbour.rows.get(one.row) }, new Map([[one.field, one.value]])));
        } else if (one.do === 'vendor') {
          vendorEdits += 1;
          vendor.edit(one.row, one.field, one.value);
        } else if (one.do === 'pull') await door.pull();
        else if (one.do === 'sync') await vendor.sync();
        else if (one.do === 'pull during a write') {
          harbour.faults = { after: () => once(door.pull) };
          await vendor.sync();
        } else {
          harbour.faults = { onPull: () => once(() => vendor.sync()) };
          await door.pull();
        }
        harbour.faults = {};
      }
      const isQuiet = async () => {
        const before = [harbour.calls.length, vendor.events];
        await door.pull();
        await vendor.sync();
        return canonicalJson(before) === canonicalJson([harbour.calls.length, vendor.events]);
      };
      let rounds = 1;
      while (!(await isQuiet())) expect(++rounds).toBeLessThanOrEqual(5);

      // Each edit was told or written at most once: nothing was an answer to an answer.
      const created = harbour.effects.filter(({ action }) => action === 'created').length;
      expect(vendor.events).toBeLessThanOrEqual(appEdits + created);
      expect(harbour.effects.length).toBeLessThanOrEqual(vendorEdits);
      const here = [...vendor.records.values()].map(({ key, data }) => [key, small(data)]);
      const there = [...harbour.rows.values()].map((row) => [row.id, small(row)]);
      expect(here.sort()).toEqual(there.sort());
    }),
    { numRuns: 12 },
  );
}, 300_000);

test('twenty rounds of edits on both sides cost one write or one event each', async () => {
  const harbour = new Harbour();
  const door = vendorOf(await seedPort(), database);
  const vendor = new Vendor(door, {});
  harbour.edit('x1', { name: 'x1', crew: { size: 0 } });
  await door.pull();
  await vendor.sync();
  for (let round = 1; round <= 20; round++) {
    if (round % 2 === 0) harbour.edit('x1', { berth: `B${round}` });
    else vendor.edit('v-x1', 'name', `name ${round}`);
    // The edit is carried over; then it would come back, if it did.
    for (const side of [door.pull, vendor.sync, door.pull, vendor.sync]) await side.call(vendor);
  }
  expect([vendor.events, harbour.effects.length]).toEqual([11, 10]);
  expect(harbour.rows.get('x1')).toMatchObject({ name: 'name 19', berth: 'B20' });
  expect(vendor.records.get('v-x1')?.data).toMatchObject({ name: 'name 19', berth: 'B20' });
}, 120_000);
