import type { Schema, SchemaObject } from '../openapi/description.ts';
import { isNode, listOf, textsOf } from '../openapi/json-node.ts';
import { isSchema, schemasIn } from '../openapi/shape.ts';
import { textFor } from './generate-text.ts';

interface Options {
  /** Finds what a reference leads to. */
  lookUp: (reference: string) => Schema | undefined;
  /** Fields that need not be there: `none` leaves them out. */
  optional: 'none' | 'top' | 'all';
  /** `request`: without what is read-only. `answer`: without what is write-only. */
  use: 'request' | 'answer';
}

const deepest = 8;

/** A value that satisfies a schema, the same one each time. */
export function generateValue(schema: Schema, options: Options, depth = 0): unknown {
  if (typeof schema === 'boolean') return schema ? 'text' : undefined;
  const node = merged(schema, options, 0);
  if ('const' in node) return node.const;
  if (Array.isArray(node.enum)) return node.enum.find((value) => value !== null && value !== '') ?? node.enum[0];
  const types = textsOf([node.type].flat());
  const type = types.find((name) => name !== 'null') ?? types[0] ?? typeBy(node);
  const isTop = options.optional === 'all' || (options.optional === 'top' && depth === 0);
  if (type === 'object') return generateObject(node, options, { depth, isFull: isTop && depth < 3 });
  if (type === 'array') return generateList(node, options, depth);
  const example = listOf(node.examples)[0] ?? node.default;
  if (type === 'string') return typeof example === 'string' && fits(example, node) ? example : textFor(node);
  if (type === 'integer' || type === 'number')
    return typeof example === 'number' && isWithin(example, node) ? example : numberFor(node, type);
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return example ?? 'text';
}

function typeBy(node: SchemaObject): string | undefined {
  if (isNode(node.properties) || node.required !== undefined || isNode(node.additionalProperties)) return 'object';
  if (node.items !== undefined || node.minItems !== undefined) return 'array';
  if (node.pattern !== undefined || node.minLength !== undefined || node.format !== undefined) return 'string';
  return node.minimum !== undefined || node.maximum !== undefined ? 'number' : undefined;
}

const fits = (text: string, { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: SchemaObject) =>
  text.length >= Number(minLength) &&
  text.length <= Number(maxLength) &&
  (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text));

const isWithin = (
  value: number,
  { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }: SchemaObject,
) => value >= Number(minimum) && value <= Number(maximum);

/** Follows references, puts `allOf` together, and takes the first of several that can be made. */
function merged(schema: SchemaObject, options: Options, hops: number): SchemaObject {
  const { $ref, allOf, anyOf, oneOf, ...own } = schema;
  let node: SchemaObject = own;
  if (hops > 20) return node;
  if (typeof $ref === 'string') {
    const target = options.lookUp($ref);
    // What has a name and nothing in it is most often an object that was left out.
    if (isNode(target) && Object.keys(target).length === 0) node = { type: 'object', ...node };
    else if (isNode(target)) node = both(merged(target, options, hops + 1), node);
  }
  for (const part of schemasIn(allOf)) if (isNode(part)) node = both(node, merged(part, options, hops + 1));
  for (const variants of [schemasIn(oneOf), schemasIn(anyOf)]) {
    const nodes = variants.filter(isNode).map((variant) => merged(variant, options, hops + 1));
    const chosen = nodes.find(
      ({ type }) => type !== 'null' && (node.type === undefined || type === undefined || overlaps(type, node.type)),
    );
    if (chosen !== undefined) node = both(node, chosen);
  }
  return node;
}

const overlaps = (a: unknown, b: unknown) => textsOf([a].flat()).some((type) => textsOf([b].flat()).includes(type));

function both(a: SchemaObject, b: SchemaObject): SchemaObject {
  const isEither = isNode(a.properties) || isNode(b.properties);
  const required = [...new Set([...textsOf(a.required), ...textsOf(b.required)])];
  return {
    ...a,
    ...b,
    ...(isEither && { properties: bothProperties(a.properties, b.properties) }),
    ...(required.length > 0 && { required }),
  };
}

