import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Page, PullRequest } from '#connectors/kit/index.ts';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { RunId } from '#server/ids.ts';
import { dispatchDue } from '#server/syncs/dispatch-due.ts';
import type { Ledger } from '#server/syncs/fixture-connectors/ledger/connector.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import { api } from '#server/trpc/test-api.ts';
import { createEndpoint } from '#server/webhooks/create-endpoint.ts';
import { changeTarget } from './change-target.ts';
import type { MappedField, Mapping } from './mapping-document.ts';
import { saveMapping } from './save-mapping.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();
const slot = Symbol.for('portico.test.ledger');
const never = new AbortController().signal;

let seeded: SeededSync;

const entry = (id: string, text = id) => ({ id, text });
const words: MappedField = { target: 'words', from: { path: 'text', steps: [{ do: 'upper' }] } };
const mapping = (fields: MappedField[], more: Partial<Mapping> = {}): Mapping => ({ mapping: 1, fields, ...more });
const count: MappedField = { target: 'count', from: { path: 'text' }, type: 'integer' };

function answer(pull: (request: PullRequest) => Page | Promise<Page>): void {
  const ledger: Ledger = { pull: async (request) => pull(request) };
  Object.assign(globalThis, { [slot]: ledger });
}
const rows = (...list: unknown[]) => answer(() => ({ rows: list, next: null, watermark: 'w1' }));
const nobodyAsks = () =>
  answer(() => {
    throw new Error('The app was asked.');
  });

async function seed(more: { mapping?: Mapping; target?: object; keepRaw?: boolean } = {}): Promise<void> {
  seeded = await seedSync({
    ...{ connector: 'ledger', object: 'entry', label: 'entries', credential: { kind: 'fields', fields: {} } },
    ...{ mapping: more.mapping, keepRaw: more.keepRaw, target: more.target && { ...more.target } },
  });
}

async function work(): Promise<void> {
  const [run] = await database.sql<{ id: RunId }>(
    "select id from run where sync_id = $1 and status in ('queued', 'running')",
    [seeded.syncId],
  );
  if (!run) throw new Error('No run is open.');
  await runSync({ environmentId: seeded.environmentId, runId: run.id }, never);
}
async function again(): Promise<void> {
  await withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
  await work();
}
const save = (document: unknown, target?: object) =>
  withTenant(seeded, (tx) =>
    saveMapping(tx, { syncId: seeded.syncId, document, target: target && { ...target }, by: 'key_1', now: new Date() }),
  );
const lastRun = async () =>
  (await database.sql('select * from run where sync_id = $1 order by queued_at desc limit 1', [seeded.syncId]))[0];
const ofStream = '(select stream from sync where id = $1)';
const records = async () => {
  const found = await database.sql<{ external_id: string; action: string; data: string }>(
    `select external_id, action, data from record where stream = ${ofStream} order by external_id`,
    [seeded.syncId],
  );
  return found.map(({ external_id, action, data }) => [external_id, action, JSON.parse(data)]);
};
const raws = async () =>
  (
    await database.sql<{ raw: string }>(`select raw from record_raw where stream = ${ofStream} order by slot`, [
      seeded.syncId,
    ])
  ).map(({ raw }): unknown => JSON.parse(raw));
const failures = () =>
  database.sql('select external_id, class, field, message from failure where sync_id = $1 and closed_at is null', [
    seeded.syncId,
  ]);

