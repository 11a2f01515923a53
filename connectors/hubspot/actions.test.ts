import { describe, expect, it } from 'vitest';
import { contact, refusal } from './fixtures/records.ts';
import { api, properties, read, testHubspot } from './test-hubspot.ts';

const { app, connector, context } = await testHubspot();
const crm = '/crm/objects/2026-09';
const record = contact('1');
const to = (id: string, associationTypeId: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
});

async function run(name: string, input?: unknown) {
  const action = connector.actions?.[name];
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  return action.output.parse(
    await action.run(context(), action.input.parse(input ?? action.example), { idempotencyKey: 'k1' }),
  );
}

// Each action's own example, with the request that it must make: as HubSpot's own client makes it, on the paths of 2026-09.
const requests: [action: string, request: string, body: unknown][] = [
  [
    'createContact',
    `POST ${crm}/contacts`,
    {
      properties: { email: 'mara@globex.example', firstname: 'Mara', lastname: 'Lindqvist' },
      associations: [to('9001', 279)],
    },
  ],
  [
    'updateContact',
    `PATCH ${crm}/contacts/512`,
    { properties: { lifecyclestage: 'customer', favourite_colours: 'blue;green' } },
  ],
  [
    'createCompany',
    `POST ${crm}/companies`,
    { properties: { name: 'Globex', domain: 'globex.example', city: 'Stockholm' }, associations: [] },
  ],
  ['updateCompany', `PATCH ${crm}/companies/9001`, { properties: { phone: '+46 8 123 456' } }],
  [
    'createDeal',
    `POST ${crm}/deals`,
    {
      properties: {
        dealname: 'Globex, 40 seats',
        pipeline: 'default',
        dealstage: 'qualifiedtobuy',
        amount: '4800',
        closedate: '2026-12-31',
      },
      associations: [to('9001', 341)],
    },
  ],
  ['updateDeal', `PATCH ${crm}/deals/7001`, { properties: { pipeline: 'default', dealstage: 'closedwon' } }],
  [
    'addLineItem',
    `POST ${crm}/line_items`,
    { properties: { name: 'Seat, yearly', quantity: '40', price: '120' }, associations: [to('7001', 20)] },
  ],
  [
    'createTicket',
    `POST ${crm}/tickets`,
    {
      properties: {
        subject: 'Export does not start',
        hs_pipeline: '0',
        hs_pipeline_stage: '1',
        content: 'The button stays grey.',
        hs_ticket_priority: 'HIGH',
      },
      associations: [to('512', 16)],
    },
  ],
  ['updateTicket', `PATCH ${crm}/tickets/3001`, { properties: { hs_pipeline: '0', hs_pipeline_stage: '4' } }],
  [
    'createNote',
    `POST ${crm}/notes`,
    {
      properties: { hs_note_body: 'Asked for an offer by Friday.', hs_timestamp: expect.stringMatching(/^\d{4}-.*Z$/) },
      associations: [to('512', 202), to('7001', 214)],
    },
  ],
  [
    'createTask',
    `POST ${crm}/tasks`,
    {
      properties: {
        hs_task_subject: 'Send the offer',
        hs_timestamp: '2026-11-27T16:00:00Z',
        hs_task_type: 'TODO',
        hs_task_priority: 'HIGH',
        hs_task_status: 'NOT_STARTED',
        hubspot_owner_id: '41629779',
      },
      associations: [to('7001', 216)],
    },
  ],
  [
    'logCall',
    `POST ${crm}/calls`,
    {
      properties: {
        hs_call_title: 'Renewal',
        hs_timestamp: '2026-11-20T09:30:00Z',
        hs_call_direction: 'OUTBOUND',
        hs_call_duration: '420000',
        hs_call_status: 'COMPLETED',
      },
      associations: [to('512', 194)],
    },
  ],
  [
    'logMeeting',
    `POST ${crm}/meetings`,
    {
      properties: {
        hs_meeting_title: 'Kick-off',
        hs_timestamp: '2026-11-24T10:00:00Z',
        hs_meeting_start_time: '2026-11-24T10:00:00Z',
        hs_meeting_end_time: '2026-11-24T10:45:00Z',
      },
      associations: [to('9001', 188)],
    },
  ],
];

describe('what writes one record', () => {
  it.each(requests)('%s', async (name, request, body) => {
    const [method, path] = request.split(' ');
    app.play({ request: `${method} ${api}${path}`, json: record });
    expect(await run(name)).toMatchObject({ id: '1' });
    expect(app.received[0]?.json()).toEqual(body);
  });

  it('keeps an address in its own place in the path', async () => {
    app.play({
      request: `GET ${api}${crm}/contacts/a%2Fb%40globex.example?idProperty=email&properties=email`,
      json: record,
    });
    await run('findContact', { email: 'a/b@globex.example', properties: ['email'] });
  });
});

