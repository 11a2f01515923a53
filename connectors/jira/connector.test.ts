import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const jira = await loadTestConnector(basename(import.meta.dirname));
const { objects, hooks, check, lookUp } = jira.connector;

const api = 'https://api.atlassian.com/ex/jira/c1';
const site = { api, siteUrl: 'https://acme.atlassian.net' };
const context = (learnt: Record<string, string> = site, project = '') =>
  createTestContext({ connector: jira, app, learnt, settings: { project } });
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const search = `POST ${api}/rest/api/3/search/jql`;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('look-up', () => {
  const resource = (id: string, name: string, scopes = ['read:jira-work']) => ({
    id,
    name,
    url: `https://${name}.atlassian.net`,
    scopes,
  });
  const resources = (...json: unknown[]) =>
    app.play({ request: 'GET https://api.atlassian.com/oauth/token/accessible-resources', json });

  it('finds the one site', async () => {
    resources(resource('c1', 'acme'), resource('c9', 'wiki', ['read:confluence-content']));
    expect(await lookUp?.(context({}))).toEqual({ api, cloudId: 'c1', siteUrl: 'https://acme.atlassian.net' });
  });

  it('asks which one, where there are several', async () => {
    resources(resource('c1', 'acme'), resource('c2', 'globex'));
    await expect(lookUp?.(context({}))).rejects.toThrow('acme.atlassian.net, globex.atlassian.net');
    resources(resource('c1', 'acme'), resource('c2', 'globex'));
    expect(await lookUp?.(context({ wantedSite: 'globex.atlassian.net' }))).toMatchObject({ cloudId: 'c2' });
  });

  it('goes to the site itself with an API token', async () => {
    const fields = { site: 'https://Acme.atlassian.net/jira', email: 'ada@acme.example', apiToken: 't' };
    const byToken = createTestContext({ connector: jira, app, accountType: 'token', fields });
    expect(await lookUp?.(byToken)).toMatchObject({ api: 'https://acme.atlassian.net' });
  });
});

describe('check', () => {
  it('names site and person', async () => {
    app.play({ request: `GET ${api}/rest/api/3/myself`, json: { accountId: '5b', displayName: 'Ada' } });
    expect(await check?.(context())).toEqual({ id: 'acme.atlassian.net/5b', name: 'acme.atlassian.net (Ada)' });
  });
});

describe('issues', () => {
  const issue = (id: string) => ({ id, key: `SHOP-${id}`, fields: { summary: 'x', customfield_1: 3 } });

  it('come by token, with one question for the whole pass', async () => {
    app.play(
      { request: search, headers: { date }, json: { issues: [issue('1')], nextPageToken: 't2' } },
      { request: search, headers: { date }, json: { issues: [], nextPageToken: 't3' } },
      { request: search, headers: { date }, json: { issues: [issue('2')] } },
    );
    const since = '2026-11-21T08:30:00.000Z';
    const pass = await readPass(objects.issue, context(site, 'SH"OP'), { mode: 'incremental', watermark: since });
    expect(pass.rows.map(({ id }) => id)).toEqual(['1', '2']);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
    const asked = app.received.map((one) => one.json());
    const jql = 'project = "SH\\"OP" AND updated >= "-31m" ORDER BY created ASC, key ASC';
    expect(asked).toMatchObject([{ jql }, { jql, nextPageToken: 't2' }, { jql, nextPageToken: 't3' }]);
  });

  it('go back no further than asked, the first time', async () => {
    app.play({ request: search, headers: { date }, json: { issues: [] } });
    await objects.issue?.pull(context(), {
      ...{ mode: 'full', cursor: null, watermark: null },
      from: '2026-11-20T09:00:00.000Z',
    });
    expect(app.received[0]?.json()).toMatchObject({
      jql: 'project is not EMPTY AND updated >= "-1441m" ORDER BY created ASC, key ASC',
    });
  });

  it('are described with custom fields', async () => {
    app.play({
      request: `GET ${api}/rest/api/3/field`,
      json: [
        { id: 'customfield_1', name: 'Points', custom: true, schema: { type: 'number' } },
        { id: 'thumbnail', name: 'Images' },
      ],
    });
    expect(await objects.issue?.describe?.(context())).toEqual([
      { name: 'fields.customfield_1', label: 'Points', type: 'number', custom: true },
      { name: 'fields.thumbnail', label: 'Images', type: 'text', custom: false },
    ]);
  });

  it('are written, and what Jira refuses is told at its field', async () => {
    app.play(
      { request: `POST ${api}/rest/api/3/issue`, status: 201, json: { id: '9', key: 'SHOP-9' } },
      {
        request: `PUT ${api}/rest/api/3/issue/10`,
        status: 400,
        json: { errorMessages: [], errors: { summary: 'You must specify a summary.' } },
      },
    );
    const items = [
      { data: { fields: { summary: 'x', description: 'One\n\nTwo' } } },
      { key: '10', data: { fields: { summary: '' } } },
    ];
    expect(await objects.issue?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: '9', action: 'created' },
      { error: { class: 'invalid', field: 'summary', message: 'summary: You must specify a summary.' } },
    ]);
    expect(app.received[0]?.json()).toMatchObject({
      fields: { description: { type: 'doc', content: [{}, { content: [] }, {}] } },
    });
  });

  it('wait until the quota comes back', async () => {
    app.play(
      { request: search, status: 429, headers: { 'retry-after': '4' }, json: {} },
      { request: search, headers: { date }, json: { issues: [] } },
    );
    const patient = context();
    await readPass(objects.issue, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([4_000]);
  });
});

