import type { JsonSchema } from '#connectors/kit/index.ts';
import type { FieldType } from './mapping-document.ts';

/** A field of the vendor's model, as its JSON Schema has it. Parts of an object have their own, by a dot. */
export interface TargetField {
  path: string;
  label: string;
  /** Undefined: anything. */
  type: FieldType | undefined;
  required: boolean;
  nullable: boolean;
  choices?: string[];
  maxLength?: number;
  /** Other names, and words about it: for suggestions. */
  description?: string;
}

const mostFields = 2_000;
const deepest = 8;
const plainTypes: Record<string, FieldType> = {
  string: 'text',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
};
const formats: Record<string, FieldType> = { date: 'date', 'date-time': 'datetime' };

type Schema = { [key: string]: unknown };
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the fields of a JSON Schema of an object. What it can't tell (patterns, conditions) stays with the schema. */
export function targetFieldsOf(schema: JsonSchema): TargetField[] {
  const found: TargetField[] = [];
  if (isSchema(schema)) collect(schema, '', true, schema, 0, found);
  return found;
}

function collect(
  of: Schema,
  before: string,
  isThere: boolean,
  root: Schema,
  depth: number,
  found: TargetField[],
): void {
  const { schema } = resolve(of, root);
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  for (const [key, part] of Object.entries(properties)) {
    if (!isSchema(part) || key === '' || key.includes('.') || key === '__proto__' || found.length >= mostFields)
      continue;
    const { schema: own, nullable } = resolve(part, root);
    const needed = isThere && required.includes(key);
    const path = `${before}${key}`;
    if (isSchema(own.properties) && depth < deepest) {
      collect(own, `${path}.`, needed, root, depth + 1, found);
      continue;
    }
    found.push({
      path,
      label: typeof own.title === 'string' ? own.title : labelOf(key),
      type: typeOf(own),
      required: needed,
      nullable,
      ...choicesOf(own),
      ...(typeof own.maxLength === 'number' && { maxLength: own.maxLength }),
      ...(typeof own.description === 'string' && { description: own.description }),
    });
  }
}

/** Follows references, and takes the one thing that a value may be beside null. */
function resolve(of: Schema, root: Schema): { schema: Schema; nullable: boolean } {
  let schema = of;
  let nullable = false;
  for (let step = 0; step < deepest; step++) {
    if (typeof schema.$ref === 'string') {
      const next = at(root, schema.$ref);
      if (!next) break;
      schema = next;
      continue;
    }
    const either = [schema.anyOf, schema.oneOf].find(Array.isArray)?.filter(isSchema) ?? [];
    const others = either.filter((one) => one.type !== 'null');
    nullable ||= others.length < either.length;
    const [only] = others;
    if (only === undefined || others.length > 1) break;
    schema = { ...schema, ...only, anyOf: only.anyOf, oneOf: only.oneOf };
  }
  const types = [schema.type].flat();
  return { schema, nullable: nullable || types.includes('null') || types.every((type) => type === undefined) };
}

function at(root: Schema, reference: string): Schema | undefined {
  if (!reference.startsWith('#/')) return undefined;
  let value: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = isSchema(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return isSchema(value) ? value : undefined;
}

function typeOf(schema: Schema): FieldType | undefined {
  if (Array.isArray(schema.enum) && schema.enum.some((value) => typeof value === 'string')) return 'choice';
  const type = [schema.type].flat().find((one) => typeof one === 'string' && one !== 'null');
  if (type === 'string' && typeof schema.format === 'string' && Object.hasOwn(formats, schema.format))
    return formats[schema.format];
  return typeof type === 'string' && Object.hasOwn(plainTypes, type) ? plainTypes[type] : undefined;
}

function choicesOf(schema: Schema): { choices?: string[] } {
  if (!Array.isArray(schema.enum)) return {};
  const choices = schema.enum.filter((value) => typeof value === 'string');
  return choices.length > 0 ? { choices } : {};
}

/** `billingAddress`, `billing_address`: "Billing address". */
function labelOf(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
