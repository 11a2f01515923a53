import {
  addressesOf,
  type ConnectorModel,
  constant,
  firstOf,
  itemsOf,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  template,
  together,
} from '../kit/index.ts';

const address = (of: string, type: string) => ({
  type: constant(type),
  street: `${of}.street`,
  city: `${of}.city`,
  state: `${of}.state`,
  postalCode: `${of}.postalCode`,
  country: `${of}.countryOrRegion`,
});

const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo('contact', {
    id: 'id',
    name: firstOf('displayName', template('{givenName} {surname}')),
    firstName: 'givenName',
    lastName: 'surname',
    jobTitle: 'jobTitle',
    emails: itemsOf('emailAddresses', { email: 'address' }, 'email'),
    phones: together(
      'number',
      itemsOf('businessPhones', { number: '.', type: constant('work') }),
      itemsOf('homePhones', { number: '.', type: constant('home') }),
      listOf('number', [{ number: 'mobilePhone', type: constant('mobile') }]),
    ),
    addresses: addressesOf(address('businessAddress', 'work'), address('homeAddress', 'home')),
    companyName: 'companyName',
    tags: 'categories',
    createdAt: 'createdDateTime',
    updatedAt: 'lastModifiedDateTime',
  }),
  write: mapFrom({
    displayName: 'name',
    givenName: 'firstName',
    surname: 'lastName',
    jobTitle: 'jobTitle',
    companyName: 'companyName',
    emailAddresses: itemsOf('emails', { address: 'email' }, 'address'),
    categories: 'tags',
  }),
  sample: {
    ...{ id: 'AAMkAGI2', changeKey: 'EQAA', categories: ['Customers'], displayName: 'Mara Lindqvist' },
    ...{ givenName: 'Mara', surname: 'Lindqvist', companyName: 'Globex', jobTitle: 'Buyer', mobilePhone: null },
    emailAddresses: [{ name: 'Mara Lindqvist', address: 'mara@globex.example' }],
    ...{ businessPhones: ['+46 8 123 456'], homePhones: [], businessAddress: { city: 'Stockholm' }, homeAddress: {} },
    ...{ createdDateTime: '2026-01-02T03:04:05Z', lastModifiedDateTime: '2026-11-20T08:00:00Z' },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact };
