import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Exchange, testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { contactHash } from './audience.ts';

const app = testApp();
const mailchimp = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {}, options = {}, hooks, check, lookUp } = mailchimp.connector;
const context = (more: Partial<Parameters<typeof createTestContext>[0]> = {}) =>
  createTestContext({ connector: mailchimp, app, settings: { audience: 'l1' }, learnt: { dc: 'us21' }, ...more });

const at = 'https://us21.api.mailchimp.com/3.0';
const now = Date.parse('2026-11-21T09:00:00Z');

const hash = contactHash('Ada@acme.example ');
const contact = (id: string) => ({ id, email_address: `${id}@acme.example`, status: 'subscribed' });
const members = (query: string, rows: unknown[], total_items: number): Exchange => ({
  request: `GET ${at}/lists/l1/members?${query}&exclude_fields=members._links%2C_links`,
  json: { members: rows, total_items },
});
const page = (offset: number, since = '') =>
  `count=1000&offset=${offset}&sort_field=last_changed&sort_dir=DESC${since && `&since_last_changed=${since}`}`;
const run = (name: string, input: unknown = actions[name]?.example) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
};
const problem = (status: number, title: string, detail = 'No', errors?: object[]) => ({
  status,
  json: { type: 'https://mailchimp.com/developer/', title, status, detail, instance: 'i', ...(errors && { errors }) },
});

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('connecting', () => {
  it('finds where the account lives; a key says it', async () => {
    app.play({ request: 'GET https://login.mailchimp.com/oauth2/metadata', json: { dc: 'us21', accountname: 'Acme' } });
    expect(await lookUp?.(context({ learnt: {} }))).toEqual({ dc: 'us21' });
    expect(app.received[0]?.headers.authorization).toBe('OAuth token-1');
    expect(await lookUp?.(context())).toEqual({});
  });

  it('does not go where a strange answer points', async () => {
    app.play({ request: 'GET https://login.mailchimp.com/oauth2/metadata', json: { dc: 'evil.example/' } });
    await expect(lookUp?.(context({ learnt: {} }))).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('names the account', async () => {
    const request = `GET ${at}/?fields=account_id%2Caccount_name%2Cemail`;
    app.play({ request, json: { account_id: 'a1', account_name: 'Acme', email: 'ada@acme.example' } });
    const fields = { apiKey: 'k-us21', dc: 'us21' };
    expect(await check?.(context({ accountType: 'key', fields }))).toEqual({
      id: 'a1',
      name: 'Acme (ada@acme.example)',
    });
    expect(app.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('portico:k-us21').toString('base64')}`);
    app.play({ request, ...problem(401, 'API Key Invalid', 'Your API key may be invalid.') });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: 'auth', appMessage: 'Your API key may be invalid.' },
    });
  });
});

describe('contacts', () => {
  const many = (from: number, length: number) => Array.from({ length }, (_, index) => contact(String(from + index)));

  it('come in pages that overlap, so that none is missed where others are deleted', async () => {
    app.play(members(page(0), many(0, 1000), 1500), members(page(950), many(950, 550), 1500));
    const pass = await readPass(objects.contact, context(), { mode: 'full' });
    expect(new Set(pass.rows.map(({ id }) => id)).size).toBe(1500);
    expect(pass.watermark).toBe('2026-11-21T08:50:00.000Z');
  });

  it('end where the list became shorter, or is empty', async () => {
    app.play(members(page(0), many(0, 1000), 1500), members(page(950), [], 1500));
    await readPass(objects.contact, context(), { mode: 'full' });
    app.play(members(page(0), [], 0));
    expect((await readPass(objects.contact, context(), { mode: 'full' })).rows).toEqual([]);
  });

  it('that changed are asked for since before the last pass', async () => {
    app.play(members(page(0, '2026-11-20T08%3A50%3A00.000Z'), [contact('1')], 1));
    const watermark = '2026-11-20T08:50:00.000Z';
    expect((await readPass(objects.contact, context(), { mode: 'incremental', watermark })).rows).toHaveLength(1);
  });

  it('wait as long as is said, in both forms', async () => {
    const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
    const { request } = members(page(0), [], 0);
    app.play(
      { request, ...problem(429, 'Too Many Requests'), headers: { 'retry-after': '2' } },
      { request, status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT', date }, text: '' },
      members(page(0), [], 0),
    );
    const patient = context();
    await readPass(objects.contact, patient, { mode: 'full' });
    expect(patient.pauses).toEqual([2_000, 3_000]);
  });

  it('are not taken from a web page, nor without an id', async () => {
    const { request } = members(page(0), [], 0);
    app.play({ request, headers: { 'content-type': 'text/html' }, text: '<html>' });
    await expect(readPass(objects.contact, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
    app.play(members(page(0), [{ status: 'subscribed' }], 1));
    await expect(readPass(objects.contact, context(), { mode: 'full' })).rejects.toThrow();
  });

  it("are described with the audience's own fields", async () => {
    const field = { tag: 'SIZE', name: 'Size', type: 'dropdown', required: true, options: { choices: ['S', 'L'] } };
    app.play({
      request: `GET ${at}/lists/l1/merge-fields?count=1000&offset=0`,
      json: { merge_fields: [field], total_items: 1 },
    });
    expect(await objects.contact?.describe?.(context())).toContainEqual({
      name: 'merge_fields.SIZE',
      label: 'Size',
      type: 'choice',
      custom: true,
      required: true,
      choices: [
        { value: 'S', label: 'S' },
        { value: 'L', label: 'L' },
      ],
    });
  });

  it('are written one by one, and those who left stay away', async () => {
    const member = `${at}/lists/l1/members/${hash}`;
    const missing = problem(404, 'Resource Not Found');
    const errors = [{ field: 'email_address', message: 'Looks fake.' }];
    app.play(
      { request: `GET ${member}?exclude_fields=_links`, ...missing },
      { request: `PUT ${member}`, json: contact(hash) },
      { request: `GET ${member}?exclude_fields=_links`, json: contact(hash) },
      { request: `PATCH ${member}`, json: contact(hash) },
      { request: `GET ${member}?exclude_fields=_links`, ...missing },
      { request: `PUT ${member}`, ...problem(400, 'Invalid Resource', 'See errors.', errors) },
    );
    const data = { email_address: 'ada@acme.example', merge_fields: { FNAME: 'Ada' } };
    const items = [{ data }, { data }, { data }, { data: {} }];
    const results = await objects.contact?.upsert?.write(context(), items, { idempotencyKey: 'k' });
    expect(results).toMatchObject([
      { key: hash, action: 'created' },
      { key: hash, action: 'updated' },
      { error: { class: 'invalid', message: 'Looks fake.', field: 'email_address' } },
      { error: { class: 'invalid', field: 'email_address' } },
    ]);
    expect(app.received[1]?.json()).toEqual({ ...data, status_if_new: 'subscribed' });
    expect(app.received[3]?.json()).toEqual(data);
  });
});

describe('audiences and campaigns', () => {
  it.each([
    ['audience', 'lists?count=500&offset=0&sort_field=date_created', 'lists', { id: 'l1', name: 'A' }],
    [
      'campaign',
      'campaigns?count=500&offset=0&sort_field=create_time',
      'campaigns',
      { id: 'c1', type: 'regular', status: 'sent' },
    ],
  ])('%s', async (object, path, rows, row) => {
    const [name, query] = path.split('?count=500&offset=0&');
    app.play({
      request: `GET ${at}/${name}?${query}&sort_dir=ASC&exclude_fields=${rows}._links%2C_links&count=500&offset=0`,
      json: { [rows]: [row], total_items: 1 },
    });
    expect((await readPass(objects[object], context(), { mode: 'full' })).rows).toEqual([row]);
  });
});

describe('actions', () => {
  const member = `${at}/lists/a1b2c3d4e5/members/${hash}`;

  it.each<[string, Exchange, unknown?]>([
    [
      'saveContact',
      { request: `PUT ${member}`, json: contact(hash) },
      { email_address: 'ada@acme.example', status_if_new: 'subscribed', merge_fields: { FNAME: 'Ada' } },
    ],
    ['findContact', { request: `GET ${member}`, json: contact(hash) }],
    ['tagContact', { request: `POST ${member}/tags`, status: 204 }, { tags: [{ name: 'Customer', status: 'active' }] }],
    ['unsubscribe', { request: `PATCH ${member}`, json: contact(hash) }, { status: 'unsubscribed' }],
    ['archiveContact', { request: `DELETE ${member}`, status: 204 }],
    ['forgetContact', { request: `POST ${member}/actions/delete-permanent`, status: 204 }],
    [
      'addEvent',
      { request: `POST ${member}/events`, status: 204 },
      { name: 'order_paid', properties: { number: '42' } },
    ],
    ['sendCampaign', { request: `POST ${at}/campaigns/42694e9e57/actions/send`, status: 204 }],
  ])('%s sends exactly what was given', async (name, exchange, json) => {
    app.play(exchange);
    await run(name);
    if (json !== undefined) expect(app.received[0]?.json()).toEqual(json);
  });

  it('make a draft with its text', async () => {
    app.play(
      { request: `POST ${at}/campaigns`, json: { id: 'c1', type: 'regular', status: 'save' } },
      { request: `PUT ${at}/campaigns/c1/content`, json: {} },
    );
    await run('createCampaign', { ...(actions.createCampaign?.example as object), html: '<p>Hi</p>' });
    expect(app.received[0]?.json()).toMatchObject({ type: 'regular', recipients: { list_id: 'a1b2c3d4e5' } });
    expect(app.received[1]?.json()).toEqual({ html: '<p>Hi</p>' });
  });

  it('happen once, also when Mailchimp stumbles', async () => {
    app.play({ request: `POST ${at}/campaigns/42694e9e57/actions/send`, status: 503, text: '' });
    await expect(run('sendCampaign')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it.each([
    [400, 'Member Exists', 'conflict'],
    [400, 'Forgotten Email Not Subscribed', 'permission'],
    [400, 'Member In Compliance State', 'permission'],
    [403, 'Forbidden', 'permission'],
    [404, 'Resource Not Found', 'not_found'],
    [400, 'Invalid Resource', 'invalid'],
  ])('read %i %s as %s', async (status, title, errorClass) => {
    app.play({ request: `PATCH ${member}`, ...problem(status, title) });
    await expect(run('unsubscribe')).rejects.toMatchObject({
      details: { class: errorClass, code: title, appMessage: 'No' },
    });
  });
});

describe('options', () => {
  it('go on at the next page', async () => {
    app.play({
      request: `GET ${at}/lists?count=200&offset=0`,
      json: { lists: [{ id: 'l1', name: 'Lamp lovers' }], total_items: 201 },
    });
    expect(await options.audiences?.(context(), { search: 'lamp', cursor: null })).toEqual({
      options: [{ value: 'l1', label: 'Lamp lovers' }],
      next: 1,
    });
  });
});

describe('hooks', () => {
  const hook = (body = '', method = 'POST') => ({
    method,
    url: new URL('https://p.example/hooks/1'),
    headers: new Headers(),
    body: new TextEncoder().encode(body),
  });

  it('are subscribed at the audience, and ended there', async () => {
    app.play(
      { request: `POST ${at}/lists/l1/webhooks`, json: { id: 'w1' } },
      { request: `DELETE ${at}/lists/l1/webhooks/w1`, status: 204 },
    );
    const request = { url: 'https://p.example/hooks/1', secret: 's', events: [] };
    const subscription = await hooks?.subscribe?.(context(), request);
    expect(subscription).toEqual({ id: 'w1', state: { audience: 'l1' } });
    expect(app.received[0]?.json()).toMatchObject({ url: request.url, sources: { api: false } });
    if (subscription) await hooks?.unsubscribe?.(context(), subscription);
  });

  it('answer when Mailchimp asks whether somebody is there', () => {
    expect(hooks?.challenge?.(hook('', 'GET'), { secret: '' })?.status).toBe(200);
    expect(hooks?.challenge?.(hook('type=subscribe'), { secret: '' })).toBeUndefined();
  });

  it('name the contact that is to be read again', () => {
    const told = new URLSearchParams({
      type: 'upemail',
      fired_at: '2026-11-21 09:00:00',
      'data[new_email]': 'Ada@acme.example',
      'data[old_email]': 'old@acme.example',
    });
    expect(hooks?.events(hook(told.toString()))).toMatchObject([
      { type: 'upemail', object: 'contact', key: hash, at: '2026-11-21T09:00:00.000Z' },
    ]);
  });
});
