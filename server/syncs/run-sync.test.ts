import { join } from 'node:path';
import { Client } from 'pg';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AppCallError, type Page, type PullRequest } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { RunId } from '#server/ids.ts';
import { createEndpoint } from '#server/webhooks/create-endpoint.ts';
import { dispatchDue } from './dispatch-due.ts';
import type { Ledger } from './fixture-connectors/ledger/connector.ts';
import { pauseSync } from './pause-sync.ts';
import { runSync } from './run-sync.job.ts';
import { type SeededSync, seedSync } from './test-sync.ts';
import { triggerSync } from './trigger-sync.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
const database = testDatabase();
const slot = Symbol.for('portico.test.ledger');

let seeded: SeededSync;
const entry = (id: string, text = id) => ({ id, text });
const never = new AbortController().signal;

function answer(pull: (request: PullRequest) => Page | Promise<Page>): void {
  const ledger: Ledger = { pull: async (request) => pull(request) };
  Object.assign(globalThis, { [slot]: ledger });
}

/** Pages of a list: `next` is the number of the page. */
const pages =
  (...list: unknown[][]) =>
  (request: PullRequest): Page => {
    const at = typeof request.cursor === 'number' ? request.cursor : 0;
    return { rows: list[at] ?? [], next: at + 1 < list.length ? at + 1 : null, watermark: 'w1' };
  };

async function openRun(): Promise<RunId> {
  const [row] = await database.sql<{ id: RunId }>(
    "select id from run where sync_id = $1 and status in ('queued', 'running')",
    [seeded.syncId],
  );
  if (!row) throw new Error('No run is open.');
  return row.id;
}

const work = async () => runSync({ environmentId: seeded.environmentId, runId: await openRun() }, never);
const trigger = (options = {}) => withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api', options));
const lastRun = async () =>
  (await database.sql('select * from run where sync_id = $1 order by queued_at desc limit 1', [seeded.syncId]))[0];
const records = () =>
  database.sql<{ external_id: string; action: string; data: string; seq: number }>(
    'select external_id, action, data, seq::integer from record where stream = (select stream from sync where id = $1) order by external_id',
    [seeded.syncId],
  );

const waitingFor = async (statement: string) => {
  const [row] = await database.sql<{ count: number }>(
    "select count(*)::integer from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ~ $1",
    [statement],
  );
  return row?.count;
};
const waitingForRecord = () => waitingFor('insert into record');
const waitingForRun = () => waitingFor('update "run"');

beforeEach(async () => {
  seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
});

