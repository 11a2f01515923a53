import type { ObjectField } from '#connectors/kit/index.ts';
import type { Expression, FieldType, Step } from './mapping-document.ts';
import { parsePath } from './path.ts';

/** What an expression gives, as far as its source's fields and its steps tell; undefined: nobody knows before it runs. */
export type Kind = FieldType | undefined;

const kinds: Record<ObjectField['type'], Kind> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  choice: 'choice',
  choices: 'list',
  reference: 'text',
  list: 'list',
  object: 'object',
};

export const kindOfField = (field: ObjectField): Kind => kinds[field.type];

/** The names of a path's parts by dots, as fields are named: `items[].sku` is `items.sku`. */
export function plainPath(text: string): string | undefined {
  const path = parsePath(text);
  if (!path || path.start.from === 'computed') return undefined;
  return path.parts.flatMap((part) => ('key' in part ? [part.key] : [])).join('.');
}

export function kindOf(expression: Expression, fields: ReadonlyMap<string, ObjectField>): Kind {
  return (expression.steps ?? []).reduce<Kind>(kindAfter, kindOfSource(expression, fields));
}

function kindOfSource(expression: Expression, fields: ReadonlyMap<string, ObjectField>): Kind {
  if ('constant' in expression) return kindOfValue(expression.constant);
  if ('template' in expression) return 'text';
  if ('object' in expression) return 'object';
  if ('list' in expression) return 'list';
  if ('firstOf' in expression) {
    const all = new Set(expression.firstOf.map((one) => kindOf(one, fields)));
    return all.size === 1 ? [...all][0] : undefined;
  }
  const path = parsePath(expression.path);
  if (path?.parts.some((part) => 'each' in part)) return 'list';
  if (path?.parts.some((part) => 'index' in part)) return undefined;
  const field = fields.get(plainPath(expression.path) ?? '');
  return field && kindOfField(field);
}

/** What a value that is there is. */
export function kindOfValue(value: unknown): Kind {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'object' && value !== null ? 'object' : undefined;
}

const listMakers = new Set<Step['do']>(['collect', 'flatten', 'unique', 'compact', 'where', 'map', 'group']);
const textMakers = new Set<Step['do']>([
  ...(['join', 'json', 'phone', 'country', 'state', 'currency', 'decimal', 'minor_units'] as const),
]);

function kindAfter(kind: Kind, step: Step): Kind {
  if (listMakers.has(step.do)) return 'list';
  if (textMakers.has(step.do)) return 'text';
  switch (step.do) {
    case 'convert':
      return step.to;
    case 'keyed':
      return 'object';
    case 'count':
      return 'integer';
    case 'number':
      return kind === 'list' ? 'list' : 'number';
    case 'split':
      return step.part === undefined || kind === 'list' ? 'list' : 'text';
    case 'date': {
      if (step.write === 'unix' || step.write === 'unix_ms') return 'integer';
      if (step.write === 'date' || step.write === 'datetime') return step.write;
      return step.write === undefined ? undefined : 'text';
    }
    case 'first':
    case 'last':
    case 'at':
    case 'lookup':
    case 'values':
      return undefined;
    case 'default':
      return kind;
    default:
      return kind === 'list' ? 'list' : 'text';
  }
}
