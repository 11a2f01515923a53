import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accessOf } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import {
  app,
  ask,
  at,
  check,
  columns,
  context,
  date,
  loaded,
  objects,
  options,
  order,
  orderRow,
  page,
  project,
  refusal,
  result,
  sent,
  table,
} from './test-bigquery.ts';

const userinfo = 'GET https://openidconnect.googleapis.com/v1/userinfo';

describe('connecting', () => {
  it('names the person', async () => {
    app.play({ request: userinfo, json: { sub: '1', email: 'ada@acme.example' } });
    expect(await check?.(context())).toEqual({ id: '1', name: 'ada@acme.example' });
  });

  it('trades a service account’s key for a token', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const serviceAccount = JSON.stringify({ client_email: 'p@acme.iam.example', private_key, private_key_id: 'k1' });
    const access = accessOf({ connector: loaded, accountType: 'service', client: undefined, learnt: {} });
    app.play({
      request: 'POST https://oauth2.googleapis.com/token',
      json: { access_token: 'ya29', expires_in: 3599, token_type: 'Bearer' },
    });
    const credential = await obtainCredential({
      access,
      fields: { serviceAccount },
      now: new Date(date),
      send: app.client.send,
    });
    expect(credential.token?.values).toMatchObject({ token: { access_token: 'ya29' } });
    const form = app.received[0]?.form() ?? {};
    expect(form.grant_type).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const claims = JSON.parse(Buffer.from(form.assertion?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ iss: 'p@acme.iam.example', aud: 'https://oauth2.googleapis.com/token' });
    expect(claims.exp - claims.iat).toBe(3600);
  });

  it('refuses a file that is no key', () => {
    const { auth } = loaded.connector.accountTypes?.service ?? {};
    if (auth?.kind !== 'token') throw new Error('It is a form.');
    for (const text of ['{"type":"authorized_user"}', 'no json'])
      expect(auth.fields.safeParse({ serviceAccount: text }).success).toBe(false);
  });
});

