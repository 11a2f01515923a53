import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const intercom = await loadTestConnector(basename(import.meta.dirname));
const { actions = {}, objects } = intercom.connector;
const context = (learnt: Record<string, string> = { adminId: '814860' }) =>
  createTestContext({ connector: intercom, app, accountType: 'us', learnt });
const once = { idempotencyKey: 'once' };

const api = 'https://api.intercom.io';
const id = '5ba682d23d7cf92bef87bfd4';
const mara = { type: 'contact', id, role: 'user', email: 'mara@globex.example' };
const talk = { type: 'conversation', id: '1295', state: 'open' };
const company = { type: 'company', id: '531ee472cce572a6ec000006', company_id: 'globex', name: 'Globex' };
const refusal = (code: string, message: string) => ({ type: 'error.list', errors: [{ code, message }] });
const found = (...data: object[]) => ({ request: `POST ${api}/contacts/search`, json: { type: 'list', data } });

const run = (name: string, input?: unknown, learnt?: Record<string, string>) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(learnt), action.input.parse(input ?? action.example), once);
};

const asAdmin = { type: 'admin', admin_id: '814860' };

describe('each example', () => {
  it.each([
    [
      'findContact',
      'POST /contacts/search',
      { data: [mara] },
      { query: { field: 'email', operator: '=', value: 'mara@globex.example' }, pagination: { per_page: 1 } },
    ],
    ['archiveContact', `POST /contacts/${id}/archive`, { id, archived: true }],
    [
      'addNote',
      `POST /contacts/${id}/notes`,
      { type: 'note', id: '17' },
      { body: 'Asked for an offer by Friday.', admin_id: '814860' },
    ],
    ['tagContact', `POST /contacts/${id}/tags`, { type: 'tag', id: '7522907', name: 'lamp' }, { id: '7522907' }],
    ['untagContact', `DELETE /contacts/${id}/tags/7522907`, { type: 'tag', id: '7522907' }],
    [
      'saveCompany',
      'POST /companies',
      company,
      { company_id: 'globex', name: 'Globex', plan: 'gold', monthly_spend: 400 },
    ],
    ['attachCompany', `POST /contacts/${id}/companies`, company, { id: company.id }],
    [
      'trackEvent',
      'POST /events',
      undefined,
      {
        event_name: 'ordered-lamp',
        created_at: Date.parse('2026-11-21T09:00:00Z') / 1_000,
        email: 'mara@globex.example',
        metadata: { price: 120 },
      },
    ],
    [
      'startConversation',
      'POST /conversations',
      { type: 'user_message', id: '40', conversation_id: '1295' },
      { from: { type: 'contact', id }, body: 'The lamp flickers.' },
    ],
    [
      'sendMessage',
      'POST /messages',
      { type: 'admin_message', id: '41' },
      {
        message_type: 'email',
        subject: 'Your lamp',
        body: 'It is on its way.',
        template: 'plain',
        from: { type: 'admin', id: 814_860 },
        to: { type: 'user', id },
      },
    ],
    [
      'replyToConversation',
      'POST /conversations/1295/reply',
      talk,
      { message_type: 'comment', ...asAdmin, body: 'A new bulb is on its way.' },
    ],
    [
      'closeConversation',
      'POST /conversations/1295/parts',
      talk,
      { message_type: 'close', ...asAdmin, body: 'Glad that it shines again.' },
    ],
    [
      'assignConversation',
      'POST /conversations/1295/parts',
      talk,
      { message_type: 'assignment', ...asAdmin, assignee_id: '814860' },
    ],
    [
      'snoozeConversation',
      'POST /conversations/1295/parts',
      talk,
      { message_type: 'snoozed', admin_id: '814860', snoozed_until: Date.parse('2026-12-01T09:00:00Z') / 1_000 },
    ],
    ['readConversation', 'GET /conversations/1295', { ...talk, source: { id: 's', body: 'Hello' } }],
    [
      'createTicket',
      'POST /tickets',
      { type: 'ticket', id: '494' },
      {
        ticket_type_id: '1234',
        contacts: [{ id }],
        ticket_attributes: { _default_title_: 'The lamp flickers', _default_description_: 'Since Monday.' },
      },
    ],
  ])('of %s is sent as %s', async (name, request, json, sent?: unknown) => {
    const [method, path] = request.split(' ');
    app.play({ request: `${method} ${api}${path}`, ...(json === undefined ? { status: 202, text: '' } : { json }) });
    const result = await run(name);
    expect(actions[name]?.output.safeParse(result).error).toBeUndefined();
    if (sent !== undefined) expect(app.received[0]?.json()).toEqual(sent);
  });

  it('of saving a contact looks whether it is there', async () => {
    app.play(found(), { request: `POST ${api}/contacts`, json: mara }, found(mara), {
      request: `PUT ${api}/contacts/${id}`,
      json: mara,
    });
    expect(await run('saveContact')).toMatchObject({ id, isNew: true });
    expect(await run('saveContact')).toMatchObject({ id, isNew: false });
    expect(app.received[1]?.json()).toEqual({
      email: 'mara@globex.example',
      name: 'Mara Lindqvist',
      role: 'user',
      custom_attributes: { plan: 'gold' },
    });
  });

  it('is there for every action', () => expect(Object.keys(actions)).toHaveLength(17));
});

