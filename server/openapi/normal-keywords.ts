import { isSafePattern } from '#server/runtime/declared/safe-pattern.ts';
import { isNode, type Node, textsOf } from './json-node.ts';

const kinds = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']);
const texts = ['title', 'description', 'format', 'contentEncoding', 'contentMediaType'];
const flags = ['readOnly', 'writeOnly', 'deprecated', 'uniqueItems'];
const numbers = [
  'maximum',
  'minimum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'multipleOf',
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'maxProperties',
  'minProperties',
  'minContains',
  'maxContains',
];

/** The keywords that hold no schema, as JSON Schema 2020-12 has them. `refuse` is told what is left out. */
export function normalKeywords(node: Node, refuse: (keyword: string, reason: string) => void): Node {
  const normal: Node = {};
  for (const name of texts) if (typeof node[name] === 'string' && node[name] !== '') normal[name] = node[name];
  for (const name of flags) if (node[name] === true) normal[name] = true;
  for (const name of numbers) {
    // Google writes numbers as texts.
    const value = typeof node[name] === 'string' ? Number(node[name]) : node[name];
    if (typeof value === 'number' && Number.isFinite(value)) normal[name] = value;
  }
  addType(node, normal, refuse);
  addExclusive(node, normal);
  if (typeof node.pattern === 'string') {
    if (isSafePattern(node.pattern)) normal.pattern = node.pattern;
    else
      refuse('pattern', 'This pattern is none of JavaScript, or could run for too long. Values are not checked by it.');
  }
  if (Array.isArray(node.enum) && node.enum.length > 0) normal.enum = node.enum;
  if ('const' in node) normal.const = node.const;
  if (node.default !== undefined) normal.default = node.default;
  const required = textsOf(node.required);
  if (required.length > 0) normal.required = [...new Set(required)];
  if (isNode(node.dependentRequired)) normal.dependentRequired = node.dependentRequired;
  const examples = Array.isArray(node.examples) ? node.examples : node.example === undefined ? [] : [node.example];
  if (examples.length > 0) normal.examples = examples.slice(0, 3);
  return normal;
}

function addType({ type }: Node, normal: Node, refuse: (keyword: string, reason: string) => void): void {
  if (type === 'file') Object.assign(normal, { type: 'string', format: 'binary' });
  else if (typeof type === 'string' && kinds.has(type)) normal.type = type;
  else if (Array.isArray(type)) {
    const known = textsOf(type).filter((kind) => kinds.has(kind));
    if (known.length > 0) normal.type = known.length === 1 ? known[0] : known;
  } else if (type !== undefined && type !== 'any') refuse('type', `${JSON.stringify(type)} is no type of JSON Schema.`);
}

/** In OpenAPI 3.0 and before, a flag says that a limit itself is out. */
function addExclusive(node: Node, normal: Node): void {
  for (const [flag, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (node[flag] !== true || typeof normal[limit] !== 'number') continue;
    normal[flag] = normal[limit];
    delete normal[limit];
  }
}
