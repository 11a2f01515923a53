import { basename } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';

const app = testApp();
const sendgrid = await loadTestConnector(basename(import.meta.dirname));
const { objects, actions = {} } = sendgrid.connector;
const { contact, list, segment } = objects;
const context = () =>
  createTestContext({ connector: sendgrid, app, accountType: 'global', fields: { apiKey: 'SG.1' } });
const at = 'https://api.sendgrid.com/v3/marketing';
const now = '2026-11-21T09:00:00.000Z';
const once = { idempotencyKey: 'once' };

const row = (id: string) => ({ id, email: `${id}@acme.example`, created_at: now, updated_at: now });
const search = (contact_count: number, ids: string[]) => ({
  request: `POST ${at}/contacts/search`,
  json: { result: ids.map(row), contact_count },
});
const asked = () => app.received.filter(({ body }) => body).map((request) => request.json());
const byEmail = (known: Record<string, string>) => ({
  request: `POST ${at}/contacts/search/emails`,
  json: {
    result: Object.fromEntries(Object.entries(known).map(([email, id]) => [email, { contact: { id, email } }])),
  },
});
const nobody = { request: `POST ${at}/contacts/search/emails`, status: 404, json: { errors: [{ message: 'none' }] } };
const put = { request: `PUT ${at}/contacts`, status: 202, json: { job_id: 'j1' } };
const definitions = {
  request: `GET ${at}/field_definitions`,
  json: {
    custom_fields: [
      { id: 'w1', name: 'Lamps', field_type: 'Number' },
      { id: 'w2', name: 'Street art', field_type: 'Text' },
    ],
    reserved_fields: [{ id: '_rf0_T', name: 'first_name', field_type: 'Text' }],
  },
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('contacts', () => {
  it('are narrowed down until each part is shown whole', async () => {
    app.play(search(5, ['b', 'a', 'd']), search(2, ['a', 'b']), search(3, ['d', 'e']), search(1, ['d']));
    app.play(search(2, ['e', 'f']));
    const pass = await readPass(contact, context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual(['a', 'b', 'd', 'e', 'f']);
    expect(asked()).toEqual([
      { query: 'contact_id IS NOT NULL' },
      { query: "contact_id < 'b'" },
      { query: "contact_id >= 'b'" },
      { query: "contact_id >= 'b' AND contact_id < 'e'" },
      { query: "contact_id >= 'e'" },
    ]);
    expect(pass.watermark).toBe('2026-11-21T08:30:00.000Z');
  });

  it('are asked for by their last change, and nobody at all is no error', async () => {
    app.play({ request: `POST ${at}/contacts/search`, json: { contact_count: 0 } });
    const pass = await readPass(contact, context(), { mode: 'incremental', watermark: '2026-11-20T00:00:00.000Z' });
    expect(pass.rows).toEqual([]);
    expect(asked()).toEqual([{ query: "updated_at >= '2026-11-20T00:00:00Z'" }]);
  });

  it('that are counted and not shown are an error, not a loss', async () => {
    app.play(search(7, []));
    await expect(readPass(contact, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'no_contacts_shown' },
    });
  });

  it('have the fields that the account made', async () => {
    app.play(definitions);
    expect(await contact?.describe?.(context())).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'email', required: true }),
        { name: 'custom_fields.Lamps', label: 'Lamps', type: 'number', custom: true },
        { name: 'custom_fields.Street art', label: 'Street art', type: 'text', custom: true },
      ]),
    );
  });

  it('that are gone are null', async () => {
    app.play({ request: `GET ${at}/contacts/c%2F1`, status: 404, json: { errors: [{ message: 'not found' }] } });
    expect(await contact?.get?.(context(), 'c/1')).toBeNull();
  });
});

