import { z } from 'zod';
import { isSafePattern } from './safe-pattern.ts';
import type { SchemaTypes } from './schema-types.ts';

const property = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).min(1).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  multiline: z.boolean().optional(),
});
type Property = z.output<typeof property>;

const form = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

/** What a person fills in: a JSON Schema of type object as the z.object that forms are drawn and checked by. */
export function compileForm(schema: Record<string, unknown>, types: SchemaTypes): z.ZodObject {
  const { properties, required } = form.parse(schema);
  const fields = Object.entries(properties).map(([name, value]): [string, z.ZodType] => [
    name,
    fieldOf(name, value, required.includes(name), types),
  ]);
  return z.object(Object.fromEntries(fields));
}

function fieldOf(name: string, value: unknown, isRequired: boolean, types: SchemaTypes): z.ZodType {
  const parsed = property.safeParse(value);
  if (!parsed.success) return optional(types.typeOf(typeof value === 'boolean' ? value : {}), isRequired);
  const field = parsed.data;
  const base = typeOf(field, field.title ?? name) ?? types.typeOf(field);
  const { title = name, default: standard, type: _type, enum: _enum, pattern: _pattern, ...words } = field;
  const {
    minLength: _least,
    maxLength: _most,
    format: _format,
    minimum: _minimum,
    maximum: _maximum,
    $schema: _dialect,
    id: _id,
    $id: _address,
    ...meta
  } = words;
  const described = { ...meta, title };
  if (standard !== undefined) return base.default(standard).meta(described);
  return optional(base, isRequired).meta(described);
}

const optional = (type: z.ZodType, isRequired: boolean): z.ZodType => (isRequired ? type : type.optional());

/** Undefined: it is none of what a form usually asks, and judged by its schema as it is. */
function typeOf(field: Property, title: string): z.ZodType | undefined {
  if (field.enum !== undefined) return z.enum(field.enum, { error: `Choose ${title} from the list.` });
  if (field.type === 'boolean') return z.boolean({ error: `${title} is yes or no.` });
  if (field.type === 'integer' || field.type === 'number') return numberOf(field, title);
  return field.type === 'string' ? textOf(field, title) : undefined;
}

function numberOf({ type, minimum, maximum }: Property, title: string): z.ZodType {
  const error = `${title} is a ${type === 'integer' ? 'whole ' : ''}number.`;
  let number = type === 'integer' ? z.int({ error }) : z.number({ error });
  if (minimum !== undefined) number = number.min(minimum, `${title} is at least ${minimum}.`);
  if (maximum !== undefined) number = number.max(maximum, `${title} is at most ${maximum}.`);
  return number;
}

function textOf({ minLength, maxLength, pattern, format, multiline }: Property, title: string): z.ZodType {
  // What was copied often brings a blank along; a key in several lines may need its last one.
  let text = z.string({ error: `${title} is missing.` });
  if (!multiline) text = text.trim();
  if (minLength !== undefined)
    text = text.min(
      minLength,
      minLength === 1 ? `${title} is missing.` : `${title} has ${minLength} characters or more.`,
    );
  if (maxLength !== undefined) text = text.max(maxLength, `${title} has at most ${maxLength} characters.`);
  if (pattern !== undefined && isSafePattern(pattern))
    text = text.regex(new RegExp(pattern, 'u'), `${title} is written in another way: ${pattern}`);
  if (format === 'uri')
    text = text.refine(
      (value) => value === '' || URL.canParse(value),
      `${title} is an address, such as https://acme.example.com.`,
    );
  if (format === 'email')
    text = text.refine((value) => value === '' || /^\S+@\S+$/.test(value), `${title} is an e-mail address.`);
  return text;
}
