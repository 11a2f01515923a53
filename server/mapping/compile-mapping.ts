import { compileCondition } from './condition.ts';
import { converterTo } from './convert.ts';
import { isEmpty } from './empty.ts';
import { compileExpression } from './expression.ts';
import { limits } from './limits.ts';
import type { FieldType, MappedField, Mapping, Policy } from './mapping-document.ts';
import { type Lookups, type Read, readAt, type Scope } from './path.ts';
import { pathsOf } from './paths-of.ts';
import { restKeys } from './rest-keys.ts';
import type { TargetField } from './target-fields.ts';
import { shapeOf, Trouble } from './trouble.ts';

/** One field that could not be mapped. Never holds the value: only what it looks like. */
export interface FieldTrouble {
  target: string;
  /** Where its value would come from. */
  source: string;
  class: 'mapping';
  message: string;
  remedy: string;
}

export type Mapped =
  | { record: Record<string, unknown> }
  /** The filter does not want it. */
  | { excluded: true }
  /** Everything that is wrong with it, not the first thing only. */
  | { troubles: FieldTrouble[] };

/** Maps one row. Never throws, whatever the row is. `sent`: the row as the app sent it, where that is not the same. */
export type MapRow = (row: unknown, lookups?: Lookups, sent?: unknown) => Mapped;

const nothingComputed: ReadonlyMap<string, unknown> = new Map();

/** Makes plain functions of a mapping, once. `target` gives fields their type, and says what each must be. */
export function compileMapping(mapping: Mapping, target: readonly TargetField[] = []): MapRow {
  const map = compileParts(mapping, target);
  return (row, lookups, sent) => {
    const mapped = map(row, lookups, sent);
    if ('excluded' in mapped) return mapped;
    const { record, troubles } = mapped;
    return troubles.length > 0 ? { troubles } : { record };
  };
}

/** Maps one row as far as it can be mapped. */
export type MapParts = (
  row: unknown,
  lookups?: Lookups,
  sent?: unknown,
) => { record: Record<string, unknown>; troubles: FieldTrouble[] } | { excluded: true };

interface Compile {
  /** What is said to be empty is written as null where its field has no policy: to the app, that is a value like any other. */
  passNulls?: boolean;
}

export function compileParts(
  mapping: Mapping,
  target: readonly TargetField[],
  { passNulls = false }: Compile = {},
): MapParts {
  const byPath = new Map(target.map((field) => [field.path, field]));
  const computed = (mapping.computed ?? []).map(({ name, from }) => ({ name, read: compileExpression(from) }));
  const wanted = mapping.filter && compileCondition(mapping.filter);
  const fields = mapping.fields.map((field) => compileField(field, byPath.get(field.target), passNulls));
  const rest = mapping.rest && { put: putterAt(mapping.rest.to), take: restOf(mapping) };
  const raw = mapping.raw === undefined ? undefined : putterAt(mapping.raw);

  const own = tablesOf(mapping);

  return (row, given, sent = row) => {
    const lookups = given === undefined ? own : { get: (name: string) => own.get(name) ?? given.get(name) };
    const scope: Scope = { row, here: row, computed: nothingComputed, lookups, left: limits.work };
    if (computed.length > 0) {
      const values = new Map<string, unknown>();
      scope.computed = values;
      for (const { name, read } of computed) values.set(name, attempt(read, scope));
    }
    try {
      if (wanted && !wanted(scope)) return { excluded: true };
    } catch (error) {
      return { record: {}, troubles: [troubleOf(error, '', 'the filter')] };
    }
    const record: Record<string, unknown> = {};
    const troubles: FieldTrouble[] = [];
    for (const field of fields) {
      scope.here = row;
      const trouble = field(scope, record);
      if (trouble) troubles.push(trouble);
    }
    if (rest) {
      try {
        const taken = rest.take(scope);
        if (taken !== undefined) rest.put(record, taken);
      } catch (error) {
        troubles.push(troubleOf(error, mapping.rest?.to ?? '', mapping.rest?.from ?? ''));
      }
    }
    raw?.(record, sent);
    return { record, troubles };
  };
}

/** A number and its digits are one key, as in value tables. */
const tablesOf = (mapping: Mapping): ReadonlyMap<string, ReadonlyMap<string, unknown>> =>
  new Map(
    Object.entries(mapping.tables ?? {}).map(([name, rows]) => [
      name,
      new Map(rows.map(({ from, to }) => [String(from).trim(), to])),
    ]),
  );

/** The value, or the trouble with it. */
function attempt(read: Read, scope: Scope): unknown {
  scope.here = scope.row;
  try {
    return read(scope);
  } catch (error) {
    return error instanceof Trouble ? error : new Trouble(unknownCause, unknownRemedy);
  }
}

