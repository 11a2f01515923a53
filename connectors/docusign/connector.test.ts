import { describe, expect, it } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, at, context, date, envelope, objects, options, refusal } from './test-docusign.ts';

const include = 'recipients,custom_fields';
const all = { from_date: '2000-01-01T00:00:00Z', include, order_by: 'created', order: 'asc' };
const envelopes = (
  query: Record<string, string>,
  start: number,
  list: object[] | undefined,
  totalSetSize?: string,
): Exchange => ({
  request: at('GET', '/envelopes', { ...query, count: '100', start_position: String(start) }),
  headers: { date },
  json: { ...(list && { envelopes: list }), totalSetSize },
});
const one = (id: number | string, more: object = {}) => ({ envelopeId: `e${id}`, status: 'sent', ...more });
const many = (count: number, from = 0) => Array.from({ length: count }, (_one, index) => one(from + index));
const ids = (rows: Record<string, unknown>[]) => rows.map(({ envelopeId }) => envelopeId);

describe('envelopes', () => {
  it('come page by page, a few again with each, since they may move up', async () => {
    app.play(envelopes(all, 0, many(100), '150'), envelopes(all, 90, many(60, 90), '150'));
    const pass = await readPass(objects.envelope, context(), { mode: 'full' });
    expect(new Set(ids(pass.rows)).size).toBe(150);
    expect(pass.watermark).toBe('2026-11-21T08:45:00.000Z');
  });

  it('go on over an empty page in the middle, and end at one without a number', async () => {
    app.play(
      envelopes(all, 0, [one(1)], '150'),
      envelopes(all, 1, undefined, '150'),
      envelopes(all, 101, [one(2)], '102'),
    );
    expect(ids((await readPass(objects.envelope, context(), { mode: 'full' })).rows)).toEqual(['e1', 'e2']);
    app.play(envelopes(all, 0, []));
    expect((await readPass(objects.envelope, context(), { mode: 'full' })).rows).toEqual([]);
  });

  it('begin with the day of the settings', async () => {
    app.play(envelopes({ ...all, from_date: '2026-01-01T00:00:00Z' }, 0, [], '0'));
    await readPass(objects.envelope, context({ settings: { since: '2026-01-01' } }), { mode: 'full' });
  });

  it('are those with a new status, and then all that is under way', async () => {
    const since = '2026-11-21T07:00:00.000Z';
    const { from_date, ...order } = all;
    app.play(
      envelopes({ from_date: since, ...order }, 0, [one(1, { status: 'completed' })], '1'),
      envelopes({ from_date, status: 'created,sent,delivered,signed', ...order }, 0, [one(2)], '1'),
    );
    const pass = await readPass(objects.envelope, context(), { mode: 'incremental', watermark: since });
    expect(ids(pass.rows)).toEqual(['e1', 'e2']);
    expect(pass.watermark).toBe('2026-11-21T08:45:00.000Z');
  });

  it('have their custom fields by name', async () => {
    const customFields = {
      textCustomFields: [
        { name: 'Order', value: '42' },
        { name: '', value: 'x' },
      ],
      listCustomFields: [{ name: 'Region', value: null }],
    };
    app.play(envelopes(all, 0, [one(1, { customFields })], '1'), {
      request: at('GET', '/custom_fields'),
      json: {
        textCustomFields: [{ name: 'Order', required: 'true' }, { name: 'a.b' }],
        listCustomFields: [{ name: 'Region', listItems: ['North', 'South'] }],
      },
    });
    const { rows } = await readPass(objects.envelope, context(), { mode: 'full' });
    expect(rows[0]?.customFieldValues).toEqual({ Order: '42', Region: null });
    const fields = await objects.envelope?.describe?.(context());
    expect(fields?.filter(({ custom }) => custom)).toMatchObject([
      { name: 'customFieldValues.Order', type: 'text', required: true },
      { name: "customFieldValues.['a.b']", label: 'a.b' },
      { name: 'customFieldValues.Region', type: 'choice', choices: [{ value: 'North' }, { value: 'South' }] },
    ]);
  });

  it('are read one by one, as long as they are there', async () => {
    const path = (id: string) => at('GET', `/envelopes/${id}`, { include });
    app.play(
      { request: path(envelope), json: one(1) },
      { request: path('gone'), ...refusal(400, 'ENVELOPE_DOES_NOT_EXIST') },
      { request: path('binned'), json: one(2, { status: 'deleted' }) },
    );
    expect(await objects.envelope?.get?.(context(), envelope)).toMatchObject({ envelopeId: 'e1' });
    expect(await objects.envelope?.get?.(context(), 'gone')).toBeNull();
    expect(await objects.envelope?.get?.(context(), 'binned')).toBeNull();
  });

  it('bring their people, a row each', async () => {
    const recipients = {
      signers: [{ recipientId: '1', recipientIdGuid: 'g1', name: 'Mara', status: 'completed' }],
      carbonCopies: [{ recipientId: '2', name: 'Bo' }],
      recipientCount: '2',
    };
    app.play(envelopes(all, 0, [one(1, { recipients }), one(2, { recipients: null })], '2'));
    const { rows } = await readPass(objects.recipient, context(), { mode: 'full' });
    expect(rows).toMatchObject([
      { kind: 'signers', envelopeId: 'e1', envelopeStatus: 'sent', name: 'Mara' },
      { kind: 'carbonCopies', name: 'Bo' },
    ]);
    expect(rows.map((row) => objects.recipient?.key(row, {}))).toEqual(['e1/g1', 'e1/carbonCopies-2']);
  });
});

