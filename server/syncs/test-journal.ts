import type { ObjectField, Page, PullRequest } from '#connectors/kit/index.ts';
import type { testDatabase } from '#server/db/test-database.ts';
import type { RunId } from '#server/ids.ts';
import type { Journal } from './fixture-connectors/journal/connector.ts';
import { runSync } from './run-sync.job.ts';
import { type SeededSync, seedSync } from './test-sync.ts';

const slot = Symbol.for('portico.test.journal');

export const entry = (id: string, text = id) => ({ id, text });
export type Entry = ReturnType<typeof entry>;

/** The app: rows by key, and what was asked of it. A test changes it as a customer would, or puts another answer in. */
export class TestJournal implements Journal {
  rows = new Map<string, unknown>();
  described: ObjectField[] = [];
  pulls: PullRequest[] = [];
  gets: string[] = [];
  pageSize = 100;

  constructor() {
    Object.assign(globalThis, { [slot]: this });
  }

  put(...rows: Entry[]): void {
    for (const row of rows) this.rows.set(row.id, row);
  }

  async pull(request: PullRequest): Promise<Page> {
    this.pulls.push(request);
    const at = typeof request.cursor === 'number' ? request.cursor : 0;
    const all = [...this.rows.values()];
    const rows = all.slice(at, at + this.pageSize);
    const next = at + this.pageSize < all.length ? at + this.pageSize : null;
    return { rows, next, watermark: 'w1' };
  }

  async get(key: string): Promise<unknown> {
    this.gets.push(key);
    return this.rows.get(key) ?? null;
  }

  async fields(): Promise<ObjectField[]> {
    return this.described;
  }
}

type Options = Partial<Parameters<typeof seedSync>[0]>;

/** A sync of the journal, its first run queued, and what a test looks at. */
export async function seedJournal(database: ReturnType<typeof testDatabase>, options: Options = {}) {
  const seeded: SeededSync = await seedSync({
    connector: 'journal',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
    ...options,
  });
  const { syncId, environmentId } = seeded;
  const one = async (text: string) => (await database.sql(text, [syncId]))[0];
  const openRun = async (): Promise<RunId | undefined> =>
    (await one("select id from run where sync_id = $1 and status in ('queued', 'running')"))?.id;
  /** One that the dispatcher has given a slot: it is created when it begins. */
  const plannedRun = async (): Promise<RunId | undefined> =>
    (await one('select run_id as id from sync_schedule where sync_id = $1'))?.id;
  return {
    ...seeded,
    openRun,
    /** Does the open run, or the planned one, as a worker would. */
    async work(): Promise<void> {
      const runId = (await openRun()) ?? (await plannedRun());
      if (!runId) throw new Error('No run is open.');
      await runSync({ environmentId, runId, syncId }, new AbortController().signal);
    },
    /** As a worker that is stopped while it reads its first page: it stores that, and hands the run back. */
    async workOnePage(): Promise<void> {
      const runId = await openRun();
      if (!runId) throw new Error('No run is open.');
      const stop = new AbortController();
      const journal: TestJournal = Reflect.get(globalThis, slot);
      const pull = journal.pull;
      journal.pull = async (request) => {
        const page = await pull.call(journal, request);
        stop.abort();
        return page;
      };
      await runSync({ environmentId, runId, syncId }, stop.signal);
      journal.pull = pull;
    },
    sync: () => one('select * from sync where id = $1'),
    lastRun: () => one('select * from run where sync_id = $1 order by queued_at desc limit 1'),
    schedule: () => one('select run_id, wake_at from sync_schedule where sync_id = $1'),
    steps: () =>
      database.sql(
        'select s.* from run_step s join run r on r.id = s.run_id where r.sync_id = $1 order by started_at',
        [syncId],
      ),
    touches: () => database.sql('select external_id from sync_touch where sync_id = $1 order by 1', [syncId]),
    failures: () =>
      database.sql('select external_id, class, code, cause, closed_at from failure where sync_id = $1 order by 1', [
        syncId,
      ]),
    activity: async () =>
      (
        await database.sql<{ sentence: string }>(
          'select sentence from activity where installation_id = $1 order by id',
          [seeded.installationId],
        )
      ).map((row) => row.sentence),
    records: async () =>
      (
        await database.sql<{ external_id: string; action: string; data: string }>(
          'select external_id, action, data from record where stream = (select stream from sync where id = $1) order by external_id',
          [syncId],
        )
      ).map((row) => `${row.external_id} ${row.action} ${row.data}`),
  };
}