describe('datasets, tables and jobs', () => {
  const datasets = (pageToken?: string) =>
    at('GET', '/datasets', { maxResults: 1000, ...(pageToken && { pageToken }) });
  const tables = (dataset: string, pageToken?: string) =>
    at('GET', `/datasets/${dataset}/tables`, { maxResults: 1000, ...(pageToken && { pageToken }) });
  const one = (datasetId: string) => ({ datasetReference: { datasetId } });
  const named = (datasetId: string, tableId: string) => ({ tableReference: { datasetId, tableId } });
  const everywhere = { settings: { dataset: '', table: '' } };

  it('come over an empty page in the middle', async () => {
    app.play(
      { request: datasets(), json: { datasets: [one('shop')], nextPageToken: 'p2' } },
      { request: datasets('p2'), json: { nextPageToken: 'p3' } },
      { request: datasets('p3'), json: { datasets: [one('crm'), { id: 'bad' }] } },
    );
    await expect(readPass(objects.dataset, context(), { mode: 'full' })).rejects.toThrow('datasetReference');
    expect(app.received).toHaveLength(3);
  });

  it('come dataset after dataset, and pass over one that went meanwhile', async () => {
    app.play(
      { request: datasets(), json: { datasets: [one('a'), one('gone')], nextPageToken: 'p2' } },
      { request: tables('a'), json: { tables: [named('a', 't1')], nextPageToken: 'x' } },
      { request: tables('a', 'x'), json: {} },
      { request: tables('gone'), ...refusal(404, 'notFound') },
      { request: datasets('p2'), json: {} },
    );
    const pass = await readPass(objects.table, context(everywhere), { mode: 'full' });
    expect(pass.rows).toEqual([named('a', 't1')]);
    expect(objects.table?.key(pass.rows[0], {})).toBe('a.t1');
  });

  it('do not go round in a circle', async () => {
    app.play(
      { request: tables('shop'), json: { tables: [], nextPageToken: 'x' } },
      { request: tables('shop', 'x'), json: { tables: [], nextPageToken: 'x' } },
    );
    await expect(readPass(objects.table, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_cursor' },
    });
    app.play({ request: datasets(), json: { nextPageToken: 'x' } });
    app.play({ request: datasets('x'), json: { nextPageToken: 'x' } });
    await expect(readPass(objects.dataset, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('are read one by one, as a list tells them', async () => {
    app.play(
      { request: `GET ${table}`, json: { ...named('shop', 'orders'), type: 'TABLE', numRows: '7', etag: 'x' } },
      { request: at('GET', '/datasets/gone'), ...refusal(404, 'notFound') },
      { request: at('GET', '/jobs/job%2F1', { location: 'EU' }), json: { jobReference: { jobId: 'job/1' } } },
    );
    expect(await objects.table?.get?.(context(), 'shop.orders')).toEqual({ ...named('shop', 'orders'), type: 'TABLE' });
    expect(await objects.dataset?.get?.(context(), 'gone')).toBeNull();
    expect(await objects.job?.get?.(context(), 'EU/job/1')).toMatchObject({ jobReference: { jobId: 'job/1' } });
  });

  it('are read again as long as a job may run', async () => {
    const minCreationTime = Date.parse('2026-11-20T08:00:00Z');
    app.play({
      request: at('GET', '/jobs', { projection: 'full', minCreationTime, maxResults: 500 }),
      headers: { date },
      json: { jobs: [{ jobReference: { jobId: 'j', location: 'EU' } }] },
    });
    const pass = await readPass(objects.job, context(), {
      mode: 'incremental',
      watermark: '2026-11-21T09:00:00.000Z',
    });
    expect(pass.rows.map((row) => objects.job?.key(row, {}))).toEqual(['EU/j']);
  });
});

describe('what goes wrong', () => {
  const read = (own = context()) => objects.row?.get?.(own, 'A-1');

  it.each([
    ['a role that is missing', 403, 'accessDenied', 'permission'],
    ['a query above the bound', 400, 'bytesBilledLimitExceeded', 'quota'],
    ['a used-up day', 403, 'quotaExceeded', 'quota'],
    ['a query that is wrong', 400, 'invalidQuery', 'invalid'],
    ['a region that is down', 503, 'backendError', 'app_down'],
    ['an ended token', 401, 'authError', 'auth'],
  ])('names %s', async (_what, status, reason, errorClass) => {
    // What may pass by itself is tried again.
    const refused = { request: ask, ...refusal(status, reason) };
    app.play(columns(), ...Array.from({ length: errorClass === 'app_down' ? 4 : 1 }, () => refused));
    const own = context();
    await expect(read(own)).rejects.toMatchObject({ details: { class: errorClass, appMessage: `It said ${reason}.` } });
  });

  it('names an answer of another shape, and a page for people', async () => {
    app.play(columns(), { request: ask, json: { jobComplete: 'yes' } });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol' } });
    app.play({ request: `GET ${table}`, headers: { 'content-type': 'text/html' }, text: '<title>Sorry</title>' });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol', code: 'web_page' } });
  });

  it('waits as long as Google says, in both forms, and renews an access that ended', async () => {
    app.play(
      columns(),
      { request: ask, headers: { 'retry-after': '7' }, ...refusal(429, 'rateLimitExceeded') },
      {
        request: ask,
        headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT' },
        ...refusal(403, 'rateLimitExceeded'),
      },
      { request: ask, ...refusal(401, 'authError') },
      { request: ask, json: result([order('A-1')]) },
    );
    const patient = context({ renewed: bearer('token-2') });
    expect(await read(patient)).toEqual(orderRow('A-1'));
    expect(patient.pauses).toEqual([7_000, 3_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('waits for a query that takes long', async () => {
    app.play(
      columns(),
      { request: ask, json: { jobComplete: false, jobReference: { jobId: 'job_x1', location: 'EU' } } },
      { request: page(undefined, 1), json: { jobComplete: false } },
      { request: page(undefined, 1), json: result([order('A-1')]) },
    );
    expect(await read()).toEqual(orderRow('A-1'));
    expect(sent(1)).toMatchObject({ maximumBytesBilled: '100000000000', useLegacySql: false });
  });
});

describe('choices', () => {
  const choose = (name: string, search = '', parent: Record<string, string> = {}) =>
    options[name]?.(context(), { search, cursor: null, parent });

  it('are projects, datasets and tables', async () => {
    const all = project.replace('/acme-data', '');
    app.play(
      { request: at('GET', all, { maxResults: 100 }), json: { projects: [{ id: 'p', friendlyName: 'P of Acme' }] } },
      {
        request: at('GET', `${all}/other/datasets`, { maxResults: 500 }),
        json: { datasets: [{ datasetReference: { datasetId: 'crm' } }], nextPageToken: 'n' },
      },
      {
        request: at('GET', '/datasets/shop/tables', { maxResults: 500 }),
        json: { tables: [{ tableReference: { tableId: 'v' }, type: 'MATERIALIZED_VIEW' }] },
      },
    );
    expect(await choose('projects', 'ACME')).toMatchObject({ options: [{ value: 'p', detail: 'p' }] });
    expect(await choose('datasets', '', { project: 'other' })).toMatchObject({ next: 'n' });
    expect((await choose('tables'))?.options).toEqual([{ value: 'v', label: 'v', detail: 'materialized view' }]);
  });

  it('are columns, and those that hold a time', async () => {
    app.play(columns([{ name: 'tags', type: 'STRING', mode: 'REPEATED' }]), columns());
    expect((await choose('columns'))?.options.map(({ value }) => value)).toEqual(['id', 'total', 'created_at']);
    expect((await choose('timeColumns'))?.options.map(({ value }) => value)).toEqual(['created_at']);
  });
});
