import { generateKeyPairSync } from 'node:crypto';
import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const github = await loadTestConnector(basename(import.meta.dirname));
const { objects, options = {}, hooks, check } = github.connector;
const settings = { repository: 'acme/shop' };
const context = () => createTestContext({ connector: github, app, settings });

const at = 'https://api.github.com';
const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
const time = '2026-11-20T09:00:00Z';
const account = { id: 1, login: 'ada' };
const issue = (number: number, more = {}) => ({
  id: number + 1000,
  number,
  title: 'The lamp flickers',
  state: 'open',
  html_url: `https://github.com/acme/shop/issues/${number}`,
  user: account,
  labels: [{ name: 'bug' }],
  milestone: null,
  comments: 0,
  created_at: time,
  updated_at: time,
  closed_at: null,
  ...more,
});
const issues = (query: string, json: unknown[], next?: string): Exchange => ({
  request: `GET ${at}/repos/acme/shop/issues?state=all&sort=created&direction=asc${query}&per_page=100`,
  headers: { date, ...(next && { link: `<${next}>; rel="next", <${at}/x>; rel="last"` }) },
  json,
});

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('check', () => {
  it('knows a person by number', async () => {
    app.play({ request: `GET ${at}/user`, json: { ...account, name: 'Ada Moreno' } });
    expect(await check?.(context())).toEqual({ id: '1', name: 'Ada Moreno (ada)' });
    expect(app.received[0]?.headers).toMatchObject({
      'x-github-api-version': '2022-11-28',
      accept: 'application/vnd.github+json',
    });
  });

  it('knows an installation by whose repositories it sees', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const fields = {
      appId: '7',
      installationId: '42',
      privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    };
    app.play({ request: `GET ${at}/installation/repositories?per_page=1`, json: { total_count: 0, repositories: [] } });
    const installed = createTestContext({
      connector: github,
      app,
      accountType: 'installation',
      fields,
      credential: { kind: 'fields', fields, token: { values: { installation: { token: 'ghs_1' } }, expiresAt: null } },
    });
    expect(await check?.(installed)).toMatchObject({
      id: 'installation-42',
      notice: expect.stringContaining('no repository'),
    });
    expect(app.received[0]?.headers.authorization).toBe('Bearer ghs_1');
  });
});

describe('issues', () => {
  it('come by links, without the pull requests', async () => {
    const second = `${at}/repositories/1/issues?after=c1&per_page=100`;
    app.play(issues('', [issue(1), issue(2, { pull_request: {} })], second), {
      request: `GET ${second}`,
      json: [issue(3)],
      headers: { date },
    });
    const pass = await readPass(objects.issue, context(), { mode: 'full' });
    expect(pass.rows.map(({ number }) => number)).toEqual([1, 3]);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('come since the pass before', async () => {
    app.play(issues('&since=2026-11-20T00%3A00%3A00.000Z', []));
    const pass = await readPass(objects.issue, context(), {
      mode: 'incremental',
      watermark: '2026-11-20T00:00:00.000Z',
    });
    expect(pass.rows).toEqual([]);
  });

  it('follow no link to another host', async () => {
    app.play(issues('', [issue(1)], 'https://evil.example/issues?page=2'));
    await expect(readPass(objects.issue, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse(date) / 1000 + 9), date }, 9_000],
  ])('wait for either limit: %j', async (headers, wait) => {
    const refused = { ...issues('', []), status: 403, headers, json: { message: 'API rate limit exceeded' } };
    app.play(refused, issues('', []));
    const patient = context();
    await readPass(objects.issue, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([wait]);
  });

  it('are null when they are gone', async () => {
    app.play({
      request: `GET ${at}/repos/acme/shop/issues/9`,
      status: 410,
      json: { message: 'This issue was deleted' },
    });
    expect(await objects.issue?.get?.(context(), '9')).toBeNull();
  });

  it('are written one by one', async () => {
    app.play(
      { request: `POST ${at}/repos/acme/shop/issues`, status: 201, json: issue(7) },
      {
        request: `PATCH ${at}/repos/acme/shop/issues/8`,
        status: 422,
        json: { message: 'Validation Failed', errors: [{ resource: 'Issue', field: 'state', code: 'invalid' }] },
      },
    );
    const items = [{ data: { title: 'A' } }, { key: '8', data: { state: 'x' } }];
    expect(await objects.issue?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '7', action: 'created' },
      {
        error: {
          class: 'invalid',
          code: 'invalid',
          field: 'state',
          message: 'Validation Failed: state has another form than GitHub expects',
        },
      },
    ]);
  });
});

describe('pull requests', () => {
  const pull = (number: number, updated_at: string) => ({ number, updated_at });
  const page = (number: number, json: unknown[]): Exchange => ({
    request: `GET ${at}/repos/acme/shop/pulls?state=all&sort=updated&direction=desc&per_page=100&page=${number}`,
    headers: { date },
    json,
  });

  it('are read from the latest change back to the pass before', async () => {
    const full = Array.from({ length: 100 }, (_, index) => pull(index, '2026-11-21T01:00:00Z'));
    const mixed = Array.from({ length: 100 }, (_, index) =>
      pull(100 + index, index < 5 ? '2026-11-21T00:30:00Z' : '2026-11-19T00:00:00Z'),
    );
    app.play(page(1, full), page(2, mixed));
    const place = { mode: 'incremental' as const, watermark: '2026-11-21T00:00:00.000Z' };
    const first = await objects.pullRequest?.pull(context(), { ...place, cursor: null });
    const second = await objects.pullRequest?.pull(context(), { ...place, cursor: first?.next ?? null });
    expect(second).toMatchObject({ next: null, watermark: '2026-11-21T08:58:00.000Z' });
  });

  it('go back no further than asked, the first time', async () => {
    app.play(page(1, [pull(1, '2026-11-20T10:00:00Z')]));
    const place = { mode: 'full' as const, cursor: null, watermark: null, from: '2026-11-20T00:00:00.000Z' };
    expect(await objects.pullRequest?.pull(context(), place)).toMatchObject({ rows: [{ number: 1 }], next: null });
  });
});

describe('options', () => {
  it('list repositories of an installation too', async () => {
    app.play({
      request: `GET ${at}/installation/repositories?per_page=100&page=1`,
      json: { repositories: [{ full_name: 'acme/shop', private: true, description: null }] },
    });
    const installed = createTestContext({ connector: github, app, learnt: { installationId: '42' } });
    expect(await options.repositories?.(installed, { search: '', cursor: null })).toEqual({
      options: [{ value: 'acme/shop', label: 'acme/shop', detail: 'Private' }],
      next: null,
    });
  });
});

describe('hooks', () => {
  it('are subscribed by event, and ended where they were made', async () => {
    app.play(
      { request: `POST ${at}/repos/acme/shop/hooks`, status: 201, json: { id: 12 } },
      { request: `DELETE ${at}/repos/acme/shop/hooks/12`, status: 404, json: { message: 'Not Found' } },
    );
    const asked = { url: 'https://portico.example/h', secret: 's', events: ['issues.opened', 'issues.closed', 'push'] };
    const subscription = await hooks?.subscribe?.(context(), asked);
    expect(app.received[0]?.json()).toMatchObject({
      events: ['issues', 'push'],
      config: { url: asked.url, secret: 's', content_type: 'json' },
    });
    if (subscription) await hooks?.unsubscribe?.(context(), subscription);
  });
});
