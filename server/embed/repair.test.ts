import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Page } from '#connectors/kit/index.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { saveCustomerView } from '#server/environments/environment.queries.ts';
import type { RunId } from '#server/ids.ts';
import type { Ledger } from '#server/syncs/fixture-connectors/ledger/connector.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import { within } from '#server/trpc/test-api.ts';
import { endUserOf } from './test-end-user.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();
const slot = Symbol.for('portico.test.ledger');

let seeded: SeededSync;
let gwen: Awaited<ReturnType<typeof endUserOf>>;
let base: string;

/** What the app answers from now on: all of it in a full pass, nothing new in an incremental one. */
function answer(rows: unknown[]): void {
  const page = (all: boolean): Page => ({ rows: all ? rows : [], next: null, watermark: 'w' });
  const ledger: Ledger = { pull: async ({ mode }) => page(mode === 'full') };
  Object.assign(globalThis, { [slot]: ledger });
}

async function run(): Promise<void> {
  const [open] = await database.sql<{ id: RunId }>(
    "select id from run where sync_id = $1 and status in ('queued', 'running')",
    [seeded.syncId],
  );
  if (!open) throw new Error('No run is open.');
  await runSync({ environmentId: seeded.environmentId, runId: open.id }, new AbortController().signal);
}

const good = (id: string) => ({ id, text: id });
const bad = (id: string) => ({ id, text: 7 });
const causes = async (state = 'open') => (await gwen.get(`${base}/failures?state=${state}`)).body.causes;
const firstCause = async () => (await causes())[0].cause;
const records = async (cause: string) =>
  (await gwen.get(`${base}/failures/records?cause=${encodeURIComponent(cause)}`)).body;
const see = (view: object) => within(seeded, (tx) => saveCustomerView(tx, view));

async function seed(): Promise<SeededSync> {
  return seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
}

beforeEach(async () => {
  seeded = await seed();
  gwen = await endUserOf(seeded);
  base = `/installations/${seeded.installationId}`;
  answer([good('1'), bad('2'), bad('3'), good('4')]);
  await run();
});

describe('what failed', () => {
  test('is told by cause, with what helps, and counted on the panel', async () => {
    expect(await causes()).toMatchObject([
      {
        label: 'entries',
        class: 'mapping',
        field: 'text',
        count: 2,
        waiting: 0,
        remedies: ['correct', 'retry', 'ignore'],
      },
    ]);
    expect((await gwen.get(base)).body).toMatchObject({ failing: { records: 2, causes: 1 } });
  });

  test('is shown record by record, the value at fault first', async () => {
    const { records: shown } = await records(await firstCause());
    expect(shown).toHaveLength(2);
    const two = shown.find(({ key }: { key: string }) => key === '2');
    expect(two.fields).toEqual([
      { path: 'text', kind: 'text', value: 7, isBad: true },
      { path: 'id', kind: 'text', value: '2', isBad: false },
    ]);
  });

  test('is shown as far as the vendor lets it be', async () => {
    const cause = await firstCause();
    await see({ records: 'keys' });
    const { records: keys } = await records(cause);
    expect(keys).toHaveLength(2);
    expect(keys[0].fields).toBeUndefined();
    const correct = await gwen.post(`${base}/failures/${keys[0].id}/correct`, { values: { text: 'x' } });
    expect(correct).toMatchObject({ status: 403 });
    expect((await causes())[0].remedies).toEqual(['retry', 'ignore']);
    await see({ records: 'causes', runs: false });
    expect(await records(cause)).toEqual({ records: [], shown: false, nextCursor: null });
    expect((await gwen.get(`${base}/runs`)).body).toEqual({ runs: [], shown: false, nextCursor: null });
    expect((await causes())[0]).toMatchObject({ count: 2 });
  });
});

