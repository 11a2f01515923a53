import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { boss } from './boss.ts';
import { type JobHandler, Pump } from './pump.ts';
import type { QueueName } from './queues.ts';

const database = testDatabase();
let pump: Pump | undefined;

beforeAll(async () => {
  await boss();
});
beforeEach(() => database.sql('delete from pgboss.job'));
afterEach(async () => {
  await pump?.stop();
  pump = undefined;
});

const fill = async (queue: QueueName, count: number) =>
  (await boss()).insert(
    queue,
    Array.from({ length: count }, (_, index) => ({ data: { index }, singletonKey: `${queue}${index}` })),
  );

const states = async () => {
  const rows = await database.sql<{ name: string; state: string; count: number }>(
    'select name, state::text, count(*)::integer from pgboss.job group by 1, 2 order by 1, 2',
  );
  return rows.map((row) => `${row.name} ${row.state} ${row.count}`);
};

function start(handlers: Partial<Record<QueueName, JobHandler>>, options = {}): void {
  pump = new Pump({ handlers, slots: 10, pollMs: 50, ...options });
  pump.start();
}

describe('the pump', () => {
  test('runs every job once and settles it', async () => {
    const seen: unknown[] = [];
    await fill('sync', 300);
    start({ sync: async (payload) => void seen.push(payload) });
    await vi.waitFor(async () => expect(await states()).toEqual(['sync completed 300']), 10_000);
    expect(new Set(seen.map((payload) => JSON.stringify(payload))).size).toBe(300);
    expect(seen).toHaveLength(300);
  });

  test('works the other queues while one is not there yet: the worker is newer than its database', async () => {
    await fill('sync', 30);
    await fill('delivery', 30);
    start({
      sync: async () => undefined,
      ...Object.fromEntries(['to_come', 'and_another'].map((queue) => [queue, async () => undefined])),
      delivery: async () => undefined,
    });
    const done = ['delivery completed 30', 'sync completed 30'];
    await vi.waitFor(async () => expect(await states()).toEqual(done), 10_000);
  });

  test('does not let a flood of one kind hold up another', async () => {
    let busy = 0;
    let most = 0;
    const slow: JobHandler = async (_, signal) => {
      most = Math.max(most, ++busy);
      await sleep(60_000, undefined, { signal }).catch(() => undefined);
      busy--;
    };
    await fill('sync', 100);
    let delivered = 0;
    start({ sync: slow, delivery: async () => void delivered++ });
    await vi.waitFor(() => expect(busy).toBe(7));
    await fill('delivery', 20);
    await vi.waitFor(() => expect(delivered).toBe(20), 5000);
    expect(most).toBe(7);
  });

  test('never waits for the slowest of what it took together', async () => {
    await fill('sync', 40);
    let quick = 0;
    start({
      sync: async (payload, signal) => {
        if (JSON.stringify(payload) === '{"index":0}')
          await sleep(60_000, undefined, { signal }).catch(() => undefined);
        else quick++;
      },
    });
    await vi.waitFor(() => expect(quick).toBe(39), 5000);
  });

  test('that is stopped waits for what heeds it, and hands the rest back after its patience', async () => {
    await fill('sync', 1);
    await fill('check', 1);
    let heeded = false;
    const began = new Set<string>();
    start(
      {
        sync: async (_, signal) => {
          began.add('sync');
          await sleep(60_000, undefined, { signal }).catch(() => undefined);
          heeded = true;
        },
        check: async () => {
          began.add('check');
          await sleep(1500);
        },
      },
      { drainMs: 100 },
    );
    await vi.waitFor(() => expect(began.size).toBe(2));
    await pump?.stop();
    expect(heeded).toBe(true);
    expect(await states()).toEqual(['check retry 1', 'sync completed 1']);
  });
});
