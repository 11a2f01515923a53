import { isSafePattern } from '#server/runtime/declared/safe-pattern.ts';

interface ModelProblem {
  /** Where in the schema: `properties`, `email`, `type`. */
  path: (string | number)[];
  message: string;
}

const types = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
const deepest = 30;
const mostFound = 20;

type Path = (string | number)[];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Holds a vendor's model against what a JSON Schema is, and says where it is none. */
export function modelProblems(schema: unknown): ModelProblem[] {
  return [...problemsIn([], schema, schema, 0)].slice(0, mostFound);
}

function* problemsIn(path: Path, schema: unknown, root: unknown, depth: number): Generator<ModelProblem> {
  if (typeof schema === 'boolean') return;
  if (!isObject(schema)) return yield { path, message: 'Expected a schema: an object, true or false.' };
  if (depth > deepest) return yield { path, message: `It is nested more than ${deepest} deep.` };
  for (const [keyword, value] of Object.entries(schema)) {
    const place = [...path, keyword];
    const wrong = Object.hasOwn(plain, keyword) ? plain[keyword]?.(value, root) : undefined;
    if (wrong !== undefined) yield { path: place, message: wrong };
    else if (ofSchema.has(keyword)) yield* problemsIn(place, value, root, depth + 1);
    else if (ofSchemas.has(keyword)) yield* inList(place, value, root, depth);
    else if (ofNamed.has(keyword)) yield* inNamed(place, value, root, depth);
  }
}

function* inList(path: Path, value: unknown, root: unknown, depth: number): Generator<ModelProblem> {
  if (!Array.isArray(value) || value.length === 0)
    return yield { path, message: 'Expected a list of at least one schema.' };
  for (const [index, one] of value.entries()) yield* problemsIn([...path, index], one, root, depth + 1);
}

function* inNamed(path: Path, value: unknown, root: unknown, depth: number): Generator<ModelProblem> {
  if (!isObject(value)) return yield { path, message: 'Expected an object of schemas, by their names.' };
  for (const [name, one] of Object.entries(value)) yield* problemsIn([...path, name], one, root, depth + 1);
}

const ofSchema = new Set([
  ...[
    'items',
    'additionalProperties',
    'not',
    'if',
    'then',
    'else',
    'contains',
    'propertyNames',
    'unevaluatedProperties',
  ],
]);
const ofSchemas = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const ofNamed = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

type Check = (value: unknown, root: unknown) => string | undefined;

const isText: Check = (value) => (typeof value === 'string' ? undefined : 'Expected a text.');
const isNumber: Check = (value) => (typeof value === 'number' ? undefined : 'Expected a number.');
const isCount: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? undefined : 'Expected a whole number from 0 on.';
const isNames: Check = (value) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') && new Set(value).size === value.length
    ? undefined
    : 'Expected a list of names, each once.';

const plain: Record<string, Check> = {
  type: (value) => {
    const named = [value].flat();
    const isKnown = named.length > 0 && named.every((one) => typeof one === 'string' && types.includes(one));
    return isKnown ? undefined : `Expected one of ${types.join(', ')}, or a list of these.`;
  },
  required: isNames,
  enum: (value) => (Array.isArray(value) && value.length > 0 ? undefined : 'Expected a list of at least one value.'),
  title: isText,
  description: isText,
  format: isText,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => (typeof value === 'number' && value > 0 ? undefined : 'Expected a number above 0.'),
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: (value) => (typeof value === 'boolean' ? undefined : 'Expected true or false.'),
  pattern: (value) =>
    typeof value === 'string' && isSafePattern(value)
      ? undefined
      : 'Expected a regular expression that can be applied quickly.',
  $ref: (value, root) => {
    if (typeof value !== 'string') return 'Expected a text.';
    return isThere(value, root) ? undefined : `There is no ${value} in this schema.`;
  },
};

function isThere(reference: string, root: unknown): boolean {
  if (reference === '#') return true;
  if (!reference.startsWith('#/')) return false;
  let value = root;
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const isOwn = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    value = isOwn ? Reflect.get(Object(value), key) : undefined;
  }
  return typeof value === 'boolean' || isObject(value);
}
