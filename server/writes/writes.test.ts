import { beforeEach, describe, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { api, textAt } from '#server/trpc/test-api.ts';
import { createEndpoint } from '#server/webhooks/create-endpoint.ts';
import { runWrites } from './run-writes.job.ts';
import { fails, Harbour, never, type Port, seedPort, vendorOf } from './test-harbour.ts';

const database = testDatabase();
let harbour: Harbour;
let port: Port;
let vendor: ReturnType<typeof vendorOf>;

beforeEach(async () => {
  harbour = new Harbour();
  port = await seedPort();
  vendor = vendorOf(port, database);
});

const ship = (id: string, data: object, more: object = {}) => ({ id, data: { name: id, ...data }, ...more });
/** A clock that is so many minutes ahead. */
const later = (minutes: number) => ({ now: () => new Date(Date.now() + minutes * 60_000) });
const states = (items: Record<string, unknown>[]) => items.map(({ state }) => state);

describe('writing', () => {
  test('makes what is new, links it, and tells what came of each', async () => {
    const { status, body, id } = await vendor.write([ship('a', {}), ship('b', { name: 'refused' }), ship('c', {})]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ write: { status: 'open', counts: { queued: 3 } }, items: [] });
    await vendor.work();
    expect(await vendor.itemsOf(id)).toMatchObject([
      { id: 'a', key: 's1', state: 'written', action: 'created', error: null },
      { id: 'b', key: null, state: 'failed', error: { class: 'invalid', code: 'bad_name', field: 'name', message: 'Not that name.', remedy: expect.stringMatching(/Correct/) } }, // biome-ignore format: one thought
      { id: 'c', key: 's2', state: 'written', action: 'created' },
    ]);
    expect((await vendor.call('GET', `/writes/${id}`)).body).toMatchObject({
      write: { status: 'finished', counts: { written: 2, failed: 1 } },
      nextCursor: null,
    });
    const { body: links } = await vendor.call('GET', `/links?connectionId=${port.connectionId}&object=ship`);
    expect(links).toMatchObject({
      items: [
        { id: 'a', key: 's1' },
        { id: 'c', key: 's2' },
      ],
    });
  });

  test('again changes the same row, and what is the same is not sent', async () => {
    await vendor.written([ship('a', {})]);
    expect(await vendor.written([ship('a', { berth: 'B2' })])).toMatchObject([{ key: 's1', action: 'updated' }]);
    expect(harbour.calls.at(-1)?.items).toEqual([{ key: 's1', data: { berth: 'B2' } }]);
    expect(await vendor.written([ship('a', { berth: 'B2' })])).toMatchObject([{ key: 's1', action: 'unchanged' }]);
    expect(harbour.calls).toHaveLength(2);
    // There and back again is two changes.
    await vendor.written([ship('a', { berth: 'B1' })]);
    await vendor.written([ship('a', { berth: 'B2' })]);
    expect([harbour.calls.length, harbour.rows.get('s1')?.berth]).toEqual([4, 'B2']);
  });

  test('goes in calls of as many as the app takes', async () => {
    const items = await vendor.written(Array.from({ length: 8 }, (_, at) => ship(`a${at}`, {})));
    expect(harbour.calls.map((call) => call.items.length)).toEqual([3, 3, 2]);
    expect(new Set(items.map(({ key }) => key)).size).toBe(8);
  });

  test('of several versions that wait, the newest is written', async () => {
    const first = await vendor.write([ship('a', { berth: 'B1' }), ship('b', {})]);
    const second = await vendor.write([ship('a', { berth: 'B2' })]);
    await vendor.work();
    expect(states(await vendor.itemsOf(first.id))).toEqual(['superseded', 'written']);
    expect(states(await vendor.itemsOf(second.id))).toEqual(['written']);
    expect(harbour.rows.get('s1')?.berth ?? harbour.rows.get('s2')?.berth).toBe('B2');
    expect(harbour.effects).toHaveLength(2);
  });

  test('a version that is older than what was written is superseded', async () => {
    await vendor.written([ship('a', { berth: 'B5' }, { version: 5 })]);
    expect(states(await vendor.written([ship('a', { berth: 'B4' }, { version: 4 })]))).toEqual(['superseded']);
    expect(harbour.rows.get('s1')?.berth).toBe('B5');
  });

  test('by key, by create and by update', async () => {
    harbour.edit('x9', { name: 'Old' });
    expect(await vendor.written([ship('a', {}, { key: 'x9' })])).toMatchObject([{ key: 'x9', action: 'updated' }]);
    expect(await vendor.written([ship('a', {}, { key: 'x8' })])).toMatchObject([{ state: 'conflict', error: { class: 'conflict' } }]); // biome-ignore format: one thought
    expect(await vendor.written([ship('a', {})], { mode: 'create' })).toMatchObject([{ state: 'conflict' }]);
    expect(await vendor.written([ship('b', {})], { mode: 'update' })).toMatchObject([{ state: 'failed', error: { class: 'not_found' } }]); // biome-ignore format: one thought
    expect(await vendor.written([ship('b', {})], { mode: 'create' })).toMatchObject([{ action: 'created' }]);
    expect(await vendor.written([ship('gone', {}, { key: 'x7' })])).toMatchObject([{ state: 'failed', error: { class: 'not_found', remedy: expect.stringMatching(/link/) } }]); // biome-ignore format: one thought
  });

  test('two records that the app takes for one row are told', async () => {
    await vendor.written([ship('a', { code: 'T1' })]);
    expect(await vendor.written([ship('b', { code: 'T1' })])).toMatchObject([
      { state: 'conflict', key: 's1', error: { message: expect.stringMatching(/s1/) } },
    ]);
  });

  test('with wait answers with the results', async () => {
    const { body } = await vendor.write([ship('a', {})], { wait: true });
    expect(body).toMatchObject({ write: { status: 'finished' }, items: [{ id: 'a', key: 's1', action: 'created' }] });
    const many = Array.from({ length: 101 }, (_, at) => ship(`a${at}`, {}));
    expect((await vendor.write(many, { wait: true })).body).toMatchObject({
      error: { code: 'invalid', field: 'items' },
    });
  });

  test('with an idempotency key takes the records in once', async () => {
    const body = { connection: port.connectionId, object: 'ship', items: [ship('a', {})] };
    const headers = { 'idempotency-key': 'once-1' };
    const first = await api('POST', '/writes', { key: port.key, body, headers });
    const second = await api('POST', '/writes', { key: port.key, body, headers });
    expect(textAt(second.body, 'write', 'id')).toBe(textAt(first.body, 'write', 'id'));
    expect((await vendor.call('GET', '/writes')).body).toMatchObject({ items: [{ counts: { queued: 1 } }] });
    const other = { ...body, items: [ship('b', {})] };
    expect((await api('POST', '/writes', { key: port.key, body: other, headers })).body).toMatchObject({ error: { code: 'idempotency_mismatch' } }); // biome-ignore format: one thought
  });

  test('what can not be written is refused before anything is kept', async () => {
    const refused = async (more: object) => (await vendor.write([ship('a', {})], more)).body;
    expect(await refused({ object: 'whale' })).toMatchObject({ error: { code: 'invalid', field: 'object', remedy: expect.stringMatching(/ship/) } }); // biome-ignore format: one thought
    expect(await refused({ connection: 'con_00000000000000000000' })).toMatchObject({ error: { code: 'not_found' } });
    expect(await refused({ seen: 'x' })).toMatchObject({ error: { field: 'cursor' } });
    expect((await vendor.write([ship('a', { text: 'x'.repeat(1_100_000) })])).body).toMatchObject({ error: { code: 'too_large', field: 'items.0.data' } }); // biome-ignore format: one thought
    expect((await vendor.write(Array.from({ length: 1001 }, () => ship('a', {})))).status).toBe(422);
    expect(await database.sql('select from write_batch where connection_id = $1', [port.connectionId])).toEqual([]);
  });

  test('hostile data arrives as it was sent', async () => {
    const data = JSON.parse(
      '{"name":"\\u0000\\ud83d\\ude00","crew":{"__proto__":{"a":1},"a.b":{"c\\\\":[1,{"d":null}]},"":"empty","big":9007199254740993}}',
    );
    await vendor.written([{ id: 'a', data }]);
    expect(JSON.stringify(harbour.calls[0]?.items[0]?.data)).toBe(JSON.stringify(data));
  });
});