function bothProperties(a: unknown, b: unknown): SchemaObject {
  const [first, second] = [isNode(a) ? a : {}, isNode(b) ? b : {}];
  const shared = Object.keys(second).filter((name) => isNode(first[name]) && isNode(second[name]));
  const joined = shared.map((name) => [name, { allOf: [first[name], second[name]] }] as const);
  return { ...first, ...second, ...Object.fromEntries(joined) };
}

function generateObject(
  node: SchemaObject,
  options: Options,
  { depth, isFull }: { depth: number; isFull: boolean },
): unknown {
  const properties = isNode(node.properties) ? node.properties : {};
  const required = textsOf(node.required);
  const skipped = options.use === 'request' ? 'readOnly' : 'writeOnly';
  const entries = Object.entries(properties).flatMap(([name, value]): [string, unknown][] => {
    if (!isSchema(value) || (!required.includes(name) && !isFull) || isFlagged(value, skipped, options)) return [];
    if (depth >= deepest && !required.includes(name)) return [];
    if (depth >= deepest * 2) return [];
    const made = generateValue(value, options, depth + 1);
    return made === undefined ? [] : [[name, made]];
  });
  const extra = required.filter((name) => !Object.hasOwn(properties, name));
  const rest =
    isSchema(node.additionalProperties) && node.additionalProperties !== false ? node.additionalProperties : {};
  const further = extra.map((name) => [name, generateValue(rest, options, depth + 1) ?? 'text'] as const);
  const made = Object.fromEntries([...entries, ...further]);
  // An object without fields is lost on its way in a form.
  const asked = typeof node.minProperties === 'number' ? node.minProperties : 0;
  const least = depth > 0 && depth < deepest && Object.keys(properties).length > 0 ? Math.max(asked, 1) : asked;
  if (Object.keys(made).length >= least) return made;
  const more = Object.entries(properties).filter(([name, value]) => !Object.hasOwn(made, name) && isSchema(value));
  for (const [name, value] of more.slice(0, least))
    if (isSchema(value)) made[name] = generateValue(value, { ...options, optional: 'none' }, depth + 1);
  for (let count = 1; Object.keys(made).length < least && node.additionalProperties !== false; count++)
    made[`field${count}`] = generateValue(rest, options, depth + 1);
  return made;
}

function isFlagged(schema: Schema, flag: string, { lookUp }: Options): boolean {
  if (!isNode(schema)) return false;
  if (schema[flag] === true) return true;
  const target = typeof schema.$ref === 'string' ? lookUp(schema.$ref) : undefined;
  return isNode(target) && target[flag] === true;
}

function generateList(node: SchemaObject, options: Options, depth: number): unknown[] {
  const first = schemasIn(node.prefixItems).map((item) => generateValue(item, options, depth + 1));
  const least = Math.max(typeof node.minItems === 'number' ? node.minItems : 0, depth < deepest ? 1 : 0);
  const most = typeof node.maxItems === 'number' ? node.maxItems : least;
  const item = isSchema(node.items) ? node.items : {};
  while (first.length < Math.min(least, most)) {
    const made = generateValue(item, options, depth + 1);
    if (made === undefined) break;
    first.push(node.uniqueItems === true ? distinct(made, first.length) : made);
  }
  return first;
}

function distinct(value: unknown, index: number): unknown {
  if (index === 0) return value;
  if (typeof value === 'string') return `${value}${index}`;
  return typeof value === 'number' ? value + index : value;
}

function numberFor(node: SchemaObject, type: 'integer' | 'number'): number {
  const limit = (name: string) => (typeof node[name] === 'number' ? node[name] : undefined);
  const step = limit('multipleOf') ?? (type === 'integer' ? 1 : 0.5);
  const below = limit('exclusiveMaximum');
  const above = limit('exclusiveMinimum');
  const least = limit('minimum') ?? (above === undefined ? undefined : above + step);
  const most = limit('maximum') ?? (below === undefined ? undefined : below - step);
  const wanted = Math.min(Math.max(1, least ?? 1), most ?? Number.POSITIVE_INFINITY);
  const stepped = Math.ceil(wanted / step) * step;
  return most !== undefined && stepped > most ? Math.floor(most / step) * step : stepped;
}
