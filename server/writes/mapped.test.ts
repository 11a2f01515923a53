import { beforeEach, describe, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { saveMapping } from '#server/mapping/save-mapping.ts';
import { Harbour, type Port, seedPort, vendorOf } from './test-harbour.ts';
import { shipModel } from './test-models.ts';

const database = testDatabase();
let harbour: Harbour;
let port: Port;
let vendor: ReturnType<typeof vendorOf>;
let cursor: string;

async function begin(more: { keepRaw?: boolean } = {}): Promise<void> {
  harbour = new Harbour();
  port = await seedPort({ ...shipModel, ...more });
  vendor = vendorOf(port, database);
  harbour.edit('x1', { name: 'Tern', berth: 'A2', crew: { size: 1, mate: 'Ada' } });
  await vendor.pull();
  ({ cursor } = await vendor.feed());
}
beforeEach(() => begin());

const ship = (data: object, more: object = {}) => ({ id: 'v1', key: 'x1', data, ...more });
const inModel = { object: undefined, model: 'ship' };
const written = (items: object[], more: object = {}) => vendor.written(items, { ...inModel, ...more });

async function news() {
  const { records, cursor: next } = await vendor.feed(cursor);
  cursor = next;
  return records.map(({ id, action, data }) => ({ id, action, ...data }));
}

describe('a record of the vendor’s model', () => {
  test('becomes a row of the app, and only what differs is sent', async () => {
    expect((await vendor.feed()).records[0]?.data).toMatchObject({ title: 'Tern', hall: 'north', people: { size: 1 } });
    expect(await written([ship({ title: 'Gull', hall: 'north' })])).toMatchObject([{ state: 'written', action: 'updated', conflicts: [] }]); // biome-ignore format: one thought
    expect(harbour.calls.at(-1)?.items).toEqual([{ key: 'x1', data: { name: 'Gull' } }]);
    // The model does not tell one berth of a hall from another: nobody changed it, so it stays.
    expect(harbour.rows.get('x1')).toMatchObject({ name: 'Gull', berth: 'A2' });
    expect((await vendor.call('GET', '/writes')).body).toMatchObject({ items: [{ model: 'ship', object: 'ship' }] });
  });

  test('is made where it is new, and what has no way to the app is said', async () => {
    const items = await written([
      { id: 'n', data: { title: 'New', hall: 'south', colour: 'red', people: { size: 3 } } },
    ]);
    expect(items).toMatchObject([{ action: 'created', key: 's1', conflicts: [{ field: 'colour', taken: 'app', reason: 'unmapped' }] }]); // biome-ignore format: one thought
    expect(harbour.rows.get('s1')).toMatchObject({ name: 'New', berth: 'B1', crew: { size: 3 } });
  });

  test('that is emptied is emptied in the app', async () => {
    await written([ship({ title: null })]);
    expect(harbour.calls.at(-1)?.items).toEqual([{ key: 'x1', data: { name: null } }]);
    await vendor.pull();
    expect(await news()).toEqual([]);
  });

  test('with a value that can’t be mapped fails alone, by its own field', async () => {
    const items = await written([
      ship({ buoy: 'nobody' }),
      { id: 'v2', data: { title: 'Well' } },
      { id: 'v3', data: { title: 'refused' } },
    ]);
    expect(items).toMatchObject([
      { state: 'failed', error: { class: 'mapping', field: 'buoy', message: expect.stringMatching(/linked to no buoy/), remedy: expect.stringMatching(/Write that one first/) } }, // biome-ignore format: one thought
      { state: 'written' },
      // The app speaks of its own field.
      { state: 'failed', error: { class: 'invalid', field: 'title', message: 'Not that name.' } },
    ]);
    expect(items[0]).not.toMatchObject({ error: { message: expect.stringMatching(/nobody/) } });
  });

  test('can’t be written where no mapping leads back', async () => {
    const refused = async (more: object) => (await vendor.write([ship({})], more)).body;
    expect(await refused({ object: undefined, model: 'whale' })).toMatchObject({ error: { code: 'invalid', field: 'model' } }); // biome-ignore format: one thought
    expect(await refused({ object: undefined })).toMatchObject({ error: { code: 'invalid', field: 'model' } });
    await withTenant(port, (tx) =>
      saveMapping(tx, { syncId: port.syncId, document: shipModel.mapping, write: null, by: 'key_1', now: new Date() }),
    );
    expect(await refused(inModel)).toMatchObject({ error: { field: 'model', remedy: expect.stringMatching(/write/) } });
  });

  test('waits with a mapping that is mended meanwhile', async () => {
    const { id } = await vendor.write([ship({ title: 'Gull' })], inModel);
    const write = { ...shipModel.write, fields: [{ target: 'code', from: { path: 'title' } }] };
    expect(await withTenant(port, (tx) => saveMapping(tx, { syncId: port.syncId, document: shipModel.mapping, write, by: 'key_1', now: new Date() }))).toMatchObject({ version: 2, remap: 'none' }); // biome-ignore format: one thought
    await vendor.work();
    expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'written' }]);
    expect(harbour.rows.get('x1')).toMatchObject({ code: 'Gull', name: 'Tern' });
  });
});