describe('when the app fails', () => {
  test('a call that is refused as a whole is made record by record', async () => {
    harbour.faults.before = (items) =>
      items.some(({ data }) => data.berth === 'bad') &&
      fails('invalid', { field: 'berth', appMessage: 'No such berth.' })();
    const items = await vendor.written([ship('a', {}), ship('b', { berth: 'bad' }), ship('c', {})]);
    expect(states(items)).toEqual(['written', 'failed', 'written']);
    expect(items[1]).toMatchObject({ error: { class: 'invalid', field: 'berth', message: 'No such berth.' } });
  });

  test('a limit lets the lane sleep as long as the app says, and nothing is lost', async () => {
    harbour.faults.before = fails('rate_limited', { retryAfterMs: 60_000 });
    const { id } = await vendor.write([ship('a', {})]);
    await vendor.work();
    expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'queued', error: { class: 'rate_limited' } }]);
    await vendor.work();
    expect(harbour.calls).toHaveLength(1);
    harbour.faults = {};
    await vendor.work('ship', later(2));
    expect(states(await vendor.itemsOf(id))).toEqual(['written']);
  });

  test('only the record that has to wait waits', async () => {
    const { id } = await vendor.write([ship('a', { name: 'busy' }), ship('b', {})]);
    await vendor.work();
    expect(states(await vendor.itemsOf(id))).toEqual(['queued', 'written']);
    for (let hour = 1; hour < 8; hour++) await vendor.work('ship', later(hour * 60));
    expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'failed', error: { class: 'rate_limited' } }, {}]);
    expect(harbour.effects).toHaveLength(1);
  });

  test('access that ended keeps everything until somebody reconnects', async () => {
    harbour.faults.before = fails('auth');
    const { id } = await vendor.write([ship('a', {})]);
    await vendor.work();
    await database.sql("update connection set status = 'needs_reauth' where id = $1", [port.connectionId]);
    await vendor.work('ship', later(30));
    expect(states(await vendor.itemsOf(id))).toEqual(['queued']);
    await database.sql("update connection set status = 'active' where id = $1", [port.connectionId]);
    harbour.faults = {};
    await vendor.work('ship', later(60));
    expect(states(await vendor.itemsOf(id))).toEqual(['written']);
    await vendor.write([ship('b', {})]);
    await database.sql("update connection set status = 'disconnected' where id = $1", [port.connectionId]);
    await vendor.work('ship', later(90));
    expect((await vendor.call('GET', '/writes?limit=1')).body).toMatchObject({ items: [{ counts: { failed: 1 } }] });
  });

  test('what failed is retried, unless a newer version came', async () => {
    const { id } = await vendor.write([ship('a', { name: 'refused' }), ship('b', { name: 'refused' })]);
    await vendor.work();
    await vendor.written([ship('a', {})]);
    harbour.faults.before = (items) => items.map(({ data }) => Object.assign(data, { name: 'mended' }));
    expect((await vendor.call('POST', `/writes/${id}/retry`, {})).body).toMatchObject({ retried: 2 });
    await vendor.work();
    expect(states(await vendor.itemsOf(id))).toEqual(['superseded', 'written']);
    expect((await vendor.call('POST', `/writes/${id}/retry`, {})).body).toMatchObject({ error: { code: 'conflict' } });
  });

  test('what waits can be cancelled', async () => {
    const { id } = await vendor.write([ship('a', {}), ship('b', {})]);
    expect((await vendor.call('POST', `/writes/${id}/cancel`, {})).body).toMatchObject({
      cancelled: 2,
      write: { status: 'finished' },
    });
    await vendor.work();
    expect(harbour.calls).toEqual([]);
  });

  test('a result that is none leaves it open whether it was written', async () => {
    harbour.faults.after = () => fails('protocol')();
    const { id } = await vendor.write([ship('a', {})], { object: 'crate' });
    await vendor.work('crate');
    expect(await vendor.itemsOf(id)).toMatchObject([
      { state: 'uncertain', error: { remedy: expect.stringMatching(/links/) } },
    ]);
  });
});