describe('projects and people', () => {
  it('are read by their key, and null when they are gone', async () => {
    app.play(
      { request: `GET ${api}/rest/api/3/project/10000`, json: { id: '10000', key: 'SHOP', name: 'Shop' } },
      { request: `GET ${api}/rest/api/3/user?accountId=5b`, status: 404, json: { errorMessages: ['No such user.'] } },
    );
    expect(await objects.project?.get?.(context(), '10000')).toMatchObject({ key: 'SHOP' });
    expect(await objects.user?.get?.(context(), '5b')).toBeNull();
  });
});

describe('comments', () => {
  it('come from their issues', async () => {
    const json = {
      issues: [
        { id: '1', key: 'SHOP-1', fields: { comment: { comments: [{ id: 'a' }, { id: 'b' }] } } },
        { id: '2', key: 'SHOP-2', fields: {} },
      ],
    };
    app.play({ request: search, headers: { date }, json });
    const { rows } = await readPass(objects.comment, context(), { mode: 'full' });
    expect(rows).toMatchObject([
      { id: 'a', issueId: '1' },
      { id: 'b', issueKey: 'SHOP-1' },
    ]);
  });

  it.each([
    ['tells how many there are', Array.from({ length: 2 }, (_, id) => ({ id: `${id}` })), 3],
    ['tells nothing', Array.from({ length: 20 }, (_, id) => ({ id: `${id}` })), undefined],
  ])('come whole, where the search leaves some out and %s', async (_what, comments, total) => {
    const comment = { comments, ...(total !== undefined && { total }) };
    const all = `GET ${api}/rest/api/3/issue/1/comment?orderBy=created&maxResults=100&startAt=`;
    app.play(
      { request: search, headers: { date }, json: { issues: [{ id: '1', key: 'SHOP-1', fields: { comment } }] } },
      { request: `${all}0`, json: { comments: [{ id: 'a' }, { id: 'b' }], total: 3 } },
      { request: `${all}2`, json: { comments: [{ id: 'c' }], total: 3 } },
    );
    const { rows } = await readPass(objects.comment, context(), { mode: 'full' });
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('hooks', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (secret: string, claims: object, alg = 'HS256') => {
    const head = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
    return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
  };
  const request = (authorization: string) => ({
    method: 'POST',
    url: new URL('https://portico.example/h'),
    headers: new Headers({ authorization }),
    body: new TextEncoder().encode('{}'),
  });
  const now = new Date(date);
  const seconds = now.getTime() / 1000;
  const secrets = { secret: 'client-secret', clientSecret: 'client-secret' };
  const verify = (authorization: string) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request(authorization), secrets, now) : undefined;

  it('show by a JWT who sent them, and when', () => {
    const claims = { iat: seconds, exp: seconds + 180 };
    expect(verify(`Bearer ${token('client-secret', claims)}`)).toEqual({ ok: true });
    expect(verify(`Bearer ${token('another', claims)}`)).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(`Bearer ${token('client-secret', claims, 'none')}`)).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(`Bearer ${token('client-secret', { iat: seconds - 900, exp: seconds - 600 })}`)).toEqual({
      ok: false,
      because: 'too_old',
    });
    expect(verify('')).toEqual({ ok: false, because: 'missing_header' });
  });

  it('say why Jira did not take one', async () => {
    app.play({
      request: `POST ${api}/rest/api/3/webhook`,
      json: { webhookRegistrationResult: [{ errors: ['The clause watchCount is unsupported'] }] },
    });
    await expect(
      hooks?.subscribe?.(context(), { url: 'https://p.example', secret: 's', events: ['jira:issue_created'] }),
    ).rejects.toThrow('watchCount');
  });
});
