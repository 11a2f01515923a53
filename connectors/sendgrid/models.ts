import {
  addressesOf,
  type ConnectorModel,
  constant,
  itemsOf,
  lines,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  template,
  together,
} from '../kit/index.ts';

const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'contact',
    {
      id: 'id',
      name: template('{first_name} {last_name}'),
      firstName: 'first_name',
      lastName: 'last_name',
      emails: together(
        'email',
        listOf('email', [{ email: 'email', primary: constant(true) }]),
        itemsOf('alternate_emails', { email: '.', primary: constant(false) }),
      ),
      phones: listOf('number', [{ number: 'phone_number', primary: constant(true) }]),
      addresses: addressesOf({
        street: lines('address_line_1', 'address_line_2'),
        city: 'city',
        state: 'state_province_region',
        postalCode: 'postal_code',
        country: 'country',
      }),
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
    { rest: 'custom_fields' },
  ),
  write: mapFrom({
    email: 'emails[0].email',
    first_name: 'firstName',
    last_name: 'lastName',
    phone_number: 'phones[0].number',
    address_line_1: 'addresses[0].street',
    city: 'addresses[0].city',
    state_province_region: 'addresses[0].state',
    postal_code: 'addresses[0].postalCode',
    country: 'addresses[0].country',
    custom_fields: 'custom',
  }),
  sample: {
    ...{ id: '8a0c', email: 'mara@globex.example', alternate_emails: ['m@globex.example'], first_name: 'Mara' },
    ...{ last_name: 'Lindqvist', city: 'Stockholm', country: '', phone_number: '', list_ids: [], segment_ids: [] },
    ...{ custom_fields: { tier: 'gold' }, created_at: '2026-01-02T03:04:05Z', updated_at: '2026-11-20T08:00:00Z' },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact };
