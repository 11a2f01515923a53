import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../../kit/index.ts';

const definitions = z.object({
  custom_fields: z
    .array(z.object({ id: z.string(), name: z.string(), field_type: z.string() }))
    .nullish()
    .transform((fields) => fields ?? []),
});

const text = (name: string, label: string, more: Partial<ObjectField> = {}): ObjectField => ({
  name,
  label,
  type: 'text',
  ...more,
});
const told = { readOnly: true } as const;

const own: ObjectField[] = [
  text('id', 'ID', told),
  text('email', 'E-mail', { required: true }),
  text('alternate_emails', 'Other e-mails', { type: 'list' }),
  text('first_name', 'First name'),
  text('last_name', 'Last name'),
  text('unique_name', 'Unique name'),
  text('phone_number', 'Phone'),
  text('whatsapp', 'WhatsApp'),
  text('line', 'LINE'),
  text('facebook', 'Facebook'),
  text('address_line_1', 'Address'),
  text('address_line_2', 'Address, second line'),
  text('city', 'City'),
  text('state_province_region', 'State, province or region'),
  text('postal_code', 'Postal code'),
  text('country', 'Country'),
  text('list_ids', 'Lists', { type: 'list', references: 'list' }),
  text('segment_ids', 'Segments', { type: 'list', references: 'segment', ...told }),
  text('created_at', 'Created', { type: 'datetime', ...told }),
  text('updated_at', 'Changed', { type: 'datetime', ...told }),
];

const typeOf: Record<string, ObjectField['type']> = { number: 'number', date: 'date' };

/** The fields that the account made. Rows hold them by name, writes by id. */
export async function customFields({ http }: Pick<ConnectorContext<unknown>, 'http'>) {
  return (await http.get('/marketing/field_definitions', definitions)).body.custom_fields;
}

export async function describeContact(context: ConnectorContext<unknown>): Promise<ObjectField[]> {
  const custom = (await customFields(context)).map(({ name, field_type }) =>
    text(`custom_fields.${name}`, name, { type: typeOf[field_type.toLowerCase()] ?? 'text', custom: true }),
  );
  return [...own, ...custom];
}
