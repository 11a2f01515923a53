import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../../kit/index.ts';

const field = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  default: z.boolean().default(false),
  required_for_agents: z.boolean().optional(),
  /** A list of texts or of objects, or an object: it depends on the kind of field. */
  choices: z.unknown().optional(),
});
export type Field = z.output<typeof field>;
type List = 'ticket_fields' | 'contact_fields' | 'company_fields';

export async function fieldsOf({ http }: Pick<ConnectorContext<unknown>, 'http'>, list: List): Promise<Field[]> {
  return (await http.get(`/api/v2/${list}`, z.array(field))).body;
}

const types: Record<string, ObjectField['type']> = {
  custom_number: 'number',
  custom_decimal: 'number',
  custom_checkbox: 'boolean',
  custom_date: 'date',
  custom_date_time: 'datetime',
  custom_dropdown: 'choice',
  custom_multi_select_dropdown: 'choices',
  nested_field: 'choice',
};

const choice = z.union([
  z.string().transform((value) => ({ value, label: value })),
  z
    .object({ value: z.string(), label: z.string().optional() })
    .transform(({ value, label = value }) => ({ value, label })),
]);

function customField(one: Field): ObjectField {
  const choices = z.array(choice).safeParse(one.choices).data ?? [];
  return {
    name: `custom_fields.${one.name}`,
    label: one.label,
    type: types[one.type] ?? 'text',
    required: one.required_for_agents === true,
    custom: true,
    ...(choices.length > 0 && { choices }),
  };
}

const statusNames = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The statuses of this account, its own ones too: number and what agents read. */
export function statusesOf(fields: Field[]): { value: string; label: string }[] {
  const names = statusNames.safeParse(fields.find(({ type }) => type === 'default_status')?.choices).data ?? {};
  return Object.entries(names).map(([value, name]) => ({ value, label: [name].flat()[0] ?? value }));
}

const own = (name: string, label: string, type: ObjectField['type'], rest: Partial<ObjectField> = {}): ObjectField => ({
  name,
  label,
  type,
  ...rest,
});
const key = own('id', 'ID', 'number', { required: true, readOnly: true });
const times = [
  own('created_at', 'Created', 'datetime', { readOnly: true }),
  own('updated_at', 'Changed', 'datetime', { readOnly: true }),
];
const ofCompany = own('company_id', 'Company', 'reference', { references: 'company' });

const withCustom = (fields: Field[]) => fields.filter((one) => !one.default).map(customField);

export const priorities = ['Low', 'Medium', 'High', 'Urgent'].map((label, index) => ({
  value: String(index + 1),
  label,
}));

export async function describeTickets(context: ConnectorContext<unknown>): Promise<ObjectField[]> {
  const fields = await fieldsOf(context, 'ticket_fields');
  return [
    key,
    own('subject', 'Subject', 'text', { required: true }),
    own('description', 'Description (HTML)', 'text'),
    own('description_text', 'Description', 'text', { readOnly: true }),
    own('status', 'Status', 'choice', { required: true, choices: statusesOf(fields) }),
    own('priority', 'Priority', 'choice', { choices: priorities }),
    own('type', 'Type', 'choice'),
    own('requester_id', 'Requester', 'reference', { references: 'contact' }),
    own('responder_id', 'Agent', 'reference', { references: 'agent' }),
    own('group_id', 'Group', 'reference', { references: 'group' }),
    ofCompany,
    own('tags', 'Tags', 'list'),
    own('due_by', 'Due', 'datetime'),
    ...times,
    ...withCustom(fields),
  ];
}

export async function describeContacts(context: ConnectorContext<unknown>): Promise<ObjectField[]> {
  return [
    key,
    own('name', 'Name', 'text', { required: true }),
    own('email', 'Email', 'text'),
    own('phone', 'Phone', 'text'),
    own('mobile', 'Mobile', 'text'),
    own('job_title', 'Job title', 'text'),
    own('unique_external_id', 'External ID', 'text'),
    ofCompany,
    own('tags', 'Tags', 'list'),
    own('active', 'Confirmed', 'boolean', { readOnly: true }),
    ...times,
    ...withCustom(await fieldsOf(context, 'contact_fields')),
  ];
}

export async function describeCompanies(context: ConnectorContext<unknown>): Promise<ObjectField[]> {
  return [
    key,
    own('name', 'Name', 'text', { required: true }),
    own('domains', 'Domains', 'list'),
    own('description', 'Description', 'text'),
    own('note', 'Note', 'text'),
    ...times,
    ...withCustom(await fieldsOf(context, 'company_fields')),
  ];
}
