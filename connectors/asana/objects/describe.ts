import { z } from 'zod';
import { allPages, type ConnectorContext, type ObjectField } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { pager } from './pager.ts';

const setting = z.object({
  custom_field: z.looseObject({
    gid: z.string(),
    name: z.string(),
    type: z.string().nullish(),
    resource_subtype: z.string().nullish(),
    is_formula_field: z.boolean().nullish(),
    is_value_read_only: z.boolean().nullish(),
    enum_options: z
      .array(z.looseObject({ gid: z.string(), name: z.string(), enabled: z.boolean().nullish() }))
      .nullish(),
  }),
});

const types: Record<string, ObjectField['type']> = {
  number: 'number',
  text: 'text',
  enum: 'choice',
  multi_enum: 'choices',
  date: 'object',
  people: 'list',
};

const field = (name: string, label: string, type: ObjectField['type'], more?: Partial<ObjectField>): ObjectField => ({
  name,
  label,
  type,
  ...more,
});
const readOnly = { readOnly: true };

const standard: ObjectField[] = [
  field('gid', 'ID', 'text', readOnly),
  field('name', 'Name', 'text', { required: true }),
  field('notes', 'Description', 'text'),
  field('completed', 'Completed', 'boolean'),
  field('assignee', 'Assignee', 'reference', { references: 'user' }),
  field('due_on', 'Due date', 'date'),
  field('due_at', 'Due time', 'datetime'),
  field('start_on', 'Start date', 'date'),
  field('parent', 'Parent task', 'reference', { references: 'task', readOnly: true }),
  field('memberships', 'Projects and sections', 'list', readOnly),
  field('tags', 'Tags', 'list', readOnly),
  field('followers', 'Collaborators', 'list', readOnly),
  field('permalink_url', 'Link', 'text', readOnly),
  field('completed_at', 'Completed at', 'datetime', readOnly),
  field('created_at', 'Created at', 'datetime', readOnly),
  field('modified_at', 'Modified at', 'datetime', readOnly),
];

const wanted = 'name,type,resource_subtype,is_formula_field,is_value_read_only,enum_options.name,enum_options.enabled'
  .split(',')
  .map((name) => `custom_field.${name}`)
  .join(',');

export async function describeTask(context: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const path = `/projects/${encodeURIComponent(context.settings.project)}/custom_field_settings`;
  const request = { path, query: { opt_fields: wanted } };
  const custom: ObjectField[] = [];
  for await (const rows of allPages(context, { pager, rows: 'data', request })) {
    for (const { custom_field: one } of z.array(setting).parse(rows)) {
      const choices = one.enum_options?.filter(({ enabled }) => enabled !== false);
      custom.push({
        name: `custom.${one.gid}`,
        label: one.name,
        type: types[one.resource_subtype ?? one.type ?? ''] ?? 'text',
        custom: true,
        ...((one.is_formula_field || one.is_value_read_only) && readOnly),
        ...(choices && { choices: choices.map(({ gid, name }) => ({ value: gid, label: name })) }),
      });
    }
  }
  return [...standard, ...custom];
}
