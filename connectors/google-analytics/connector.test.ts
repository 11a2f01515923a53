import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accessOf } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { admin, app, at, check, context, data, date, loaded, objects, options, refusal } from './test-analytics.ts';

const property = `${admin}/properties/123456789`;

describe('connecting', () => {
  it('names the person', async () => {
    app.play({ request: 'GET https://openidconnect.googleapis.com/v1/userinfo', json: { sub: '1' } });
    expect(await check?.(context())).toEqual({ id: '1', name: '1' });
  });

  it('trades a service account’s key for a token with the scopes', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const private_key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const serviceAccount = JSON.stringify({ client_email: 'p@acme.iam.example', private_key });
    const access = accessOf({ connector: loaded, accountType: 'service', client: undefined, learnt: {} });
    app.play({
      request: 'POST https://oauth2.googleapis.com/token',
      json: { access_token: 'ya29', expires_in: 3599 },
    });
    const now = new Date(date);
    const credential = await obtainCredential({ access, fields: { serviceAccount }, now, send: app.client.send });
    expect(credential.token?.values).toMatchObject({ token: { access_token: 'ya29' } });
    const { assertion = '' } = app.received[0]?.form() ?? {};
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.scope).toContain('auth/analytics.readonly');
    expect(claims.iss).toBe('p@acme.iam.example');
  });
});

