import { z } from 'zod';
import type { FormField } from './embed-schemas.ts';

const meta = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  placeholder: z.string().optional(),
  /** Live choices: the name of one of the connector's `options`. */
  options: z.string().optional(),
  /** Of live choices that are files and folders: what may be chosen. */
  pick: z.enum(['file', 'folder', 'any']).optional(),
  /** Typed unseen. */
  secret: z.boolean().optional(),
  /** Several lines: a key in PEM, a document in JSON. */
  multiline: z.boolean().optional(),
});

const property = meta.extend({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  /** Words for an enum's values. */
  choices: z.record(z.string(), z.string()).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
});

const objectSchema = z.looseObject({
  properties: z.record(z.string(), property).default({}),
  required: z.array(z.string()).default([]),
});

/** Turns a connector's zod schema (settings, or the fields of an auth) into the form that the wizard draws. */
export function formFields(schema: z.ZodObject): FormField[] {
  const { properties, required } = objectSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return Object.entries(properties).map(([name, field]) => ({
    name,
    label: field.title ?? name,
    ...(field.description && { help: field.description }),
    ...(field.placeholder && { placeholder: field.placeholder }),
    ...(field.default !== undefined && { default: field.default }),
    ...(field.options && { options: field.options }),
    ...(field.options && field.pick && { pick: field.pick }),
    ...(field.enum && { choices: field.enum.map((value) => ({ value, label: field.choices?.[value] ?? value })) }),
    ...(field.secret && { secret: true }),
    kind: kindOf(field),
    required: required.includes(name) || field.default !== undefined,
  }));
}

function kindOf(field: z.infer<typeof property>): FormField['kind'] {
  if (field.options) return field.pick ? 'file' : 'options';
  if (field.enum) return 'select';
  if (field.multiline) return 'multiline';
  if (field.secret) return 'password';
  if (field.type === 'boolean') return 'switch';
  return field.type === 'integer' || field.type === 'number' ? 'number' : 'text';
}
