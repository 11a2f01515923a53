import type { Outputs } from '../../../data/trpc.ts';
import { type Definition, isObject } from '../../../integrations/connectors/definition.ts';
import type { JsonPath } from '../../../integrations/connectors/json-nodes.ts';

export type MappingView = Outputs['mappings']['get'];
export type CheckedMapping = Outputs['mappings']['check'];
export type MappingProblem = CheckedMapping['problems'][number];

export const emptyMapping: Definition = { mapping: 1, fields: [] };

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The fields of a document, finished or not. */
export const fieldsIn = (document: Definition): Definition[] => listIn(document.fields).filter(isObject);

export const targetOf = (field: Definition): string => (typeof field.target === 'string' ? field.target : '');

export const stepsOf = (from: Definition): Definition[] => listIn(from.steps).filter(isObject);

export const expressionOf = (field: Definition): Definition => (isObject(field.from) ? field.from : {});

/** The document with another field at this place; undefined takes it out. */
export function withField(document: Definition, index: number, field: Definition | undefined): Definition {
  const fields = fieldsIn(document);
  return { ...document, fields: field ? fields.with(index, field) : fields.toSpliced(index, 1) };
}

export const withMoreFields = (document: Definition, more: Definition[]): Definition => ({
  ...document,
  fields: [...fieldsIn(document), ...more],
});

/** Where a value comes from; `other`: by parts that are written in the JSON. */
export const sources = [
  { value: 'path', label: 'A field of the app' },
  { value: 'constant', label: 'Always the same' },
  { value: 'template', label: 'A text with fields in it' },
] as const;

type SourceKind = (typeof sources)[number]['value'] | 'other';

export const sourceKind = (from: Definition): SourceKind =>
  sources.find(({ value }) => value in from)?.value ?? 'other';

/** What somebody typed as a value: 5, true and null are what they look like, everything else is text. */
export function typedValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : value;
  } catch {
    return text;
  }
}

/** The same the other way: a text that looks like something else gets its quotes. */
export function valueText(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? '' : JSON.stringify(value);
  return typedValue(value) === value ? value : JSON.stringify(value);
}

/** Where in the document a problem is about. */
export function placeOf({ field }: MappingProblem, document: Definition): JsonPath {
  const at = fieldsIn(document).findIndex((one) => targetOf(one) === field);
  if (at !== -1) return ['fields', at];
  if (field.startsWith('@')) {
    const computed = listIn(document.computed).findIndex((one) => isObject(one) && one.name === field.slice(1));
    return ['computed', computed];
  }
  if (field.startsWith('table ')) return ['tables', field.slice(6)];
  return field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
