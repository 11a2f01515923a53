import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer, createTestContext } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { before } from './auth.ts';
import { ask, at, date, described, field, row, testSalesforce } from './test-salesforce.ts';

const { app, salesforce, context } = await testSalesforce();
const { objects, check, lookUp } = salesforce.connector;

const marks = ['Id', 'SystemModstamp', 'IsDeleted'];
const from = `SELECT ${marks.join(', ')} FROM Contact WHERE`;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('connecting', () => {
  const organization = 'SELECT Id, Name, IsSandbox, OrganizationType FROM Organization LIMIT 1';

  it('names the organization', async () => {
    app.play(ask(organization, [{ Id: '00D1', Name: 'Acme', IsSandbox: false }], { all: false }));
    expect(await check?.(context())).toEqual({ id: '00D1', name: 'Acme' });
    app.play(ask(organization, [{ Id: '00D2', Name: 'Acme', IsSandbox: true }], { all: false }));
    expect(await check?.(context())).toMatchObject({
      name: 'Acme (sandbox)',
      notice: expect.stringContaining('sandbox'),
    });
  });

  it('takes an address in the forms that people know', () => {
    const domainOf = (myDomain: string) => before.parse({ myDomain }).myDomain;
    expect(domainOf('https://Acme.my.salesforce.com/')).toBe('acme.my');
    expect(domainOf('acme--uat.sandbox.my.salesforce.com')).toBe('acme--uat.sandbox.my');
    expect(domainOf('acme.lightning.force.com')).toBe('acme.my');
    expect(domainOf('')).toBe('');
    expect(() => domainOf('evil.example')).toThrow();
  });

  it('goes to the customer’s own address with an app of their own', async () => {
    const fields = { clientId: 'c', clientSecret: 's', server: 'acme.my.salesforce.com' };
    const own = createTestContext({
      connector: salesforce,
      app,
      accountType: 'server',
      fields,
      credential: bearer('t'),
    });
    expect(await lookUp?.(own)).toEqual({ instance_url: 'https://acme.my.salesforce.com' });
    expect(await lookUp?.(context())).toEqual({});
  });
});

