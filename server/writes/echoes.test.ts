import { beforeEach, describe, expect, test } from 'vitest';
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
  for (const id of ['x1', 'x2']) harbour.edit(id, { name: id, berth: 'B1', crew: { size: 1, mate: 'Ada' } });
  await vendor.pull();
  ({ cursor } = await vendor.feed());
});

/** What a reader of the feed has not read yet. */
async function news() {
  const { records, cursor: next } = await vendor.feed(cursor);
  cursor = next;
  return records.map(({ id, action, data }) => ({ id, action, ...data }));
}

const x1 = (data: object, more: object = {}) => ({ id: 'a', key: 'x1', data, ...more });
const counts = async () =>
  (await database.sql('select added, updated, unchanged from run where sync_id = $1 order by queued_at desc limit 1', [port.syncId]))[0]; // biome-ignore format: one thought

describe('what the vendor wrote', () => {
  test('does not come back to it as a change, and is what a new reader reads', async () => {
    await vendor.written([x1({ berth: 'B2' })]);
    await vendor.pull();
    expect(await counts()).toMatchObject({ added: 0, updated: 0 });
    expect(await news()).toEqual([]);
    const { records } = await vendor.feed();
    expect(records.find(({ id }) => id === 'x1')?.data).toMatchObject({ berth: 'B2', updatedAt: harbour.rows.get('x1')?.updatedAt }); // biome-ignore format: one thought
  });

  test('of a new record comes once, with its key and all that the app made of it', async () => {
    const [item] = await vendor.written([{ id: 'n', data: { name: 'new' } }]);
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: item?.key, action: 'added', name: 'new' }]);
    await vendor.pull();
    expect(await news()).toEqual([]);
  });

  test('is told where the app makes something else of it', async () => {
    harbour.faults.after = () => harbour.edit('x1', { berth: 'BERTH 2' });
    await vendor.written([x1({ berth: 'B2' })]);
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', berth: 'BERTH 2' }]);
  });

  test('is told where somebody takes it back in the app, to the very value of before', async () => {
    await vendor.written([x1({ berth: 'B2' })]);
    harbour.edit('x1', { berth: 'B1' });
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', berth: 'B1' }]);
  });

  test('does not hide what somebody changed beside it', async () => {
    await vendor.written([x1({ berth: 'B2' })]);
    harbour.edit('x1', { crew: { size: 1, mate: 'Eve' } });
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', berth: 'B2', crew: { mate: 'Eve' } }]);
  });

  test('hides nothing of later, also where only the time changed', async () => {
    await vendor.written([x1({ berth: 'B2' })]);
    await vendor.pull();
    harbour.edit('x1', {});
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', berth: 'B2' }]);
  });

  test('is not undone by a page that was read before it and arrives after it', async () => {
    harbour.edit('x1', { name: 'renamed' });
    harbour.faults.onPull = () => {
      harbour.faults = {};
      return vendor.written([x1({ berth: 'B2' })]);
    };
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', name: 'renamed', berth: 'B2' }]);
    await vendor.pull();
    expect(await news()).toEqual([]);
    expect(await vendor.written([x1({ name: 'renamed', berth: 'B2' })])).toMatchObject([{ action: 'unchanged' }]);
  });

  test('is told where an older page has told another value meanwhile', async () => {
    harbour.edit('x1', { berth: 'B9' });
    harbour.faults.onPull = () => {
      harbour.faults = {};
      return vendor.written([x1({ berth: 'B2' })]);
    };
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', berth: 'B9' }]);
    await vendor.pull();
    expect(await news()).toMatchObject([{ id: 'x1', berth: 'B2' }]);
  });

  test('is not told by a page that was read while it was on its way', async () => {
    harbour.faults.after = () => {
      harbour.faults = {};
      return vendor.pull();
    };
    await vendor.written([x1({ berth: 'B2' })]);
    await vendor.pull();
    expect(await news()).toEqual([]);
  });
});

