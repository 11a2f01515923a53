import { breakCycles } from './break-cycles.ts';
import type { Problem, Schema, SchemaObject } from './description.ts';
import { entriesOf, isNode, type Node } from './json-node.ts';
import { partsOf, pointer } from './json-pointer.ts';
import { normalKeywords } from './normal-keywords.ts';

const single = [
  'items',
  'additionalProperties',
  'not',
  'propertyNames',
  'contains',
  'if',
  'then',
  'else',
  'unevaluatedProperties',
  'unevaluatedItems',
];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const maps = ['properties', 'patternProperties', 'dependentSchemas'];
/** A schema that is nested deeper without a reference is cut. */
const deepest = 60;

interface Options {
  document: Node;
  problems: Problem[];
  /** Finds what a reference means: a place in the document, or nothing. */
  target?: (reference: string) => string;
  /** Beside a reference, nothing else counts (OpenAPI 3.0 and before). */
  isAlone: boolean;
}

/** Turns the schemas of a description into JSON Schema 2020-12. References stay references, so that circles do no harm. */
export class SchemaReader {
  readonly schemas: Record<string, Schema> = {};
  readonly #options: Options;
  readonly #names = new Map<string, string>();
  readonly #waiting: { name: string; node: unknown; place: string }[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  /** One schema. Those that it refers to follow with `finish`. */
  read(node: unknown, place: string, depth = 0): Schema {
    if (typeof node === 'boolean') return node;
    if (!isNode(node)) {
      if (node !== undefined) this.#refuse(place, 'A schema must be an object.');
      return {};
    }
    if (depth > deepest) {
      this.#refuse(place, `This schema is nested more than ${deepest} levels deep and is cut here.`);
      return {};
    }
    if (typeof node.$ref === 'string') return this.#reference(node, node.$ref, place, depth);
    return nullable(node, this.#own(node, place, depth));
  }

  /** Reads what was referred to, until nothing new comes up. */
  finish(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
      this.schemas[next.name] = this.read(next.node, next.place);
    breakCycles(this.schemas, (name) =>
      this.#refuse(
        [...this.#names].find(([, known]) => known === name)?.[0] ?? name,
        'This schema is made of itself, without a property between. The circle was cut.',
      ),
    );
  }

  #own(node: Node, place: string, depth: number): SchemaObject {
    const schema = normalKeywords(node, (keyword, reason) => this.#refuse(pointer(place, keyword), reason));
    for (const name of single) {
      const value = node[name];
      if (name === 'items' && Array.isArray(value)) {
        schema.prefixItems = value.map((item, index) => this.read(item, pointer(place, name, index), depth + 1));
      } else if (value !== undefined) schema[name] = this.read(value, pointer(place, name), depth + 1);
    }
    for (const name of lists) {
      const value = node[name];
      if (!Array.isArray(value) || value.length === 0) continue;
      schema[name] = value.map((item, index) => this.read(item, pointer(place, name, index), depth + 1));
    }
    for (const name of maps) {
      const entries = entriesOf(node[name]);
      // An empty list of fields says that there are none.
      if (entries.length === 0 && !isNode(node[name])) continue;
      const read = entries.map(([key, value]) => [key, this.read(value, pointer(place, name, key), depth + 1)]);
      schema[name] = Object.fromEntries(read);
    }
    return schema;
  }

  #reference(node: Node, reference: string, place: string, depth: number): Schema {
    const { target = (same: string) => same, document, isAlone } = this.#options;
    const found = target(reference);
    const parts = partsOf(found);
    if (parts === undefined) {
      const kind = /^[a-z][\w+.-]*:|\.(json|ya?ml)/i.test(reference) ? 'another file' : 'no place in this description';
      this.#refuse(pointer(place, '$ref'), `It refers to ${kind} (${reference}). Any value is taken there.`);
      return {};
    }
    const value = parts.reduce<unknown>((at, part) => child(at, part), document);
    if (value === undefined) {
      this.#refuse(pointer(place, '$ref'), `There is nothing at ${reference}. Any value is taken there.`);
      return {};
    }
    const ref = { $ref: `#/$defs/${this.#nameOf(parts, value)}` };
    const { $ref: _, ...others } = node;
    const beside = isAlone ? { description: node.description } : others;
    return nullable(node, { ...this.#own(beside, place, depth), ...ref });
  }

  #nameOf(parts: string[], node: unknown): string {
    const place = pointer('', ...parts);
    const known = this.#names.get(place);
    if (known !== undefined) return known;
    const wanted = (parts.at(-1) ?? 'root').replace(/[^\w.-]+/g, '_') || 'schema';
    let name = wanted;
    for (let count = 2; Object.hasOwn(this.schemas, name) || name === '__proto__'; count++) name = `${wanted}_${count}`;
    this.#names.set(place, name);
    this.schemas[name] = {};
    this.#waiting.push({ name, node, place });
    return name;
  }

  #refuse(place: string, reason: string): void {
    this.#options.problems.push({ place, reason });
  }
}

function child(node: unknown, part: string): unknown {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return undefined;
  return Reflect.get(node, part);
}

function nullable(node: Node, schema: SchemaObject): SchemaObject {
  if (node.nullable !== true && node['x-nullable'] !== true) return schema;
  const { type } = schema;
  if (typeof type !== 'string' || schema.allOf || schema.anyOf || schema.oneOf || schema.$ref) {
    const isAny = type === undefined && !schema.$ref && !schema.allOf && !schema.anyOf && !schema.oneOf && !schema.enum;
    if (isAny) return schema;
    const { title, description, ...rest } = schema;
    return {
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      anyOf: [rest, { type: 'null' }],
    };
  }
  const isListed = Array.isArray(schema.enum) && !schema.enum.includes(null);
  return {
    ...schema,
    type: [type, 'null'],
    ...(isListed && Array.isArray(schema.enum) && { enum: [...schema.enum, null] }),
  };
}
