import { beforeEach, describe, expect, test } from 'vitest';
import { controlDb } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { priority } from '#server/jobs/boss.ts';
import { Dispatcher } from './dispatch-due.ts';

const database = testDatabase();
const now = new Date('2026-11-22T12:00:00Z');
let environmentId: EnvironmentId;

beforeEach(async () => {
  await database.sql('truncate sync_schedule');
  await database.sql("delete from pgboss.job where name = 'sync'");
  ({ environmentId } = await createVendor(controlDb(), { name: 'Acme' }));
});

interface Due {
  customer: string;
  count: number;
  /** Syncs of one connection. */
  each?: number;
  dueSecondsAgo?: number;
  state?: 'waiting' | 'ready' | 'busy';
  of?: number;
}

/** Rows of the dispatcher's own table: it reads no other to deal. */
async function due({ customer, count, each = 1, dueSecondsAgo = 1, state = 'waiting', of = 10 }: Due): Promise<void> {
  await database.sql(
    `insert into sync_schedule (sync_id, environment_id, customer_id, connection_id, run_id, wake_at, state, priority)
     select 'syn_' || $2 || '_' || $7::integer || '_' || n, $1, 'cus_' || $2, 'con_' || $2 || '_' || n / $4::integer, null,
            $5::timestamptz - make_interval(secs => $6), $8, $7
       from generate_series(0, $3::integer - 1) n`,
    [environmentId, customer, count, each, now, dueSecondsAgo, of, state],
  );
}

const dispatcher = (capacity: number) => new Dispatcher({ now: () => now }, async () => capacity);

async function all(one: Dispatcher): Promise<void> {
  while ((await one.dispatch()) > 0);
}

/** How many slots each customer has. */
async function slots(where = 'true'): Promise<Record<string, number>> {
  const rows = await database.sql<{ customer: string; count: number }>(
    `select substr(customer_id, 5) as customer, count(*)::integer as count from sync_schedule
      where state = 'busy' and ${where} group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.customer, row.count]));
}

const jobs = async () =>
  (await database.sql<{ count: number }>("select count(*)::integer from pgboss.job where name = 'sync'"))[0]?.count;

/** Every run that was begun ends, as in `endRun`. */
const endAll = () =>
  database.sql("update sync_schedule set state = 'waiting', run_id = null, wake_at = 'infinity' where state = 'busy'");

describe('slots', () => {
  test('go to as many customers as there are slots, though one of them has had most waiting for longest', async () => {
    await due({ customer: 'flood', count: 5000, dueSecondsAgo: 3600 });
    for (let other = 0; other < 300; other++) await due({ customer: `other${other}`, count: 1 });
    await all(dispatcher(200));
    const had = await slots();
    expect(Object.keys(had).length).toBeGreaterThanOrEqual(199);
    expect(Math.max(...Object.values(had))).toBe(1);
    expect(await jobs()).toBe(200);
  });

  test('go round: whoever was served waits until everybody was', async () => {
    for (const customer of ['a', 'b', 'c', 'd', 'e']) await due({ customer, count: 4 });
    const one = dispatcher(2);
    const order: string[] = [];
    for (let round = 0; round < 10; round++) {
      await all(one);
      order.push(...Object.keys(await slots()));
      await endAll();
    }
    expect([...new Set(order.slice(0, 6))].sort().join('')).toBe('abcde');
    for (let at = 0; at < 20; at += 10) expect([...order.slice(at, at + 10)].sort().join('')).toBe('aabbccddee');
  });

  test('are never more of one customer or connection than its environment allows', async () => {
    await database.sql('update environment set customer_runs = 3, connection_runs = 2 where id = $1', [environmentId]);
    await due({ customer: 'one', count: 40, each: 40 });
    await due({ customer: 'two', count: 40, each: 10 });
    await all(dispatcher(1000));
    expect(await slots()).toEqual({ one: 2, two: 3 });
    await all(dispatcher(1000));
    expect(await slots()).toEqual({ one: 2, two: 3 });
    expect(await jobs()).toBe(5);
    await endAll();
    await all(dispatcher(1000));
    expect(await slots()).toEqual({ one: 2, two: 3 });
  });

  test('of one kind leave some to every other kind', async () => {
    for (const of of Object.values(priority))
      for (let customer = 0; customer < 40; customer++)
        await due({ customer: `c${customer}`, count: 1, of, state: 'ready' });
    await all(dispatcher(15));
    const rows = await database.sql<{ priority: number; count: number }>(
      "select priority, count(*)::integer from sync_schedule where state = 'busy' group by 1 order by 1 desc",
    );
    expect(rows.map((row) => row.count)).toEqual([8, 4, 2, 1]);
  });

  test('are not given beyond what the workers can take; what waits keeps its turn', async () => {
    await due({ customer: 'a', count: 30 });
    await due({ customer: 'b', count: 30 });
    const one = dispatcher(4);
    await all(one);
    expect(await jobs()).toBe(4);
    await all(one);
    expect(await jobs()).toBe(4);
    const waiting = await database.sql("select from sync_schedule where state = 'ready'");
    expect(waiting).toHaveLength(56);
    for (let round = 0; round < 14; round++) {
      await endAll();
      await all(one);
    }
    await endAll();
    expect(await jobs()).toBe(60);
    expect(await database.sql("select from sync_schedule where state <> 'waiting'")).toEqual([]);
  });

  test('are dealt by one process at a time, however many try', async () => {
    for (let customer = 0; customer < 50; customer++) await due({ customer: `c${customer}`, count: 20, each: 5 });
    const many = Array.from({ length: 4 }, () => dispatcher(100));
    await Promise.all(many.map(all));
    expect(Object.values(await slots()).reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(await jobs()).toBe(100);
    expect(Math.max(...Object.values(await slots()))).toBeLessThanOrEqual(3);
  });

  test('that nothing wants cost nothing', async () => {
    await due({ customer: 'later', count: 10, dueSecondsAgo: -60 });
    expect(await dispatcher(10).dispatch()).toBe(0);
    expect(await jobs()).toBe(0);
  });
});