describe('lists', () => {
  const accounts = (pageToken?: string) =>
    at('GET', `${admin}/accounts`, { pageSize: 200, ...(pageToken && { pageToken }) });
  const properties = (of: string, pageToken?: string) =>
    at('GET', `${admin}/properties`, { filter: `parent:${of}`, pageSize: 200, ...(pageToken && { pageToken }) });
  const pages = (name: string, pageToken?: string) =>
    at('GET', `${property}/${name}`, { pageSize: 200, ...(pageToken && { pageToken }) });

  it('of properties are read account after account, over empty pages', async () => {
    app.play(
      {
        request: accounts(),
        json: { accounts: [{ name: 'accounts/1' }, { name: 'accounts/2' }], nextPageToken: 'a' },
      },
      { request: properties('accounts/1'), json: { properties: [{ name: 'properties/11' }], nextPageToken: 'b' } },
      { request: properties('accounts/1', 'b'), json: {} },
      { request: properties('accounts/2'), json: { properties: [{ name: 'properties/21' }] } },
      { request: accounts('a'), json: {} },
    );
    const pass = await readPass(objects.property, context(), { mode: 'full' });
    expect(pass.rows.map((row) => objects.property?.key(row, {}))).toEqual(['11', '21']);
  });

  it('of properties do not go round in a circle', async () => {
    app.play(
      { request: accounts(), json: { accounts: [{ name: 'accounts/1' }] } },
      { request: properties('accounts/1'), json: { nextPageToken: 'b' } },
      { request: properties('accounts/1', 'b'), json: { nextPageToken: 'b' } },
    );
    await expect(readPass(objects.property, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_cursor' },
    });
  });

  it('end where nothing leads on, and refuse a mark that comes twice', async () => {
    app.play(
      {
        request: pages('dataStreams'),
        json: { dataStreams: [{ name: 'properties/1/dataStreams/5' }], nextPageToken: 'p' },
      },
      { request: pages('dataStreams', 'p'), json: { nextPageToken: 'q' } },
      { request: pages('dataStreams', 'q'), json: { dataStreams: [{ name: 'properties/1/dataStreams/6' }] } },
    );
    const pass = await readPass(objects.dataStream, context(), { mode: 'full' });
    expect(pass.rows.map((row) => objects.dataStream?.key(row, {}))).toEqual(['5', '6']);
    app.play(
      { request: pages('keyEvents'), json: { nextPageToken: 'p' } },
      { request: pages('keyEvents', 'p'), json: { nextPageToken: 'p' } },
    );
    await expect(readPass(objects.keyEvent, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play({ request: accounts(), json: {} });
    expect((await readPass(objects.account, context(), { mode: 'full' })).rows).toEqual([]);
    expect(objects.customDimension?.row.safeParse({ parameterName: 'no name' }).success).toBe(false);
  });

  it('are read one by one', async () => {
    app.play(
      { request: at('GET', `${property}/keyEvents/7`), json: { name: 'properties/1/keyEvents/7', eventName: 'a' } },
      { request: at('GET', `${property}/keyEvents/8`), ...refusal(404, 'NOT_FOUND') },
      { request: at('GET', `${admin}/properties/9`), json: { name: 'properties/9' } },
      { request: at('GET', `${admin}/accounts/100`), json: { name: 'accounts/100' } },
    );
    expect(await objects.keyEvent?.get?.(context(), '7')).toMatchObject({ eventName: 'a' });
    expect(await objects.keyEvent?.get?.(context(), '8')).toBeNull();
    expect(await objects.property?.get?.(context(), '9')).toMatchObject({ name: 'properties/9' });
    expect(await objects.account?.get?.(context(), '100')).toMatchObject({ name: 'accounts/100' });
  });
});

describe('what goes wrong', () => {
  const path = at('GET', `${property}/keyEvents/7`);
  const read = (own = context()) => objects.keyEvent?.get?.(own, '7');
  const violation = [{ fieldViolations: [{ field: 'metrics', description: 'x' }] }];

  it.each([
    [
      'a scope that is missing',
      403,
      'PERMISSION_DENIED',
      '',
      [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
      { class: 'permission', code: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
    ],
    ['an API that is off', 403, 'PERMISSION_DENIED', '', [{ reason: 'SERVICE_DISABLED' }], { class: 'permission' }],
    ['used up tokens', 429, 'RESOURCE_EXHAUSTED', 'Exhausted property tokens per day.', [], { class: 'quota' }],
    ['an ended token', 401, 'UNAUTHENTICATED', '', [], { class: 'auth' }],
    [
      'a wrong request',
      400,
      'INVALID_ARGUMENT',
      'Did you mean?',
      violation,
      { class: 'invalid', field: 'metrics', appMessage: 'Did you mean?' },
    ],
    ['one that is there', 409, 'ALREADY_EXISTS', '', [], { class: 'conflict' }],
  ])('names %s', async (_what, status, name, message, details, expected) => {
    app.play({ request: path, ...refusal(status, name, message, details) });
    await expect(read()).rejects.toMatchObject({ details: expected });
  });

  it('names an answer of another shape, and a page for people', async () => {
    app.play({ request: at('GET', `${admin}/accounts`, { pageSize: 200 }), json: { accounts: 'x' } });
    await expect(readPass(objects.account, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play({ request: path, headers: { 'content-type': 'text/html' }, text: '<title>Sorry</title>' });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol', code: 'web_page' } });
  });

  it('waits as long as Google says, in both forms, and renews an access that ended', async () => {
    const crowd = refusal(429, 'RESOURCE_EXHAUSTED', 'Exhausted concurrent requests quota.');
    app.play(
      { request: path, headers: { 'retry-after': '7' }, ...crowd },
      { request: path, headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT' }, ...crowd },
      { request: path, ...refusal(401, 'UNAUTHENTICATED') },
      { request: path, json: { name: 'properties/1/keyEvents/7' } },
    );
    const patient = context({ renewed: bearer('token-2') });
    await read(patient);
    expect(patient.pauses).toEqual([7_000, 3_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });
});

describe('choices', () => {
  const choose = (name: string, search = '', parent: Record<string, string> = {}) =>
    options[name]?.(context(), { search, cursor: null, parent });

  it('are properties with their account', async () => {
    app.play({
      request: at('GET', `${admin}/accountSummaries`, { pageSize: 200 }),
      json: {
        accountSummaries: [
          { displayName: 'Acme', propertySummaries: [{ property: 'properties/9', displayName: 'Shop' }] },
          { displayName: 'Globex', propertySummaries: [{ property: 'properties/8' }] },
        ],
        nextPageToken: 'n',
      },
    });
    expect(await choose('properties', 'shop')).toEqual({
      options: [{ value: '9', label: 'Shop', detail: 'Acme · 9' }],
      next: 'n',
    });
  });

  it('are the dimensions and metrics of the property', async () => {
    const dimensions = [{ apiName: 'country', uiName: 'Country' }, { apiName: 'customUser:plan' }];
    app.play(
      { request: at('GET', `${data}/properties/9/metadata`), json: { dimensions } },
      { request: at('GET', `${data}/properties/123456789/metadata`), json: { metrics: [{ apiName: 'sessions' }] } },
    );
    const found = await choose('dimensions', 'plan', { property: 'properties/9' });
    expect(found?.options).toEqual([{ value: 'customUser:plan', label: 'customUser:plan', detail: 'customUser:plan' }]);
    expect((await choose('metrics'))?.options).toHaveLength(1);
  });
});