test('the vendor is told when a write has finished', async () => {
  await withTenant({ environmentId: port.environmentId }, (tx) =>
    createEndpoint(tx, { url: 'https://acme.example/hooks', events: ['write.finished'] }),
  );
  const { id } = await vendor.write([ship('a', {}), ship('b', { name: 'refused' })]);
  await vendor.work();
  const [delivery] = await database.sql<{ payload: string }>("select payload from delivery where type = 'write.finished' and environment_id = $1", [port.environmentId]); // biome-ignore format: one thought
  expect(JSON.parse(delivery?.payload ?? '{}')).toMatchObject({
    type: 'write.finished',
    data: { batchId: id, connectionId: port.connectionId, object: 'ship', items: { written: 1, failed: 1 } },
  });
});

describe('links', () => {
  const path = () => `/links?connectionId=${port.connectionId}&object=ship`;
  const put = (links: object[]) =>
    vendor.call('PUT', '/links', { connectionId: port.connectionId, object: 'ship', links });

  test('are put, found, and removed', async () => {
    harbour.edit('x1', {});
    expect((await put([{ id: 'a', key: 'x1' }, { id: 'b', key: 'x2' }])).status).toBe(200); // biome-ignore format: one thought
    expect((await put([{ id: 'c', key: 'x1' }])).body).toMatchObject({
      error: { code: 'conflict', field: 'links.0.key' },
    });
    expect((await vendor.call('GET', `${path()}&key=x1`)).body).toMatchObject({ items: [{ id: 'a', key: 'x1' }] });
    expect(await vendor.written([ship('a', {})])).toMatchObject([{ key: 'x1', action: 'updated' }]);
    expect((await vendor.call('DELETE', `${path()}&id=b`)).body).toEqual({ removed: true });
    expect((await vendor.call('DELETE', `${path()}&id=b`)).status).toBe(404);
    const page = (await vendor.call('GET', `${path()}&limit=1`)).body;
    expect(page).toMatchObject({ items: [{ id: 'a' }], nextCursor: null });
  });
});