describe('contacts', () => {
  it('come whole by their ids, until a page brings nothing', async () => {
    app.play(
      described(marks, 'Contact', [field('Photo', { type: 'base64' }), field('MailingAddress', { type: 'address' })]),
      // Cut short by Salesforce: it may bring less than it was asked for.
      ask(`${from} IsDeleted = false ORDER BY Id LIMIT 2000`, [row('0031'), row('0032')], { done: false }),
      ask(`${from} IsDeleted = false AND Id > '0032' ORDER BY Id LIMIT 2000`, [row('0033')], { done: false }),
      ask(`${from} IsDeleted = false AND Id > '0033' ORDER BY Id LIMIT 2000`, []),
    );
    const pass = await readPass(objects.contact, context(), { mode: 'full' });
    expect(pass.rows.map(({ Id }) => Id)).toEqual(['0031', '0032', '0033']);
    expect(pass.watermark).toBe('2026-11-21T08:49:00.000Z');
  });

  it('come by time after that, with those that were deleted', async () => {
    const time = '2026-11-21T08:30:00.000Z';
    app.play(
      described(marks),
      ask(
        `${from} SystemModstamp >= 2026-11-21T08:00:00.000Z ORDER BY SystemModstamp, Id LIMIT 2000`,
        [
          row('0032', '2026-11-21T08:20:00.000+0000', { IsDeleted: true, MasterRecordId: '0031' }),
          row('0031', '2026-11-21T08:30:00.000+0000'),
        ],
        { done: false },
      ),
      ask(
        `${from} (SystemModstamp > ${time} OR (SystemModstamp = ${time} AND Id > '0031')) ORDER BY SystemModstamp, Id LIMIT 2000`,
        [row('0039', '2026-11-21T08:30:00.000+0000')],
      ),
    );
    const pass = await readPass(objects.contact, context(), {
      mode: 'incremental',
      watermark: '2026-11-21T08:00:00.000Z',
    });
    expect(pass.rows.map(({ Id }) => Id)).toEqual(['0031', '0039']);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual(['0032']);
    expect(pass.pages.flatMap(({ renamed = [] }) => renamed)).toEqual([{ from: '0032', to: '0031' }]);
  });

  it('are asked for in two steps where they have too many fields for an address', async () => {
    const many = Array.from({ length: 500 }, (_item, index) => `A_rather_long_custom_field_${index}__c`);
    app.play(
      described([...marks, ...many]),
      ask(`${from} IsDeleted = false ORDER BY Id LIMIT 2000`, [row('0031'), row('0032')]),
      { request: `POST ${at}/composite/sobjects/Contact`, json: [{ ...row('0031'), Name: 'Mara' }, null] },
    );
    const pass = await readPass(objects.contact, context(), { mode: 'full' });
    expect(pass.rows).toMatchObject([{ Id: '0031', Name: 'Mara' }]);
    expect(app.received.at(-1)?.json()).toMatchObject({ ids: ['0031', '0032'] });
  });

  it('end where Salesforce leads in a circle', async () => {
    app.play(
      described(marks),
      ask(`${from} IsDeleted = false ORDER BY Id LIMIT 2000`, [row('0031')], { done: false }),
      ask(`${from} IsDeleted = false AND Id > '0031' ORDER BY Id LIMIT 2000`, [row('0031')], { done: false }),
    );
    await expect(readPass(objects.contact, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_cursor' },
    });
  });

  it('are told apart from what is no contact, each on its own', async () => {
    expect(objects.contact?.row.safeParse({ Id: '0031', SystemModstamp: 'x', AnnualRevenue: 1 }).success).toBe(true);
    expect(objects.contact?.row.safeParse({ Id: '0031', SystemModstamp: 'x', Email: 5 }).success).toBe(false);
  });

  it('are read one by one, as the list brings them', async () => {
    const one = (id: string, records: unknown[]) => ask(`${from} Id = '${id}' LIMIT 1`, records);
    app.play(described(marks), one('0031', [row('0031')]), described(marks), one("003\\'", []));
    expect(await objects.contact?.get?.(context(), '0031')).toEqual(row('0031'));
    expect(await objects.contact?.get?.(context(), "003'")).toBeNull();
  });

  it('are written in batches, each with an answer of its own', async () => {
    const find = `SELECT Id, Email FROM Contact WHERE Email IN ('mara@globex.example', 'o\\'neil@x.example') ORDER BY CreatedDate DESC LIMIT 2000`;
    app.play(
      ask(find, [{ Id: '0039', Email: 'Mara@globex.example' }], { all: false }),
      {
        request: `PATCH ${at}/composite/sobjects`,
        json: [
          { id: '0031', success: true, errors: [] },
          { id: '0039', success: true, errors: [] },
        ],
      },
      {
        request: `POST ${at}/composite/sobjects`,
        json: [
          {
            success: false,
            errors: [
              {
                statusCode: 'REQUIRED_FIELD_MISSING',
                message: 'Required fields are missing: [LastName]',
                fields: ['LastName'],
              },
            ],
          },
        ],
      },
    );
    const items = [
      { key: '0031', data: { attributes: { type: 'Contact' }, Id: '0031', Title: 'Buyer' } },
      { data: { Email: 'mara@globex.example', LastName: 'L' } },
      { data: { Email: "o'neil@x.example" } },
    ];
    expect(await objects.contact?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '0031', action: 'updated' },
      { key: '0039', action: 'updated' },
      {
        error: {
          class: 'invalid',
          code: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [LastName]',
          field: 'LastName',
        },
      },
    ]);
    expect(app.received[1]?.json()).toMatchObject({
      allOrNone: false,
      records: [{ attributes: { type: 'Contact' }, id: '0031', Title: 'Buyer' }, { id: '0039' }],
    });
  });

  it('are found by an external ID where the customer has one', async () => {
    app.play({
      request: `PATCH ${at}/composite/sobjects/Account/Portico_ID__c`,
      json: [{ id: '0011', success: true, created: true, errors: [] }],
    });
    const items = [{ data: { Name: 'Globex', Portico_ID__c: '42' } }];
    const own = context({ externalId: 'Portico_ID__c' });
    expect(await objects.account?.upsert?.write(own, items, { idempotencyKey: 'k' })).toEqual([
      { key: '0011', action: 'created' },
    ]);
  });

  it('are described with custom fields', async () => {
    const choices = [
      { value: 'N', label: 'North', active: true },
      { value: 'S', label: 'South', active: false },
    ];
    app.play(
      described([], 'Contact', [
        field('Region__c', {
          type: 'picklist',
          custom: true,
          picklistValues: choices,
          createable: true,
          nillable: false,
        }),
        field('AccountId', { type: 'reference', referenceTo: ['Account'], createable: false, updateable: false }),
      ]),
    );
    expect(await objects.contact?.describe?.(context())).toEqual([
      {
        name: 'Region__c',
        label: 'Region__c',
        type: 'choice',
        custom: true,
        readOnly: false,
        required: true,
        choices: [{ value: 'N', label: 'North' }],
      },
      {
        name: 'AccountId',
        label: 'AccountId',
        type: 'reference',
        custom: false,
        readOnly: true,
        references: 'Account',
      },
    ]);
  });
});

describe('a custom object', () => {
  it('is read where one was chosen, and nothing where none was', async () => {
    expect((await readPass(objects.custom, context(), { mode: 'full' })).rows).toEqual([]);
    app.play(
      described(['Id', 'SystemModstamp'], 'Region__c'),
      ask('SELECT Id, SystemModstamp FROM Region__c ORDER BY Id LIMIT 2000', [row('a001')]),
    );
    const pass = await readPass(objects.custom, context({ customObject: 'Region__c' }), { mode: 'full' });
    expect(pass.rows).toMatchObject([{ Id: 'a001' }]);
    await expect(objects.custom?.get?.(context(), 'a001')).rejects.toThrow('No custom object was chosen');
  });
});