describe('a run', () => {
  test('tells of its changes as it goes, and of the last ones at its end', async () => {
    const { environmentId } = seeded;
    await withTenant({ environmentId }, (tx) => createEndpoint(tx, { url: 'https://acme.example/hooks', events: [] }));
    let minutes = 0;
    const clock = { now: () => new Date(Date.now() + minutes * 60_000) };
    const list = pages([entry('a')], [entry('b')], [entry('c')], [entry('d')]);
    const waitingAt: number[] = [];
    answer(async (request) => {
      minutes++;
      const [row] = await database.sql<{ count: number }>(
        'select count(*)::integer from delivery where environment_id = $1',
        [environmentId],
      );
      waitingAt.push(row?.count ?? -1);
      return list(request);
    });
    await runSync({ environmentId, runId: await openRun() }, never, clock);
    expect([waitingAt.at(0), waitingAt.at(-1)]).toEqual([0, 1]);
    // Nobody sends here: what is told at each page joins the message that waits.
    const told = await database.sql<{ payload: string }>('select payload from delivery where environment_id = $1', [
      environmentId,
    ]);
    expect(told.map(({ payload }) => JSON.parse(payload).data)).toMatchObject([{ added: 4, updated: 0, deleted: 0 }]);
    const [sync] = await database.sql('select told_seq::integer, last_seq::integer from sync where id = $1', [
      seeded.syncId,
    ]);
    expect(sync).toEqual({ told_seq: 4, last_seq: 4 });
    await trigger();
    await work();
    expect(await database.sql('select 1 from delivery where environment_id = $1', [environmentId])).toHaveLength(1);
  });

  test('stores every page with a step, its counters and the watermark', async () => {
    answer(pages([entry('a'), entry('b')], [], [entry('c')]));
    await work();
    expect((await records()).map((row) => row.external_id)).toEqual(['a', 'b', 'c']);
    expect(await lastRun()).toMatchObject({ status: 'succeeded', steps: 3, seen: 3, added: 3, unchanged: 0 });
    const [sync] = await database.sql('select * from sync where id = $1', [seeded.syncId]);
    expect(sync).toMatchObject({ watermark: 'w1', checkpoint: null, records: 3 });
  });

  test('writes only what changed, and numbers the changes without a gap', async () => {
    answer(pages([entry('a'), entry('b')]));
    await work();
    await trigger();
    answer(pages([entry('a'), entry('b', 'new')]));
    await work();
    expect(await lastRun()).toMatchObject({ added: 0, updated: 1, unchanged: 1 });
    expect((await records()).map((row) => [row.external_id, row.action, row.seq])).toEqual([
      ['a', 'added', 1],
      ['b', 'updated', 3],
    ]);
  });

  test('goes on at the next page after a crash, and stores none twice', async () => {
    let calls = 0;
    answer((request) => {
      calls++;
      if (request.cursor === 1 && calls <= 2) throw new Error('the worker died here');
      return pages([entry('a')], [entry('b')])(request);
    });
    await work();
    expect((await records()).map((row) => row.external_id)).toEqual(['a']);
    await work();
    expect((await records()).map((row) => row.external_id)).toEqual(['a', 'b']);
    expect(await lastRun()).toMatchObject({ status: 'succeeded', seen: 2, attempt: 2 });
  });

  test('that another worker took over writes nothing more', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let first = true;
    answer(async (request) => {
      if (first) {
        first = false;
        await gate;
      }
      return pages([entry('a')])(request);
    });
    const slow = work();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await work();
    release();
    await slow;
    expect(await lastRun()).toMatchObject({ status: 'succeeded', attempt: 2, steps: 1, added: 1 });
  });

  test('that is taken over while a page is being written goes on after that page, and counts it once', async () => {
    let release: () => void = () => undefined;
    const takenOver = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The second page comes when the run has been taken over, so that the first worker can't have ended it before.
    answer(async (request) => {
      if (request.cursor === 1) await takenOver;
      return pages([entry('a')], [entry('b')])(request);
    });
    const gate = new Client({ connectionString: database.ownerUrl() });
    await gate.connect();
    try {
      await gate.query('begin; lock table record in share mode');
      const slow = work();
      await vi.waitFor(async () => expect(await waitingForRecord()).toBe(1));
      const second = work();
      await vi.waitFor(async () =>
        expect((await lastRun())?.attempt === 2 || (await waitingForRun()) === 1).toBe(true),
      );
      await gate.query('commit');
      await vi.waitFor(async () => expect((await lastRun())?.attempt).toBe(2));
      release();
      await Promise.all([slow, second]);
    } finally {
      await gate.end();
    }
    expect(await lastRun()).toMatchObject({
      status: 'succeeded',
      attempt: 2,
      steps: 2,
      seen: 2,
      added: 2,
      unchanged: 0,
    });
  });

  test('whose app repeats a page marker fails with a sentence, keeps what it read, and begins anew next time', async () => {
    answer((request) => ({ rows: [entry(`r${String(request.cursor)}`)], next: 'same', watermark: 'w' }));
    await work();
    const run = await lastRun();
    expect(run).toMatchObject({ status: 'failed', error: { class: 'protocol', code: 'repeated_cursor' } });
    expect(run?.error.sentence).toMatch(/Ledger .*same page marker twice/);
    expect((await records()).length).toBe(2);
    const [sync] = await database.sql('select checkpoint, watermark from sync where id = $1', [seeded.syncId]);
    expect(sync).toEqual({ checkpoint: null, watermark: null });
  });

  test('sleeps when the app is down, and is woken by the dispatcher', async () => {
    answer(() => {
      throw new AppCallError('down', { class: 'app_down' });
    });
    await work();
    expect(await lastRun()).toMatchObject({ status: 'queued', retries: 1, error: { class: 'app_down' } });
    const [schedule] = await database.sql<{ run_id: string; wait: number }>(
      'select run_id, extract(epoch from wake_at - now())::integer as wait from sync_schedule where sync_id = $1',
      [seeded.syncId],
    );
    expect(schedule?.run_id).toBe((await lastRun())?.id);
    expect(schedule?.wait).toBeGreaterThan(50);
    await dispatchDue({ now: () => new Date(Date.now() + 120_000) });
    answer(pages([entry('a')]));
    await work();
    expect(await lastRun()).toMatchObject({ status: 'succeeded', error: null });
  });

  test('whose page has ended every worker fails, before it ends one more', async () => {
    let pulls = 0;
    answer((request) => {
      pulls++;
      return pages([entry('a')])(request);
    });
    await database.sql('update run set stalled = 6 where sync_id = $1', [seeded.syncId]);
    await work();
    expect(pulls).toBe(0);
    expect(await lastRun()).toMatchObject({ status: 'failed', error: { class: 'internal' } });
    await trigger();
    await work();
    expect(await lastRun()).toMatchObject({ status: 'succeeded', added: 1 });
  });

  test('that sleeps is woken by asking for one now', async () => {
    answer(() => {
      throw new AppCallError('down', { class: 'app_down' });
    });
    await work();
    const sleeping = await lastRun();
    const jobs = () => database.sql("select 1 from pgboss.job where data->>'runId' = $1", [sleeping?.id]);
    await dispatchDue({ now: () => new Date() });
    expect(await jobs()).toHaveLength(0);
    expect(await trigger()).toBe(sleeping?.id);
    await dispatchDue({ now: () => new Date() });
    expect(await jobs()).toHaveLength(1);
    answer(pages([entry('a')]));
    await work();
    expect(await lastRun()).toMatchObject({ status: 'succeeded' });
  });

  test('that is cancelled by a pause stops writing', async () => {
    answer(pages([entry('a')]));
    const runId = await openRun();
    await withTenant(seeded, (tx) => pauseSync(tx, seeded.syncId));
    await runSync({ environmentId: seeded.environmentId, runId }, never);
    expect(await records()).toEqual([]);
    expect(await lastRun()).toMatchObject({ status: 'cancelled' });
  });
});

