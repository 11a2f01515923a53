import { z } from 'zod';
import type { ConnectorContext, ConnectorHttp, ObjectField } from '../kit/index.ts';
import { version } from './record.ts';

const property = z.object({
  name: z.string().min(1),
  label: z.string(),
  type: z.string(),
  fieldType: z.string().optional(),
  hidden: z.boolean().optional(),
  archived: z.boolean().optional(),
  calculated: z.boolean().optional(),
  hubspotDefined: z.boolean().optional(),
  hasUniqueValue: z.boolean().optional(),
  referencedObjectType: z.string().nullish(),
  options: z.array(z.object({ value: z.string(), label: z.string(), hidden: z.boolean().optional() })).optional(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().optional() }).optional(),
});
export type Property = z.output<typeof property>;
const properties = z.object({ results: z.array(property) });

// Asked once for each run: the fields of an account do not change between two pages.
const known = new WeakMap<ConnectorHttp, Map<string, Promise<Property[]>>>();

/** The properties that people of this account see, custom ones too. */
export function propertiesOf({ http }: Pick<ConnectorContext<unknown>, 'http'>, object: string): Promise<Property[]> {
  const byObject = known.get(http) ?? new Map<string, Promise<Property[]>>();
  known.set(http, byObject);
  const asked = byObject.get(object) ?? readProperties(http, object);
  byObject.set(object, asked);
  asked.catch(() => byObject.delete(object));
  return asked;
}

async function readProperties(http: ConnectorHttp, object: string): Promise<Property[]> {
  const { body } = await http.get(`/crm/properties/${version}/${encodeURIComponent(object)}`, properties);
  return body.results.filter(({ hidden, archived }) => !hidden && !archived);
}

/** Every field of an object as this account has it. */
export async function describeFields(
  context: ConnectorContext<unknown>,
  object: string,
  links: readonly string[],
): Promise<ObjectField[]> {
  const found = await propertiesOf(context, object);
  return [
    { name: 'id', label: 'Record ID', type: 'text', required: true, readOnly: true },
    ...found.map(fieldOf),
    ...links.map((link): ObjectField => {
      return {
        name: `associations.${link}`,
        label: `Associated ${link}`,
        type: 'list',
        readOnly: true,
        references: link,
      };
    }),
  ];
}

const typeByName: Record<string, ObjectField['type']> = {
  string: 'text',
  phone_number: 'text',
  json: 'object',
  object_coordinates: 'object',
  number: 'number',
  bool: 'boolean',
  date: 'date',
  datetime: 'datetime',
  enumeration: 'choice',
};

function fieldOf(one: Property): ObjectField {
  const isReference = one.referencedObjectType === 'OWNER';
  return {
    name: `properties.${one.name}`,
    label: one.label,
    type: isReference ? 'reference' : one.fieldType === 'checkbox' ? 'choices' : (typeByName[one.type] ?? 'text'),
    readOnly: one.calculated === true || one.modificationMetadata?.readOnlyValue === true,
    custom: one.hubspotDefined !== true,
    ...(isReference && { references: 'owner' }),
    ...(!isReference && one.options && one.options.length > 0 && { choices: choicesOf(one.options) }),
  };
}

function choicesOf(options: NonNullable<Property['options']>): { value: string; label: string }[] {
  return options.filter(({ hidden }) => !hidden).map(({ value, label }) => ({ value, label }));
}
