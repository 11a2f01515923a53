import {
  addressesOf,
  type ConnectorModel,
  constant,
  firstOf,
  lines,
  listOf,
  type ModelName,
  mapFrom,
  mapTo,
  oneOf,
  template,
} from '../kit/index.ts';

// The merge fields that every audience begins with; the others are its own.
const contact: ConnectorModel = {
  object: 'contact',
  mapping: mapTo(
    'contact',
    {
      id: 'id',
      name: firstOf('full_name', template('{merge_fields.FNAME} {merge_fields.LNAME}')),
      firstName: 'merge_fields.FNAME',
      lastName: 'merge_fields.LNAME',
      emails: listOf('email', [{ email: 'email_address', primary: constant(true) }]),
      phones: listOf('number', [{ number: 'merge_fields.PHONE', primary: constant(true) }]),
      addresses: addressesOf({
        street: lines('merge_fields.ADDRESS.addr1', 'merge_fields.ADDRESS.addr2'),
        city: 'merge_fields.ADDRESS.city',
        state: 'merge_fields.ADDRESS.state',
        postalCode: 'merge_fields.ADDRESS.zip',
        country: 'merge_fields.ADDRESS.country',
      }),
      companyName: 'merge_fields.COMPANY',
      emailStatus: oneOf('status', {
        subscribed: 'subscribed',
        unsubscribed: 'unsubscribed',
        pending: 'pending',
        bounced: 'cleaned',
      }),
      language: 'language',
      tags: 'tags[].name',
      createdAt: firstOf('timestamp_opt', 'timestamp_signup'),
      updatedAt: 'last_changed',
    },
    { rest: 'merge_fields' },
  ),
  write: mapFrom({
    email_address: 'emails[0].email',
    status: oneOf('emailStatus', { subscribed: 'subscribed', unsubscribed: 'unsubscribed', pending: 'pending' }),
    language: 'language',
    'merge_fields.FNAME': 'firstName',
    'merge_fields.LNAME': 'lastName',
    'merge_fields.PHONE': 'phones[0].number',
  }),
  sample: {
    ...{ id: '62eeb292278cc15f5817cb78f7790b08', email_address: 'mara@globex.example', status: 'cleaned' },
    ...{ full_name: '', tags: [{ id: 7, name: 'VIP' }], language: 'sv', timestamp_signup: '' },
    ...{ timestamp_opt: '2026-01-02T03:04:05+00:00', last_changed: '2026-11-20T08:00:00+00:00', list_id: 'a1' },
    merge_fields: {
      ...{ FNAME: 'Mara', LNAME: 'Lindqvist', PHONE: '', SIZE: 'L' },
      ADDRESS: { addr1: 'Kungsgatan 1', addr2: '', city: 'Stockholm', state: '', zip: '111 43', country: 'SE' },
    },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { contact };
