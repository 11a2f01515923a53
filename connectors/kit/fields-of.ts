import { z } from 'zod';
import type { ObjectField } from './object.ts';

interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
}

const types: Record<string, ObjectField['type']> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'list',
};
const times: Record<string, ObjectField['type']> = { date: 'date', 'date-time': 'datetime' };

/**
 * The fields that a row's schema names, parts of nested objects by their path: what a `describe` begins with, before the
 * account's own.
 *
 * @example
 * describe: async (context) => [...fieldsOf(contact), ...(await customFields(context))]
 */
export function fieldsOf(row: z.ZodType): ObjectField[] {
  return below(z.toJSONSchema(row, { io: 'input', unrepresentable: 'any' }) as Schema, '');
}

function below(schema: Schema, path: string): ObjectField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const one = given(part);
    const name = `${path}${key}`;
    if (one.properties !== undefined) return below(one, `${name}.`);
    const choices = one.enum?.filter((value) => typeof value === 'string');
    const type = choices && choices.length > 0 ? 'choice' : (times[one.format ?? ''] ?? types[typeOf(one)] ?? 'object');
    return {
      name,
      label: labelOf(name),
      type,
      ...(type === 'choice' && { choices: choices?.map((value) => ({ value, label: value })) }),
    };
  });
}

const typeOf = ({ type }: Schema): string => [type].flat().find((one) => one !== undefined && one !== 'null') ?? '';

/** Without the null that a value may be too. */
function given(schema: Schema): Schema {
  const [first] = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return first === undefined ? schema : given(first);
}

/** `billing_address.PostalCode`: "Billing address postal code". */
function labelOf(path: string): string {
  const words = path.replace(/([a-z\d])([A-Z])/g, '$1 $2').split(/[._\s]+/);
  const text = words.map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase())).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