describe('a sync with a mapping', () => {
  test('stores what the mapping makes of each row, under the row’s own key', async () => {
    await seed({ mapping: mapping([words]) });
    rows(entry('a'), entry('b'));
    await work();
    expect(await records()).toEqual([
      ['a', 'added', { words: 'A' }],
      ['b', 'added', { words: 'B' }],
    ]);
    expect(await raws()).toEqual([]);
  });

  test('a field that can’t be mapped fails its record alone, by name and without its value, until it can', async () => {
    await seed({ mapping: mapping([count]) });
    rows(entry('a', '1'), entry('b', 'secret'));
    await work();
    expect(await records()).toEqual([['a', 'added', { count: 1 }]]);
    expect(await failures()).toMatchObject([
      { external_id: 'b', class: 'mapping', field: 'count', message: expect.stringContaining('“aaaaaa”') },
    ]);
    rows(entry('a', '1'), entry('b', '2'));
    await again();
    expect(await failures()).toEqual([]);
    expect(await records()).toHaveLength(2);
  });

  test('a record that the filter does not want any more is gone for the reader, and comes back', async () => {
    await seed({ mapping: mapping([words], { filter: { path: 'text', is: 'not_equals', value: 'off' } }) });
    rows(entry('a'), entry('b', 'off'));
    await work();
    expect(await records()).toEqual([['a', 'added', { words: 'A' }]]);
    rows(entry('a', 'off'), entry('b', 'off'));
    await again();
    expect(await records()).toEqual([['a', 'deleted', {}]]);
    expect(await lastRun()).toMatchObject({ deleted: 1, failed: 0 });
    rows(entry('a', 'on'), entry('b', 'off'));
    await again();
    expect(await records()).toEqual([['a', 'added', { words: 'ON' }]]);
  });
});

describe('a model that changes while a pass is read', () => {
  const two = ({ cursor }: PullRequest): Page =>
    cursor === null
      ? { rows: [entry('a', '1'), entry('b', '2')], next: 1 }
      : { rows: [entry('c', '3'), entry('d', '4')], next: null, watermark: 'w1' };
  const change = (target: object) =>
    withTenant(seeded, (tx) =>
      changeTarget(tx, { syncId: seeded.syncId, target: { ...target }, by: 'key_1', now: new Date() }),
    );

  test('and that the mapping does not fit: the old one goes on, nothing is lost, and it is told what is to be mended', async () => {
    await seed({ mapping: mapping([count]) });
    await withTenant({ environmentId: seeded.environmentId }, (tx) =>
      createEndpoint(tx, { url: 'https://acme.example/hooks', events: ['mapping.broken'] }),
    );
    const broken = { type: 'object', properties: { amount: { type: 'integer' } }, required: ['amount'] };
    let isChanged = false;
    answer(async (request) => {
      if (!isChanged) await change(broken);
      isChanged = true;
      return two(request);
    });
    await work();
    expect(await lastRun()).toMatchObject({ status: 'succeeded', added: 4, failed: 0 });
    expect((await records()).map(([id, , data]) => [id, data])).toEqual([
      ['a', { count: 1 }],
      ['b', { count: 2 }],
      ['c', { count: 3 }],
      ['d', { count: 4 }],
    ]);
    const told = await database.sql<{ payload: string }>(
      "select payload from delivery where environment_id = $1 and type = 'mapping.broken'",
      [seeded.environmentId],
    );
    expect(told.map(({ payload }) => JSON.parse(payload))).toMatchObject([
      { data: { syncId: seeded.syncId, version: 1, problems: [{ severity: 'error', field: 'amount' }] } },
    ]);
    const activity = await database.sql('select sentence from activity where installation_id = $1', [
      seeded.installationId,
    ]);
    expect(activity.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(/^The fields of entries need a look: .+ Until then they are copied as before\.$/),
    );
  });

  test('and that the mapping fits as well: no page is written with the version before, and nothing is lost', async () => {
    await seed({ mapping: mapping([count]) });
    const wider = { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] };
    let isChanged = false;
    answer(async (request) => {
      if (!isChanged && request.cursor === 1) {
        isChanged = true;
        await change(wider);
      }
      return two(request);
    });
    await work();
    const [run] = await database.sql("select id from run where sync_id = $1 and status in ('queued', 'running')", [
      seeded.syncId,
    ]);
    if (run) await work();
    expect((await records()).map(([id, , data]) => [id, data])).toEqual([
      ['a', { count: 1 }],
      ['b', { count: 2 }],
      ['c', { count: 3 }],
      ['d', { count: 4 }],
    ]);
    expect(await lastRun()).toMatchObject({ status: 'succeeded' });
  });
});

