import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import {
  api,
  app,
  check,
  context,
  date,
  issue,
  mergeRequest,
  objects,
  options,
  page,
  pipeline,
  refused,
  shop,
} from './test-gitlab.ts';

const issues = `${shop}/issues?scope=all&pagination=keyset&order_by=created_at&sort=asc&per_page=100`;
const user = { id: 1, username: 'ada', name: 'Ada Moreno', web_url: 'https://gitlab.com/ada' };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('letting in', () => {
  it('names who it is, and renews a token that has ended', async () => {
    const json = { error: 'invalid_token', error_description: 'Token is expired. You can either do re-authorization.' };
    app.play(refused(`GET ${api}/user`, 401, json), { request: `GET ${api}/user`, json: user });
    expect(await check?.(context({ renewed: bearer('token-2') }))).toEqual({
      id: 'gitlab.com/1',
      name: 'Ada Moreno (ada)',
    });
    expect(app.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('knows a GitLab of one’s own, and sends the token there alone', async () => {
    const json = { ...user, name: null, web_url: 'https://gitlab.acme.example/ada' };
    app.play({ request: 'GET https://gitlab.acme.example/api/v4/user', json });
    const own = context({
      accountType: 'token',
      fields: { token: 'glpat-0123456789abcdef' },
      learnt: { host: 'gitlab.acme.example' },
    });
    expect(await check?.(own)).toEqual({ id: 'gitlab.acme.example/1', name: 'ada, gitlab.acme.example' });
    expect(app.received[0]?.headers['private-token']).toBe('glpat-0123456789abcdef');
  });
});

describe('issues', () => {
  it('go on by the link, past an empty page', async () => {
    app.play(
      page(issues, [issue(1)], `${issues}&cursor=a`),
      page(`${issues}&cursor=a`, [], `${issues}&cursor=b`),
      page(`${issues}&cursor=b`, [issue(2, { description: null, milestone: null, custom: 1 })]),
    );
    const pass = await readPass(objects.issue, context(), { mode: 'full' });
    expect(pass.rows.map(({ iid }) => iid)).toEqual([1, 2]);
    expect(pass.rows[1]).toMatchObject({ custom: 1 });
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('are asked for since the pass before', async () => {
    const since = 'updated_after=2026-11-20T00%3A00%3A00.000Z';
    app.play(page(issues.replace('&per_page', `&${since}&per_page`), []));
    const pass = { mode: 'incremental', watermark: '2026-11-20T00:00:00.000Z' } as const;
    expect((await readPass(objects.issue, context(), pass)).rows).toEqual([]);
  });

  it.each([
    ['goes round in a circle', `${issues}&cursor=a`],
    ['leads to another host', 'https://evil.example/issues'],
  ])('refuse a link that %s', async (_what, next) => {
    app.play(page(issues, [issue(1)], `${issues}&cursor=a`), page(`${issues}&cursor=a`, [], next));
    await expect(readPass(objects.issue, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:09 GMT', date }, 9_000],
  ])('wait where there were too many: %j', async (headers, wait) => {
    app.play({ request: `GET ${issues}`, status: 429, headers, text: 'Retry later' }, page(issues, []));
    const patient = context();
    await readPass(objects.issue, patient, { mode: 'full' });
    expect(patient.pauses).toContain(wait);
  });

  it.each([
    ['a web page', { text: '<html>Maintenance</html>', json: undefined, headers: { 'content-type': 'text/html' } }],
    ['something else', { json: { message: 'none' } }],
  ])('are not %s', async (_what, odd) => {
    app.play({ ...page(issues, []), ...odd });
    await expect(readPass(objects.issue, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('fail one by one where one is odd, and are null when they are gone', async () => {
    app.play(page(issues, [issue(1), { iid: 'x' }]));
    const first = await objects.issue?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(first?.rows.map((row) => objects.issue?.row.safeParse(row).success)).toEqual([true, false]);
    app.play(refused(`GET ${shop}/issues/9`, 404, { message: '404 Not found' }));
    expect(await objects.issue?.get?.(context(), '9')).toBeNull();
  });
});

describe('other lists', () => {
  it.each([
    ['project', `${api}/projects?membership=true&pagination=keyset&order_by=id&sort=asc`, { name: 'Shop' }, '7'],
    ['mergeRequest', `${shop}/merge_requests?scope=all&state=all&order_by=created_at&sort=asc`, mergeRequest(43), '43'],
    ['pipeline', `${shop}/pipelines?order_by=id&sort=asc`, pipeline(4711), '4711'],
    ['release', `${shop}/releases?order_by=created_at&sort=asc`, { tag_name: 'v1.2.0' }, 'v1.2.0'],
    ['user', `${shop}/members/all?`, { id: 1, username: 'ada', name: 'Ada', state: 'active', access_level: 40 }, '1'],
  ])('%s', async (name, address, more, key) => {
    const row = { id: 7, path_with_namespace: 'acme/shop', web_url: 'https://gitlab.com/acme/shop', ...more };
    const first = `${address}${address.endsWith('?') ? '' : '&'}per_page=100`;
    app.play(page(first, [], `${first}&page=2`), page(`${first}&page=2`, [row]));
    const object = objects[name];
    const pass = await readPass(object, context(), { mode: 'full' });
    expect(pass.rows.map((found) => object?.key(found, { project: 'acme/shop' }))).toEqual([key]);
  });

  it('are found by their key, which is encoded', async () => {
    app.play(
      { request: `GET ${shop}/releases/v1%2F2`, json: { tag_name: 'v1/2' } },
      { request: `GET ${shop}/issues/42/notes/1244`, json: { id: 1244 } },
      { request: `GET ${api}/projects/7`, json: { id: 7 } },
    );
    expect(await objects.release?.get?.(context(), 'v1/2')).toEqual({ tag_name: 'v1/2' });
    expect(await objects.comment?.get?.(context(), 'issues/42/1244')).toEqual({ id: 1244 });
    expect(await objects.project?.get?.(context(), '7')).toEqual({ id: 7 });
  });
});

describe('options', () => {
  it('search, and go on by pages', async () => {
    const query = 'membership=true&simple=true&search_namespaces=true&order_by=last_activity_at&search=sho';
    const many = Array.from({ length: 50 }, (_, index) => ({ path_with_namespace: `acme/${index}`, name: 'x' }));
    app.play(page(`${api}/projects?${query}&per_page=50&page=1`, many));
    const found = await options.projects?.(context(), { search: ' sho ', cursor: null });
    expect(found?.options[1]).toEqual({ value: 'acme/1', label: 'acme/1', detail: 'x' });
    expect(found?.next).toBe(2);
  });

  it('are those of the project that was chosen in the form, else in the settings', async () => {
    const ada = { id: 1, name: 'Ada', username: 'ada' };
    app.play(
      page(`${api}/projects/9/labels?per_page=50&page=1`, [{ name: 'bug', description: null }]),
      page(`${shop}/members/all?query=ad&per_page=50&page=2`, [ada]),
      page(`${shop}/repository/branches?per_page=50&page=1`, [{ name: 'main' }]),
      page(`${shop}/milestones?state=active&per_page=50&page=1`, [{ id: 5, title: '1.2', due_date: '2026-12-01' }]),
    );
    const empty = { search: '', cursor: null };
    const labels = await options.labels?.(context(), { ...empty, parent: { project: '9' } });
    expect(labels).toEqual({ options: [{ value: 'bug', label: 'bug', detail: undefined }], next: null });
    const people = await options.people?.(context(), { search: 'ad', cursor: 2 });
    expect(people?.options).toEqual([{ value: '1', label: 'Ada', detail: 'ada' }]);
    expect((await options.branches?.(context(), empty))?.options).toEqual([{ value: 'main', label: 'main' }]);
    expect((await options.milestones?.(context(), empty))?.options).toMatchObject([{ value: '5', label: '1.2' }]);
  });
});