describe('upsertContact', () => {
  it('says whether it made the contact', async () => {
    app.play({ request: `POST ${api}${crm}/contacts/batch/upsert`, json: { results: [{ ...record, new: true }] } });
    expect(await run('upsertContact')).toMatchObject({ id: '1', created: true });
    expect(app.received[0]?.json()).toEqual({
      inputs: [
        {
          id: 'mara@globex.example',
          idProperty: 'email',
          properties: { email: 'mara@globex.example', phone: '+46 8 123 456' },
        },
      ],
    });
  });

  it('names the field that HubSpot did not take', async () => {
    const json = refusal('VALIDATION_ERROR', 'No', {
      errors: [{ message: 'No.', context: { propertyName: ['phone'] } }],
    });
    app.play({ request: `POST ${api}${crm}/contacts/batch/upsert`, status: 400, json });
    await expect(run('upsertContact')).rejects.toMatchObject({ details: { class: 'invalid', field: 'phone' } });
  });
});

describe('finding', () => {
  const names = 'email%2Cfirstname%2Clastname%2Cphone%2Ccompany%2Clifecyclestage%2Chubspot_owner_id';
  const byEmail = `GET ${api}${crm}/contacts/mara%40globex.example?idProperty=email&properties=${names}`;

  it('a contact by email, or none', async () => {
    app.play(
      { request: byEmail, json: record },
      { request: byEmail, status: 404, json: refusal('OBJECT_NOT_FOUND', 'resource not found') },
    );
    expect(await run('findContact')).toMatchObject({ contact: { id: '1' } });
    expect(await run('findContact')).toEqual({ contact: null });
  });

  it('companies by domain', async () => {
    app.play({ request: `POST ${api}${crm}/companies/search`, json: { total: 1, results: [record] } });
    expect(await run('findCompanies')).toMatchObject({ companies: [{ id: '1' }] });
    expect(app.received[0]?.json()).toMatchObject({
      filterGroups: [{ filters: [{ propertyName: 'domain', operator: 'EQ', value: 'globex.example' }] }],
    });
  });

  it('records by filters, page by page', async () => {
    app.play({
      request: `POST ${api}${crm}/deals/search`,
      json: { total: 70, results: [record], paging: { next: { after: '50' } } },
    });
    expect(await run('search')).toMatchObject({ total: 70, next: '50' });
    expect(app.received[0]?.json()).toEqual({
      filterGroups: [{ filters: [{ propertyName: 'dealstage', operator: 'EQ', value: 'closedwon' }] }],
      properties: ['dealname', 'amount'],
      sorts: [{ propertyName: 'closedate', direction: 'DESCENDING' }],
      limit: 50,
    });
  });

  it('one record, or that it is gone', async () => {
    const deals = { request: `POST ${api}/crm/associations/2026-09/contacts/deals/batch/read`, json: { results: [] } };
    app.play(properties, ...read([record]), deals, properties, ...read([]), deals);
    expect(await run('getRecord')).toMatchObject({ id: '1', associations: { companies: [], deals: [] } });
    await expect(run('getRecord')).rejects.toMatchObject({ details: { class: 'not_found', field: 'id' } });
  });
});

describe('associations, lists, deleting', () => {
  it('associates and ends it', async () => {
    const made = { status: 'COMPLETE', results: [] };
    app.play(
      { request: `PUT ${api}${crm}/contacts/512/associations/default/companies/9001`, json: made },
      { request: `DELETE ${api}${crm}/contacts/512/associations/companies/9001`, status: 204, text: '' },
    );
    expect(await run('associate')).toMatchObject({ fromId: '512', toId: '9001' });
    await run('dissociate');
  });

  it('deletes', async () => {
    app.play({ request: `DELETE ${api}${crm}/contacts/512`, status: 204, text: '' });
    expect(await run('archiveRecord')).toEqual({ id: '512' });
  });

  it('puts on a list, says when nothing changed, and who is missing', async () => {
    const add = `PUT ${api}/crm/lists/2026-09/84/memberships/add`;
    app.play(
      { request: add, json: { recordIdsMissing: [], recordIdsRemoved: [], recordsIdsAdded: ['512'] } },
      { request: add, json: { recordIdsMissing: [], recordIdsRemoved: [], recordsIdsAdded: [] } },
      { request: add, json: { recordIdsMissing: ['512'] } },
      { request: `PUT ${api}/crm/lists/2026-09/84/memberships/remove`, json: { recordIdsRemoved: ['512'] } },
    );
    expect(await run('addToList')).toEqual({ changed: true });
    expect(app.received[0]?.json()).toEqual(['512']);
    expect(await run('addToList')).toEqual({ changed: false });
    await expect(run('addToList')).rejects.toMatchObject({ details: { class: 'not_found', field: 'recordId' } });
    expect(await run('removeFromList')).toEqual({ changed: true });
  });
});

it('has a test for every action', () => {
  const others = ['upsertContact', 'findContact', 'findCompanies', 'search', 'getRecord', 'archiveRecord', 'associate'];
  const tested = [...requests.map(([name]) => name), ...others, 'dissociate', 'addToList', 'removeFromList'];
  expect(Object.keys(connector.actions ?? {}).toSorted()).toEqual(tested.toSorted());
});