describe('a new version', () => {
  test('maps the rows that are kept, without asking the app', async () => {
    await seed({ mapping: mapping([words]), keepRaw: true });
    rows(entry('a'), entry('b'));
    await work();
    expect(await save(mapping([{ target: 'text', from: { path: 'text' } }]))).toMatchObject({
      version: 2,
      remap: 'raw',
    });
    nobodyAsks();
    await work();
    expect(await records()).toEqual([
      ['a', 'updated', { text: 'a' }],
      ['b', 'updated', { text: 'b' }],
    ]);
    expect(await lastRun()).toMatchObject({ status: 'succeeded', seen: 2, updated: 2, calls: 0 });
  });

  test('finds the row as it was last, also where only what is not mapped had changed', async () => {
    await seed({ mapping: mapping([{ target: 'id', from: { path: 'id' } }]), keepRaw: true });
    rows(entry('a', 'old'));
    await work();
    rows(entry('a', 'new'));
    await again();
    expect(await lastRun()).toMatchObject({ unchanged: 1 });
    expect(await raws()).toEqual([entry('a', 'new')]);
    rows();
    await again();
    expect(await raws()).toHaveLength(1);
    await database.sql("update sync set last_full_pass_at = now() - interval '2 days' where id = $1", [seeded.syncId]);
    await again();
    expect(await records()).toEqual([['a', 'deleted', {}]]);
    expect(await raws()).toEqual([]);
  });

  test('reads everything once more where no rows are kept, or where the filter lets in what is nowhere', async () => {
    await seed();
    rows(entry('a'), entry('b', 'off'));
    await work();
    expect(await save(mapping([words]))).toMatchObject({ version: 1, remap: 'full_pass' });
    await work();
    expect(await records()).toEqual([
      ['a', 'updated', { words: 'A' }],
      ['b', 'updated', { words: 'OFF' }],
    ]);

    const filter = { path: 'text', is: 'equals' as const, value: 'a' };
    await seed({ mapping: mapping([words], { filter }), keepRaw: true });
    await work();
    expect(await records()).toHaveLength(1);
    expect(await save(mapping([words]))).toMatchObject({ remap: 'full_pass' });
    await work();
    expect(await records()).toHaveLength(2);
  });

  test('that comes while a page is read lets nothing of the old one be written', async () => {
    await seed({ mapping: mapping([words]) });
    let calls = 0;
    answer(async (request) => {
      const at = typeof request.cursor === 'number' ? request.cursor : 0;
      if (++calls === 2) await save(mapping([{ target: 'text', from: { path: 'text' } }]));
      return { rows: [entry(at === 0 ? 'a' : 'b')], next: at === 0 ? 1 : null, watermark: 'w1' };
    });
    await work();
    expect(await lastRun()).toMatchObject({ status: 'running' });
    await dispatchDue({ now: () => new Date(Date.now() + 1000) });
    await work();
    expect(await lastRun()).toMatchObject({ status: 'succeeded' });
    expect((await records()).map(([id, , data]) => [id, data])).toEqual([
      ['a', { text: 'a' }],
      ['b', { text: 'b' }],
    ]);
  });

  test('is not made of the same document, and not of one with an error', async () => {
    await seed({ mapping: mapping([words]) });
    expect(await save(mapping([words]))).toMatchObject({ version: 1, remap: 'none' });
    await expect(save(mapping([{ target: 'x', from: { path: 'txet' } }]))).rejects.toMatchObject({
      code: 'invalid',
      remedy: 'Perhaps text is meant.',
    });
    const target = { type: 'object', properties: { words: { type: 'string' } }, required: ['words', 'name'] };
    await expect(
      save(mapping([words]), { ...target, properties: { ...target.properties, name: {} } }),
    ).rejects.toMatchObject({
      issues: [{ field: 'name' }],
    });
  });
});