describe('what the vendor wrote in its model', () => {
  test('does not come back to it, nor what the app sets by itself', async () => {
    await written([ship({ title: 'Gull', people: { mate: 'Eve' } })]);
    await vendor.pull();
    expect(await news()).toEqual([]);
    const { records } = await vendor.feed();
    expect(records[0]?.data).toMatchObject({ title: 'Gull', people: { size: 1, mate: 'Eve' }, seenAt: harbour.rows.get('x1')?.updatedAt }); // biome-ignore format: one thought
  });

  test('does not hide what somebody changed beside it, nor is it undone by an older page', async () => {
    await written([ship({ title: 'Gull' })]);
    harbour.edit('x1', { crew: { size: 9, mate: 'Ada' } });
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', title: 'Gull', people: { size: 9 } }]);
    harbour.edit('x1', { crew: { size: 10, mate: 'Ada' } });
    harbour.faults.onPull = () => {
      harbour.faults = {};
      return written([ship({ title: 'Auk' })]);
    };
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', title: 'Auk', people: { size: 10 } }]);
    await vendor.pull();
    expect(await news()).toEqual([]);
  });

  test('is told where it comes back as another value, once, and is not written again', async () => {
    // The app knows no quay: it has B1 for that, which is the south to us.
    expect(await written([ship({ hall: 'quay' })])).toMatchObject([{ action: 'updated' }]);
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', hall: 'south' }]);
    expect(await written([ship({ hall: 'south' })])).toMatchObject([{ action: 'unchanged', conflicts: [] }]);
    // And from there, the app can't tell it from what it has.
    expect(await written([ship({ hall: 'quay' })])).toMatchObject([
      { action: 'unchanged', conflicts: [{ field: 'hall', app: 'south', taken: 'app', reason: 'same' }] },
    ]);
    await vendor.pull();
    expect([await news(), harbour.calls.length]).toEqual([[], 1]);
  });

  test('is held against the app’s change in the vendor’s own fields', async () => {
    const seen = cursor;
    harbour.edit('x1', { name: 'App', berth: 'B2' });
    await vendor.pull();
    const items = await written([ship({ title: 'Vendor', hall: 'north' })], {
      seen,
      owners: { fields: { title: 'app' } },
    });
    expect(items).toMatchObject([
      { action: 'unchanged', conflicts: [{ field: 'title', app: 'App', reason: 'owner' }, { field: 'hall', app: 'south', taken: 'app', reason: 'stale' }] }, // biome-ignore format: one thought
    ]);
    expect(harbour.calls).toEqual([]);
  });
});

describe('ids of other records', () => {
  const buoys = (items: object[]) => vendor.written(items, { object: 'buoy' });

  test('become the app’s keys and back', async () => {
    await buoys([{ id: 'vb1', data: { name: 'One' } }]);
    expect(await written([ship({ buoy: 'vb1' })])).toMatchObject([{ state: 'written' }]);
    expect(harbour.rows.get('x1')).toMatchObject({ code: 's1' });
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 's1' }]);
    harbour.edit('x2', { name: 'Two', code: 's1' });
    harbour.edit('x3', { name: 'Three', code: 'unknown' });
    await vendor.pull();
    expect(await news()).toMatchObject([
      { id: 'x2', buoy: 'vb1' },
      { id: 'x3', title: 'Three' },
    ]);
    expect((await vendor.feed()).records.find(({ id }) => id === 'x3')?.data).not.toHaveProperty('buoy');
  });

  test('wait for records that are on their way', async () => {
    const first = await vendor.write([{ id: 'vb1', data: { name: 'One' } }], { object: 'buoy' });
    const { id } = await vendor.write([ship({ buoy: 'vb1' })], inModel);
    await vendor.work();
    expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'queued', error: { message: expect.stringMatching(/waits until buoy vb1/) } }]); // biome-ignore format: one thought
    await vendor.work('buoy');
    expect(await vendor.itemsOf(first.id)).toMatchObject([{ state: 'written' }]);
    await vendor.work('ship', { now: () => new Date(Date.now() + 60_000) });
    expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'written' }]);
    expect(harbour.rows.get('x1')).toMatchObject({ code: 's1' });
  });

  test('are looked up again by the next whole pass', async () => {
    harbour.edit('x2', { name: 'Two', code: 'later' });
    await vendor.pull();
    expect((await news()).find(({ id }) => id === 'x2')).not.toHaveProperty('buoy');
    await vendor.call('PUT', '/links', { connectionId: port.connectionId, object: 'buoy', links: [{ id: 'vb9', key: 'later' }] }); // biome-ignore format: one thought
    await vendor.call('POST', `/syncs/${port.syncId}/reset`, {});
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x2', buoy: 'vb9' }]);
  });
});

test('an item that is all that is known of its row leaves what the vendor did not change as the app has it', async () => {
  await begin({ keepRaw: true });
  await database.sql("update sync set object = 'crate' where id = $1", [port.syncId]);
  await vendor.write([ship({ title: 'Gull' })], inModel);
  await vendor.work('crate');
  expect(harbour.calls.at(-1)?.items).toMatchObject([{ key: 'x1', data: { name: 'Gull', berth: 'A2', crew: { size: 1, mate: 'Ada' } } }]); // biome-ignore format: one thought
});