describe('writing contacts', () => {
  it('writes own fields by id, keeps those of a list together and waits for the id of a new one', async () => {
    app.play(byEmail({ 'ada@acme.example': 'c1' }), definitions, put, put, byEmail({ 'bo@acme.example': 'c2' }));
    const items = [
      { data: { email: 'Ada@acme.example', first_name: 'Ada', custom_fields: { Lamps: 3 } } },
      { data: { email: 'bo@acme.example', list_ids: ['l1'], city: null } },
    ];
    expect(await contact?.upsert?.write(context(), items, once)).toEqual([
      { key: 'c1', action: 'updated' },
      { key: 'c2', action: 'created' },
    ]);
    expect(asked().slice(1, 3)).toEqual([
      { contacts: [{ email: 'ada@acme.example', first_name: 'Ada', custom_fields: { w1: 3 } }] },
      { list_ids: ['l1'], contacts: [{ email: 'bo@acme.example' }] },
    ]);
  });

  it('sends the others again without the one that is refused', async () => {
    const errors = [{ field: 'contacts[1].email', message: 'email is not valid' }];
    app.play(nobody, { request: put.request, status: 400, json: { errors } }, put);
    app.play(byEmail({ 'a@acme.example': 'c1', 'c@acme.example': 'c3' }));
    const items = ['a@acme.example', 'b@', 'c@acme.example', ''].map((email) => ({ data: { email } }));
    expect(await contact?.upsert?.write(context(), items, once)).toMatchObject([
      { key: 'c1', action: 'created' },
      { error: { class: 'invalid', message: 'email is not valid' } },
      { key: 'c3', action: 'created' },
      { error: { class: 'invalid', field: 'email' } },
    ]);
    expect(asked()[2]).toEqual({ contacts: [{ email: 'a@acme.example' }, { email: 'c@acme.example' }] });
  });

  it('finds the e-mail of a key', async () => {
    app.play({ request: `GET ${at}/contacts/c1`, json: { email: 'ada@acme.example' } });
    app.play(byEmail({ 'ada@acme.example': 'c1' }), put);
    expect(await contact?.upsert?.write(context(), [{ key: 'c1', data: { city: 'Lyon' } }], once)).toEqual([
      { key: 'c1', action: 'updated' },
    ]);
  });

  it('does not take a passing trouble for a refusal', async () => {
    app.play(nobody, ...Array.from({ length: 4 }, () => ({ request: put.request, status: 500, text: '' })));
    await expect(
      contact?.upsert?.write(context(), [{ data: { email: 'a@acme.example' } }], once),
    ).rejects.toMatchObject({ details: { class: 'app_down' } });
  });
});

describe('lists and segments', () => {
  it('a list that has the name is the one that is meant', async () => {
    const lists = { request: `GET ${at}/lists?page_size=1000`, json: { result: [{ id: 'l1', name: 'Lamps' }] } };
    app.play(lists, lists, { request: `POST ${at}/lists`, json: { id: 'l2', name: 'Chairs' } });
    app.play({ request: `PATCH ${at}/lists/l1`, json: { id: 'l1', name: 'Light' } });
    const items = [{ data: { name: 'lamps' } }, { data: { name: 'Chairs' } }, { key: 'l1', data: { name: 'Light' } }];
    expect(await list?.upsert?.write(context(), items, once)).toEqual([
      { key: 'l1', action: 'unchanged' },
      { key: 'l2', action: 'created' },
      { key: 'l1', action: 'updated' },
    ]);
  });

  it('segments come all at once', async () => {
    app.play({ request: `GET ${at}/segments/2.0`, json: { segments: [{ id: 's1', name: 'New', contacts_count: 2 }] } });
    expect((await readPass(segment, context(), { mode: 'full' })).rows).toHaveLength(1);
  });
});

describe('actions', () => {
  const run = (name: string, input: unknown) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), once);
  };

  it('nobody found is an answer', async () => {
    app.play(nobody);
    expect(await run('findContacts', { emails: ['ada@acme.example'] })).toEqual({ contacts: [] });
  });

  it('search and take off a list', async () => {
    app.play(search(1, ['a']), {
      request: `DELETE ${at}/lists/l1/contacts?contact_ids=a%2Cb`,
      status: 202,
      json: { job_id: 'j2' },
    });
    expect(await run('searchContacts', { query: "city = 'Lyon'" })).toMatchObject({
      count: 1,
      contacts: [{ id: 'a' }],
    });
    expect(await run('removeFromList', { list: 'l1', ids: ['a', 'b'] })).toEqual({ job_id: 'j2' });
  });
});