describe('records', () => {
  test('that are bad fail alone, and a later success closes the failure', async () => {
    answer(pages([entry('a'), { id: 'b' }, entry('c')]));
    await work();
    expect((await records()).map((row) => row.external_id)).toEqual(['a', 'c']);
    const failures = () =>
      database.sql('select external_id, field, class, closed_at from failure where sync_id = $1', [seeded.syncId]);
    expect(await failures()).toEqual([{ external_id: 'b', field: 'text', class: 'mapping', closed_at: null }]);
    await trigger();
    answer(pages([entry('b')]));
    await work();
    expect((await failures())[0]?.closed_at).toBeInstanceOf(Date);
  });

  test('are not deleted while they fail: they could not be read, they are not gone', async () => {
    answer(pages([entry('a'), entry('b')]));
    await work();
    await fullPassNext();
    answer(pages([entry('a'), { id: 'b' }]));
    await work();
    expect((await records()).map((row) => row.action)).toEqual(['added', 'added']);
  });

  test('missing in a full pass are deleted, and come back as added', async () => {
    answer(pages([entry('a'), entry('b')]));
    await work();
    await fullPassNext();
    answer(pages([entry('a')]));
    await work();
    expect((await records()).map((row) => [row.external_id, row.action, row.data])).toEqual([
      ['a', 'added', '{"id":"a","text":"a"}'],
      ['b', 'deleted', '{}'],
    ]);
    await trigger();
    answer(pages([entry('b')]));
    await work();
    expect((await records())[1]).toMatchObject({ action: 'added', data: '{"id":"b","text":"b"}' });
  });

  test('are not deleted when a fifth and over a hundred are missing at once, until that is accepted', async () => {
    answer(pages(Array.from({ length: 300 }, (_, index) => entry(`e${index}`))));
    await work();
    await fullPassNext();
    answer(pages([entry('e0')]));
    await work();
    expect(await lastRun()).toMatchObject({ status: 'failed', error: { code: 'delete_guard' } });
    expect((await records()).every((row) => row.action === 'added')).toBe(true);
    await trigger({ acceptDeletes: true });
    await work();
    expect(await lastRun()).toMatchObject({ status: 'succeeded', deleted: 299 });
  });

  test('of a page where most are bad stop the run, and nothing of that page is stored', async () => {
    answer(
      pages(
        [entry('good')],
        Array.from({ length: 20 }, (_, index) => ({ id: `x${index}` })),
      ),
    );
    await work();
    expect(await lastRun()).toMatchObject({ status: 'failed', error: { code: 'bad_page' }, added: 1 });
    expect((await records()).map((row) => row.external_id)).toEqual(['good']);
  });
});

describe('the dispatcher', () => {
  test('starts a due sync once, however many dispatchers look', async () => {
    answer(pages([entry('a')]));
    await work();
    const later = { now: () => new Date(Date.now() + 3_600_000) };
    await Promise.all([dispatchDue(later), dispatchDue(later), dispatchDue(later)]);
    const jobs = await database.sql<{ data: object }>(
      "select data from pgboss.job where name = 'sync' and data->>'syncId' = $1",
      [seeded.syncId],
    );
    expect(jobs).toHaveLength(1);
    await runSync(jobs[0]?.data, never);
    await runSync(jobs[0]?.data, never);
    const runs = await database.sql("select status, attempt from run where sync_id = $1 and trigger = 'schedule'", [
      seeded.syncId,
    ]);
    expect(runs).toEqual([{ status: 'succeeded', attempt: 1 }]);
  });

  test('puts the job of a waiting run into the queue again where it was lost, and only there', async () => {
    const inMinutes = (minutes: number) => dispatchDue({ now: () => new Date(Date.now() + minutes * 60_000) });
    await inMinutes(5);
    expect(await waitingJobs()).toBe(1);
    await database.sql("update pgboss.job set state = 'active' where name = 'sync' and data->>'runId' = $1", [
      await openRun(),
    ]);
    await inMinutes(10);
    expect(await waitingJobs()).toBe(1);
    await inMinutes(15);
    expect(await waitingJobs()).toBe(1);
  });
});

/** The jobs of the open run that wait in the queue. */
async function waitingJobs(): Promise<number> {
  const [row] = await database.sql<{ count: number }>(
    "select count(*)::integer from pgboss.job where name = 'sync' and state = 'created' and data->>'runId' = $1",
    [await openRun()],
  );
  return row?.count ?? 0;
}

/** Lets the next pass read everything, as after a day. */
async function fullPassNext(): Promise<void> {
  await database.sql("update sync set last_full_pass_at = now() - interval '2 days' where id = $1", [seeded.syncId]);
  await trigger();
}