describe('actions', () => {
  it('change the contact that the search does not see yet', async () => {
    const message = `A contact matching those details already exists with id=${id}`;
    app.play(
      found(),
      { request: `POST ${api}/contacts`, status: 409, json: refusal('conflict', message) },
      { request: `PUT ${api}/contacts/${id}`, json: mara },
    );
    expect(await run('saveContact')).toMatchObject({ id, isNew: false });
  });

  it('send a reply once, and ask who replies where nobody is known', async () => {
    app.play({ request: `POST ${api}/conversations/1295/reply`, status: 502, text: '' });
    await expect(run('replyToConversation')).rejects.toMatchObject({ details: { class: 'app_down' } });
    await expect(run('replyToConversation', undefined, {})).rejects.toMatchObject({ details: { field: 'admin' } });
  });

  it('assign to a team, or to nobody', async () => {
    const parts = { request: `POST ${api}/conversations/1295/parts`, json: talk };
    app.play(parts, parts);
    await run('assignConversation', { conversation: '1295', toTeam: '9' });
    await run('assignConversation', { conversation: '1295' });
    expect(app.received.map((one) => one.json())).toMatchObject([
      { type: 'team', assignee_id: '9' },
      { type: 'admin', assignee_id: '0' },
    ]);
  });

  it.each([
    [400, 'parameter_invalid', { class: 'invalid' }],
    [402, 'api_plan_restricted', { class: 'permission' }],
    [403, 'action_forbidden', { class: 'permission' }],
    [404, 'company_not_found', { class: 'not_found' }],
  ])('understand what Intercom says with %d', async (status, code, details) => {
    app.play({ request: `POST ${api}/contacts/${id}/companies`, status, json: refusal(code, 'No.') });
    await expect(run('attachCompany')).rejects.toMatchObject({ details: { ...details, code, appMessage: 'No.' } });
  });
});

describe('writing', () => {
  it('finds contacts by their own key or address, and keeps what was refused apart', async () => {
    app.play(
      found(mara),
      { request: `PUT ${api}/contacts/${id}`, json: mara },
      {
        request: `POST ${api}/contacts`,
        status: 400,
        json: {
          errors: [
            { code: 'parameter_invalid', message: 'One of role, email or external_id is needed', field: 'role' },
          ],
        },
      },
      { request: `PUT ${api}/contacts/9`, json: { ...mara, id: '9' } },
    );
    const items = [
      { data: { external_id: 'mara', name: 'Mara' } },
      { data: { name: 'Nobody' } },
      { key: '9', data: { name: 'Bo' } },
    ];
    expect(await objects.contact?.upsert?.write(context(), items, once)).toEqual([
      { key: id, action: 'updated' },
      {
        error: {
          class: 'invalid',
          code: 'parameter_invalid',
          message: 'One of role, email or external_id is needed',
          field: 'role',
        },
      },
      { key: '9', action: 'updated' },
    ]);
    expect(app.received[0]?.json()).toMatchObject({ query: { field: 'external_id', value: 'mara' } });
  });

  it('says whether a company was there', async () => {
    const asked = `GET ${api}/companies?company_id=globex`;
    app.play(
      { request: asked, status: 404, json: refusal('company_not_found', 'Company Not Found') },
      { request: `POST ${api}/companies`, json: company },
      { request: `PUT ${api}/companies/${company.id}`, json: company },
      { request: asked, json: company },
      { request: `POST ${api}/companies`, json: company },
    );
    const upsert = objects.company?.upsert;
    const [first, second] = upsert?.example ?? [];
    const items = [first, second, first].flatMap((item) => item ?? []);
    expect(await upsert?.write(context(), items, once)).toEqual([
      { key: company.id, action: 'created' },
      { key: company.id, action: 'updated' },
      { key: company.id, action: 'updated' },
    ]);
  });
});
