import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Page } from '#connectors/kit/index.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { RunId } from '#server/ids.ts';
import type { Ledger } from '#server/syncs/fixture-connectors/ledger/connector.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { seedSync } from '#server/syncs/test-sync.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import { consoleOf, testVendor, within } from '#server/trpc/test-api.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();

async function ledger() {
  const seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
  });
  const run = async (page: Partial<Page>): Promise<string> => {
    const app: Ledger = { pull: async () => ({ rows: [], next: null, watermark: 'w', ...page }) };
    Object.assign(globalThis, { [Symbol.for('portico.test.ledger')]: app });
    const runId = await within(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
    await runSync({ environmentId: seeded.environmentId, runId: runId as RunId }, new AbortController().signal);
    return runId;
  };
  const console = await consoleOf({ ...(await testVendor()), environmentId: seeded.environmentId });
  return { seeded, run, get: (id: string) => console.records.get({ syncId: seeded.syncId, id }) };
}

test('a record tells what it is, what it was before, and which page of which run wrote both', async () => {
  const { run, get } = await ledger();
  const first = await run({
    rows: [
      { id: 'a', text: 'one' },
      { id: 'b', text: 'two' },
    ],
  });
  expect(await get('a')).toMatchObject({
    action: 'added',
    data: { text: 'one' },
    writer: { runId: first, page: 1 },
    before: null,
    raw: null,
    canRefresh: false,
  });
  const second = await run({ rows: [{ id: 'a', text: 'three' }] });
  expect(await get('a')).toMatchObject({
    action: 'updated',
    data: { text: 'three' },
    writer: { runId: second, page: 1 },
    before: { action: 'added', data: { text: 'one' }, writer: { runId: first } },
  });
  expect(await get('b')).toMatchObject({ writer: { runId: first }, before: null });
  await run({ deleted: ['a'] });
  expect(await get('a')).toMatchObject({ action: 'deleted', data: null, before: { data: { text: 'three' } } });
});

test('without its run a record is still shown, and an unknown one is not there', async () => {
  const { run, get } = await ledger();
  await run({ rows: [{ id: 'a', text: 'one' }] });
  await database.sql('delete from run_step');
  expect(await get('a')).toMatchObject({ data: { text: 'one' }, writer: null });
  await expect(get('z')).rejects.toMatchObject({ cause: { code: 'not_found' } });
});
