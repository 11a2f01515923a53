import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { fieldsOf } from './objects/rows.ts';
import { app, at, check, context, event, events, now, objects, position, refusal } from './test-box.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z'), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const file = (id: string, more: object = {}) => ({
  type: 'file',
  id,
  name: `${id}.pdf`,
  item_status: 'active',
  ...more,
});
const folder = (id: string, more: object = {}) => ({ type: 'folder', id, name: id, ...more });
const items = (id: string, marker?: string, template = '') =>
  at('GET', `/folders/${id}/items`, {
    fields: fieldsOf('file', template),
    usemarker: 'true',
    ...(marker && { marker }),
    limit: 500,
  });
const one = (id: string) => at('GET', `/files/${id}`, { fields: fieldsOf('file', '') });
const watermark = { folder: '0', template: '', position: position(1), at: '2026-11-20T09:00:00.000Z' };
const incremental = (name: 'file' | 'folder' = 'file', mark = watermark) =>
  readPass(objects[name], context(), { mode: 'incremental', watermark: mark });

it('names the account', async () => {
  app.play({
    request: at('GET', '/users/me', { fields: 'id,name,login' }),
    json: { id: '1', name: 'Mara', login: 'mara@acme.example' },
  });
  expect(await check?.(context())).toEqual({ id: '1', name: 'Mara (mara@acme.example)' });
});

describe('files', () => {
  it('come folder by folder, over an empty page; the place in the events was asked for before', async () => {
    app.play(
      now,
      { request: items('0'), json: { entries: [file('a'), folder('1')], next_marker: 'm1' } },
      { request: items('0', 'm1'), json: { entries: [folder('2'), { type: 'web_link', id: 'w' }], next_marker: '' } },
      { request: items('2'), json: { entries: [], next_marker: null } },
      { request: items('1'), json: { entries: [file('b')] } },
    );
    const pass = await readPass(objects.file, context(), { mode: 'full' });
    expect(app.received[0]?.request).toBe(now.request);
    expect(pass.rows.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(pass.watermark).toEqual({ ...watermark, at: '2026-11-21T09:00:00.000Z' });
    expect(objects.file?.row.safeParse({ type: 'file', name: 'no id' }).success).toBe(false);
  });

  it('pass over a folder that went meanwhile, but not over the chosen one', async () => {
    app.play(now, { request: items('0'), json: { entries: [folder('1')] } });
    app.play({ request: items('1'), ...refusal(404, 'not_found') });
    expect((await readPass(objects.file, context(), { mode: 'full' })).rows).toEqual([]);
    app.play(now, { request: items('7'), ...refusal(404, 'not_found') });
    const chosen = context({ settings: { folder: '7' } });
    await expect(readPass(objects.file, chosen, { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'not_found' },
    });
  });

  it('refuse a list that goes round in a circle', async () => {
    app.play(now, { request: items('0'), json: { entries: [], next_marker: 'm1' } });
    app.play({ request: items('0', 'm1'), json: { entries: [file('a')], next_marker: 'm1' } });
    await expect(readPass(objects.file, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_cursor' },
    });
  });

  it('are read again when an event names them, in whatever order, each once', async () => {
    app.play(
      events(
        position(1),
        [
          event('ITEM_UPLOAD', 'file', 'a'),
          event('ITEM_TRASH', 'file', 'gone'),
          event('ITEM_RENAME', 'file', 'a'),
          event('ITEM_TRASH', 'file', 'back'),
          event('ITEM_CREATE', 'folder', 'f'),
          { ...event('LOCK_DESTROY', 'file', 'x'), source: null },
        ],
        position(2),
      ),
      { request: one('a'), json: file('a') },
      { request: one('gone'), ...refusal(404, 'trashed') },
      { request: one('back'), json: file('back') },
      events(position(2), [], position(2)),
    );
    const pass = await incremental();
    expect(pass.rows.map(({ id }) => id)).toEqual(['a', 'back']);
    expect(pass.pages.flatMap(({ deleted = [] }) => deleted)).toEqual(['gone']);
    expect(pass.watermark).toMatchObject({ position: position(2) });
  });

  it.each(['ITEM_TRASH', 'ITEM_MOVE', 'ITEM_UNDELETE_VIA_TRASH', 'COLLAB_ADD_COLLABORATOR'])(
    'are read whole after %s of a folder',
    async (type) => {
      app.play(events(position(1), [event(type, 'folder', 'f')], position(2)), events(position(2), [], position(2)));
      expect((await incremental()).watermark).toBeNull();
    },
  );

  it('are read whole where the place is too old, unknown, or of another choice', async () => {
    expect((await incremental('file', { ...watermark, at: '2026-11-01T00:00:00Z' })).watermark).toBeNull();
    expect((await incremental('file', { ...watermark, template: 'enterprise_1.contract' })).watermark).toBeNull();
    const refused = refusal(400, 'bad_request');
    app.play({ ...events(position(1), [], ''), ...refused, text: undefined });
    expect((await incremental()).watermark).toBeNull();
  });

  it('of one folder are those below it', async () => {
    const inside = { path_collection: { entries: [{ id: '0' }, { id: '7' }] } };
    app.play(
      events(position(1), [event('ITEM_MOVE', 'file', 'in'), event('ITEM_MOVE', 'file', 'out')], position(2)),
      { request: one('in'), json: file('in', inside) },
      { request: one('out'), json: file('out', { path_collection: { entries: [{ id: '0' }] } }) },
      events(position(2), [], position(2)),
    );
    const chosen = context({ settings: { folder: '7' } });
    const pass = await readPass(objects.file, chosen, {
      mode: 'incremental',
      watermark: { ...watermark, folder: '7' },
    });
    expect(pass.rows.map(({ id }) => id)).toEqual(['in']);
    expect(pass.pages.flatMap(({ deleted = [] }) => deleted)).toEqual(['out']);
  });

  it('refuse events that say not where they end', async () => {
    app.play({ ...now, text: '{"entries":[{"event_type":"\\"next_stream_position\\":12"}]}' });
    await expect(readPass(objects.file, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'unreadable_events' },
    });
  });

  it('are read one by one, as long as they are there', async () => {
    app.play(
      { request: one('a'), json: file('a') },
      { request: one('b'), json: file('b', { item_status: 'trashed' }) },
      { request: one('c'), ...refusal(404, 'not_found') },
    );
    expect(await objects.file?.get?.(context(), 'a')).toMatchObject({ name: 'a.pdf' });
    expect(await objects.file?.get?.(context(), 'b')).toBeNull();
    expect(await objects.file?.get?.(context(), 'c')).toBeNull();
  });
});

