import type { Json } from './json.ts';
import type { Condition, Expression, MappedField, Mapping, Scalar, Step } from './mapping.ts';
import { type ModelName, models, type RecordOf } from './models/models.ts';

/** Where a field comes from: a path in the row, or more than that. */
export type From = string | Expression;

interface Others {
  /** An object of the row, or `.` for the whole row: what no field takes of it becomes `custom`. */
  rest?: string;
  /** Only rows that it is true for are of this model. */
  filter?: Condition;
  computed?: Record<string, Expression>;
}

type Fields<Name extends ModelName> = { id: From } & { [Field in keyof Omit<RecordOf<Name>, 'id' | 'raw'>]?: From };

/**
 * The mapping of an app's row to a model. A field that the model does not have fails to compile.
 *
 * @example
 * mapTo('contact', { id: 'id', firstName: 'first_name', emails: listOf('email', [{ email: 'email', type: constant('work') }]) }, { rest: 'custom' })
 */
export function mapTo<Name extends ModelName>(
  model: Name,
  fields: Fields<Name>,
  { rest, filter, computed }: Others = {},
): Mapping {
  const known = Object.keys(models[model].schema.shape);
  return {
    mapping: 1,
    ...(computed && { computed: Object.entries(computed).map(([name, from]) => ({ name, from })) }),
    ...(filter && { filter }),
    // In the model's order: what people read looks alike for every app.
    fields: fieldsOf(Object.entries(fields)).sort(
      (one, other) => known.indexOf(one.target) - known.indexOf(other.target),
    ),
    ...(rest !== undefined && { rest: { from: rest, to: 'custom', filled: true } }),
  };
}

/**
 * The mapping of a record of a model to what an app's object takes: targets are paths in its row, sources fields of the model.
 *
 * @example
 * mapFrom({ 'properties.firstname': 'firstName', 'properties.email': 'emails[0].email' })
 */
export function mapFrom(fields: Record<string, From>): Mapping {
  return { mapping: 1, fields: fieldsOf(Object.entries(fields)) };
}

const fieldsOf = (entries: [string, From | undefined][]): MappedField[] =>
  entries.flatMap(([target, from]) => (from === undefined ? [] : [{ target, from: expressionOf(from) }]));

const expressionOf = (from: From): Expression => (typeof from === 'string' ? { path: from } : from);

/** What is at a path, and what is done with it. */
export const at = (path: string, ...steps: Step[]): Expression => (steps.length > 0 ? { path, steps } : { path });

/** The same for every row. */
export const constant = (value: Json): Expression => ({ constant: value });

/** A text with places: `{first_name} {last_name}`. */
export const template = (text: string): Expression => ({
  template: text,
  steps: [{ do: 'collapse' }],
});

/** The first that is there. */
export const firstOf = (...sources: From[]): Expression => ({ firstOf: sources.map(expressionOf) });

/** A key that the app sends as a number or text, as text; also of each item of a list: `owners[].id`. */
export const asText = (path: string): Expression =>
  path.includes('[]')
    ? { path, steps: [{ do: 'map', to: { path: '.', steps: [{ do: 'convert', to: 'text' }] } }] }
    : { path, steps: [{ do: 'convert', to: 'text' }] };

/** An id or amount as the number that the app takes. */
export const asNumber = (path: string): Expression => at(path, { do: 'convert', to: 'number' });

/** The app's words for each of the model's; those that nobody knows of are left out, or become `otherwise`. */
export function oneOf(
  source: From,
  words: Record<string, Scalar | Scalar[]>,
  otherwise?: string | number | boolean,
): Expression {
  const from = expressionOf(source);
  const table = Object.entries(words).map(([to, apps]) => ({ from: [apps].flat(), to }));
  const step: Step = {
    do: 'values',
    table,
    otherwise: otherwise === undefined ? 'clear' : { default: otherwise },
    ignoreCase: true,
  };
  return { ...from, steps: [...(from.steps ?? []), step] };
}

