import {
  addressesOf,
  asNumber,
  type ConnectorModel,
  constant,
  decimal,
  firstOf,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  onlyIf,
  template,
  when,
} from '../kit/index.ts';

const record = { id: 'Id', createdAt: 'CreatedDate', updatedAt: firstOf('LastModifiedDate', 'SystemModstamp') };
const owned = { ...record, ownerId: 'OwnerId' };
// Fields that no field of the model takes, custom ones too: they stand beside the others.
const rest = '.';
const address = (of: 'Billing' | 'Shipping' | 'Mailing' | 'Other') => ({
  type: constant(of.toLowerCase()),
  street: `${of}Street`,
  city: `${of}City`,
  state: `${of}State`,
  postalCode: `${of}PostalCode`,
  country: `${of}Country`,
});
const phone = (number: string, type: string, primary = false) => ({
  number,
  type: constant(type),
  primary: constant(primary),
});
const sampleOf = (type: string, id: string, fields: object) => ({
  attributes: { type, url: `/services/data/v66.0/sobjects/${type}/${id}` },
  ...{ Id: id, OwnerId: '005Dn00000Kx1abIAB', CreatedDate: '2026-01-02T03:04:05.000+0000' },
  ...{ LastModifiedDate: '2026-11-20T08:00:00.000+0000', SystemModstamp: '2026-11-20T08:00:00.000+0000' },
  ...fields,
});

const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'contact',
    {
      ...owned,
      name: firstOf('Name', template('{FirstName} {LastName}')),
      firstName: 'FirstName',
      lastName: 'LastName',
      jobTitle: 'Title',
      emails: listOf('email', [{ email: 'Email', type: constant('work'), primary: constant(true) }]),
      phones: listOf('number', [
        phone('Phone', 'work', true),
        phone('MobilePhone', 'mobile'),
        phone('HomePhone', 'home'),
        phone('Fax', 'fax'),
      ]),
      addresses: addressesOf(address('Mailing'), address('Other')),
      companyId: 'AccountId',
      // The other answer is not said: nobody has asked.
      emailStatus: oneOf('HasOptedOutOfEmail', { unsubscribed: true }),
    },
    { rest },
  ),
  write: mapFrom({
    FirstName: 'firstName',
    LastName: 'lastName',
    Title: 'jobTitle',
    Email: 'emails[0].email',
    Phone: 'phones[0].number',
    AccountId: 'companyId',
    OwnerId: 'ownerId',
    MailingStreet: 'addresses[0].street',
    MailingCity: 'addresses[0].city',
    MailingState: 'addresses[0].state',
    MailingPostalCode: 'addresses[0].postalCode',
    MailingCountry: 'addresses[0].country',
  }),
  sample: sampleOf('Contact', '003Dn00000Kx1abIAB', {
    ...{ FirstName: 'Mara', LastName: 'Lindqvist', Name: 'Mara Lindqvist', Email: 'mara@globex.example', Phone: null },
    ...{ MobilePhone: '+46 70 123 456', Title: 'Buyer', AccountId: '001Dn00000Kx1abIAB', MailingCity: 'Stockholm' },
    ...{ MailingStreet: null, Tier__c: 'gold' },
  }),
};

const company: ConnectorModel = {
  object: 'account',
  mapping: mapTo(
    'company',
    {
      ...owned,
      name: 'Name',
      website: 'Website',
      description: 'Description',
      industry: 'Industry',
      stage: 'Type',
      employees: 'NumberOfEmployees',
      annualRevenue: decimal('AnnualRevenue'),
      currency: 'CurrencyIsoCode',
      phones: listOf('number', [phone('Phone', 'work', true), phone('Fax', 'fax')]),
      addresses: addressesOf(address('Billing'), address('Shipping')),
      parentId: 'ParentId',
    },
    { rest },
  ),
  write: mapFrom({
    Name: 'name',
    Website: 'website',
    Description: 'description',
    Industry: 'industry',
    Type: 'stage',
    NumberOfEmployees: 'employees',
    AnnualRevenue: asNumber('annualRevenue'),
    Phone: 'phones[0].number',
    ParentId: 'parentId',
    OwnerId: 'ownerId',
    BillingStreet: 'addresses[0].street',
    BillingCity: 'addresses[0].city',
    BillingState: 'addresses[0].state',
    BillingPostalCode: 'addresses[0].postalCode',
    BillingCountry: 'addresses[0].country',
  }),
  sample: sampleOf('Account', '001Dn00000Kx1abIAB', {
    ...{ Name: 'Globex', Website: 'https://globex.example', Industry: 'Energy', Type: 'Customer - Direct' },
    ...{ NumberOfEmployees: 130, AnnualRevenue: 12500000, Phone: '+46 8 123 450', BillingCity: 'Stockholm' },
    ...{ BillingCountry: 'Sweden', Tier__c: 'gold' },
  }),
};

