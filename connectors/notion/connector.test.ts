import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const notion = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, hooks, triggers = {}, check } = notion.connector;
const source = '1a44be12-0953-4631-b498-9e5817518db8';
const settings = { dataSource: source };
const context = () => createTestContext({ connector: notion, app, settings });

const at = 'https://api.notion.com/v1';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const page = (id: string, more = {}) => ({
  object: 'page',
  id,
  created_time: '2026-01-01T00:00:00.000Z',
  last_edited_time: '2026-11-21T08:00:00.000Z',
  parent: { type: 'data_source_id', data_source_id: source },
  properties: {},
  ...more,
});
const query = (results: unknown[], next_cursor: string | null) => ({
  request: `POST ${at}/data_sources/${source}/query`,
  headers: { date },
  json: { object: 'list', results, next_cursor, has_more: next_cursor !== null },
});
const schema = {
  request: `GET ${at}/data_sources/${source}`,
  json: {
    properties: {
      Name: { id: 'title', name: 'Name', type: 'title' },
      Price: { id: 'a', name: 'Price', type: 'number' },
      Tags: { id: 'b', name: 'Tags', type: 'multi_select', multi_select: { options: [{ name: 'new' }] } },
      Sum: { id: 'c', name: 'Sum', type: 'formula' },
    },
  },
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('names the workspace', async () => {
    app.play({
      request: `GET ${at}/users/me`,
      json: { object: 'user', id: 'b1', name: 'Portico', bot: { workspace_name: 'Acme' } },
    });
    expect(await check?.(context())).toEqual({ id: 'b1', name: 'Acme' });
    expect(app.received[0]?.headers['notion-version']).toBe('2025-09-03');
  });
});

describe('rows', () => {
  it('come by cursor, past an empty page, since the pass before', async () => {
    app.play(query([page('1')], 'c1'), query([], 'c2'), query([page('2')], null));
    const pass = await readPass(objects.row, context(), { mode: 'incremental', watermark: '2026-11-20T00:00:00.000Z' });
    expect(pass.rows.map(({ id }) => id)).toEqual(['1', '2']);
    expect(app.received[1]?.json()).toMatchObject({
      start_cursor: 'c1',
      page_size: 100,
      filter: { timestamp: 'last_edited_time', last_edited_time: { on_or_after: '2026-11-20T00:00:00.000Z' } },
    });
  });

  it('wait as long as Notion says', async () => {
    const refusal = { object: 'error', status: 429, code: 'rate_limited', message: 'Slow down' };
    app.play({ ...query([], null), status: 429, headers: { 'retry-after': '2' }, json: refusal }, query([], null));
    const patient = context();
    await readPass(objects.row, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000]);
  });

  it('are described by the database', async () => {
    app.play(schema);
    expect(await objects.row?.describe?.(context())).toMatchObject([
      { name: 'properties.Name', type: 'text', required: true },
      { type: 'number' },
      { type: 'choices', choices: [{ value: 'new' }] },
      { readOnly: true },
    ]);
  });

  it('are written with plain values, each on its own', async () => {
    app.play(
      schema,
      { request: `POST ${at}/pages`, json: { id: 'n1' } },
      {
        request: `PATCH ${at}/pages/p2`,
        status: 400,
        json: {
          object: 'error',
          code: 'validation_error',
          message: 'body failed validation: body.properties.Price.number should be a number',
        },
      },
    );
    const items = [
      { data: { properties: { Name: 'Lamp', Price: '5', Tags: ['new'] } } },
      { key: 'p2', data: { properties: { Price: 'x' } } },
      { data: { properties: { Colour: 'red' } } },
      { data: { properties: { Sum: 1 } } },
    ];
    expect(await objects.row?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: 'n1', action: 'created' },
      { error: { class: 'invalid', field: 'properties.Price.number' } },
      { error: { field: 'properties.Colour', message: expect.stringContaining('Name, Price, Tags, Sum') } },
      { error: { field: 'properties.Sum' } },
    ]);
    expect(app.received[1]?.json()).toEqual({
      parent: { type: 'data_source_id', data_source_id: source },
      properties: {
        Name: { title: [{ type: 'text', text: { content: 'Lamp' } }] },
        Price: { number: 5 },
        Tags: { multi_select: [{ name: 'new' }] },
      },
    });
  });

  it('are gone when they lie in the trash', async () => {
    app.play({ request: `GET ${at}/pages/1`, json: page('1', { in_trash: true }) });
    expect(await objects.row?.get?.(context(), '1')).toBeNull();
  });
});

describe('actions', () => {
  it('cut a text into paragraphs that Notion takes', async () => {
    app.play({ request: `PATCH ${at}/blocks/p1/children`, json: { results: [] } });
    const action = actions.appendText;
    await action?.run(context(), action.input.parse({ page: 'p1', text: `${'x'.repeat(2_001)}\n\nEnd` }), {
      idempotencyKey: 'k',
    });
    expect(app.received[0]?.json()).toMatchObject({
      children: [
        { paragraph: { rich_text: [{}, {}] } },
        { paragraph: { rich_text: [] } },
        { paragraph: { rich_text: [{}] } },
      ],
    });
  });
});

describe('options', () => {
  it('name pages by their title property', async () => {
    app.play({
      request: `POST ${at}/search`,
      json: {
        results: [
          { id: '1', properties: { Price: { number: 1 }, Name: { title: [{ plain_text: 'Lamp' }] } } },
          { id: '2' },
        ],
        next_cursor: null,
      },
    });
    expect(await options.pages?.(context(), { search: 'l', cursor: null })).toEqual({
      options: [
        { value: '1', label: 'Lamp' },
        { value: '2', label: 'Untitled' },
      ],
      next: null,
    });
  });
});

describe('a changed row', () => {
  it('is found by its time, from now on', async () => {
    const trigger = triggers.rowChanged;
    if (trigger?.via !== 'poll') throw new Error('It is polled.');
    expect(await trigger.poll(context(), { cursor: null })).toEqual({ items: [], cursor: '2026-11-21T09:00:00.000Z' });
    app.play(query([page('1')], null));
    expect(await trigger.poll(context(), { cursor: '2026-11-21T07:00:00.000Z' })).toMatchObject({
      cursor: '2026-11-21T08:00:00.000Z',
      items: [{ id: '1', version: '2026-11-21T08:00:00.000Z' }],
    });
  });
});

describe('hooks', () => {
  it('say which page they speak of', () => {
    const body = new TextEncoder().encode(
      JSON.stringify({ id: 'e1', type: 'page.created', workspace_id: 'w1', entity: { id: 'p1', type: 'page' } }),
    );
    expect(
      hooks?.events({ method: 'POST', url: new URL('https://p.example'), headers: new Headers(), body }),
    ).toMatchObject([{ id: 'e1', type: 'page.created', account: 'w1', object: 'row', key: 'p1' }]);
  });
});
