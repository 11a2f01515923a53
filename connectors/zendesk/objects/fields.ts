import { z } from 'zod';
import { allPages, type ConnectorContext, type ObjectField, type Pager } from '../../kit/index.ts';

/** The newer of Zendesk's two ways through a list; the older one ends at the 10,000th row. */
export const pager: Pager = {
  kind: 'cursor',
  parameter: 'page[after]',
  from: 'meta.after_cursor',
  more: 'meta.has_more',
  size: { parameter: 'page[size]', value: 100 },
};

const choice = z.object({ name: z.string(), value: z.string() });
const field = z.object({
  id: z.int(),
  key: z.string().optional(),
  title: z.string(),
  type: z.string(),
  active: z.boolean().default(true),
  removable: z.boolean().default(true),
  required: z.boolean().default(false),
  custom_field_options: z.array(choice).nullish(),
});
export type Field = z.output<typeof field>;

export async function fieldsOf(
  context: Pick<ConnectorContext<unknown>, 'http'>,
  list: 'ticket_fields' | 'user_fields' | 'organization_fields',
): Promise<Field[]> {
  const found: Field[] = [];
  const request = { path: `/api/v2/${list}.json` };
  for await (const rows of allPages(context, { pager, request, rows: list })) found.push(...z.array(field).parse(rows));
  return found.filter(({ active }) => active);
}

const types: Record<string, ObjectField['type']> = {
  checkbox: 'boolean',
  date: 'date',
  integer: 'number',
  decimal: 'number',
  tagger: 'choice',
  dropdown: 'choice',
  multiselect: 'choices',
  lookup: 'reference',
};

/** A field of the account's own. */
export function customField(one: Field, name: string): ObjectField {
  const choices = one.custom_field_options?.map(({ value, name: label }) => ({ value, label }));
  return {
    name,
    label: one.title,
    type: types[one.type] ?? 'text',
    required: one.required,
    // Zendesk keeps four digits of a card by itself.
    readOnly: one.type === 'partialcreditcard',
    custom: true,
    ...(choices && choices.length > 0 && { choices }),
  };
}

const texts = (list: string[]) => list.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }));

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
const inOrganization = own('organization_id', 'Organization', 'reference', { references: 'organization' });
const outside = own('external_id', 'External ID', 'text');
const tags = own('tags', 'Tags', 'list');

export const ticketFields: ObjectField[] = [
  key,
  own('subject', 'Subject', 'text'),
  own('description', 'Description', 'text', { readOnly: true }),
  own('status', 'Status', 'choice', { choices: texts(['new', 'open', 'pending', 'hold', 'solved', 'closed']) }),
  own('priority', 'Priority', 'choice', { choices: texts(['low', 'normal', 'high', 'urgent']) }),
  own('type', 'Type', 'choice', { choices: texts(['question', 'incident', 'problem', 'task']) }),
  own('requester_id', 'Requester', 'reference', { references: 'user' }),
  own('assignee_id', 'Assignee', 'reference', { references: 'user' }),
  own('group_id', 'Group', 'reference', { references: 'group' }),
  inOrganization,
  outside,
  tags,
  own('due_at', 'Due', 'datetime'),
  ...times,
];

export const userFields: ObjectField[] = [
  key,
  own('name', 'Name', 'text', { required: true }),
  own('email', 'Email', 'text'),
  own('phone', 'Phone', 'text'),
  own('role', 'Role', 'choice', { choices: texts(['end-user', 'agent', 'admin']) }),
  inOrganization,
  outside,
  tags,
  ...times,
];

export const organizationFields: ObjectField[] = [
  key,
  own('name', 'Name', 'text', { required: true }),
  own('domain_names', 'Domains', 'list'),
  own('details', 'Details', 'text'),
  own('notes', 'Notes', 'text'),
  own('group_id', 'Group', 'reference', { references: 'group' }),
  outside,
  tags,
  ...times,
];
