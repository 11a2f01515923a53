import { beforeEach, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { touchRecords } from '#server/syncs/touch-records.ts';
import { Harbour, type Port, seedPort, vendorOf } from './test-harbour.ts';

const database = testDatabase();
let harbour: Harbour;
let port: Port;
let vendor: ReturnType<typeof vendorOf>;
let cursor: string;

beforeEach(async () => {
  harbour = new Harbour();
  port = await seedPort();
  vendor = vendorOf(port, database);
  for (const id of ['x1', 'x2']) harbour.edit(id, { name: id, berth: id === 'x1' ? 'B1' : null });
  await vendor.pull();
  ({ cursor } = await vendor.feed());
});

async function news() {
  const { records, cursor: next } = await vendor.feed(cursor);
  cursor = next;
  return records.map(({ id, action, ...more }) => [id, action, Reflect.get(more, 'renamedTo')]);
}
const slotOf = async (key: string) =>
  (await database.sql('select slot from record where stream = (select stream from sync where id = $1) and external_id = $2', [port.syncId, key]))[0]?.slot; // biome-ignore format: one thought
const count = async () => (await database.sql('select records from sync where id = $1', [port.syncId]))[0]?.records;
const links = async () => (await vendor.call('GET', `/links?connectionId=${port.connectionId}&object=ship`)).body;

test('a row that moves to another key keeps its history; the reader is told once where it went', async () => {
  const slot = await slotOf('x1');
  harbour.merge('x1', 'x9');
  await vendor.pull();
  expect(await news()).toEqual([
    ['x1', 'deleted', 'x9'],
    ['x9', 'updated', null],
  ]);
  expect([await slotOf('x9'), await count()]).toEqual([slot, 2]);
  expect((await vendor.feed()).records.map(({ id }) => id).sort()).toEqual(['x2', 'x9']);
  // The app goes on telling of it.
  await vendor.pull();
  expect(await news()).toEqual([]);
  harbour.merged.clear();
  harbour.edit('x1', { name: 'again' });
  await vendor.pull();
  expect(await news()).toEqual([['x1', 'added', null]]);
  expect(await count()).toBe(3);
});

test('a row that is merged into another one goes, and says where to', async () => {
  harbour.merge('x1', 'x2');
  await vendor.pull();
  expect(await news()).toEqual([
    ['x1', 'deleted', 'x2'],
    ['x2', 'updated', null],
  ]);
  expect(await count()).toBe(1);
});

test('a key that was deleted before is taken over, and so is a chain of keys', async () => {
  harbour.merge('x1', 'x3');
  harbour.merge('x3', 'x4');
  harbour.merge('x4', 'x1');
  harbour.merged.set('x1', 'x3');
  harbour.merged.delete('x4');
  harbour.merged.set('x4', 'x1');
  await vendor.pull();
  expect((await vendor.feed()).records.map(({ id }) => id).sort()).toEqual(['x1', 'x2']);
  expect(await count()).toBe(2);
});

test('is known where a hook names the old key and the app answers with the new one', async () => {
  harbour.merge('x1', 'x9');
  await withTenant(port, (tx) => touchRecords(tx, port.syncId, ['x1']));
  harbour.rows.delete('none');
  const [run] = await database.sql("select id from run where sync_id = $1 and status = 'queued'", [port.syncId]);
  expect(run).toBeDefined();
  await vendor.pull();
  expect(await news()).toContainEqual(['x1', 'deleted', 'x9']);
});

test('links follow, and the vendor goes on writing to the row that it has become', async () => {
  await vendor.written([{ id: 'a', key: 'x1', data: { berth: 'B2' } }]);
  const { id } = await vendor.write([{ id: 'a', key: 'x1', data: { berth: 'B3' } }]);
  harbour.merge('x1', 'x9');
  await vendor.pull();
  expect(await links()).toMatchObject({ items: [{ id: 'a', key: 'x9', mergedInto: null }] });
  await vendor.work();
  expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'written', key: 'x9' }]);
  expect(harbour.rows.get('x9')).toMatchObject({ berth: 'B3' });
});

test('of two records that the app has merged into a new one, the first has it', async () => {
  await vendor.written([{ id: 'a', key: 'x1', data: { berth: 'B2' } }]);
  await vendor.written([{ id: 'b', key: 'x2', data: { berth: 'B4' } }]);
  harbour.merge('x1', 'x9');
  harbour.merge('x2', 'x9');
  await vendor.pull();
  expect(await links()).toMatchObject({ items: [{ id: 'a', key: 'x9', mergedInto: null }, { id: 'b', key: 'x2', mergedInto: 'x9' }] }); // biome-ignore format: one thought
  expect((await vendor.feed()).records.map(({ id }) => id)).toEqual(['x9']);
});

test('two records of the vendor that have become one row: the one that went is not written, and is told', async () => {
  await vendor.written([
    { id: 'a', key: 'x1', data: { berth: 'B2' } },
    { id: 'b', key: 'x2', data: { berth: 'B4' } },
  ]);
  harbour.merge('x1', 'x2');
  await vendor.pull();
  expect(await links()).toMatchObject({
    items: [
      { id: 'a', key: 'x1', mergedInto: 'x2' },
      { id: 'b', key: 'x2' },
    ],
  });
  expect(
    await vendor.written([
      { id: 'a', data: { berth: 'B7' } },
      { id: 'b', data: { name: 'b' } },
    ]),
  ).toMatchObject([
    { state: 'conflict', error: { class: 'conflict', message: expect.stringMatching(/merged .* into x2/) } },
    { state: 'written', key: 'x2' },
  ]);
  expect(harbour.rows.get('x2')).toMatchObject({ name: 'b' });
});
