import { z } from 'zod';
import type { JsonSchema } from '#server/runtime/schema-of.ts';

/** One field of an object, an input or an output, as a table shows it. */
export interface FieldRow {
  /** Where it stands: `address.city`, `lines[].amount`. */
  name: string;
  /** In words: "text", "one of: open, closed". */
  type: string;
  required: boolean;
  about: string;
}

export interface FieldTable {
  rows: FieldRow[];
  /** How many more there are than the table shows. */
  more: number;
}

const node = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  $ref: z.string().optional(),
});
type Node = z.output<typeof node>;
type Resolve = (schema: unknown) => Node;

const mostRows = 80;
const mostDeep = 2;
const mostChoices = 8;

/** What a JSON Schema of an object promises, with what lies one step inside of it. */
export function fieldTable(schema: JsonSchema): FieldTable {
  const resolve = resolverOf(schema);
  const rows = rowsOf(resolve(schema), resolve, '', 1);
  return { rows: rows.slice(0, mostRows), more: Math.max(0, rows.length - mostRows) };
}

/** Follows references inside of the schema; one that leads nowhere, or in a circle, is a field of any kind. */
function resolverOf(root: JsonSchema): Resolve {
  return (schema) => {
    let current = readNode(schema);
    for (let steps = 0; current.$ref !== undefined && steps < 10; steps += 1) {
      const { $ref, ...own } = current;
      current = { ...readNode(valueAt(root, $ref)), ...own };
    }
    return current;
  };
}

const readNode = (schema: unknown): Node => node.safeParse(schema).data ?? {};

function valueAt(root: JsonSchema, reference: string): unknown {
  return reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined;
    }, root);
}

function rowsOf(of: Node, resolve: Resolve, prefix: string, depth: number): FieldRow[] {
  const { properties, required } = membersOf(of, resolve);
  return Object.entries(properties).flatMap(([key, schema]) => {
    const field = resolve(schema);
    const name = `${prefix}${key}`;
    const row = { name, type: typeWords(field, resolve), required: required.has(key), about: aboutOf(field) };
    if (depth >= mostDeep) return [row];
    const elements = elementsOf(field, resolve);
    const inner =
      elements === undefined
        ? rowsOf(field, resolve, `${name}.`, depth + 1)
        : rowsOf(elements, resolve, `${name}[].`, depth + 1);
    return [row, ...inner];
  });
}

/** The fields of an object, also where it is one of several: what only some of them insist on is not required. */
function membersOf(of: Node, resolve: Resolve): { properties: Record<string, unknown>; required: Set<string> } {
  const parts = (of.allOf ?? []).map((part) => membersOf(resolve(part), resolve));
  const choices = alternativesOf(of, resolve)
    .map((one) => membersOf(one, resolve))
    .filter((one) => Object.keys(one.properties).length > 0);
  const everywhere = [...(choices[0]?.required ?? [])].filter((name) =>
    choices.every(({ required }) => required.has(name)),
  );
  return {
    properties: Object.assign({}, ...[...choices, ...parts].map((part) => part.properties), of.properties),
    required: new Set([...(of.required ?? []), ...everywhere, ...parts.flatMap((part) => [...part.required])]),
  };
}

const alternativesOf = (of: Node, resolve: Resolve): Node[] => [...(of.anyOf ?? []), ...(of.oneOf ?? [])].map(resolve);

function elementsOf(of: Node, resolve: Resolve): Node | undefined {
  const candidates = [of, ...alternativesOf(of, resolve)];
  const list = candidates.find(({ type, items }) => items !== undefined && [type].flat().includes('array'));
  return list === undefined ? undefined : resolve(list.items);
}

function typeWords(of: Node, resolve: Resolve, depth = 0): string {
  if (of.enum !== undefined) return choiceWords(of.enum);
  if (of.const !== undefined) return choiceWords([of.const]);
  const alternatives = depth < 3 ? alternativesOf(of, resolve).filter(({ type }) => type !== 'null') : [];
  if (alternatives.length > 0)
    return joined(
      alternatives.map((one) => typeWords({ ...one, format: one.format ?? of.format }, resolve, depth + 1)),
    );
  const types = [of.type].flat().flatMap((type) => (type === undefined || type === 'null' ? [] : [type]));
  if (types.length === 0) return of.properties || of.allOf ? 'object' : 'anything';
  return joined(types.map((type) => wordOf(type, of, resolve, depth)));
}

function wordOf(type: string, of: Node, resolve: Resolve, depth: number): string {
  if (type === 'string') return textWords[of.format ?? ''] ?? 'text';
  if (type === 'array') {
    const inner = of.items === undefined || depth >= 3 ? 'anything' : typeWords(resolve(of.items), resolve, depth + 1);
    return `list of ${inner}`;
  }
  return { integer: 'whole number', boolean: 'yes or no' }[type] ?? type;
}

const textWords: Record<string, string> = {
  'date-time': 'date and time',
  date: 'date',
  email: 'e-mail address',
  uri: 'web address',
  url: 'web address',
  uuid: 'UUID',
};

const joined = (words: string[]): string => [...new Set(words)].join(' or ');

function choiceWords(values: unknown[]): string {
  const words = values.filter((value) => value !== null).map(String);
  if (words.length === 1) return `always ${words[0]}`;
  const shown = words.slice(0, mostChoices).join(', ');
  return words.length > mostChoices ? `one of ${words.length}: ${shown}, …` : `one of: ${shown}`;
}

const aboutOf = ({ title, description }: Node): string => [title, description].filter(Boolean).join(': ');