describe('a process that is stopped', () => {
  const run = (object: string, minutes = 0) =>
    runWrites({ environmentId: port.environmentId, connectionId: port.connectionId, object }, never, later(minutes));

  /** Starts to write and is never heard of again: the answer does not come. */
  async function killedAt(point: 'before' | 'after', object: string, items: object[]): Promise<string> {
    let arrived: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    harbour.faults[point] = () => {
      arrived();
      return new Promise(() => undefined);
    };
    const { id } = await vendor.write(items, { object });
    void run(object);
    await reached;
    harbour.faults = {};
    return id;
  }

  test.each(['before', 'after'] as const)(
    '%s the app took it: written once where that can be repeated',
    async (point) => {
      for (const object of ['ship', 'buoy']) {
        const effects = harbour.effects.length;
        const id = await killedAt(point, object, [
          ship('a', { code: `${object}1` }),
          ship('b', { code: `${object}2` }),
        ]);
        await run(object);
        expect(states(await vendor.itemsOf(id))).toEqual(['writing', 'writing']);
        await run(object, 10);
        expect(states(await vendor.itemsOf(id))).toEqual(['written', 'written']);
        const rows = [...harbour.rows.values()].filter(({ code }) => code?.startsWith(object));
        expect(rows).toHaveLength(2);
        expect(harbour.effects.length - effects).toBeLessThanOrEqual(object === 'buoy' ? 2 : 4);
        const [first, second] = harbour.calls.filter((call) => call.object === object);
        expect(second).toEqual(first);
      }
    },
  );

  test.each(['before', 'after'] as const)('%s the app took it: uncertain where nobody can tell', async (point) => {
    const id = await killedAt(point, 'crate', [ship('a', {})]);
    await run('crate', 10);
    expect(states(await vendor.itemsOf(id))).toEqual(['uncertain']);
    // Another version of it might make it a second time.
    expect(await vendor.written([ship('a', { berth: 'B1' })], { object: 'crate' })).toMatchObject([
      { state: 'uncertain' },
    ]);
    expect(harbour.calls).toHaveLength(1);
    harbour.edit('x1', {});
    const links = [{ id: 'a', key: 'x1' }];
    await vendor.call('PUT', '/links', { connectionId: port.connectionId, object: 'crate', links });
    expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'written', key: 'x1' }]);
    expect(await vendor.written([ship('a', { berth: 'B1' })], { object: 'crate' })).toMatchObject([
      { state: 'written', key: 'x1' },
    ]);
  });

  test('and wakes up late notes nothing: its successor has done so', async () => {
    let release: () => void = () => undefined;
    harbour.faults.after = () =>
      new Promise<void>((resolve) => {
        release = resolve;
      });
    const { id } = await vendor.write([ship('a', { code: 'T1' })]);
    const late = run('ship');
    while (harbour.effects.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const wake = release;
    harbour.faults = {};
    await run('ship', 10);
    await vendor.written([ship('a', { code: 'T1', berth: 'B9' })]);
    wake();
    await late;
    expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'written', action: 'updated', key: 's1' }]);
    expect(harbour.rows.size).toBe(1);
    expect(harbour.rows.get('s1')?.berth).toBe('B9');
  });

  test('between the answer and its note: the call is made again, under its name', async () => {
    await database.sql(`
      create function refuse_note() returns trigger language plpgsql as $$ begin raise exception 'the database went away'; end $$;
      create trigger refuse_note before update on write_item for each row when (new.state = 'written') execute function refuse_note();`);
    const { id } = await vendor.write([ship('a', {})], { object: 'buoy' });
    await expect(run('buoy')).rejects.toThrow('the database went away');
    await database.sql('drop trigger refuse_note on write_item; drop function refuse_note');
    expect(states(await vendor.itemsOf(id))).toEqual(['writing']);
    await run('buoy', 10);
    expect(await vendor.itemsOf(id)).toMatchObject([{ state: 'written', action: 'created' }]);
    expect(harbour.effects).toHaveLength(1);
    expect(new Set(harbour.calls.map((call) => call.key)).size).toBe(1);
  });

  test('by a signal hands over after its call', async () => {
    const stop = new AbortController();
    harbour.faults.after = () => stop.abort();
    const { id } = await vendor.write(Array.from({ length: 7 }, (_, at) => ship(`a${at}`, {})));
    await runWrites(
      { environmentId: port.environmentId, connectionId: port.connectionId, object: 'ship' },
      stop.signal,
    );
    expect(harbour.effects).toHaveLength(3);
    await vendor.work();
    expect((await vendor.itemsOf(id)).every(({ state }) => state === 'written')).toBe(true);
    expect(harbour.effects).toHaveLength(7);
  });

  test('two at once: one writes', async () => {
    const { id } = await vendor.write(Array.from({ length: 9 }, (_, at) => ship(`a${at}`, {})));
    await Promise.all([run('ship'), run('ship'), run('ship')]);
    expect(states(await vendor.itemsOf(id)).every((state) => state === 'written')).toBe(true);
    expect(harbour.effects).toHaveLength(9);
  });
});
