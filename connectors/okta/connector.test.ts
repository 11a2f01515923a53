import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { api, date, mara, refusal, sales, testOkta } from './test-okta.ts';

const { app, connector, context, withToken } = await testOkta();
const { objects, check, options = {}, before } = connector;
const users = `GET ${api}/users?limit=200`;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('access', () => {
  const organization = (site: string) => ({
    request: `GET ${site}/.well-known/okta-organization`,
    json: { id: '00o1', _links: { organization: { href: site } }, pipeline: 'idx' },
  });

  it('names organization and person', async () => {
    app.play({ request: `GET ${api}/users/me`, json: mara }, organization('https://acme.okta.com'));
    expect(await check?.(context())).toEqual({ id: '00o1', name: 'acme.okta.com (mara@globex.example)' });
    expect(app.received[0]?.headers.authorization).toMatch(/^Bearer /);
  });

  it('goes to the preview site with a token', async () => {
    const site = 'https://acme.oktapreview.com';
    app.play({ request: `GET ${site}/api/v1/users/me`, json: mara }, organization(site));
    expect(await check?.(withToken('oktapreview.com'))).toMatchObject({ id: '00o1' });
    expect(app.received[0]?.headers.authorization).toBe('SSWS 00abc');
  });

  it.each(['acme', 'https://Acme.okta.com/app/x', 'acme-admin.okta.com'])('takes the address %s', (org) => {
    expect(before?.parse({ org })).toEqual({ org: 'acme' });
  });

  it('takes no other host for a name', () => {
    expect(before?.safeParse({ org: 'a@evil' }).success).toBe(false);
  });

  it.each([
    ['a wrong token', 401, refusal('E0000011', 'Invalid token provided'), { class: 'auth', code: 'E0000011' }],
    ['a missing right', 403, refusal('E0000006', 'You do not have permission'), { class: 'permission' }],
    [
      'a value that is there already',
      400,
      refusal('E0000001', 'Api validation failed: login', 'login: An object with this field already exists'),
      { class: 'conflict', field: 'login', appMessage: 'login: An object with this field already exists' },
    ],
    [
      'a value of another form',
      400,
      refusal('E0000001', 'Api validation failed: email', 'email: Does not match required pattern'),
      { class: 'invalid', field: 'email' },
    ],
    ['a web page', 200, undefined, { class: 'protocol' }],
  ])('says what is wrong: %s', async (_what, status, json, details) => {
    const page = { headers: { 'content-type': 'text/html' }, text: '<!doctype html><title>Sign in</title>' };
    app.play({ request: `GET ${api}/users/me`, status, ...(json === undefined ? page : { json }) });
    await expect(check?.(withToken())).rejects.toMatchObject({ details });
  });

  it.each([
    [{ 'x-rate-limit-reset': String(Date.parse(date) / 1000 + 9), date }, 9_000],
    [{ 'retry-after': '4' }, 4_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:05 GMT', date }, 5_000],
  ])('waits until the limit ends: %j', async (headers, wait) => {
    const json = refusal('E0000047', 'API call exceeded rate limit due to too many requests.');
    app.play({ request: users, status: 429, headers, json }, { request: users, headers: { date }, json: [] });
    const patient = context();
    await readPass(objects.user, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([wait]);
  });
});

describe('people', () => {
  const next = `${api}/users?after=c1&limit=200`;

  it('come by links, an empty page in the middle too, each judged alone', async () => {
    const link = (after: string) =>
      `<${api}/users?limit=200>; rel="self", <${api}/users?after=${after}&limit=200>; rel="next"`;
    app.play(
      { request: users, headers: { date, link: link('c1') }, json: [mara] },
      { request: `GET ${next}`, headers: { link: link('c2') }, json: [] },
      { request: `GET ${api}/users?after=c2&limit=200`, json: [{ ...mara, id: '00u2' }] },
    );
    const pass = await readPass(objects.user, context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual([mara.id, '00u2']);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
    expect(objects.user?.row.safeParse({ id: '00u3' }).success).toBe(false);
  });

  it('follow no link to another host', async () => {
    app.play({ request: users, headers: { date, link: '<https://evil.example/x>; rel="next"' }, json: [mara] });
    await expect(readPass(objects.user, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('come since the pass before; who was deactivated is gone', async () => {
    const filter = 'lastUpdated+gt+%222026-11-20T00%3A00%3A00.000Z%22';
    const gone = { ...mara, id: '00u9', status: 'DEPROVISIONED' };
    app.play({ request: `GET ${api}/users?filter=${filter}&limit=200`, headers: { date }, json: [mara, gone] });
    const watermark = '2026-11-20T00:00:00.000Z';
    const pass = await readPass(objects.user, context(), { mode: 'incremental', watermark });
    expect(pass.rows.map(({ id }) => id)).toEqual([mara.id]);
    expect(pass.pages.flatMap(({ deleted = [] }) => deleted)).toEqual(['00u9']);
  });

  it('have the fields of the organization', async () => {
    const base = {
      firstName: { title: 'First name', type: 'string' },
      login: { type: 'string', mutability: 'READ_ONLY' },
    };
    const custom = {
      tier: { title: 'Tier', type: 'string', oneOf: [{ const: 'a', title: 'A' }] },
      since: { title: 'Since', type: 'string', format: 'date-time' },
    };
    const json = { definitions: { base: { properties: base }, custom: { properties: custom } } };
    app.play({ request: `GET ${api}/meta/schemas/user/default`, json });
    expect(await objects.user?.describe?.(context())).toEqual(
      expect.arrayContaining([
        { name: 'status', label: 'Status', type: 'text', readOnly: true },
        { name: 'profile.firstName', label: 'First name', type: 'text' },
        { name: 'profile.login', label: 'login', type: 'text', readOnly: true },
        { name: 'profile.tier', label: 'Tier', type: 'choice', choices: [{ value: 'a', label: 'A' }], custom: true },
        { name: 'profile.since', label: 'Since', type: 'datetime', custom: true },
      ]),
    );
  });

  it('are null when they are gone', async () => {
    app.play({ request: `GET ${api}/users/00u9`, status: 404, json: refusal('E0000007', 'Not found') });
    expect(await objects.user?.get?.(context(), '00u9')).toBeNull();
  });

  it('are written by key or login, one refused alone', async () => {
    const login = 'mara@globex.example';
    app.play(
      { request: `POST ${api}/users/00u1`, json: mara },
      { request: `GET ${api}/users/mara%40globex.example`, json: mara },
      { request: `POST ${api}/users/${mara.id}`, json: mara },
      { request: `GET ${api}/users/new`, status: 404, json: refusal('E0000007', 'Not found') },
      { request: `POST ${api}/users?activate=true`, json: { ...mara, id: '00u7' } },
      { request: `POST ${api}/users/00u8`, status: 400, json: refusal('E0000001', 'x', 'email: Wrong') },
    );
    const items = [
      { key: '00u1', data: { profile: { department: 'Sales' } } },
      { data: { profile: { login } } },
      { data: { profile: { login: 'new' } } },
      { key: '00u8', data: { profile: { email: '' } } },
    ];
    expect(await objects.user?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '00u1', action: 'updated' },
      { key: mara.id, action: 'updated' },
      { key: '00u7', action: 'created' },
      { error: { class: 'invalid', code: 'E0000001', message: 'email: Wrong', field: 'email' } },
    ]);
  });
});

describe('groups', () => {
  it('come when they or who is in them changed', async () => {
    const time = '%222026-11-20T00%3A00%3A00.000Z%22';
    const filter = `lastUpdated+gt+${time}+or+lastMembershipUpdated+gt+${time}`;
    app.play({ request: `GET ${api}/groups?filter=${filter}&limit=200`, headers: { date }, json: [sales] });
    const watermark = '2026-11-20T00:00:00.000Z';
    const pass = await readPass(objects.group, context(), { mode: 'incremental', watermark });
    expect(pass.rows.map(({ id }) => id)).toEqual([sales.id]);
  });

  it('are found by their whole name, keep what is not given, and are refused where Okta does not own them', async () => {
    const found = [{ id: '00g9', profile: { name: 'Sales (EU)' } }, sales];
    app.play(
      { request: `GET ${api}/groups?q=Sales&limit=200`, json: found },
      { request: `GET ${api}/groups/${sales.id}`, json: sales },
      { request: `PUT ${api}/groups/${sales.id}`, json: sales },
      { request: `GET ${api}/groups?q=New&limit=200`, json: [] },
      { request: `POST ${api}/groups`, json: { ...sales, id: '00g2' } },
      { request: `GET ${api}/groups/00g3`, json: { ...sales, type: 'APP_GROUP' } },
    );
    const items = [
      { data: { profile: { name: 'Sales', description: 'Who sells' } } },
      { data: { profile: { name: 'New' } } },
      { key: '00g3', data: { profile: { description: '' } } },
    ];
    expect(await objects.group?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: sales.id, action: 'updated' },
      { key: '00g2', action: 'created' },
      { error: { class: 'invalid', code: 'not_an_okta_group' } },
    ]);
    expect(app.received[2]?.json()).toEqual({ profile: { name: 'Sales', description: 'Who sells' } });
  });
});

it('applications come whole, and choices by their names', async () => {
  const crm = { id: '0oa1', name: 'crm', label: 'CRM', status: 'ACTIVE' };
  app.play(
    { request: `GET ${api}/apps?limit=200`, headers: { date }, json: [crm] },
    { request: `GET ${api}/users?q=mar&limit=100`, json: [mara] },
    { request: `GET ${api}/groups?limit=100`, json: [sales] },
  );
  expect((await readPass(objects.app, context(), { mode: 'full' })).rows).toMatchObject([crm]);
  expect(await options.people?.(context(), { search: 'mar', cursor: null })).toEqual({
    options: [{ value: mara.id, label: 'Mara Lindqvist', detail: 'mara@globex.example' }],
    next: null,
  });
  expect(await options.groups?.(context(), { search: '', cursor: null })).toEqual({
    options: [{ value: sales.id, label: 'Sales' }],
    next: null,
  });
});
