import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, at, date, described, field, row, testSalesforce } from './test-salesforce.ts';

const { app, salesforce, context } = await testSalesforce();
const { actions = {}, options = {}, triggers = {} } = salesforce.connector;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('actions', () => {
  const made = { id: '001Dn00000Kx1abIAB', success: true, errors: [] };

  it.each([
    ['createContact', 'POST', 'Contact', 201],
    ['updateContact', 'PATCH', 'Contact/003Dn00000Kx1abIAB', 204],
    ['createLead', 'POST', 'Lead', 201],
    ['updateLead', 'PATCH', 'Lead/00QDn00000Kx1abIAB', 204],
    ['addToCampaign', 'POST', 'CampaignMember', 201],
    ['createAccount', 'POST', 'Account', 201],
    ['updateAccount', 'PATCH', 'Account/001Dn00000Kx1abIAB', 204],
    ['createOpportunity', 'POST', 'Opportunity', 201],
    ['updateOpportunity', 'PATCH', 'Opportunity/006Dn00000Kx1abIAB', 204],
    ['createCase', 'POST', 'Case', 201],
    ['updateCase', 'PATCH', 'Case/500Dn00000Kx1abIAB', 204],
    ['createTask', 'POST', 'Task', 201],
    ['createEvent', 'POST', 'Event', 201],
    ['createRecord', 'POST', 'Account', 201],
    ['updateRecord', 'PATCH', 'Account/001Dn00000Kx1abIAB', 204],
    ['upsertRecord', 'PATCH', 'Account/Portico_ID__c/42', 200],
    ['deleteRecord', 'DELETE', 'Account/001Dn00000Kx1abIAB', 204],
  ])('%s', async (name, method, path, status) => {
    const action = actions[name];
    app.play({
      request: `${method} ${at}/sobjects/${path}`,
      status,
      ...(status === 204 ? { text: '' } : { json: made }),
    });
    const input = action?.input.parse(action.example);
    const output = await action?.run(context(), input, { idempotencyKey: 'k' });
    expect(action?.output.safeParse(output).success).toBe(true);
    const {
      id: _id,
      object: _object,
      fields,
      externalId: _externalId,
      externalIdField: _name,
      ...sent
    } = input as Record<string, object>;
    if (method !== 'DELETE') expect(app.received[0]?.json()).toEqual({ ...sent, ...fields });
  });

  it('find a contact, and quote what was typed', async () => {
    const soql = (email: string) =>
      `SELECT FIELDS(ALL) FROM Contact WHERE Email = '${email}' ORDER BY LastModifiedDate DESC LIMIT 1`;
    app.play(
      ask(soql("o\\'neil@x.example"), [row('0031')], { all: false }),
      ask(soql('b@x.example'), [], { all: false }),
    );
    const find = (Email: string) => actions.findContact?.run(context(), { Email }, { idempotencyKey: 'k' });
    expect(await find("o'neil@x.example")).toMatchObject({ record: { Id: '0031' } });
    expect(await find('b@x.example')).toEqual({ record: null });
  });
});

describe('triggers', () => {
  const [won, start] = [triggers.opportunityWon, '2026-11-21T09:00:00.000Z'];
  const soql = (since: string) =>
    `SELECT FIELDS(ALL) FROM Opportunity WHERE ${since} AND IsWon = true ORDER BY LastStageChangeDate, Id LIMIT 200`;

  it('begin with nothing, bring what is new, and look back for what became visible late', async () => {
    if (won?.via !== 'poll') throw new Error('It is looked for.');
    app.play(ask('SELECT Id FROM Organization LIMIT 1', [], { all: false }));
    const first = await won.poll(context(), { cursor: null });
    expect(first).toEqual({ items: [], cursor: { at: start, start } });
    const full = Array.from({ length: 200 }, (_item, index) => ({
      Id: `006${1000 + index}`,
      LastStageChangeDate: '2026-11-21T09:30:00.000+0000',
    }));
    const time = '2026-11-21T09:30:00.000Z';
    app.play(
      ask(soql(`LastStageChangeDate >= ${start}`), full, { all: false }),
      ask(soql(`(LastStageChangeDate > ${time} OR (LastStageChangeDate = ${time} AND Id > '0061199'))`), [], {
        all: false,
      }),
    );
    const { items, cursor } = await won.poll(context(), { cursor: first.cursor });
    expect(items).toHaveLength(200);
    expect(items[0]).toMatchObject({ id: '0061000', version: time });
    expect(cursor).toEqual({ at: '2026-11-21T09:19:00.000Z', start });
  });
});

describe('choices', () => {
  it('are searched as they are typed, and go on behind the last', async () => {
    const soql =
      "SELECT Id, Name, Email FROM User WHERE IsActive = true AND Name LIKE '%50\\% o\\'b%' ORDER BY Name, Id LIMIT 50";
    app.play(ask(soql, [{ Id: '0051', Name: "50% O'Brien", Email: 'o@x.example' }], { all: false }));
    expect(await options.users?.(context(), { search: " 50% o'b ", cursor: null })).toEqual({
      options: [{ value: '0051', label: "50% O'Brien", detail: 'o@x.example' }],
      next: null,
    });
  });

  it('hold the stages that are in use', async () => {
    const picklistValues = [
      { value: 'Won', label: 'Won' },
      { value: 'Old', label: 'Old', active: false },
    ];
    app.play(described([], 'Opportunity', [field('StageName', { type: 'picklist', picklistValues })]));
    expect((await options.opportunityStages?.(context(), { search: '', cursor: null }))?.options).toHaveLength(1);
  });

  it('hold custom objects', async () => {
    const sobjects = [
      { name: 'Region__c', label: 'Region', custom: true },
      { name: 'Account', label: 'Account' },
    ];
    app.play({ request: `GET ${at}/sobjects`, json: { sobjects } });
    expect((await options.customObjects?.(context(), { search: '', cursor: null }))?.options).toMatchObject([
      { value: 'Region__c' },
    ]);
  });
});
