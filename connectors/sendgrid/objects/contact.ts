import { z } from 'zod';
import { defineObject, orNull } from '../../kit/index.ts';
import { describeContact } from './describe-contact.ts';
import { pullContacts } from './pull-contacts.ts';
import { upsertContacts } from './write-contacts.ts';

const text = z.string().nullish();

export const contact = z.looseObject({
  id: z.string().min(1),
  email: text,
  alternate_emails: z.array(z.string()).nullish(),
  first_name: text,
  last_name: text,
  unique_name: text,
  address_line_1: text,
  address_line_2: text,
  city: text,
  state_province_region: text,
  postal_code: text,
  country: text,
  phone_number: text,
  list_ids: z.array(z.string()).nullish(),
  segment_ids: z.array(z.string()).nullish(),
  /** By the names that the account gave them. */
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
  created_at: z.string(),
  updated_at: z.string(),
});

export const contactObject = defineObject<typeof contact>({
  label: 'contacts',
  row: contact,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: pullContacts,
  describe: describeContact,
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`/marketing/contacts/${encodeURIComponent(key)}`, contact)).body),
  upsert: upsertContacts,
});