/** The value of the first condition that is true of the row; its paths begin at the row. */
export function when(cases: [Condition, Scalar][], otherwise?: Scalar): Expression {
  const found = cases.map(([condition, value]) => onlyIf(condition, constant(value)));
  return { firstOf: [...found, ...(otherwise === undefined ? [] : [constant(otherwise)])] };
}

/** A source that counts only where this is true of the row. */
export const onlyIf = (condition: Condition, source: From): Expression => ({
  list: [expressionOf(source)],
  steps: [{ do: 'where', where: fromRow(condition) }, { do: 'first' }],
});

function fromRow(condition: Condition): Condition {
  if ('all' in condition) return { all: condition.all.map(fromRow) };
  if ('any' in condition) return { any: condition.any.map(fromRow) };
  if ('not' in condition) return { not: fromRow(condition.not) };
  const { path, other } = condition;
  return { ...condition, path: rooted(path), ...(other !== undefined && { other: rooted(other) }) };
}

const rooted = (path: string): string => (/^[$@]/.test(path) ? path : `$.${path}`);

type Item = Record<string, From>;

const objectOf = (item: Item): Expression => ({
  object: Object.fromEntries(Object.entries(item).map(([name, from]) => [name, expressionOf(from)])),
  filled: true,
});

const withAny = (paths: readonly string[]): Step => ({
  do: 'where',
  where: { any: paths.map((path): Condition => ({ path, is: 'not_empty' })) },
});

/** Fields of the row as a list of objects, those without `key` left out. */
export const listOf = (key: string, items: Item[]): Expression => ({
  list: items.map(objectOf),
  steps: [withAny([key])],
});

/**
 * A list of the row, each item as such an object; the item's paths begin at the item. `key`: those without it (or without
 * any of these) are left out. `where`: only items that it is true for, as the app has them.
 */
export const itemsOf = (path: string, item: Item, key: string | string[] = [], where?: Condition): Expression => ({
  path,
  steps: [
    ...(where ? [{ do: 'where', where } as const] : []),
    { do: 'map', to: objectOf(item) },
    ...(key.length > 0 ? [withAny([key].flat())] : []),
  ],
});

/** Several lists as one, items without `key` left out. */
export const together = (key: string, ...lists: Expression[]): Expression => ({
  list: lists,
  steps: [{ do: 'flatten' }, withAny([key])],
});

/** Addresses that stand in fields of the row: those where any part is there. */
export const addressesOf = (...items: Item[]): Expression => ({
  list: items.map(objectOf),
  steps: [withAny(addressParts)],
});

/** Of an address: one where none of these is there is none. */
export const addressParts = ['street', 'city', 'state', 'postalCode', 'country'];

/** Those that are there, each on a line of its own: of a street. */
export const lines = (...sources: From[]): Expression => ({
  list: sources.map(expressionOf),
  steps: [{ do: 'join', by: '\n' }],
});

/** The words of a document that is a tree of blocks, each block on a line: without its looks. */
export const wordsOf = (path: string, key: string): Expression =>
  at(path, { do: 'map', to: at('.', { do: 'collect', key }, { do: 'join', by: '' }) }, { do: 'join', by: '\n' });

/** A list of names and values as one object, for `custom`. */
export const keyed = (path: string, by: string, value: string): Expression => at(path, { do: 'keyed', by, value });

/** An amount as decimal text. `shift`: 2 makes percent of a share. */
export const decimal = (path: string, shift?: number): Expression =>
  at(path, shift === undefined ? { do: 'decimal' } : { do: 'decimal', shift });

/** Cents, or what the currency at the other path has, as whole units. `digits`: of currencies that the app counts otherwise than ISO 4217. */
export const minorUnits = (path: string, currencyFrom: string, digits?: Record<string, number>): Expression =>
  at(path, { do: 'minor_units', to: 'major', currencyFrom, ...(digits && { digits }) });

/** A time that is written otherwise than by ISO 8601 with a zone: `unix`, `unix_ms`, `dotnet`, or a pattern. */
export const time = (path: string, read: string, zone?: string): Expression =>
  at(path, { do: 'date', read: [read], write: 'datetime', ...(zone && { zone }) });
