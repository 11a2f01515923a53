import { z } from 'zod';
import { allPages, type ConnectorContext, type ObjectField } from '../../kit/index.ts';
import { audiencePath } from '../audience.ts';
import type { Settings } from '../settings.ts';
import { mergeField } from './rows.ts';

const statuses = ['subscribed', 'unsubscribed', 'cleaned', 'pending', 'transactional', 'archived'];
const own: ObjectField[] = [
  { name: 'id', label: 'ID', type: 'text', readOnly: true },
  { name: 'email_address', label: 'E-mail', type: 'text', required: true },
  { name: 'status', label: 'Status', type: 'choice', choices: statuses.map((value) => ({ value, label: value })) },
  { name: 'language', label: 'Language', type: 'text' },
  { name: 'vip', label: 'VIP', type: 'boolean' },
  { name: 'tags', label: 'Tags', type: 'list', readOnly: true },
  { name: 'timestamp_opt', label: 'Agreed', type: 'datetime', readOnly: true },
  { name: 'last_changed', label: 'Changed', type: 'datetime', readOnly: true },
];

const typeOf: Record<string, ObjectField['type']> = {
  number: 'number',
  date: 'date',
  address: 'object',
  dropdown: 'choice',
  radio: 'choice',
};

/** The audience's own fields, which Mailchimp calls merge fields. */
export async function describeContact(context: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const fields = [...own];
  const pages = allPages(context, {
    pager: { kind: 'offset', parameter: 'offset', size: { parameter: 'count', value: 1000 }, total: 'total_items' },
    rows: 'merge_fields',
    request: { path: audiencePath(context.settings.audience, '/merge-fields') },
  });
  for await (const page of pages)
    for (const { tag, name, type, required, options } of z.array(mergeField).parse(page))
      fields.push({
        name: `merge_fields.${tag}`,
        label: name,
        type: typeOf[type] ?? 'text',
        custom: true,
        ...(required && { required }),
        ...(options?.choices && { choices: options.choices.map((value) => ({ value, label: value })) }),
      });
  return fields;
}
