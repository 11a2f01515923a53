import { z } from 'zod';
import { allPages, type ConnectorContext, type ObjectField } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import type { Kind } from './rows.ts';

export const template = z.looseObject({
  templateKey: z.string(),
  scope: z.string(),
  displayName: z.string().nullish(),
  hidden: z.boolean().nullish(),
  fields: z
    .array(
      z.looseObject({
        key: z.string(),
        type: z.string(),
        displayName: z.string().nullish(),
        hidden: z.boolean().nullish(),
        options: z.array(z.looseObject({ key: z.string() })).nullish(),
      }),
    )
    .nullish(),
});
type Template = z.output<typeof template>;
type TemplateField = NonNullable<Template['fields']>[number];

const types: Record<string, ObjectField['type']> = {
  float: 'number',
  integer: 'number',
  date: 'datetime',
  enum: 'choice',
  multiSelect: 'choices',
  taxonomy: 'list',
};

/** The templates of the organisation: https://developer.box.com/guides/metadata/templates */
export async function readTemplates(context: Pick<ConnectorContext<unknown>, 'http'>): Promise<Template[]> {
  const found: Template[] = [];
  const pager = {
    kind: 'cursor' as const,
    parameter: 'marker',
    from: 'next_marker',
    size: { parameter: 'limit', value: 200 },
  };
  const request = { path: '/metadata_templates/enterprise' };
  for await (const rows of allPages(context, { pager, request, rows: 'entries' }))
    found.push(...z.array(template).parse(rows));
  return found;
}

const field = (name: string, label: string, type: ObjectField['type'], readOnly = true): ObjectField => ({
  name,
  label,
  type,
  readOnly,
});

const common = [
  field('id', 'ID', 'text'),
  field('name', 'Name', 'text', false),
  field('description', 'Description', 'text', false),
  field('size', 'Size in bytes', 'number'),
  field('created_at', 'Created', 'datetime'),
  field('modified_at', 'Changed', 'datetime'),
  field('created_by', 'Created by', 'object'),
  field('modified_by', 'Changed by', 'object'),
  field('owned_by', 'Owner', 'object'),
  field('parent', 'In folder', 'object', false),
  field('path_collection', 'Folders above', 'object'),
  field('shared_link', 'Shared link', 'object'),
  field('tags', 'Tags', 'list', false),
];
const ofKind: Record<Kind, ObjectField[]> = {
  file: [
    ...common,
    field('extension', 'Ending', 'text'),
    field('sha1', 'SHA-1', 'text'),
    field('version_number', 'Version', 'text'),
    field('content_created_at', 'Content created', 'datetime'),
    field('content_modified_at', 'Content changed', 'datetime'),
  ],
  folder: [...common, field('has_collaborations', 'Shared with people', 'boolean')],
};

/** What every file has, and the fields of the chosen metadata template. */
export const describeItems =
  (kind: Kind) =>
  async (context: ConnectorContext<Settings>): Promise<ObjectField[]> => {
    const { template: wanted } = context.settings;
    if (wanted === '') return ofKind[kind];
    const all = await readTemplates(context);
    const found = all.find(({ scope, templateKey }) => `${scope}.${templateKey}` === wanted);
    const own = (found?.fields ?? []).filter(({ hidden }) => !hidden).map((one) => customField(wanted, one));
    return [...ofKind[kind], ...own];
  };

function customField(of: string, { key, type, displayName, options }: TemplateField): ObjectField {
  return {
    name: `metadata.${of}.${key}`,
    label: displayName || key,
    type: types[type] ?? 'text',
    // Written by an action of its own, and not with the file.
    readOnly: true,
    custom: true,
    ...(options && options.length > 0 && { choices: options.map((one) => ({ value: one.key, label: one.key })) }),
  };
}
