import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../../kit/index.ts';
import { ofBoard, type Settings } from '../settings.ts';

const option = z.looseObject({ id: z.string(), value: z.looseObject({ text: z.string().nullish() }).nullish() });
const field = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  options: z.array(option).nullish(),
});

export async function customFieldsOf({ http, settings }: ConnectorContext<Settings>) {
  return (await http.get(ofBoard(settings, 'customFields'), z.array(field))).body;
}

const types: Record<string, ObjectField['type']> = {
  number: 'number',
  checkbox: 'boolean',
  date: 'datetime',
  list: 'choice',
};

const plain = (name: string, label: string, type: ObjectField['type'], more?: Partial<ObjectField>): ObjectField => ({
  name,
  label,
  type,
  ...more,
});
const readOnly = { readOnly: true };

const standard: ObjectField[] = [
  plain('id', 'ID', 'text', readOnly),
  plain('name', 'Name', 'text', { required: true }),
  plain('desc', 'Description', 'text'),
  plain('idList', 'List', 'reference', { required: true, references: 'list' }),
  plain('idMembers', 'Members', 'list', { references: 'member' }),
  plain('idLabels', 'Labels', 'list', { references: 'label' }),
  plain('due', 'Due', 'datetime'),
  plain('dueComplete', 'Done', 'boolean'),
  plain('start', 'Begins', 'datetime'),
  plain('closed', 'Archived', 'boolean'),
  plain('pos', 'Place in the list', 'number'),
  plain('url', 'Link', 'text', readOnly),
  plain('dateLastActivity', 'Last activity', 'datetime', readOnly),
];

export async function describeCard(context: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const custom = (await customFieldsOf(context)).map(({ id, name, type, options }) =>
    plain(`custom.${id}`, name, types[type] ?? 'text', {
      custom: true,
      ...(options && { choices: options.map((one) => ({ value: one.id, label: one.value?.text ?? one.id })) }),
    }),
  );
  return [...standard, ...custom];
}

/** A value as Trello takes it, under the name of its kind. */
export function written(type: string, value: unknown): Record<string, unknown> {
  if (type === 'list') return { idValue: value ?? '' };
  if (value === null || value === undefined) return { value: '' };
  const kind = type === 'checkbox' ? 'checked' : type;
  return { value: { [kind]: String(value) } };
}
