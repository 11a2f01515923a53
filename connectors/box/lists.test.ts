import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { userFields } from './objects/rows.ts';
import { app, at, context, objects, options, refusal } from './test-box.ts';

const walked = (id: string) =>
  at('GET', `/folders/${id}/items`, { fields: 'id,type,has_collaborations', usemarker: 'true', limit: 100 });
const collaborators = (id: string, marker?: string) =>
  at('GET', `/folders/${id}/collaborations`, { limit: 1000, ...(marker && { marker }) });

it('collaborations are those of each shared folder', async () => {
  app.play(
    {
      request: walked('0'),
      json: {
        entries: [
          { type: 'folder', id: '1', has_collaborations: true },
          { type: 'folder', id: '2' },
        ],
      },
    },
    { request: collaborators('1'), json: { entries: [{ id: 'c1', role: 'editor', item: null }], next_marker: 'm' } },
    { request: collaborators('1', 'm'), json: { entries: [{ id: 'c2' }] } },
    { request: walked('2'), json: { entries: [{ type: 'folder', id: '3', has_collaborations: true }] } },
    { request: collaborators('3'), ...refusal(404, 'not_found') },
    { request: walked('3'), ...refusal(404, 'not_found') },
    { request: walked('1'), json: { entries: [] } },
  );
  const { rows } = await readPass(objects.collaboration, context(), { mode: 'full' });
  expect(rows.map(({ id }) => id)).toEqual(['c1', 'c2']);
});

it('people come over pages', async () => {
  const users = { fields: userFields, user_type: 'managed', usemarker: 'true', limit: 1000 };
  app.play(
    { request: at('GET', '/users', users), json: { entries: [{ id: '1' }], next_marker: 'm' } },
    { request: at('GET', '/users', { ...users, marker: 'm' }), json: { entries: [{ id: '2' }] } },
  );
  expect((await readPass(objects.user, context(), { mode: 'full' })).rows.map(({ id }) => id)).toEqual(['1', '2']);
});

it('folders are written by their name, once', async () => {
  const taken = refusal(409, 'item_name_in_use', { context_info: { conflicts: [{ type: 'folder', id: 'old' }] } });
  app.play(
    { request: at('POST', '/folders', { fields: 'id' }), status: 201, json: { id: 'new' } },
    { request: at('POST', '/folders', { fields: 'id' }), ...taken },
    { request: at('PUT', '/folders/old', { fields: 'id' }), json: { id: 'old' } },
    { request: at('PUT', '/folders/gone', { fields: 'id' }), ...refusal(404, 'not_found') },
  );
  const items = [
    { data: { name: 'A', parent: { id: '7' } } },
    { data: { name: 'B', description: 'Of B' } },
    { key: 'gone', data: { name: 'C' } },
    { data: {} },
    { data: { name: 'D', tags: 'x' } },
  ];
  expect(await objects.folder?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
    { key: 'new', action: 'created' },
    { key: 'old', action: 'updated' },
    { error: { class: 'not_found' } },
    { error: { class: 'invalid', field: 'name' } },
    { error: { class: 'invalid', field: 'tags' } },
  ]);
  expect(app.received.map((one) => one.json())).toEqual([
    { name: 'A', parent: { id: '7' } },
    { name: 'B', parent: { id: '0' } },
    { description: 'Of B' },
    { name: 'C' },
  ]);
});

describe('options', () => {
  it('drill into folders, and find them by their names', async () => {
    const entries = [
      { type: 'folder', id: '8', name: 'Invoices' },
      { type: 'file', id: '9', name: 'a.pdf' },
    ];
    const fields = 'id,type,name';
    app.play(
      {
        request: at('GET', '/folders/7/items', { fields, usemarker: 'true', limit: 500 }),
        json: { entries, next_marker: 'm' },
      },
      {
        request: at('GET', '/search', {
          query: 'inv',
          type: 'folder',
          content_types: 'name',
          fields,
          limit: 100,
          offset: 0,
        }),
        json: { entries, total_count: 101 },
      },
    );
    const drilled = await options.folders?.(context(), { search: '', cursor: null, parent: { folder: '7' } });
    expect(drilled).toEqual({ options: [{ value: '8', label: 'Invoices' }], next: 'm' });
    expect((await options.folders?.(context(), { search: 'inv', cursor: null }))?.next).toBe(100);
  });

  it('name the templates of the organisation', async () => {
    const entries = [{ scope: 'enterprise_1', templateKey: 'contract', displayName: 'Contract' }];
    app.play({ request: at('GET', '/metadata_templates/enterprise', { limit: 200 }), json: { entries } });
    const found = await options.metadataTemplates?.(context(), { search: 'con', cursor: null });
    expect(found?.options).toEqual([{ value: 'enterprise_1.contract', label: 'Contract' }]);
  });
});
