import { beforeAll, describe, expect, it } from 'vitest';
import type { LoadedConnector } from '#connectors/registry.ts';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import type { Json, Page, Pager, PullRequest } from '../index.ts';
import { type PullPages, pullPages } from './pull-pages.ts';

const app = testApp();
const origin = 'https://api.acme.example';
let acme: LoadedConnector;

beforeAll(async () => {
  const tidewater = await loadTestConnector('tidewater');
  const change = { limits: undefined, errors: undefined, baseUrl: `${origin}/v1`, hosts: ['*.acme.example'] };
  acme = { ...tidewater, connector: { ...tidewater.connector, ...change } };
});

const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const get = (path: string, json: unknown, headers: Record<string, string> = {}): Exchange => ({
  request: `GET ${origin}${path}`,
  json,
  headers: { date, ...headers },
});
const rows = (...ids: number[]) => ids.map((id) => ({ id }));

/** Reads a whole pass, with what lies between two pages stored as JSON. */
async function pass(list: Omit<PullPages<unknown>, 'request'> & Partial<PullPages<unknown>>, watermark: Json = null) {
  const pull = pullPages({ request: () => ({ path: '/items' }), ...list });
  const context = createTestContext({ connector: acme, app });
  const mode: PullRequest['mode'] = watermark === null ? 'full' : 'incremental';
  const pages: Page[] = [];
  let cursor: Json = null;
  do {
    const page = await pull(context, { mode, cursor: JSON.parse(JSON.stringify(cursor)), watermark });
    pages.push(page);
    cursor = page.next;
  } while (cursor !== null);
  return { pages, rows: pages.flatMap((page) => page.rows), last: pages.at(-1) };
}

