import { dereference, initialBaseURI, type OutputUnit, validate } from '@cfworker/json-schema';
import type { Schema, SchemaObject } from '../openapi/description.ts';
import { entriesOf, isNode, textsOf } from '../openapi/json-node.ts';
import { isSchema } from '../openapi/shape.ts';

type Use = 'request' | 'answer';

const draft = '2020-12';
const wrappers = new Set([
  '$ref',
  'properties',
  'items',
  'allOf',
  'additionalProperties',
  'prefixItems',
  'patternProperties',
]);

/**
 * Validates values by the schemas of one description. Formats are not judged: JSON Schema calls them annotations, and makers
 * write them loosely. What the app alone may write need not be in a request; what it never shows need not be in an answer.
 */
export class SchemaCheck {
  readonly schemas: Record<string, Schema>;
  readonly #lookups: Partial<Record<Use, ReturnType<typeof dereference>>> = {};
  readonly #ready: Record<Use, WeakMap<object, object>> = { request: new WeakMap(), answer: new WeakMap() };
  #count = 0;

  constructor(schemas: Record<string, Schema>) {
    this.schemas = schemas;
  }

  lookUp(reference: string): Schema | undefined {
    return this.schemas[reference.slice('#/$defs/'.length)];
  }

  isValid(schema: Schema, value: unknown, use: Use): boolean {
    return this.#run(schema, value, use, true).length === 0;
  }

  /** What is wrong with a value, at most six sentences; empty: nothing. */
  problems(schema: Schema, value: unknown, use: Use, at: string): string[] {
    if (this.isValid(schema, value, use)) return [];
    const errors = this.#run(schema, value, use, false);
    const own = errors.filter(({ keyword }) => !wrappers.has(keyword));
    const said = (own.length > 0 ? own : errors).map(
      ({ instanceLocation, error }) => `${at}${instanceLocation.slice(1)}: ${error}`,
    );
    return [...new Set(said)].slice(0, 6);
  }

  #run(schema: Schema, value: unknown, use: Use, isShort: boolean): OutputUnit[] {
    if (typeof schema === 'boolean')
      return schema
        ? []
        : [{ keyword: 'false', keywordLocation: '', instanceLocation: '#', error: 'Nothing may be here.' }];
    const { lookup, ready } = this.#prepare(schema, use);
    return validate(value, ready, draft, lookup, isShort).errors;
  }

  #prepare(schema: SchemaObject, use: Use) {
    const lookup = this.#lookups[use] ?? this.#lookupFor(use);
    this.#lookups[use] = lookup;
    let ready = this.#ready[use].get(schema);
    if (ready === undefined) {
      ready = this.#copyNode(schema, use);
      dereference(ready, lookup, initialBaseURI, `/checks/${this.#count++}`);
      this.#ready[use].set(schema, ready);
    }
    return { lookup, ready };
  }

  #lookupFor(use: Use) {
    const copies = Object.entries(this.schemas).map(([name, schema]) => [name, this.#copy(schema, use)] as const);
    return dereference({ $defs: Object.fromEntries(copies) });
  }

  #copy(schema: Schema, use: Use): Schema {
    return typeof schema === 'boolean' ? schema : this.#copyNode(schema, use);
  }

  #copyNode(node: SchemaObject, use: Use): SchemaObject {
    const { format: _format, examples: _examples, default: _default, description: _description, ...kept } = node;
    const copied: SchemaObject = {};
    for (const [keyword, value] of Object.entries(kept)) {
      if (keyword === 'required') copied.required = this.#needed(node, use);
      else if (keyword === 'enum' || keyword === 'const') copied[keyword] = value;
      else if (keyword === 'properties' || keyword === 'patternProperties' || keyword === 'dependentSchemas')
        copied[keyword] = Object.fromEntries(
          entriesOf(value).map(([name, item]) => [name, isSchema(item) ? this.#copy(item, use) : {}]),
        );
      else if (Array.isArray(value))
        copied[keyword] = value.map((item) => (isNode(item) ? this.#copyNode(item, use) : item));
      else copied[keyword] = isNode(value) ? this.#copyNode(value, use) : value;
    }
    return copied;
  }

  #needed({ required, properties }: SchemaObject, use: Use): string[] {
    const flag = use === 'request' ? 'readOnly' : 'writeOnly';
    const fields = isNode(properties) ? properties : {};
    return textsOf(required).filter((name) => {
      const field = fields[name];
      if (!isNode(field)) return true;
      const target = typeof field.$ref === 'string' ? this.lookUp(field.$ref) : undefined;
      return field[flag] !== true && !(isNode(target) && target[flag] === true);
    });
  }
}
