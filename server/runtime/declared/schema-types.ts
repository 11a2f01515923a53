import { dereference, initialBaseURI, type OutputUnit, type Schema, validate } from '@cfworker/json-schema';
import { z } from 'zod';
import { type JsonSchema, keepSchema } from '../schema-of.ts';
import { usableSchema } from './usable-schema.ts';

type Definitions = Record<string, boolean | JsonSchema>;

/** Says nothing by itself: what is below it is wrong. */
const wrappers = new Set([
  '$ref',
  'properties',
  'items',
  'allOf',
  'anyOf',
  'oneOf',
  'additionalProperties',
  'prefixItems',
  'patternProperties',
  'dependentSchemas',
  'if',
]);
const draft = '2020-12';
const mostIssues = 20;

/** Makes zod types of a connector's JSON Schemas, which may share definitions. Nothing is prepared before a value comes. */
export class SchemaTypes {
  readonly #definitions: Definitions;
  #lookup: ReturnType<typeof dereference> | undefined;
  #count = 0;

  constructor(definitions: Definitions = {}) {
    this.#definitions = definitions;
  }

  /** A type whose values are those of the schema. `also` tells what else is wrong with one. */
  typeOf(schema: boolean | JsonSchema, also?: (value: unknown) => string | undefined): z.ZodType {
    let ready: Schema | undefined;
    const type = z.unknown().superRefine((value, context) => {
      const add = (path: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path, message, input: value });
      const own = also?.(value);
      if (own !== undefined) add([], own);
      if (schema === true) return;
      if (schema === false) return add([], 'nothing may be here');
      try {
        ready ??= this.#prepare(schema);
        for (const { path, message } of this.#issues(ready, value)) add(path, message);
      } catch (error) {
        add([], unusable(error));
      }
    });
    if (typeof schema === 'boolean') return type;
    const { id: _id, $id: _address, $schema: _dialect, ...described } = schema;
    return keepSchema(type.meta(described), () => this.#writtenOut(described));
  }

  #prepare(schema: JsonSchema): Schema {
    this.#lookup ??= dereference({ definitions: usableSchema(this.#definitions) } as Schema);
    const copy = usableSchema(schema) as Schema;
    dereference(copy, this.#lookup, initialBaseURI, `/types/${this.#count++}`);
    return copy;
  }

  #issues(schema: Schema, value: unknown): { path: (string | number)[]; message: string }[] {
    const lookup = this.#lookup ?? {};
    if (validate(value, schema, draft, lookup, true).valid) return [];
    const { errors } = validate(value, schema, draft, lookup, false);
    const own = errors.filter(({ keyword }) => !wrappers.has(keyword));
    const said = (own.length > 0 ? own : errors).map((unit) => issueOf(unit, value));
    return [...new Map(said.map((one) => [`${one.path.join('.')} ${one.message}`, one])).values()].slice(0, mostIssues);
  }

  /** With the definitions that it needs, as far as they lead. */
  #writtenOut(schema: JsonSchema): JsonSchema {
    const needed: Definitions = {};
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const reference = '$ref' in value ? definitionOf(value.$ref) : undefined;
      const found = reference === undefined ? undefined : this.#definitions[reference];
      if (reference !== undefined && found !== undefined && !Object.hasOwn(needed, reference)) {
        needed[reference] = found;
        look(found);
      }
      for (const inner of Object.values(value)) look(inner);
    };
    look(schema);
    return Object.keys(needed).length === 0 ? schema : { ...schema, definitions: needed };
  }
}

/** The definition that a reference names; undefined where it leads elsewhere. */
export function definitionOf(reference: unknown): string | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('#/definitions/')) return undefined;
  const name = reference.slice('#/definitions/'.length).replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function issueOf({ instanceLocation, error, keyword }: OutputUnit, value: unknown) {
  const path = instanceLocation
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  const missing = keyword === 'required' ? error.match(/"([^"]+)"/)?.[1] : undefined;
  const message = missing === undefined ? sentence(error) : 'is missing';
  return { path: numbered(missing === undefined ? path : [...path, missing], value), message };
}

/** Places of a list as numbers, as zod writes them. */
function numbered(path: string[], value: unknown): (string | number)[] {
  let at = value;
  return path.map((part) => {
    const key = Array.isArray(at) && /^\d+$/.test(part) ? Number(part) : part;
    at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
    return key;
  });
}

function sentence(error: string): string {
  const [, is, expected] = error.match(/^Instance type "(\w+)" is invalid\. Expected "(.*)"\.$/) ?? [];
  if (is !== undefined) return `should be ${expected?.replaceAll('", "', ' or ')}, and is ${is}`;
  return error
    .replace(/^Instance /, '')
    .replace(/\.$/, '')
    .slice(0, 300);
}

function unusable(error: unknown): string {
  if (error instanceof RangeError) return 'can’t be judged: the schema leads in a circle';
  return `can’t be judged: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
}
