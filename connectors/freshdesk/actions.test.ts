import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const freshdesk = await loadTestConnector(basename(import.meta.dirname));
const { actions = {}, objects } = freshdesk.connector;
const context = () => createTestContext({ connector: freshdesk, app, fields: { domain: 'acme', apiKey: 'key-1' } });
const once = { idempotencyKey: 'once' };

const api = 'https://acme.freshdesk.com/api/v2';
const ticket = { id: 42, subject: 'The lamp flickers', status: 2 };
const said = { id: 7, ticket_id: 42, body: 'Text' };
const mara = { id: 501, name: 'Mara Lindqvist', email: 'Mara@globex.example' };

const run = (name: string, input?: unknown) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input ?? action.example), once);
};

describe('each example', () => {
  it.each([
    [
      'createTicket',
      'POST /tickets',
      ticket,
      {
        status: 2,
        priority: 3,
        subject: 'The lamp flickers',
        description: 'Since Monday.',
        email: 'mara@globex.example',
        custom_fields: { cf_lamp: 'Desk' },
      },
    ],
    ['updateTicket', 'PUT /tickets/42', ticket, { status: 4, responder_id: 1001 }],
    ['getTicket', 'GET /tickets/42?include=requester%2Cstats', ticket],
    ['deleteTicket', 'DELETE /tickets/42', undefined],
    [
      'searchTickets',
      'GET /search/tickets?query=%22priority%3A%3E2+AND+status%3A2%22&page=1',
      { results: [ticket], total: 1 },
    ],
    ['replyToTicket', 'POST /tickets/42/reply', said, { body: 'A new bulb is on its way.' }],
    ['addNote', 'POST /tickets/42/notes', said, { body: 'The third lamp of this kind.', private: true }],
    ['listConversations', 'GET /tickets/42/conversations?per_page=100&page=1', [said]],
    ['findContact', 'GET /contacts?email=mara%40globex.example', [mara]],
  ])('of %s is sent as %s', async (name, request, json, sent?: unknown) => {
    const [method, path] = request.split(' ');
    app.play({ request: `${method} ${api}${path}`, ...(json === undefined ? { status: 204, text: '' } : { json }) });
    const result = await run(name);
    expect(actions[name]?.output.safeParse(result).error).toBeUndefined();
    if (sent !== undefined) expect(app.received[0]?.json()).toEqual(sent);
  });

  it('of saving looks whether it is there', async () => {
    app.play(
      { request: `GET ${api}/contacts?email=mara%40globex.example`, json: [mara] },
      { request: `PUT ${api}/contacts/501`, json: mara },
      {
        request: `GET ${api}/companies/autocomplete?name=Globex`,
        json: { companies: [{ id: 1, name: 'Globex Two' }] },
      },
      { request: `POST ${api}/companies`, status: 201, json: { id: 2, name: 'Globex' } },
    );
    expect(await run('saveContact')).toMatchObject({ id: 501 });
    expect(await run('saveCompany')).toMatchObject({ id: 2 });
    expect(app.received[1]?.json()).toEqual({
      email: 'mara@globex.example',
      name: 'Mara Lindqvist',
      phone: '+46 8 123 456',
    });
    expect(app.received[3]?.json()).toEqual({ name: 'Globex', domains: ['globex.example'] });
  });

  it('is there for every action', () => expect(Object.keys(actions)).toHaveLength(11));
});

describe('actions', () => {
  it('send a reply once, however Freshdesk answers', async () => {
    app.play({ request: `POST ${api}/tickets/42/reply`, status: 502, text: '' });
    await expect(run('replyToTicket')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  const validation = (field: string, message: string, code: string) => ({
    description: 'Validation failed',
    errors: [{ field, message, code }],
  });
  it.each([
    [
      400,
      validation('priority', "It should be one of these values: '1,2,3,4'", 'invalid_value'),
      { class: 'invalid', field: 'priority' },
    ],
    [409, validation('email', 'It should be a unique value', 'duplicate_value'), { class: 'conflict', field: 'email' }],
    [
      403,
      { code: 'access_denied', message: 'You are not authorized to perform this action.' },
      { class: 'permission' },
    ],
  ])('understand what Freshdesk says with %d', async (status, json, details) => {
    app.play({ request: `PUT ${api}/tickets/42`, status, json });
    await expect(run('updateTicket')).rejects.toMatchObject({ details });
  });
});

describe('writing', () => {
  it('finds contacts by their address, and keeps what was refused apart', async () => {
    app.play(
      { request: `GET ${api}/contacts?email=mara%40globex.example`, json: [mara] },
      { request: `PUT ${api}/contacts/501`, json: mara },
      { request: `GET ${api}/contacts?email=bo%40globex.example`, json: [] },
      {
        request: `POST ${api}/contacts`,
        status: 400,
        json: { errors: [{ field: 'name', message: 'It should be a/an String', code: 'missing_field' }] },
      },
      { request: `PUT ${api}/contacts/9`, json: { ...mara, id: 9 } },
    );
    const items = [
      { data: { email: 'mara@globex.example', job_title: 'Head' } },
      { data: { email: 'bo@globex.example' } },
      { key: '9', data: { phone: '1' } },
    ];
    expect(await objects.contact?.upsert?.write(context(), items, once)).toEqual([
      { key: '501', action: 'updated' },
      { error: { class: 'invalid', code: 'missing_field', message: 'name: It should be a/an String', field: 'name' } },
      { key: '9', action: 'updated' },
    ]);
  });

  it('makes tickets, which have nothing to be found by', async () => {
    app.play(
      { request: `POST ${api}/tickets`, status: 201, json: ticket },
      { request: `PUT ${api}/tickets/42`, json: ticket },
    );
    const example = objects.ticket?.upsert?.example ?? [];
    expect(await objects.ticket?.upsert?.write(context(), example, once)).toEqual([
      { key: '42', action: 'created' },
      { key: '42', action: 'updated' },
    ]);
  });
});