describe('custom fields', () => {
  const template = 'enterprise_1.contract';
  const entries = [
    {
      scope: 'enterprise_1',
      templateKey: 'contract',
      displayName: 'Contract',
      fields: [
        { key: 'total', type: 'float', displayName: 'Total' },
        { key: 'state', type: 'enum', displayName: 'State', options: [{ key: 'Signed' }] },
        { key: 'old', type: 'string', hidden: true },
      ],
    },
  ];

  it('are those of the chosen template, and come with the rows', async () => {
    const withMetadata = file('a', { metadata: { enterprise_1: { contract: { total: 1, $version: 0 } } } });
    app.play({ request: at('GET', '/metadata_templates/enterprise', { limit: 200 }), json: { entries } }, now, {
      request: items('0', undefined, template),
      json: { entries: [withMetadata] },
    });
    const chosen = context({ settings: { template } });
    const fields = (await objects.file?.describe?.(chosen)) ?? [];
    expect(fields.filter(({ custom }) => custom)).toMatchObject([
      { name: 'metadata.enterprise_1.contract.total', label: 'Total', type: 'number' },
      { name: 'metadata.enterprise_1.contract.state', type: 'choice', choices: [{ value: 'Signed', label: 'Signed' }] },
    ]);
    expect((await readPass(objects.file, chosen, { mode: 'full' })).rows).toEqual([withMetadata]);
  });

  it('are none without a template', async () => {
    expect((await objects.folder?.describe?.(context()))?.some(({ custom }) => custom)).toBe(false);
  });
});

describe('refusals', () => {
  const pull = (given = {}) => readPass(objects.file, context(given), { mode: 'full' });

  it.each([
    ['3', 3_000],
    ['Sat, 21 Nov 2026 09:00:05 GMT', 5_000],
  ])('wait as long as Box asks: %s', async (after, ms) => {
    const headers = { 'retry-after': after, date: 'Sat, 21 Nov 2026 09:00:00 GMT' };
    app.play(now, { request: items('0'), headers, ...refusal(429, 'rate_limit_exceeded') });
    app.play({ request: items('0'), json: { entries: [] } });
    const patient = context();
    await readPass(objects.file, patient, { mode: 'full' });
    expect(Math.abs((patient.pauses[0] ?? 0) - ms)).toBeLessThanOrEqual(1_000);
  });

  it('an expired token, of which Box says nothing in the body, is renewed once', async () => {
    app.play({ ...now, status: 401, text: '' }, now, { request: items('0'), json: { entries: [] } });
    await pull({ renewed: bearer('token-2') });
    expect(app.received[1]?.headers.authorization).toBe('Bearer token-2');
  });

  it.each([
    [403, 'insufficient_scope', 'permission'],
    [403, 'storage_limit_exceeded', 'quota'],
    [404, 'trashed', 'not_found'],
    [409, 'item_name_in_use', 'conflict'],
  ])('%d %s is %s', async (status, code, kind) => {
    app.play(now, { request: items('0'), ...refusal(status, code) });
    await expect(pull()).rejects.toMatchObject({ details: { class: kind, appMessage: `It said ${code}.` } });
  });

  it('a web page is no answer', async () => {
    app.play(now, { request: items('0'), headers: { 'content-type': 'text/html' }, text: '<title>x</title>' });
    await expect(pull()).rejects.toMatchObject({ details: { class: 'protocol' } });
  });
});
