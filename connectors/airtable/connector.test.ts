import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const airtable = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, triggers = {}, hooks, check } = airtable.connector;
const settings = { base: 'app1', table: 'tbl1', changedField: 'Last} modified' };
const context = (more = {}) => createTestContext({ connector: airtable, app, settings: { ...settings, ...more } });

const at = 'https://api.airtable.com/v0';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const record = (id: string) => ({ id, createdTime: '2026-11-20T00:00:00.000Z', fields: { Name: 'Lamp' } });
const schema = {
  request: `GET ${at}/meta/bases/app1/tables`,
  json: {
    tables: [
      {
        id: 'tbl1',
        name: 'Orders',
        fields: [
          { id: 'f1', name: 'Name', type: 'singleLineText' },
          { id: 'f2', name: 'Status', type: 'singleSelect', options: { choices: [{ id: 's', name: 'Open' }] } },
          { id: 'f3', name: 'Changed', type: 'lastModifiedTime' },
        ],
      },
    ],
  },
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names the person', async () => {
    app.play({ request: `GET ${at}/meta/whoami`, json: { id: 'usr1', email: 'ada@acme.example' } });
    expect(await check?.(context())).toEqual({ id: 'usr1', name: 'ada@acme.example' });
  });
});

describe('records', () => {
  it('come by offset, past an empty page, all of them without a field for changes', async () => {
    const list = `GET ${at}/app1/tbl1?pageSize=100`;
    app.play(
      { request: list, headers: { date }, json: { records: [record('rec1')], offset: 'o1' } },
      { request: `${list}&offset=o1`, json: { records: [], offset: 'o2' } },
      { request: `${list}&offset=o2`, json: { records: [record('rec2')] } },
    );
    const since = { mode: 'incremental' as const, watermark: '2026-11-20T00:00:00.000Z' };
    const pass = await readPass(objects.record, context({ changedField: '' }), since);
    expect(pass.rows.map(({ id }) => id)).toEqual(['rec1', 'rec2']);
  });

  it('come since the pass before, whatever the field is called', async () => {
    const formula = "NOT(IS_BEFORE({Last\\} modified}, '2026-11-20T00:00:00.000Z'))";
    const query = new URLSearchParams({ filterByFormula: formula, pageSize: '100' });
    app.play({ request: `GET ${at}/app1/tbl1?${query}`, headers: { date }, json: { records: [] } });
    const pass = await readPass(objects.record, context(), {
      mode: 'incremental',
      watermark: '2026-11-20T00:00:00.000Z',
    });
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('wait for half a minute when they came too fast', async () => {
    const request = `GET ${at}/app1/tbl1?pageSize=100`;
    app.play(
      { request, status: 429, json: { errors: [{ error: 'RATE_LIMIT_REACHED' }] } },
      { request, headers: { date }, json: { records: [] } },
    );
    const patient = context();
    await readPass(objects.record, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([30_000]);
  });

  it('are described by the table', async () => {
    app.play(schema);
    expect(await objects.record?.describe?.(context())).toMatchObject([
      { name: 'fields.Name', type: 'text' },
      { type: 'choice', choices: [{ value: 'Open' }] },
      { type: 'datetime', readOnly: true },
    ]);
  });

  it('are written together, and alone where one of them is refused', async () => {
    const refusal = { error: { type: 'UNKNOWN_FIELD_NAME', message: 'Unknown field name: "Colour"' } };
    app.play(
      { request: `PATCH ${at}/app1/tbl1`, json: { records: [{ id: 'rec9' }] } },
      { request: `POST ${at}/app1/tbl1`, status: 422, json: refusal },
      { request: `POST ${at}/app1/tbl1`, json: { records: [{ id: 'rec7' }] } },
      { request: `POST ${at}/app1/tbl1`, status: 422, json: refusal },
    );
    const items = [
      { data: { fields: { Name: 'A' } } },
      { key: 'rec9', data: { fields: { Name: 'B' } } },
      { data: { fields: { Colour: 'red' } } },
    ];
    expect(await objects.record?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'rec7', action: 'created' },
      { key: 'rec9', action: 'updated' },
      {
        error: {
          class: 'invalid',
          code: 'UNKNOWN_FIELD_NAME',
          message: 'Unknown field name: "Colour"',
          field: 'fields.Colour',
        },
      },
    ]);
  });

  it('are gone when Airtable does not know them', async () => {
    app.play({ request: `GET ${at}/app1/tbl1/rec1`, status: 404, json: { error: 'NOT_FOUND' } });
    expect(await objects.record?.get?.(context(), 'rec1')).toBeNull();
  });
});

describe('actions', () => {
  it('match by the fields that are named', async () => {
    app.play({
      request: `PATCH ${at}/app1/Orders`,
      json: { records: [record('rec1')], createdRecords: [], updatedRecords: ['rec1'] },
    });
    const action = actions.upsertRecord;
    const input = action?.input.parse({ base: 'app1', table: 'Orders', matchBy: ['Name'], fields: { Name: 'Lamp' } });
    await action?.run(context(), input, { idempotencyKey: 'k' });
    expect(app.received[0]?.json()).toMatchObject({
      performUpsert: { fieldsToMergeOn: ['Name'] },
      records: [{ fields: { Name: 'Lamp' } }],
    });
  });
});

describe('options', () => {
  it('offer fields with a time', async () => {
    app.play(schema);
    const asked = { search: '', cursor: null, parent: { base: 'app1', table: 'tbl1' } };
    expect(await options.timeFields?.(context(), asked)).toEqual({
      options: [{ value: 'Changed', label: 'Changed', detail: 'Last modified time' }],
      next: null,
    });
  });
});

describe('a new record', () => {
  it('is found by its time of creation, oldest first', async () => {
    const trigger = triggers.recordCreated;
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    const query = new URLSearchParams({
      pageSize: '100',
      filterByFormula: "NOT(IS_BEFORE(CREATED_TIME(), '2026-11-20T00:00:00.000Z'))",
    });
    const later = { ...record('rec2'), createdTime: '2026-11-21T00:00:00.000Z' };
    app.play({ request: `GET ${at}/app1/tbl1?${query}`, json: { records: [later, record('rec1')] } });
    const { items, cursor } = await trigger.poll(context(), { cursor: '2026-11-20T00:00:00.000Z' });
    expect(items.map(({ id }) => id)).toEqual(['rec1', 'rec2']);
    expect(cursor).toBe('2026-11-21T00:00:00.000Z');
  });
});

describe('hooks', () => {
  it('are signed with the secret that was shown once', async () => {
    app.play({
      request: `POST ${at}/bases/app1/webhooks`,
      json: { id: 'ach1', macSecretBase64: 'c2VjcmV0', expirationTime: '2026-11-28T09:00:00.000Z' },
    });
    const subscription = await hooks?.subscribe?.(context(), {
      url: 'https://p.example/h',
      secret: 'ours',
      events: ['base.changed'],
    });
    expect(subscription).toEqual({
      id: 'ach1',
      secret: 'c2VjcmV0',
      expiresAt: '2026-11-28T09:00:00.000Z',
      state: { base: 'app1' },
    });
    const body = new TextEncoder().encode(
      '{"base":{"id":"app1"},"webhook":{"id":"ach1"},"timestamp":"2026-11-21T09:00:00.000Z"}',
    );
    const mac = createHmac('sha256', 'secret').update(body).digest('hex');
    const headers = new Headers({ 'x-airtable-content-mac': `hmac-sha256=${mac}` });
    const hook = { method: 'POST', url: new URL('https://p.example/h'), headers, body };
    const verify = typeof hooks?.verify === 'function' ? hooks.verify : undefined;
    expect(verify?.(hook, { secret: 'c2VjcmV0' }, new Date())).toEqual({ ok: true });
    expect(verify?.({ ...hook, body: body.slice(1) }, { secret: 'c2VjcmV0' }, new Date())).toEqual({
      ok: false,
      because: 'bad_signature',
    });
    expect(hooks?.events(hook)).toMatchObject([{ id: 'ach1/2026-11-21T09:00:00.000Z', type: 'base.changed' }]);
  });
});