describe('pages by number', () => {
  const size = { parameter: 'size', value: 2 };

  it.each<[string, Pager, Exchange[]]>([
    [
      'until one is not full',
      { kind: 'page', parameter: 'page', size },
      [get('/v1/items?size=2&page=1', rows(1, 2)), get('/v1/items?size=2&page=2', rows(3))],
    ],
    [
      'until the last one of their number, from 0',
      { kind: 'page', parameter: 'p', first: 0, pages: 'pages' },
      [get('/v1/items?p=0', { pages: 2, data: rows(1) }), get('/v1/items?p=1', { pages: '2', data: rows(2, 3) })],
    ],
    [
      'until there are no more, past an empty one',
      { kind: 'page', parameter: 'p', more: 'more' },
      [
        get('/v1/items?p=1', { more: true, data: rows(1) }),
        get('/v1/items?p=2', { more: true, data: [] }),
        get('/v1/items?p=3', { more: false, data: rows(2, 3) }),
      ],
    ],
    [
      'until an empty one, where nothing is told',
      { kind: 'page', parameter: 'p' },
      [get('/v1/items?p=1', rows(1, 2)), get('/v1/items?p=2', rows(3)), get('/v1/items?p=3', [])],
    ],
  ])('go on %s', async (_what, pager, exchanges) => {
    app.play(...exchanges);
    const list = (body: unknown) => (Array.isArray(body) ? body : (body as { data: unknown[] }).data);
    expect((await pass({ pager, rows: list })).rows).toEqual(rows(1, 2, 3));
  });

  it('end where the app gives the same page again and again', async () => {
    app.play(get('/v1/items?size=2&page=1', rows(1, 2)), get('/v1/items?size=2&page=2', rows(1, 2)));
    await expect(pass({ pager: { kind: 'page', parameter: 'page', size }, rows: '' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_page' },
    });
  });
});

describe('rows to skip', () => {
  const pager: Pager = { kind: 'offset', parameter: 'skip', size: { parameter: 'top', value: 2 }, total: 'count' };

  it('grow by what came, so that a page that hides rows costs none', async () => {
    app.play(
      get('/v1/items?top=2&skip=0', { count: 5, list: rows(1, 2) }),
      get('/v1/items?top=2&skip=2', { count: 5, list: rows(3) }),
      get('/v1/items?top=2&skip=3', { count: 5, list: [] }),
    );
    const { rows: read, pages } = await pass({ pager, rows: 'list' });
    expect(read).toEqual(rows(1, 2, 3));
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
  });

  it('are fewer where less is asked for at once, and the place is the same', async () => {
    app.play(get('/v1/items?top=1&skip=0', { list: rows(1) }));
    const pull = pullPages({
      request: () => ({ path: '/items' }),
      pager: { ...pager, total: undefined },
      rows: 'list',
    });
    const context = createTestContext({ connector: acme, app });
    const page = await pull(context, { mode: 'full', cursor: null, watermark: null, limit: 1 });
    expect(page).toMatchObject({ rows: rows(1), next: { mark: 1 } });
  });

  it('end at a page that is not full where no total is told', async () => {
    app.play(get('/v1/items?top=2&skip=0', { list: rows(1, 2) }), get('/v1/items?top=2&skip=2', { list: [] }));
    expect((await pass({ pager, rows: 'list' })).rows).toEqual(rows(1, 2));
  });
});

describe('a cursor', () => {
  const pager: Pager = {
    kind: 'cursor',
    parameter: 'after',
    from: 'paging.next.after',
    size: { parameter: 'limit', value: 2 },
  };
  const page = (query: string, ids: number[], after?: unknown) =>
    get(`/v1/items?limit=2${query}`, {
      results: rows(...ids),
      ...(after !== undefined && { paging: { next: { after } } }),
    });

  it('leads on past an empty page, and ends in every way in which apps end it', async () => {
    for (const end of [undefined, null, '', false, 0]) {
      app.play(page('', [1], 'a b'), page('&after=a+b', [], 17), page('&after=17', [2], end));
      expect((await pass({ pager, rows: 'results' })).rows).toEqual(rows(1, 2));
    }
  });

  it('is put where the app reads it', async () => {
    const request = () => ({
      method: 'POST' as const,
      path: '/search',
      json: { filter: { a: 1 }, page: { sort: 'id' } },
    });
    const bodies = [{ results: rows(1), next: { k: 'v' } }, { results: rows(2) }];
    app.play(...bodies.map((json) => ({ request: `POST ${origin}/v1/search`, json })));
    const inJson: Pager = {
      kind: 'cursor',
      parameter: 'page.after',
      from: 'next',
      size: { parameter: 'page.size', value: 9 },
    };
    await pass({ pager: inJson, pagerIn: 'json', request, rows: 'results' });
    expect(app.received.map((one) => one.json())).toEqual([
      { filter: { a: 1 }, page: { sort: 'id', size: 9 } },
      { filter: { a: 1 }, page: { sort: 'id', size: 9, after: { k: 'v' } } },
    ]);
    app.received.splice(0);
    app.play(
      ...bodies.map((json) => ({ request: `POST ${origin}/v1/items`, json: { ...json, next: json.next && 'n' } })),
    );
    const inForm: Pager = { kind: 'cursor', parameter: 'page.after', from: 'next' };
    const form = () => ({ method: 'POST' as const, path: '/items', form: { q: 'a' } });
    await pass({ pager: inForm, pagerIn: 'form', request: form, rows: 'results' });
    expect(app.received.map((one) => one.form())).toEqual([{ q: 'a' }, { q: 'a', 'page[after]': 'n' }]);
  });

  it('that leads in a circle is noticed, however long the circle is', async () => {
    for (const circle of [1, 2, 3, 7]) {
      const pull = pullPages({ pager, request: () => ({ path: '/items' }), rows: 'results' });
      const context = createTestContext({ connector: acme, app });
      let cursor: Json = null;
      let pages = 0;
      const read = async () => {
        for (; pages < 100; pages += 1) {
          const after = `c${pages % circle}`;
          const query = pages === 0 ? '' : `&after=c${(pages - 1) % circle}`;
          app.play(page(query, [pages], after));
          cursor = (await pull(context, { mode: 'full', cursor, watermark: null })).next;
        }
      };
      await expect(read()).rejects.toMatchObject({ details: { class: 'protocol', code: 'repeated_cursor' } });
      expect(pages).toBeLessThan(circle * 3 + 2);
    }
  });

  it('is missed where the rows are not where they should be', async () => {
    app.play(get('/v1/items?limit=2', { result: [] }));
    await expect(pass({ pager, rows: 'results' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'unexpected_answer', field: 'results' },
    });
    app.play(get('/v1/items?limit=2', { kind: 'list' }));
    expect((await pass({ pager, rows: 'results?' })).rows).toEqual([]);
    app.play(get('/v1/items?limit=2', { results: {} }));
    await expect(pass({ pager, rows: 'results?' })).rejects.toMatchObject({ details: { field: 'results' } });
  });

  it('stands in a header too', async () => {
    app.play(get('/v1/items', rows(1), { 'x-next': 'n1' }), get('/v1/items?from=n1', rows(2), { 'x-next': '' }));
    const header: Pager = { kind: 'cursor-header', parameter: 'from', header: 'X-Next' };
    expect((await pass({ pager: header, rows: '' })).rows).toEqual(rows(1, 2));
  });
});

describe('a link', () => {
  const inHeader: Pager = { kind: 'link', size: { parameter: 'per_page', value: 2 } };
  const link = (next: string) => ({
    link: `<${origin}/v1/items?page=1>; rel="first", <${next}>; title="a, b;"; rel="next last"`,
  });

  it('is followed from the Link header', async () => {
    app.play(
      get('/v1/items?q=x&per_page=2', rows(1), link(`${origin}/v1/items?page=2&sig=a%2Bb`)),
      get('/v1/items?page=2&sig=a%2Bb', [], link('/v1/items?page=3')),
      get('/v1/items?page=3', rows(2), { link: `<${origin}/v1/items?page=1>; rel=prev` }),
    );
    const request = () => ({ path: '/items', query: { q: 'x' } });
    expect((await pass({ pager: inHeader, rows: '', request })).rows).toEqual(rows(1, 2));
  });

  it('is followed from the body, also out of the base address on the same host', async () => {
    app.play(
      get('/v1/items', { value: rows(1), '@odata.nextLink': '/services/next/01g-2000' }),
      get('/services/next/01g-2000', {
        value: rows(2),
        '@odata.nextLink': 'https://eu.acme.example/v1/items?$skiptoken=z',
      }),
      { request: 'GET https://eu.acme.example/v1/items?$skiptoken=z', json: { value: rows(3) } },
    );
    const pager: Pager = { kind: 'link', from: "['@odata.nextLink']" };
    expect((await pass({ pager, rows: 'value' })).rows).toEqual(rows(1, 2, 3));
  });

  it.each([
    'https://evil.example/v1/items',
    '//evil.example/x',
    'http://eu.acme.example/v1',
    'https://eu.acme.example:444/',
  ])('to %s is not called', async (next) => {
    app.play(get('/v1/items?per_page=2', rows(1), link(next)));
    await expect(pass({ pager: inHeader, rows: '' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'foreign_address' },
    });
    expect(app.received.length).toBe(1);
  });

  it('is kept without the credential that some apps write into it', async () => {
    app.play(get('/v1/items?per_page=2', rows(1), link(`${origin}/v1/items?access_token=t&after=2`)));
    const context = createTestContext({ connector: acme, app });
    const pull = pullPages({ pager: inHeader, request: () => ({ path: '/items' }), rows: '' });
    const page = await pull(context, { mode: 'full', cursor: null, watermark: null });
    expect(page.next).toMatchObject({ mark: `${origin}/v1/items?after=2` });
  });
});

describe('the last row’s key', () => {
  const pager: Pager = {
    kind: 'keyset',
    parameter: 'starting_after',
    field: 'id',
    size: { parameter: 'limit', value: 2 },
    more: 'has_more',
  };

  it('leads on while there is more', async () => {
    app.play(
      get('/v1/items?limit=2', { data: rows(1), has_more: true }),
      get('/v1/items?limit=2&starting_after=1', { data: rows(2, 3), has_more: false }),
    );
    expect((await pass({ pager, rows: 'data' })).rows).toEqual(rows(1, 2, 3));
  });

  it('is missed where the row has none, and does not lead on from nothing', async () => {
    app.play(get('/v1/items?limit=2', { data: [{ name: 'x' }], has_more: true }));
    await expect(pass({ pager, rows: 'data' })).rejects.toMatchObject({
      message: expect.stringContaining('the last row has no id'),
      details: { class: 'protocol' },
    });
    app.play(get('/v1/items?limit=2', { data: [], has_more: true }));
    expect((await pass({ pager, rows: 'data' })).rows).toEqual([]);
  });
});

describe('a GraphQL connection', () => {
  const pager: Pager = { kind: 'graphql', variable: 'after', connection: 'data.orders' };
  const request = () => ({ path: '/graphql', json: { query: 'query($after: String) { … }', variables: { first: 2 } } });
  const page = (ids: number[], pageInfo: object): Exchange => ({
    request: `POST ${origin}/v1/graphql`,
    json: { data: { orders: { nodes: rows(...ids), pageInfo } } },
  });

  it('is read to its end', async () => {
    app.play(page([1], { hasNextPage: true, endCursor: 'e1' }), page([2], { hasNextPage: false, endCursor: 'e2' }));
    expect((await pass({ pager, request, rows: 'data.orders.nodes' })).rows).toEqual(rows(1, 2));
    expect(app.received.map((one) => (one.json() as { variables: unknown }).variables)).toEqual([
      { first: 2 },
      { first: 2, after: 'e1' },
    ]);
  });

  it('does not take errors for data', async () => {
    const json = { data: { orders: null }, errors: [{ message: 'No access.', extensions: { code: 'ACCESS_DENIED' } }] };
    app.play({ request: `POST ${origin}/v1/graphql`, json });
    await expect(pass({ pager, request, rows: 'data.orders.nodes' })).rejects.toMatchObject({
      details: { class: 'permission', code: 'ACCESS_DENIED', appMessage: 'No access.' },
    });
  });
});

describe('where the next pass begins', () => {
  const pager: Pager = { kind: 'cursor', parameter: 'c', from: 'next' };
  const request: PullPages<unknown>['request'] = ({ since }) => ({
    path: '/items',
    query: { since: since ?? undefined },
  });

  it('is the app’s time at the first page, less a margin', async () => {
    app.play(
      get('/v1/items', { d: [], next: 'x' }),
      get('/v1/items?c=x', { d: [] }, { date: 'Sat, 21 Nov 2026 10:00:00 GMT' }),
    );
    expect((await pass({ pager, request, rows: 'd' })).last?.watermark).toBe('2026-11-21T08:58:00.000Z');
    app.play(get('/v1/items?since=2026-11-21T08%3A58%3A00.000Z', { d: [] }));
    const policy = { kind: 'clock', overlapMs: 5_000 } as const;
    const { last } = await pass({ pager, request, rows: 'd', watermark: policy }, '2026-11-21T08:58:00.000Z');
    expect(last?.watermark).toBe('2026-11-21T08:59:55.000Z');
  });

  it('is our own time with a wider margin where the app tells none', async () => {
    app.play(get('/v1/items', { d: [] }, { date: 'today' }));
    const { last } = await pass({ pager, request, rows: 'd' });
    const back = Date.now() - Date.parse(String(last?.watermark));
    expect(back).toBeGreaterThanOrEqual(600_000);
    expect(back).toBeLessThan(610_000);
  });

  it('is the newest row of a list of changes, and stays where there is none', async () => {
    const policy = { kind: 'newest', field: 'at' } as const;
    const since = '2026-11-01T00:00:00.000Z';
    const asked = `?since=${encodeURIComponent(since)}`;
    app.play(
      get(`/v1/items${asked}`, { d: [{ at: '2026-11-03T01:00:00+01:00' }, { at: 1_793_577_600 }], next: 'x' }),
      get(`/v1/items${asked}&c=x`, { d: [{ at: 'soon' }] }),
    );
    expect((await pass({ pager, request, rows: 'd', watermark: policy }, since)).last?.watermark).toBe(
      '2026-11-03T00:00:00.000Z',
    );
    app.play(get(`/v1/items${asked}`, { d: [] }));
    expect((await pass({ pager, request, rows: 'd', watermark: policy }, since)).last?.watermark).toBe(since);
    app.play(get('/v1/items', { d: [{ at: '2099-01-01T00:00:00Z' }] }));
    expect((await pass({ pager, request, rows: 'd', watermark: policy })).last?.watermark).toBe(
      '2026-11-21T08:58:00.000Z',
    );
  });
});

it('tells deleted rows apart', async () => {
  app.play(get('/v1/items', { d: [{ id: 'a' }, { id: 'b', gone: true }], sum: 2 }));
  const deleted = (row: unknown) => {
    const { id, gone } = row as { id: string; gone?: boolean };
    return gone ? id : undefined;
  };
  const { last } = await pass({ pager: { kind: 'none' }, rows: 'd', total: 'sum', deleted });
  expect(last).toMatchObject({ rows: [{ id: 'a' }], deleted: ['b'], total: 2, next: null });
});
