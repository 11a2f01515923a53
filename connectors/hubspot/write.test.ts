import { describe, expect, it } from 'vitest';
import { contact, refusal } from './fixtures/records.ts';
import { batch, testHubspot } from './test-hubspot.ts';

const { app, connector, context, sent } = await testHubspot();
const upsert = connector.objects.contact?.upsert;
const write = (items: Parameters<NonNullable<typeof upsert>['write']>[1]) =>
  upsert?.write(context(), items, { idempotencyKey: 'k1' });
const person = (email: string) => ({ data: { properties: { email } } });
const made = (id: string, trace: string, isNew = true) => ({ ...contact(id), new: isNew, objectWriteTraceId: trace });

describe('writing contacts', () => {
  it('updates by id, finds or makes by email, makes what has neither', async () => {
    app.play(
      batch('upsert', { json: { status: 'COMPLETE', results: [made('2', '2', false), made('1', '0')] } }),
      batch('update', { json: { status: 'COMPLETE', results: [{ ...contact('512'), objectWriteTraceId: '1' }] } }),
      batch('create', { status: 201, json: { status: 'COMPLETE', results: [made('3', '3')] } }),
    );
    const results = await write([
      person('a@globex.example'),
      { key: '512', data: { properties: { lifecyclestage: 'customer' } } },
      person('b@globex.example'),
      { data: { properties: { firstname: 'Nobody' } } },
    ]);
    expect(results).toEqual([
      { key: '1', action: 'created' },
      { key: '512', action: 'updated' },
      { key: '2', action: 'updated' },
      { key: '3', action: 'created' },
    ]);
    expect(sent('batch/upsert')).toEqual([
      {
        inputs: [
          {
            id: 'a@globex.example',
            idProperty: 'email',
            properties: { email: 'a@globex.example' },
            objectWriteTraceId: '0',
          },
          {
            id: 'b@globex.example',
            idProperty: 'email',
            properties: { email: 'b@globex.example' },
            objectWriteTraceId: '2',
          },
        ],
      },
    ]);
  });

  it('sends every value as the text that HubSpot takes', async () => {
    app.play(batch('update', { json: { results: [contact('512')] } }));
    await write([
      {
        key: '512',
        data: {
          properties: {
            seats: 40,
            vip: true,
            city: null,
            colours: ['blue', 'green'],
            since: new Date(0),
            left_out: undefined,
          },
        },
      },
    ]);
    expect(sent('batch/update')).toMatchObject([
      {
        inputs: [
          {
            properties: {
              seats: '40',
              vip: 'true',
              city: '',
              colours: 'blue;green',
              since: '1970-01-01T00:00:00.000Z',
            },
          },
        ],
      },
    ]);
  });

  it('knows its records by email or id where HubSpot does not repeat our mark', async () => {
    const answer = { ...contact('9'), properties: { email: 'a@globex.example' }, new: true };
    app.play(
      batch('upsert', { json: { results: [answer] } }),
      batch('update', { json: { results: [contact('512')] } }),
    );
    expect(await write([person('A@globex.example'), { key: '512', data: { properties: {} } }])).toEqual([
      { key: '9', action: 'created' },
      { key: '512', action: 'updated' },
    ]);
  });

  it('says of each record what was wrong with it, when the batch went well in part', async () => {
    const errors = [
      refusal('CONFLICT', 'Contact already exists.', { context: { objectWriteTraceId: ['1'] } }),
      refusal('OBJECT_NOT_FOUND', 'Could not get some objects.', { context: { ids: ['404'] } }),
    ];
    app.play(
      batch('create', {
        status: 207,
        json: { status: 'COMPLETE', results: [made('1', '0')], errors: errors.slice(0, 1), numErrors: 1 },
      }),
      batch('update', {
        status: 207,
        json: { status: 'COMPLETE', results: [], errors: errors.slice(1), numErrors: 1 },
      }),
    );
    const named = (firstname: string) => ({ data: { properties: { firstname } } });
    expect(await write([named('a'), named('b'), { key: '404', data: { properties: {} } }])).toEqual([
      { key: '1', action: 'created' },
      { error: { class: 'conflict', code: 'CONFLICT', message: 'Contact already exists.', field: undefined } },
      {
        error: {
          class: 'not_found',
          code: 'OBJECT_NOT_FOUND',
          message: 'Could not get some objects.',
          field: undefined,
        },
      },
    ]);
  });

  it('finds the one that spoils a batch, and writes the others', async () => {
    const invalid = refusal(
      'VALIDATION_ERROR',
      'Property values were not valid: [{"isValid":false,"message":"Email address x is invalid","error":"INVALID_EMAIL","name":"email"}]',
    );
    app.play(
      batch('upsert', { status: 400, json: invalid }),
      batch('upsert', { json: { results: [made('1', '0'), made('2', '1')] } }),
      batch('upsert', { status: 400, json: invalid }),
    );
    expect(await write([person('a@globex.example'), person('b@globex.example'), person('x')])).toEqual([
      { key: '1', action: 'created' },
      { key: '2', action: 'created' },
      {
        error: {
          class: 'invalid',
          code: 'VALIDATION_ERROR',
          message: 'Email address x is invalid',
          field: 'properties.email',
        },
      },
    ]);
  });

  it('does not take a missing right for a bad record', async () => {
    app.play(batch('upsert', { status: 403, json: refusal('MISSING_SCOPES', 'No.') }));
    await expect(write([person('a@globex.example'), person('b@globex.example')])).rejects.toMatchObject({
      details: { class: 'permission' },
    });
  });

  it('does not call a record written that HubSpot says nothing of', async () => {
    app.play(batch('create', { json: { status: 'COMPLETE', results: [] } }));
    expect(await write([{ data: { properties: { firstname: 'a' } } }])).toMatchObject([
      { error: { class: 'protocol' } },
    ]);
  });

  it('repeats a write only where that makes no second record', async () => {
    const down = { status: 503, text: '' };
    app.play(batch('upsert', down), batch('upsert', { json: { results: [made('1', '0')] } }), batch('create', down));
    expect(await write([person('a@globex.example')])).toEqual([{ key: '1', action: 'created' }]);
    await expect(write([{ data: { properties: {} } }])).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it('keeps what is no record apart from the others', async () => {
    app.play(batch('upsert', { json: { results: [made('1', '1')] } }));
    expect(await write([{ data: { email: 'a@globex.example' } }, person('b@globex.example')])).toMatchObject([
      { error: { class: 'mapping', field: 'properties' } },
      { key: '1', action: 'created' },
    ]);
  });

  it('makes companies that have no id, and matches by nothing', async () => {
    expect(connector.objects.company?.upsert?.matchBy).toEqual([]);
    expect(upsert?.matchBy).toEqual(['properties.email']);
  });
});
