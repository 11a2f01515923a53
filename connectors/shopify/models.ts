import {
  addressesOf,
  asText,
  type ConnectorModel,
  constant,
  lines,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
} from '../kit/index.ts';

const customer: ConnectorModel = {
  object: 'customer',
  mapping: mapTo(
    'customer',
    {
      id: 'id',
      name: 'displayName',
      companyName: 'defaultAddress.company',
      firstName: 'firstName',
      lastName: 'lastName',
      emails: listOf('email', [{ email: 'defaultEmailAddress.emailAddress', primary: constant(true) }]),
      phones: listOf('number', [{ number: 'defaultPhoneNumber.phoneNumber', primary: constant(true) }]),
      addresses: addressesOf({
        street: lines('defaultAddress.address1', 'defaultAddress.address2'),
        city: 'defaultAddress.city',
        state: 'defaultAddress.provinceCode',
        postalCode: 'defaultAddress.zip',
        country: 'defaultAddress.countryCodeV2',
      }),
      currency: 'amountSpent.currencyCode',
      notes: 'note',
      tags: asText('tags[]'),
      createdAt: 'createdAt',
      updatedAt: 'updatedAt',
    },
    { rest: '.' },
  ),
  write: mapFrom({
    firstName: 'firstName',
    lastName: 'lastName',
    email: 'emails[0].email',
    phone: 'phones[0].number',
    note: 'notes',
    tags: 'tags',
  }),
  sample: {
    ...{
      id: 'gid://shopify/Customer/207119551',
      displayName: 'Mara Lindqvist',
      firstName: 'Mara',
      lastName: 'Lindqvist',
    },
    defaultEmailAddress: { emailAddress: 'mara@globex.example', marketingState: 'SUBSCRIBED' },
    defaultPhoneNumber: { phoneNumber: '+4681234500' },
    ...{ state: 'ENABLED', note: null, tags: ['vip'], numberOfOrders: '3' },
    amountSpent: { amount: '362.07', currencyCode: 'SEK' },
    defaultAddress: { address1: 'Hamngatan 1', city: 'Stockholm', zip: '111 47', countryCodeV2: 'SE' },
    ...{ createdAt: '2026-01-02T03:04:05Z', updatedAt: '2026-11-20T08:00:00Z', metafields: { nodes: [] } },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { customer };
