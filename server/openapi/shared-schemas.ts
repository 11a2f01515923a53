import type { Json } from '#connectors/kit/json.ts';
import type { Schema } from './description.ts';
import { isNode } from './json-node.ts';
import { isSchema } from './shape.ts';

type Data = { [key: string]: Json };

const prefix = '#/$defs/';
/** Descriptions of fields are cut: they are help for a form, and no handbook. */
const longestWords = 400;
const longestExample = 200;

/** Copies schemas into a connector's own form, where what they share stands once, below `definitions`. */
export class SharedSchemas {
  readonly #schemas: Record<string, Schema>;
  readonly #copied = new Map<string, Data | boolean>();
  readonly #waiting: string[] = [];

  constructor(schemas: Record<string, Schema>) {
    this.#schemas = schemas;
  }

  /** A schema as data, its references leading to `definitions`. */
  copy(schema: Schema): Data | boolean {
    const copied = this.#copy(schema);
    for (let name = this.#waiting.pop(); name !== undefined; name = this.#waiting.pop())
      this.#copied.set(name, this.#copy(this.#schemas[name] ?? {}));
    return copied;
  }

  definitions(): Record<string, Data | boolean> | undefined {
    return this.#copied.size === 0 ? undefined : Object.fromEntries(this.#copied);
  }

  #copy(schema: Schema): Data | boolean {
    return typeof schema === 'boolean' ? schema : this.#copyNode(schema);
  }

  #copyNode(node: Record<string, unknown>): Data {
    const copied: Data = {};
    for (const [keyword, value] of Object.entries(node)) {
      if (keyword === '$ref') copied.$ref = this.#share(String(value));
      else if (keyword === 'examples') {
        if (JSON.stringify(value).length <= longestExample) copied.examples = jsonOf(value);
      } else if (keyword === 'description') copied.description = cut(String(value));
      else if (keyword === 'properties' || keyword === 'patternProperties' || keyword === 'dependentSchemas')
        copied[keyword] = this.#copyMap(value);
      else if (isSubschema.has(keyword) && isSchema(value)) copied[keyword] = this.#copy(value);
      else if (isSubschema.has(keyword) && Array.isArray(value))
        copied[keyword] = value.map((item) => (isSchema(item) ? this.#copy(item) : {}));
      else copied[keyword] = jsonOf(value);
    }
    return copied;
  }

  #copyMap(value: unknown): Data {
    if (!isNode(value)) return {};
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, isSchema(item) ? this.#copy(item) : {}]),
    );
  }

  #share(reference: string): string {
    const name = reference.slice(prefix.length);
    if (!this.#copied.has(name)) {
      this.#copied.set(name, {});
      this.#waiting.push(name);
    }
    return `#/definitions/${name}`;
  }
}

const isSubschema = new Set([
  'items',
  'prefixItems',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'additionalProperties',
  'propertyNames',
  'contains',
  'unevaluatedProperties',
  'unevaluatedItems',
]);

const cut = (text: string) => (text.length <= longestWords ? text : `${text.slice(0, longestWords - 1).trimEnd()}…`);

/** The description came as JSON or YAML, whose dates are texts: what is not JSON is none of it. */
export function jsonOf(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (isNode(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonOf(item)]));
  return String(value);
}
