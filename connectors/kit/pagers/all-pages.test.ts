import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { graphql } from '../index.ts';
import { type AllPages, allPages } from './all-pages.ts';
import { linkIn } from './link-header.ts';
import { readPath, withPath } from './read-path.ts';

const app = testApp();
const origin = 'https://api.acme.example';
let acme: LoadedConnector;

beforeAll(async () => {
  const tidewater = await loadTestConnector('tidewater');
  const change = { limits: undefined, errors: undefined, baseUrl: origin };
  acme = { ...tidewater, connector: { ...tidewater.connector, ...change } };
});
const context = () => createTestContext({ connector: acme, app });

describe('allPages', () => {
  const list: AllPages = {
    pager: { kind: 'cursor', parameter: 'c', from: 'next' },
    request: { path: '/owners' },
    rows: 'd',
  };

  it('reads to the end, or as long as somebody wants it', async () => {
    app.play(
      { request: `GET ${origin}/owners`, json: { d: [1, 2], next: 'x' } },
      { request: `GET ${origin}/owners?c=x`, json: { d: [3] } },
    );
    const read: unknown[] = [];
    for await (const rows of allPages(context(), list)) read.push(...rows);
    expect(read).toEqual([1, 2, 3]);
    app.play({ request: `GET ${origin}/owners`, json: { d: [1], next: 'x' } });
    for await (const rows of allPages(context(), list)) if (rows.length > 0) break;
  });

  it('says that a list is too long instead of leaving out its end', async () => {
    app.play(
      { request: `GET ${origin}/owners`, json: { d: [1], next: 'x' } },
      { request: `GET ${origin}/owners?c=x`, json: { d: [2], next: 'y' } },
    );
    const read = async () => {
      for await (const _ of allPages(context(), { ...list, maxPages: 2 }));
    };
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol', code: 'too_many_pages' } });
  });
});

describe('graphql', () => {
  const ask = (query = 'query { me { id } }') =>
    graphql(context().http, '/graphql', query, { a: 1 }, z.object({ me: z.object({ id: z.string() }) }));
  const answer = (json: unknown, status = 200) => app.play({ request: `POST ${origin}/graphql`, json, status });

  it('gives the data', async () => {
    answer({ data: { me: { id: '7' } } });
    expect(await ask()).toEqual({ me: { id: '7' } });
    expect(app.received[0]?.json()).toEqual({ query: 'query { me { id } }', variables: { a: 1 } });
  });

  it.each([
    [{ extensions: { code: 'FORBIDDEN' } }, { class: 'permission', code: 'FORBIDDEN' }],
    [
      { type: 'NOT_FOUND', path: ['repository', 0] },
      { class: 'not_found', field: 'repository.0' },
    ],
    [{ extensions: { code: 'INPUT_ERROR', type: 'authentication error' } }, { class: 'auth', code: 'INPUT_ERROR' }],
    [{ extensions: { code: 'undefinedField' } }, { class: 'invalid', code: 'undefinedField' }],
    [{}, { class: 'invalid' }],
  ])('throws what stands in the errors: %j', async (error, details) => {
    answer({ data: null, errors: [{ message: 'No.', ...error }] });
    await expect(ask()).rejects.toMatchObject({ details: details });
  });

  it('waits and asks again where it was too much, but never sends a change twice', async () => {
    const throttled = { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', retry_in_seconds: 3 } }] };
    answer(throttled);
    answer({ data: { me: { id: '7' } } });
    await ask();
    answer(throttled);
    await expect(ask('mutation { x }')).rejects.toMatchObject({
      details: { class: 'rate_limited', retryAfterMs: 3_000 },
    });
  });

  it('does not take another shape', async () => {
    answer({ data: { me: { id: 7 } } });
    await expect(ask()).rejects.toMatchObject({ details: { class: 'protocol', field: 'data.me.id' } });
  });
});

it.each([
  ['a.b', { a: { b: 1 } }, 1],
  ['', 7, 7],
  ['a["@odata.nextLink"]', { a: { '@odata.nextLink': 'x' } }, 'x'],
  ["['a.b'].c", { 'a.b': { c: 2 } }, 2],
  ['list[1].x', { list: [{}, { x: 3 }] }, 3],
  ['list.0', { list: ['first'] }, 'first'],
  ['constructor.name', {}, undefined],
  ['a.b.c', { a: null }, undefined],
])('readPath(%s)', (path, value, expected) => expect(readPath(value, path)).toBe(expected));

it('withPath makes its way and changes nothing else', () => {
  const before = { a: { keep: 1 } };
  expect(withPath(before, 'a.b.c', 2)).toEqual({ a: { keep: 1, b: { c: 2 } } });
  expect(before).toEqual({ a: { keep: 1 } });
  expect(withPath(undefined, 'x', 1)).toEqual({ x: 1 });
});

it.each([
  ['<https://a/?x=1,2;3>; rel="next"', 'https://a/?x=1,2;3'],
  ['<https://a/1>; rel=prev, </2>;rel=next', '/2'],
  ['<https://a/1>; REL="Last NEXT"', 'https://a/1'],
  ['<https://a/1>; title="rel=next"; rel="prev"', undefined],
  ['<https://a/1>', undefined],
  ['', undefined],
  [null, undefined],
  [`${'<'.repeat(20_000)}`, undefined],
])('linkIn(%j)', (header, expected) => expect(linkIn(header, 'next')).toBe(expected));
