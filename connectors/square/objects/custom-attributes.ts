import { z } from 'zod';
import { allPages, type ConnectorContext, type ObjectField } from '../../kit/index.ts';

const pager = {
  kind: 'cursor',
  parameter: 'cursor',
  from: 'cursor',
  size: { parameter: 'limit', value: 100 },
} as const;
const definition = z.looseObject({
  key: z.string(),
  name: z.string().nullish(),
  schema: z
    .looseObject({
      $ref: z.string().optional(),
      type: z.string().optional(),
      maxItems: z.number().optional(),
      items: z.looseObject({ names: z.array(z.string()).optional(), enum: z.array(z.string()).optional() }).optional(),
    })
    .nullish(),
});
export type Definition = z.output<typeof definition>;
const attribute = z.object({ key: z.string(), value: z.unknown() });

/** What this account has added to its customers. */
export async function definitions(context: ConnectorContext<unknown>): Promise<Definition[]> {
  const request = { path: '/v2/customers/custom-attribute-definitions' };
  const all: Definition[] = [];
  for await (const page of allPages(context, { pager, request, rows: 'custom_attribute_definitions?' }))
    all.push(...z.array(definition).parse(page));
  return all;
}

export async function attributesOf(context: ConnectorContext<unknown>, id: string): Promise<Record<string, unknown>> {
  const request = { path: `/v2/customers/${encodeURIComponent(id)}/custom-attributes` };
  const all: [string, unknown][] = [];
  for await (const page of allPages(context, { pager, request, rows: 'custom_attributes?' }))
    all.push(
      ...z
        .array(attribute)
        .parse(page)
        .map(({ key, value }): [string, unknown] => [key, value]),
    );
  return Object.fromEntries(all);
}

const types: Record<string, ObjectField['type']> = {
  String: 'text',
  Email: 'text',
  PhoneNumber: 'text',
  Number: 'number',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'datetime',
  Duration: 'text',
  Address: 'object',
};

/** A schema is a reference to one of Square's own, such as `…/common.json#squareup.common.Number`; a selection says its choices. */
export function fieldOf({ key, name, schema }: Definition): ObjectField {
  const field = { name: `custom_attributes.${key}`, label: name || key, custom: true, readOnly: true };
  const { names = [], enum: values = [] } = schema?.items ?? {};
  if (schema?.type === 'array') {
    const choices = values.map((value, at) => ({ value, label: names[at] ?? value }));
    return { ...field, type: 'choices', choices };
  }
  return { ...field, type: types[schema?.$ref?.split('.').at(-1) ?? ''] ?? 'text' };
}