describe('what is done about it', () => {
  test('read again: what works now is stored, and the progress says so', async () => {
    const retried = (await gwen.post(`${base}/failures/retry`, { cause: await firstCause() })).body;
    expect(retried).toMatchObject({ count: 2, hindrance: null });
    const progress = async () =>
      (await gwen.get(`${base}/failures/progress?askedAt=${encodeURIComponent(retried.askedAt)}`)).body;
    expect(await progress()).toEqual({ waiting: 2, stored: 0, failed: 0 });
    expect((await gwen.post(`${base}/failures/retry`, { cause: await firstCause() })).body).toMatchObject({
      count: 0,
      hindrance: 'running',
    });
    answer([good('1'), good('2'), bad('3'), good('4')]);
    await run();
    expect(await progress()).toEqual({ waiting: 0, stored: 1, failed: 1 });
  });

  test('corrected: it arrives as it was corrected, until the app sends it anew', async () => {
    const two = (await records(await firstCause())).records.find(({ key }: { key: string }) => key === '2');
    const correct = (values: object) => gwen.post(`${base}/failures/${two.id}/correct`, { values });
    expect(await correct({ text: false })).toMatchObject({
      status: 422,
      body: { error: { field: 'text', message: expect.stringMatching(/text/) } },
    });
    expect(await correct({ id: '9', text: 'x' })).toMatchObject({ status: 422 });
    expect(await correct({ other: 'x' })).toMatchObject({ status: 422, body: { error: { field: 'other' } } });
    expect(await correct({ '__proto__.x': 'x' })).toMatchObject({ status: 422 });
    expect(await correct({ text: 'seven' })).toEqual({ status: 200, body: { key: '2' } });
    expect(await database.sql('select records from sync where id = $1', [seeded.syncId])).toEqual([{ records: 3 }]);
    expect((await causes())[0]).toMatchObject({ count: 1 });
    expect((await gwen.get(`${base}/activity`)).body.entries[0]).toMatchObject({ code: 'corrected', by: 'Gwen' });
    expect(await correct({ text: 'again' })).toMatchObject({ status: 404 });
  });

  test('put aside, and brought back', async () => {
    const cause = await firstCause();
    expect((await gwen.post(`${base}/failures/ignore`, { cause })).body).toEqual({ count: 2 });
    expect(await causes()).toEqual([]);
    expect(await causes('ignored')).toMatchObject([{ count: 2, ignored: { at: expect.any(String), by: 'Gwen' } }]);
    expect((await gwen.get(base)).body.failing).toBeUndefined();
    expect((await gwen.post(`${base}/failures/restore`, { cause })).body).toEqual({ count: 2 });
    expect(await causes()).toHaveLength(1);
    expect(await gwen.post(`${base}/failures/ignore`, {})).toMatchObject({ status: 422 });
  });

  test('by an admin alone, and by nobody of another customer', async () => {
    const cause = await firstCause();
    const [record] = (await records(cause)).records;
    const strangers = await seed();
    const acts: [string, object][] = [
      ['retry', { cause }],
      ['ignore', { cause }],
      ['restore', { cause }],
      [`${record.id}/correct`, { values: { text: 'x' } }],
    ];
    const member = await endUserOf({ ...seeded, role: 'member' });
    const stranger = await endUserOf(strangers);
    for (const [act, body] of acts) {
      expect([act, (await member.post(`${base}/failures/${act}`, body)).status]).toEqual([act, 403]);
      expect([act, (await stranger.post(`${base}/failures/${act}`, body)).status]).toEqual([act, 404]);
    }
    const other = `/installations/${strangers.installationId}/failures/${record.id}/correct`;
    expect(await stranger.post(other, { values: { text: 'x' } })).toMatchObject({ status: 404 });
    for (const read of ['failures', 'activity', 'runs', `failures/records?cause=${encodeURIComponent(cause)}`])
      expect([read, (await stranger.get(`${base}/${read}`)).status]).toEqual([read, 404]);
  });
});

describe('the log', () => {
  test('is read page by page, the newest first, and narrowed to what went wrong', async () => {
    for (const at of [1, 2, 3]) {
      answer([good('1'), { id: '4', text: `change ${at}` }]);
      await within(seeded, (tx) => tx.updateTable('sync').set({ watermark: null, checkpoint: null }).execute());
      await within(seeded, (tx) => triggerSync(tx, seeded.syncId, 'manual'));
      await run();
    }
    const all: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await gwen.get(`${base}/activity?limit=2${cursor && `&cursor=${cursor}`}`);
      all.push(...body.entries.map(({ code }: { code: string }) => code));
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(all).toEqual(['changed', 'changed', 'changed', 'arrived']);
    expect((await gwen.get(`${base}/activity?tone=warning`)).body.entries).toEqual([]);
    expect((await gwen.get(`${base}/activity?cursor=x`)).status).toBe(422);
  });

  test('goes down to the runs, with what came in and what did not', async () => {
    const { body } = await gwen.get(`${base}/runs`);
    expect(body).toMatchObject({
      shown: true,
      nextCursor: null,
      runs: [{ label: 'entries', trigger: 'first', status: 'succeeded', seen: 4, added: 2, failed: 2, sentence: null }],
    });
    expect((await gwen.get(`${base}/runs?failed=true`)).body.runs).toHaveLength(1);
    expect((await gwen.get(`${base}/runs?limit=1&cursor=${body.runs[0].id}`)).body.runs).toEqual([]);
  });
});