test('the API: get, save, try, compare, change the model', async () => {
  await seed({ mapping: mapping([words]), keepRaw: true });
  rows(entry('a'), entry('b', '5'));
  await work();
  const { secret: key } = await withTenant({ environmentId: seeded.environmentId }, (tx) =>
    createApiKey(tx, { name: 'test' }),
  );
  const path = `/syncs/${seeded.syncId}/mapping`;
  expect((await api('GET', path, { key })).body).toMatchObject({
    current: {
      version: 1,
      document: mapping([words]),
      sentences: [{ field: 'words', sentence: 'The field text, in capital letters.' }],
    },
    source: [{ name: 'id' }, { name: 'text' }],
    sourceIsOpen: false,
  });
  const document = mapping([count]);
  expect((await api('POST', `${path}/preview`, { key, body: { document } })).body).toMatchObject({
    rows: [
      { key: 'b', outcome: 'mapped', record: { count: 5 }, before: { outcome: 'mapped', record: { words: '5' } } },
      { key: 'a', outcome: 'failed', troubles: [{ target: 'count', source: 'text' }] },
    ],
  });
  const check = async (body: object) => (await api('POST', `${path}/check`, { key, body })).body;
  expect(await check({ document })).toEqual({
    problems: [],
    sentences: [{ field: 'count', sentence: expect.any(String) }],
    changes: [
      { way: 'in', field: 'words', change: 'removed', before: 'The field text, in capital letters.', after: null },
      { way: 'in', field: 'count', change: 'added', before: null, after: expect.any(String) },
    ],
    remap: 'raw',
    targets: [],
  });
  expect(await check({ document: mapping([words]) })).toMatchObject({ changes: [], remap: 'none' });
  expect(await check({ document: { mapping: 1, fields: [{ target: 'x', from: {} }] } })).toMatchObject({
    problems: [{ severity: 'error', field: 'x' }],
    remap: null,
  });
  const needy = { type: 'object', properties: { sum: { type: 'number', title: 'Sum' } }, required: ['sum'] };
  expect(await check({ document, target: needy })).toMatchObject({
    problems: [{ severity: 'error', field: 'sum' }, { severity: 'warning' }],
    targets: [{ path: 'sum', label: 'Sum', type: 'number', required: true }],
  });
  expect((await api('GET', path, { key })).body).toMatchObject({
    current: { version: 1, author: null },
    keepsRows: true,
    targets: [],
  });
  expect((await api('PUT', path, { key, body: { document } })).body).toMatchObject({ version: 2, remap: 'raw' });
  expect((await api('GET', `${path}/versions`, { key })).body).toMatchObject({
    items: [
      {
        version: 2,
        changes: [
          { field: 'words', change: 'removed' },
          { field: 'count', change: 'added' },
        ],
      },
      { version: 1, changes: [{ field: 'words', change: 'added' }] },
    ],
  });
  const broken = { type: 'object', properties: { amount: { type: 'integer' } }, required: ['amount'] };
  expect((await api('PUT', `${path}/target`, { key, body: { target: broken } })).body).toMatchObject({
    version: 2,
    problems: [{ severity: 'error', field: 'amount' }, { severity: 'warning' }],
  });
  expect((await api('GET', path, { key })).body).toMatchObject({
    current: { version: 2 },
    problems: [{ field: 'amount' }, {}],
  });
  const wider = { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] };
  expect((await api('PUT', `${path}/target`, { key, body: { target: wider } })).body).toMatchObject({ version: 3 });
  expect((await api('GET', path, { key })).body).toMatchObject({ problems: [], current: { target: wider } });
  expect(
    (await api('POST', `${path}/suggestion`, { key, body: { target: { properties: { text: { type: 'string' } } } } }))
      .body,
  ).toMatchObject({
    suggestions: [{ target: 'text', source: 'text', confidence: 1 }],
  });
  expect(
    (await api('PUT', path, { key, body: { document: { mapping: 1, fields: [{ target: 'x', from: {} }] } } })).body,
  ).toMatchObject({
    error: { code: 'invalid', issues: [{ field: 'x' }] },
  });
});
