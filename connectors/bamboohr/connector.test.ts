import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const bamboo = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, triggers = {}, hooks, before, check } = bamboo.connector;
const context = () =>
  createTestContext({
    connector: bamboo,
    app,
    accountType: 'key',
    fields: { apiKey: 'key-number-1' },
    learnt: { company: 'acme' },
  });
const at = 'https://acme.bamboohr.com/api/v1';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const fields = {
  request: `GET ${at}/meta/fields`,
  json: [
    { id: 1, name: 'First Name', type: 'text', alias: 'firstName' },
    { id: '4.1', name: 'Old', type: 'text', alias: 'old', deprecated: true },
    { id: 2, name: 'No alias', type: 'text' },
    { id: 3, name: 'Shirt size', type: 'list', alias: 'customShirt' },
  ],
};
const changed = (since: string, employees: unknown) => ({
  request: `GET ${at}/employees/changed?since=${encodeURIComponent(since)}`,
  json: { latest: '2026-11-21T08:59:00+00:00', employees },
});
const one = (id: string) => `GET ${at}/employees/${id}?fields=firstName%2CcustomShirt`;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('the company', () => {
  it.each([['acme'], ['https://Acme.bamboohr.com/home']])('is meant by %s', (company) =>
    expect(before?.parse({ company })).toEqual({ company: 'acme' }),
  );

  it('is named', async () => {
    app.play({ request: `GET ${at}/company_information`, json: { displayName: 'Acme' } });
    expect(await check?.(context())).toEqual({ id: 'acme', name: 'Acme' });
    expect(app.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('key-number-1:x').toString('base64')}`);
  });
});

describe('employees', () => {
  it('come by what changed, each with all fields of the account', async () => {
    app.play(
      changed('2026-11-20T00:00:00Z', {
        7: { id: '7', action: 'Updated' },
        8: { id: '8', action: 'Deleted' },
        9: { id: '9', action: 'Inserted' },
      }),
      fields,
      { request: one('7'), json: { id: '7', firstName: 'Ada', customShirt: 'M' } },
      { request: one('9'), status: 404, text: '' },
    );
    const pass = await readPass(objects.employee, context(), {
      mode: 'incremental',
      watermark: '2026-11-20T00:00:00Z',
    });
    expect(pass.rows).toEqual([{ id: '7', firstName: 'Ada', customShirt: 'M' }]);
    expect(pass.pages[0]?.deleted).toEqual(['8', '9']);
    expect(pass.watermark).toBe('2026-11-21T08:59:00+00:00');
  });

  it('go on with the ids that the first page has found', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => String(100 + index));
    app.play(
      changed('1970-01-01T00:00:00Z', Object.fromEntries(ids.map((id) => [id, { id, action: 'Inserted' }]))),
      fields,
    );
    app.play(...ids.map((id) => ({ request: one(id), json: { id } })));
    const pass = await readPass(objects.employee, context(), { mode: 'full' });
    expect(pass.pages.map(({ rows }) => rows.length)).toEqual([50, 1]);
  });

  it('are none where nobody has changed', async () => {
    app.play(changed('2026-11-20T00:00:00Z', []), fields);
    expect(
      (await readPass(objects.employee, context(), { mode: 'incremental', watermark: '2026-11-20T00:00:00Z' })).rows,
    ).toEqual([]);
  });

  it('are described without what is gone', async () => {
    app.play(fields);
    expect(await objects.employee?.describe?.(context())).toEqual([
      { name: 'firstName', label: 'First Name', type: 'text' },
      { name: 'customShirt', label: 'Shirt size', type: 'choice', custom: true },
    ]);
  });

  it('are written, and what is refused is told in the words of a header', async () => {
    app.play(
      { request: `POST ${at}/employees`, status: 201, headers: { location: `${at}/employees/77` }, text: '' },
      {
        request: `POST ${at}/employees/9`,
        status: 400,
        headers: { 'x-bamboohr-error-message': 'Invalid hire date' },
        text: '',
      },
    );
    const items = [{ data: { firstName: 'Ada', lastName: 'M' } }, { key: '9', data: { hireDate: 'x' } }];
    expect(await objects.employee?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '77', action: 'created' },
      { error: { class: 'invalid', message: 'Invalid hire date' } },
    ]);
  });

  it('wait when BambooHR says 503 and a time', async () => {
    const list = changed('2026-11-20T00:00:00Z', []);
    app.play({ ...list, status: 503, headers: { 'retry-after': '3' }, json: {} }, list, fields);
    const patient = context();
    await readPass(objects.employee, patient, { mode: 'incremental', watermark: '2026-11-20T00:00:00Z' });
    expect(patient.pauses).toEqual([3_000]);
  });
});

describe('actions', () => {
  it('decide on time off', async () => {
    app.play({ request: `PUT ${at}/time_off/requests/1342/status`, json: {} });
    const action = actions.decideTimeOff;
    await action?.run(context(), action.input.parse({ request: '1342', status: 'approved' }), { idempotencyKey: 'k' });
    expect(app.received[0]?.json()).toEqual({ status: 'approved' });
  });
});

describe('a request for time off', () => {
  it('is found by its number', async () => {
    const trigger = triggers.timeOffRequested;
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    const request = `GET ${at}/time_off/requests?start=2026-10-22&end=2028-11-20&status=requested`;
    const json = [
      { id: 12, employeeId: 1, start: '2026-12-01', end: '2026-12-02' },
      { id: 11, employeeId: 1, start: '2026-12-01', end: '2026-12-02' },
    ];
    app.play({ request, json }, { request, json: [] });
    const { items, cursor } = await trigger.poll(context(), { cursor: 11 });
    expect(items.map(({ id }) => id)).toEqual(['12']);
    expect(cursor).toBe(12);
    expect(await trigger.poll(context(), { cursor: 12 })).toEqual({ items: [], cursor: 12 });
  });
});

describe('options', () => {
  it('find an employee by name', async () => {
    app.play({
      request: `GET ${at}/employees/directory`,
      json: {
        employees: [
          { id: '1', displayName: 'Ada' },
          { id: 2, displayName: 'Bo' },
        ],
      },
    });
    expect((await options.employees?.(context(), { search: 'bo', cursor: null }))?.options).toEqual([
      { value: '2', label: 'Bo', detail: undefined },
    ]);
  });
});

describe('hooks', () => {
  const body = new TextEncoder().encode(
    '{"employees":[{"id":"7","action":"Updated","timestamp":"2026-11-21T09:00:00Z","changedFields":["Job"]}]}',
  );
  const timestamp = String(Date.parse(date) / 1000);
  const signature = createHmac('sha256', 's').update(body).update(timestamp).digest('hex');
  const hook = (time: string) => ({
    method: 'POST',
    url: new URL('https://p.example'),
    headers: new Headers({ 'x-bamboohr-signature': signature, 'x-bamboohr-timestamp': time }),
    body,
  });

  it('are signed over body and time', () => {
    const verify = typeof hooks?.verify === 'function' ? hooks.verify : undefined;
    expect(verify?.(hook(timestamp), { secret: 's' }, new Date(date))).toEqual({ ok: true });
    expect(verify?.(hook(timestamp), { secret: 's' }, new Date(Date.parse(date) + 301_000))).toEqual({
      ok: false,
      because: 'too_old',
    });
    expect(verify?.(hook('1'), { secret: 's' }, new Date(date))).toEqual({ ok: false, because: 'bad_signature' });
  });

  it('say whom they speak of', () => {
    expect(hooks?.events(hook(timestamp))).toMatchObject([
      { id: '7/Updated/2026-11-21T09:00:00Z', type: 'employee.updated', object: 'employee', key: '7' },
    ]);
  });
});