describe('templates and people', () => {
  const list = { include: 'recipients,custom_fields,folders', order_by: 'name', order: 'asc' };
  const page = { count: '100', start_position: '0' };

  it('come by their change, and one by one', async () => {
    const since = '2026-11-21T07:00:00.000Z';
    app.play(
      {
        request: at('GET', '/templates', { ...list, modified_from_date: since, ...page }),
        json: { envelopeTemplates: [{ templateId: 't1', name: 'Order' }], totalSetSize: '1' },
      },
      { request: at('GET', '/templates/t1', { include: list.include }), json: { templateId: 't1' } },
      { request: at('GET', '/templates/t2', { include: list.include }), ...refusal(404, 'TEMPLATE_ID_INVALID') },
    );
    const pass = await readPass(objects.template, context(), { mode: 'incremental', watermark: since });
    expect(pass.rows).toEqual([{ templateId: 't1', name: 'Order' }]);
    expect(await objects.template?.get?.(context(), 't1')).toEqual({ templateId: 't1' });
    expect(await objects.template?.get?.(context(), 't2')).toBeNull();
  });

  it('come whole; a row without an id is refused', async () => {
    app.play({
      request: at('GET', '/users', { additional_info: 'true', ...page }),
      json: { users: [{ userId: 'u1', userName: 'Mara' }], totalSetSize: '1' },
    });
    expect((await readPass(objects.user, context(), { mode: 'full' })).rows).toHaveLength(1);
    expect(objects.user?.row.safeParse({ userName: 'nobody' }).success).toBe(false);
  });
});

describe('what goes wrong', () => {
  const path = at('GET', `/envelopes/${envelope}`, { include });
  const read = (own = context()) => objects.envelope?.get?.(own, envelope);

  it.each([
    ['an ended token', 401, 'USER_AUTHENTICATION_FAILED', 'auth'],
    ['an account that is not theirs', 401, 'USER_DOES_NOT_BELONG_TO_SPECIFIED_ACCOUNT', 'permission'],
    ['a right that is missing', 400, 'USER_LACKS_PERMISSIONS', 'permission'],
    ['a used-up plan', 400, 'ENVELOPE_ALLOWANCE_EXCEEDED', 'quota'],
    ['a completed envelope', 400, 'ENVELOPE_INVALID_STATUS', 'conflict'],
    ['one that somebody edits', 400, 'EDIT_LOCK_ENVELOPE_LOCKED', 'conflict'],
    ['anything else', 400, 'INVALID_REQUEST_PARAMETER', 'invalid'],
  ])('names %s', async (_what, status, code, errorClass) => {
    app.play({ request: path, ...refusal(status, code) });
    await expect(read()).rejects.toMatchObject({
      details: { class: errorClass, code, appMessage: `It said ${code}.` },
    });
  });

  it('names an answer of another shape, and a page for people', async () => {
    app.play({ request: path, json: { envelopeId: 7 } });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol' } });
    app.play({ request: path, headers: { 'content-type': 'text/html' }, text: '<title>Maintenance</title>' });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol', code: 'web_page' } });
  });

  it('waits as long as Docusign says, and renews an access that ended', async () => {
    const reset = String(Date.parse('2026-11-21T09:00:09Z') / 1_000);
    app.play(
      { request: path, headers: { date, 'retry-after': '7' }, ...refusal(429, 'BURST_APIINVOCATION_LIMIT_EXCEEDED') },
      {
        request: path,
        headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT' },
        ...refusal(429, 'HOURLY_APIINVOCATION_LIMIT_EXCEEDED'),
      },
      {
        request: path,
        headers: { date, 'x-ratelimit-reset': reset },
        ...refusal(400, 'Hourly_Envelope_Polling_Limit_Exceeded'),
      },
      { request: path, ...refusal(401, 'AUTHORIZATION_INVALID_TOKEN') },
      { request: path, json: one(1) },
    );
    const patient = context({ renewed: bearer('token-2') });
    await read(patient);
    expect(patient.pauses).toEqual([7_000, 3_000, 9_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });
});

describe('choices', () => {
  const choose = (name: string, search = '', more: { cursor?: number; parent?: Record<string, string> } = {}) =>
    options[name]?.(context(), { search, cursor: null, ...more });

  it('are templates, page by page, and their roles', async () => {
    const query = { search_text: 'ord', order_by: 'name', order: 'asc', count: '50', start_position: '50' };
    app.play(
      {
        request: at('GET', '/templates', query),
        json: { envelopeTemplates: [{ templateId: 't1', name: 'Order', folderName: 'Sales' }], totalSetSize: '52' },
      },
      {
        request: at('GET', '/templates/t1', { include: 'recipients' }),
        json: { recipients: { signers: [{ roleName: 'Customer' }, {}], carbonCopies: [{ roleName: 'Sales' }] } },
      },
    );
    expect(await choose('templates', ' ord ', { cursor: 50 })).toEqual({
      options: [{ value: 't1', label: 'Order', detail: 'Sales' }],
      next: 51,
    });
    const roles = await choose('roles', '', { parent: { template: 't1' } });
    expect(roles?.options.map(({ value }) => value)).toEqual(['Customer', 'Sales']);
    expect((await choose('roles'))?.options).toEqual([]);
  });

  it('are folders below folders', async () => {
    const folders = [{ folderId: 'f1', name: 'Inbox', folders: [{ folderId: 'f2', name: 'Orders' }] }];
    app.play({ request: at('GET', '/folders', { sub_folder_depth: '-1' }), json: { folders } });
    expect((await choose('folders', 'orders'))?.options).toEqual([{ value: 'f2', label: 'Inbox / Orders' }]);
  });
});
