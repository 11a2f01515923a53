import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';

const option = z.looseObject({ id: z.string(), name: z.string().nullish(), label: z.string().nullish() });
const answer = z.object({
  fields: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      required: z.boolean().nullish(),
      type_config: z
        .looseObject({ options: z.array(option).nullish() })
        .nullish()
        .catch(null),
    }),
  ),
});

const types: Record<string, ObjectField['type']> = {
  number: 'number',
  currency: 'number',
  emoji: 'number',
  checkbox: 'boolean',
  date: 'datetime',
  drop_down: 'choice',
  labels: 'choices',
  users: 'list',
  tasks: 'list',
  list_relationship: 'list',
  attachment: 'list',
  location: 'object',
  manual_progress: 'object',
  automatic_progress: 'object',
};
const computed = new Set(['automatic_progress', 'formula', 'attachment', 'button', 'votes']);

const field = (name: string, label: string, type: ObjectField['type'], more?: Partial<ObjectField>): ObjectField => ({
  name,
  label,
  type,
  ...more,
});
const readOnly = { readOnly: true };

const standard: ObjectField[] = [
  field('id', 'ID', 'text', readOnly),
  field('name', 'Name', 'text', { required: true }),
  field('description', 'Description', 'text'),
  field('status', 'Status', 'object'),
  field('priority', 'Priority', 'object'),
  field('assignees', 'Assignees', 'list'),
  field('due_date', 'Due date', 'datetime'),
  field('start_date', 'Start date', 'datetime'),
  field('time_estimate', 'Time estimate', 'number'),
  field('points', 'Points', 'number'),
  field('parent', 'Parent task', 'reference', { references: 'task' }),
  field('tags', 'Tags', 'list'),
  field('list', 'List', 'reference', { references: 'list', readOnly: true }),
  field('space', 'Space', 'reference', { references: 'space', readOnly: true }),
  field('url', 'Link', 'text', readOnly),
  field('date_created', 'Created at', 'datetime', readOnly),
  field('date_updated', 'Changed at', 'datetime', readOnly),
  field('date_closed', 'Closed at', 'datetime', readOnly),
];

/** The fields of the narrowest place that the settings name. */
export async function describeTask({ http, settings }: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const { workspace, space, list } = settings;
  const place = list ? `/list/${list}` : space ? `/space/${space}` : `/team/${workspace}`;
  const { fields } = (await http.get(`${place}/field`, answer)).body;
  const custom = fields.map(({ id, name, type, required, type_config }) =>
    field(`custom.${id}`, name, types[type] ?? 'text', {
      custom: true,
      ...(required && { required }),
      ...(computed.has(type) && readOnly),
      ...(type_config?.options && {
        choices: type_config.options.map((one) => ({ value: one.id, label: one.name ?? one.label ?? one.id })),
      }),
    }),
  );
  return [...standard, ...custom];
}
