import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../kit/index.ts';
import { base } from './soql.ts';

const field = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  custom: z.boolean().optional(),
  nillable: z.boolean().optional(),
  createable: z.boolean().optional(),
  updateable: z.boolean().optional(),
  defaultedOnCreate: z.boolean().optional(),
  referenceTo: z.array(z.string()).nullish(),
  picklistValues: z
    .array(z.object({ value: z.string(), label: z.string().nullish(), active: z.boolean().optional() }))
    .nullish(),
});
const description = z.object({ fields: z.array(field) });
type Field = z.output<typeof field>;

/** Fields of an object as this person may see them, custom ones too. */
export async function fieldsOf({ http }: Pick<ConnectorContext<unknown>, 'http'>, sobject: string): Promise<Field[]> {
  return (await http.get(`${base}/sobjects/${encodeURIComponent(sobject)}/describe`, description)).body.fields;
}

/** What a question can ask for: files are not in it, and an address as a whole repeats its parts. */
export const isReadable = ({ type }: Field): boolean => !['base64', 'address', 'location'].includes(type);

const types: Record<string, ObjectField['type']> = {
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  picklist: 'choice',
  combobox: 'choice',
  multipicklist: 'choices',
  reference: 'reference',
};

export async function describeObject(context: ConnectorContext<unknown>, sobject: string): Promise<ObjectField[]> {
  return (await fieldsOf(context, sobject)).filter(isReadable).map((one): ObjectField => {
    const choices = activeChoices(one);
    return {
      name: one.name,
      label: one.label,
      type: types[one.type] ?? 'text',
      custom: one.custom ?? false,
      readOnly: one.createable === false && one.updateable === false,
      ...(one.createable && one.nillable === false && !one.defaultedOnCreate && { required: true }),
      ...(choices.length > 0 && { choices }),
      ...(one.referenceTo?.[0] && { references: one.referenceTo[0] }),
    };
  });
}

export function activeChoices({ picklistValues }: Pick<Field, 'picklistValues'>): { value: string; label: string }[] {
  return (picklistValues ?? [])
    .filter(({ active }) => active !== false)
    .map(({ value, label }) => ({ value, label: label ?? value }));
}
