import { z } from 'zod';
import { type ConnectorContext, fieldsOf, type ObjectField } from '../../kit/index.ts';

const choice = z.object({ const: z.unknown(), title: z.string().optional() });
const property = z.looseObject({
  title: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  mutability: z.string().optional(),
  oneOf: z.array(choice).optional(),
});
const part = z.object({ properties: z.record(z.string(), property).optional() }).optional();
const schema = z.object({ definitions: z.object({ base: part, custom: part }) });

const types: Record<string, ObjectField['type']> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'list',
};

/** The fields of the row, and those that the organization's profiles have: Okta's own and the ones that were added. */
export async function describeProfile(
  { http }: ConnectorContext<unknown>,
  row: z.ZodType,
  path: string,
): Promise<ObjectField[]> {
  const { definitions } = (await http.get(`/api/v1/meta/schemas/${path}`, schema)).body;
  const fixed = fieldsOf(row).filter(({ name }) => name !== 'profile');
  return [
    ...fixed.map((field) => ({ ...field, readOnly: true })),
    ...fieldsIn(definitions.base?.properties, false),
    ...fieldsIn(definitions.custom?.properties, true),
  ];
}

function fieldsIn(properties: Record<string, z.output<typeof property>> = {}, custom: boolean): ObjectField[] {
  return Object.entries(properties).map(([name, { title, type = '', format, mutability, oneOf }]) => {
    const choices = oneOf?.map((one) => ({ value: String(one.const), label: one.title ?? String(one.const) }));
    return {
      name: `profile.${name}`,
      label: title ?? name,
      type: choices ? 'choice' : format === 'date-time' ? 'datetime' : (types[type] ?? 'object'),
      ...(choices && { choices }),
      ...(custom && { custom }),
      ...(mutability === 'READ_ONLY' && { readOnly: true }),
    };
  });
}