test('a hook that answers a write tells nothing, and one of somebody’s change does', async () => {
  const hook = () => withTenant({ environmentId: port.environmentId }, (tx) => touchRecords(tx, port.syncId, ['x1']));
  await vendor.written([x1({ berth: 'B2' })]);
  await hook();
  await vendor.pull();
  expect(await news()).toEqual([]);
  harbour.edit('x1', { berth: 'B3' });
  await hook();
  await vendor.pull();
  expect(await news()).toMatchObject([{ id: 'x1', berth: 'B3' }]);
});

describe('what the vendor read', () => {
  test('and writes back is not sent', async () => {
    const { records } = await vendor.feed();
    const items = records.map(({ id, data }) => ({ id: `v-${id}`, key: id, data }));
    expect((await vendor.written(items)).map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
    expect(harbour.calls).toEqual([]);
  });

  test('and the app changed since: is left alone, and said', async () => {
    const seen = cursor;
    harbour.edit('x1', { name: 'app', berth: 'B9' });
    await vendor.pull();
    const [item] = await vendor.written([x1({ name: 'vendor', berth: 'B1', crew: { size: 2, mate: 'Ada' } })], {
      seen,
    });
    expect(item).toMatchObject({
      state: 'written',
      action: 'updated',
      conflicts: [
        { field: 'name', app: 'app', taken: 'vendor', reason: 'newest' },
        { field: 'berth', app: 'B9', taken: 'app', reason: 'stale' },
      ],
    });
    expect(harbour.rows.get('x1')).toMatchObject({ name: 'vendor', berth: 'B9', crew: { size: 2, mate: 'Ada' } });
  });

  test('by owner: the app’s, the later one, or a person', async () => {
    const seen = cursor;
    harbour.edit('x1', { name: 'app', berth: 'B9' });
    await vendor.pull();
    const write = (owners: object, more: object = {}) =>
      vendor.written([x1({ name: 'vendor' }, more)], { seen, owners });
    expect(await write({ fields: { name: 'app' } })).toMatchObject([{ action: 'unchanged', conflicts: [{ taken: 'app', reason: 'owner' }] }]); // biome-ignore format: one thought
    expect(await write({}, { changedAt: '2020-01-01T00:00:00Z' })).toMatchObject([{ action: 'unchanged', conflicts: [{ taken: 'app', reason: 'newest' }] }]); // biome-ignore format: one thought
    expect(await write({ default: 'ask' })).toMatchObject([{ state: 'conflict', error: { class: 'conflict', message: expect.stringMatching(/name/) }, conflicts: [{ app: 'app', taken: null }] }]); // biome-ignore format: one thought
    expect(harbour.calls).toEqual([]);
    // Whoever has read the app's word and writes again has decided.
    const { cursor: now } = await vendor.feed();
    expect(await vendor.written([x1({ name: 'vendor' })], { seen: now, owners: { default: 'ask' } })).toMatchObject([{ action: 'updated' }]); // biome-ignore format: one thought
  });

  test('so long ago that nobody knows what it was: every difference is a conflict', async () => {
    const seen = cursor;
    for (const berth of ['B8', 'B9']) {
      harbour.edit('x1', { berth });
      await vendor.pull();
    }
    expect(await vendor.written([x1({ name: 'x1', berth: 'B1' })], { seen, owners: { default: 'ask' } })).toMatchObject(
      [{ state: 'conflict', conflicts: [{ field: 'berth', app: 'B9', taken: null }] }],
    );
  });

  test('the integration says whose word counts', async () => {
    port = await seedPort({ owners: { fields: { berth: 'app' } } });
    vendor = vendorOf(port, database);
    await vendor.pull();
    expect(await vendor.written([x1({ name: 'n', berth: 'B5' })])).toMatchObject([{ conflicts: [{ field: 'berth', taken: 'app' }] }]); // biome-ignore format: one thought
    expect(harbour.rows.get('x1')).toMatchObject({ name: 'n', berth: 'B1' });
  });
});
