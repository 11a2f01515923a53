import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const zendesk = await loadTestConnector(basename(import.meta.dirname));
const { actions = {}, objects } = zendesk.connector;
const context = () => createTestContext({ connector: zendesk, app, learnt: { subdomain: 'acme' } });
const once = { idempotencyKey: 'once' };

const api = 'https://acme.zendesk.com/api/v2';
const ticket = { id: 35436, subject: 'The lamp flickers', status: 'open', custom_fields: [] };
const user = { id: 9873843, name: 'Mara Lindqvist', email: 'Mara@globex.example' };

const run = (name: string, input?: unknown) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input ?? action.example), once);
};

describe('each example', () => {
  it.each([
    [
      'createTicket',
      'POST /tickets.json',
      { ticket },
      {
        ticket: {
          subject: 'The lamp flickers',
          comment: { body: 'Since Monday.', public: true },
          requester: { email: 'mara@globex.example', name: 'Mara Lindqvist' },
          priority: 'high',
          tags: ['lamp'],
        },
      },
    ],
    [
      'updateTicket',
      'PUT /tickets/35436.json',
      { ticket },
      { ticket: { status: 'solved', custom_fields: [{ id: 27642, value: '745' }] } },
    ],
    ['getTicket', 'GET /tickets/35436.json', { ticket }],
    ['deleteTicket', 'DELETE /tickets/35436.json', undefined],
    [
      'searchTickets',
      'GET /search.json?query=type%3Aticket+status%3Csolved+tags%3Alamp&page=1&per_page=100&sort_by=updated_at&sort_order=desc',
      { results: [ticket], count: 1, next_page: null },
    ],
    [
      'addComment',
      'PUT /tickets/35436.json',
      { ticket },
      { ticket: { comment: { body: 'A new bulb is on its way.', public: true }, status: 'pending' } },
    ],
    ['addTags', 'PUT /tickets/35436/tags.json', { tags: ['lamp'] }, { tags: ['lamp'] }],
    ['removeTags', 'DELETE /tickets/35436/tags.json', { tags: [] }, { tags: ['lamp'] }],
    [
      'listComments',
      'GET /tickets/35436/comments.json?page%5Bsize%5D=100',
      { comments: [{ id: 1, body: 'Since Monday.' }], meta: { has_more: false } },
    ],
    [
      'saveUser',
      'POST /users/create_or_update.json',
      { user },
      { user: { email: 'mara@globex.example', name: 'Mara Lindqvist', user_fields: { plan: 'gold' } } },
    ],
    ['findUser', 'GET /users/search.json?query=mara%40globex.example', { users: [{ ...user, email: null }, user] }],
    [
      'saveOrganization',
      'POST /organizations/create_or_update.json',
      { organization: { id: 1, name: 'Globex' } },
      { organization: { name: 'Globex', external_id: 'globex', domain_names: ['globex.example'] } },
    ],
    ['suspendUser', 'PUT /users/9873843.json', { user }, { user: { suspended: true } }],
  ])('of %s is sent as %s', async (name, request, json, sent?: unknown) => {
    const [method, path] = request.split(' ');
    app.play({ request: `${method} ${api}${path}`, ...(json === undefined ? { status: 204, text: '' } : { json }) });
    const result = await run(name);
    expect(actions[name]?.output.safeParse(result).error).toBeUndefined();
    if (sent !== undefined) expect(app.received[0]?.json()).toEqual(sent);
  });

  it('is there for every action', () => expect(Object.keys(actions)).toHaveLength(13));
});

describe('actions', () => {
  it('make a ticket once, however often the answer gets lost', async () => {
    app.play(
      { request: `POST ${api}/tickets.json`, status: 503, text: '' },
      { request: `POST ${api}/tickets.json`, status: 201, json: { ticket } },
    );
    expect(await run('createTicket')).toMatchObject({ id: 35436, custom: {} });
    expect(app.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['once', 'once']);
  });

  it('send a comment once', async () => {
    app.play({ request: `PUT ${api}/tickets/35436.json`, status: 503, text: '' });
    await expect(run('addComment')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it.each([
    [
      422,
      {
        error: 'RecordInvalid',
        description: 'Record validation errors',
        details: {
          email: [{ description: 'Email: x is already being used by another user', error: 'DuplicateValue' }],
        },
      },
      { class: 'conflict', code: 'DuplicateValue', field: 'email' },
    ],
    [403, { error: { title: 'Forbidden', message: 'You do not have access to this page.' } }, { class: 'permission' }],
    [404, { error: 'RecordNotFound', description: 'Not found' }, { class: 'not_found', code: 'RecordNotFound' }],
    [400, { errors: [{ code: 'InvalidParameter', title: 'Wrong', detail: 'No.' }] }, { class: 'invalid' }],
  ])('understand what Zendesk says with %d', async (status, json, details) => {
    app.play({ request: `PUT ${api}/tickets/35436.json`, status, json });
    await expect(run('updateTicket')).rejects.toMatchObject({ details });
  });
});

describe('writing', () => {
  it('makes tickets under a key of their own, and tells which one was refused', async () => {
    app.play(
      { request: `POST ${api}/tickets.json`, status: 201, json: { ticket } },
      {
        request: `PUT ${api}/tickets/9.json`,
        status: 422,
        json: {
          error: 'RecordInvalid',
          details: { status: [{ description: 'Status: closed prevents ticket update', error: 'InvalidValue' }] },
        },
      },
      { request: `PUT ${api}/tickets/10.json`, json: { ticket: { ...ticket, id: 10 } } },
    );
    const items = [
      { data: { subject: 'x', comment: { body: 'y' }, custom: { 27642: '745' } } },
      { key: '9', data: { status: 'open' } },
      { key: '10', data: { status: 'open' } },
    ];
    expect(await objects.ticket?.upsert?.write(context(), items, once)).toEqual([
      { key: '35436', action: 'created' },
      {
        error: {
          class: 'invalid',
          code: 'InvalidValue',
          message: 'Status: closed prevents ticket update',
          field: 'status',
        },
      },
      { key: '10', action: 'updated' },
    ]);
    expect(app.received[0]?.headers).toMatchObject({ 'idempotency-key': 'once-0' });
    expect(app.received[0]?.json()).toMatchObject({ ticket: { custom_fields: [{ id: 27642, value: '745' }] } });
  });

  it('lets Zendesk find people', async () => {
    const path = `POST ${api}/users/create_or_update.json`;
    app.play({ request: path, status: 201, json: { user } }, { request: path, status: 200, json: { user } });
    const items = [{ data: { name: 'Mara', email: 'mara@globex.example' } }, { data: { external_id: 'm' } }];
    expect(await objects.user?.upsert?.write(context(), items, once)).toEqual([
      { key: '9873843', action: 'created' },
      { key: '9873843', action: 'updated' },
    ]);
  });
});