const isWon = { path: 'IsWon', is: 'equals', value: true } as const;
const isClosed = { path: 'IsClosed', is: 'equals', value: true } as const;

const deal: ConnectorModel = {
  object: 'opportunity',
  mapping: mapTo(
    'deal',
    {
      ...owned,
      name: 'Name',
      description: 'Description',
      amount: decimal('Amount'),
      currency: 'CurrencyIsoCode',
      status: when([
        [isWon, 'won'],
        [isClosed, 'lost'],
        [{ path: 'IsClosed', is: 'equals', value: false }, 'open'],
      ]),
      stage: 'StageName',
      probability: 'Probability',
      expectedCloseDate: 'CloseDate',
      // Before there were histories of stages, Salesforce did not note when: the day alone is known then.
      closedAt: onlyIf(isClosed, 'LastStageChangeDate'),
      companyId: 'AccountId',
      contactIds: { list: [{ path: 'ContactId' }] },
    },
    { rest },
  ),
  write: mapFrom({
    Name: 'name',
    Description: 'description',
    Amount: asNumber('amount'),
    StageName: 'stage',
    Probability: 'probability',
    CloseDate: 'expectedCloseDate',
    AccountId: 'companyId',
    OwnerId: 'ownerId',
  }),
  sample: sampleOf('Opportunity', '006Dn00000Kx1abIAB', {
    ...{ Name: 'Globex, 40 seats', StageName: 'Closed Won', CloseDate: '2026-11-19', Amount: 4800.5 },
    ...{ Probability: 100, IsClosed: true, IsWon: true, AccountId: '001Dn00000Kx1abIAB', ContactId: null },
    ...{ LastStageChangeDate: '2026-11-19T10:00:00.000+0000', Seats__c: 40 },
  }),
};

const ticket: ConnectorModel = {
  object: 'case',
  mapping: mapTo(
    'ticket',
    {
      ...record,
      number: 'CaseNumber',
      title: 'Subject',
      description: 'Description',
      type: 'Type',
      status: firstOf(
        when([[isClosed, 'closed']]),
        // The words that an org begins with; others are its own.
        oneOf('Status', { open: 'New', in_progress: ['Working', 'In Progress', 'Escalated'], on_hold: 'On Hold' }),
      ),
      appStatus: 'Status',
      priority: oneOf('Priority', { low: 'Low', normal: 'Medium', high: 'High', urgent: ['Critical', 'Urgent'] }),
      appPriority: 'Priority',
      parentId: 'ParentId',
      requesterId: 'ContactId',
      creatorId: 'CreatedById',
      // Users and queues alike.
      assigneeIds: { list: [{ path: 'OwnerId' }] },
      companyId: 'AccountId',
      closedAt: 'ClosedDate',
    },
    { rest },
  ),
  write: mapFrom({
    Subject: 'title',
    Description: 'description',
    Type: 'type',
    Status: 'appStatus',
    Priority: oneOf('priority', { Low: 'low', Medium: 'normal', High: ['high', 'urgent'] }),
    ContactId: 'requesterId',
    AccountId: 'companyId',
    ParentId: 'parentId',
    OwnerId: 'assigneeIds[0]',
  }),
  sample: sampleOf('Case', '500Dn00000Kx1abIAB', {
    ...{ CaseNumber: '00001042', Subject: 'The lamp flickers', Status: 'Working', Priority: 'High', Origin: 'Web' },
    ...{ AccountId: '001Dn00000Kx1abIAB', ContactId: '003Dn00000Kx1abIAB', IsClosed: false, ClosedDate: null },
  }),
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo(
    'user',
    {
      ...record,
      name: 'Name',
      firstName: 'FirstName',
      lastName: 'LastName',
      username: 'Username',
      email: 'Email',
      // Integrations and guests are users as well.
      kind: oneOf('UserType', {
        member: 'Standard',
        customer: ['PowerCustomerSuccess', 'CustomerSuccess', 'CspLitePortal', 'Guest'],
        bot: ['AutomatedProcess', 'CloudIntegrationUser'],
      }),
      role: 'UserType',
      active: 'IsActive',
      phone: 'Phone',
      timeZone: 'TimeZoneSidKey',
      language: 'LanguageLocaleKey',
      pictureUrl: 'SmallPhotoUrl',
    },
    { rest },
  ),
  sample: sampleOf('User', '005Dn00000Kx1abIAB', {
    ...{ Name: 'Ada Holm', Username: 'ada@acme.example', Email: 'ada@acme.example', IsActive: true },
    ...{ UserType: 'Standard', TimeZoneSidKey: 'Europe/Stockholm' },
  }),
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact, company, deal, ticket, user };