const unknownCause = 'The value could not be worked out.';
const unknownRemedy =
  'Look at the record in the app: it is nested or shaped in a way that this mapping does not expect.';

function troubleOf(error: unknown, target: string, source: string): FieldTrouble {
  const { message, remedy } = error instanceof Trouble ? error : { message: unknownCause, remedy: unknownRemedy };
  return { target, source, class: 'mapping', message, remedy };
}

type MapField = (scope: Scope, record: Record<string, unknown>) => FieldTrouble | undefined;

function compileField(field: MappedField, target: TargetField | undefined, passNulls: boolean): MapField {
  const read = compileExpression(field.from);
  const source = pathsOf(field.from)[0] ?? 'a constant';
  const suit = fitterOf(field.type ?? target?.type, target);
  const put = putterAt(field.target);
  const empty = policyOf(field.empty ?? 'skip', 'nothing is there');
  const isEmptied = passNulls && field.empty === undefined ? emptied(field) : () => false;
  const unusable = policyOf(field.unusable ?? 'error', undefined);
  const required = target?.required === true;
  return (scope, record) => {
    let value: unknown;
    try {
      value = read(scope);
      if (isEmpty(value)) value = isEmptied(scope) ? null : empty();
      if (value !== undefined && value !== null) value = suit(value);
    } catch (error) {
      try {
        value = unusable(error);
      } catch {
        return troubleOf(error, field.target, source);
      }
    }
    if (value === undefined) return required ? troubleOf(missing, field.target, source) : undefined;
    put(record, value);
    return undefined;
  };
}

/** Whether what a field is made of is there, and is nothing. */
function emptied({ from }: MappedField): (scope: Scope) => boolean {
  const reads = pathsOf(from).map(readAt);
  return (scope) => {
    const values = reads.map((read) => read(scope));
    return values.every(isEmpty) && values.some((value) => value !== undefined);
  };
}

const missing = new Trouble(
  'The field is required, and nothing is there.',
  'Fill it in in the app, or give the mapping a default.',
);

/** What a policy makes of nothing, or of an error. */
function policyOf(policy: Policy, cause: string | undefined): (error?: unknown) => unknown {
  if (policy === 'skip') return () => undefined;
  if (policy === 'clear') return () => null;
  if (typeof policy === 'object') return () => structuredClone(policy.default);
  const trouble =
    cause === undefined ? undefined : new Trouble(`The field may not be empty, and ${cause}.`, missing.remedy);
  return (error) => {
    throw trouble ?? error;
  };
}

/** Makes a value fit its type, its choices and its length. */
function fitterOf(type: FieldType | undefined, target: TargetField | undefined): (value: unknown) => unknown {
  const convert = type && converterTo(type);
  const choices = target?.choices && new Set(target.choices);
  const maxLength = target?.maxLength;
  return (value) => {
    const made = convert ? convert(value) : value;
    if (choices && !choices.has(String(made)))
      throw new Trouble(
        `${shapeOf(made)} is none of the choices ${[...choices].slice(0, 8).join(', ')}${choices.size > 8 ? ', …' : ''}.`,
        'Add a value table that says which choice it means.',
      );
    if (maxLength !== undefined && typeof made === 'string' && made.length > maxLength)
      throw new Trouble(`${shapeOf(made)} is longer than the ${maxLength} characters that fit.`, 'Add the step “cut”.');
    return made;
  };
}

type Put = (record: Record<string, unknown>, value: unknown) => void;

/** Writes into a record, and into objects inside it. The schema of mappings refuses names that mean something to objects themselves. */
function putterAt(target: string): Put {
  const keys = target.split('.');
  const last = keys.pop() ?? target;
  if (keys.length === 0)
    return (record, value) => {
      record[last] = value;
    };
  return (record, value) => {
    let inner = record;
    for (const key of keys) {
      const next = Object.hasOwn(inner, key) ? inner[key] : undefined;
      if (isObject(next)) inner = next;
      else {
        const made = {};
        inner[key] = made;
        inner = made;
      }
    }
    inner[last] = value;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What no field names, of the object that `rest` takes over. */
function restOf(mapping: Mapping): Read {
  const { from = '.', filled = false } = mapping.rest ?? {};
  const read = readAt(from);
  const named = restKeys(mapping, from);
  return (scope) => {
    scope.here = scope.row;
    const value = read(scope);
    if (!isObject(value)) return undefined;
    const isWanted = ([key, inner]: [string, unknown]) =>
      !named.has(key) && key !== '__proto__' && !(filled && isEmpty(inner));
    return Object.fromEntries(Object.entries(value).filter(isWanted));
  };
}
