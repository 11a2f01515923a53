import type { ObjectField } from '#connectors/kit/index.ts';
import { kindOf, kindOfField } from './kind-of.ts';
import type { Mapping } from './mapping-document.ts';
import type { MappingProblem } from './read-mapping.ts';
import { type SourceFields, sourceFieldsOf } from './source-fields.ts';
import { type TargetField, targetFieldsOf } from './target-fields.ts';
import { validateMapping } from './validate-mapping.ts';

type AppObject = Parameters<typeof sourceFieldsOf>[0];

/** The fields of an app's row as places to write to. What a row that is read always has need not be sent: the app says what it lacks. */
export function rowTargetsOf(object: AppObject): TargetField[] {
  return sourceFieldsOf(object).fields.map((field) => ({
    path: field.name,
    label: field.label,
    type: kindOfField(field),
    required: false,
    nullable: true,
    ...(field.choices && { choices: field.choices.map(({ value }) => value) }),
  }));
}

interface ModelSource extends SourceFields {
  /** Fields of which nobody knows what they hold. */
  untyped: string[];
}

/** The fields of the vendor's model as places to read from: as it is described, else what the mapping makes of the app's. */
function modelSource({ mapping, target, object }: Against): ModelSource {
  const described = target === null ? [] : targetFieldsOf(target);
  const own = new Map(sourceFieldsOf(object).fields.map((field) => [field.name, field]));
  const made = mapping.fields.map(({ target: path, type, from }) => ({ path, label: path, type: type ?? kindOf(from, own) })); // biome-ignore format: one thought
  const fields = described.length > 0 ? described : made;
  return {
    fields: fields.map(fieldOf),
    isOpen: mapping.rest !== undefined,
    untyped: fields.filter(({ type }) => type === undefined).map(({ path }) => path),
  };
}

const fieldOf = ({
  path: name,
  label,
  type = 'object',
  choices,
}: Partial<TargetField> & { path: string; label: string }): ObjectField => ({
  name,
  label,
  type: type === 'integer' ? 'number' : type,
  ...(choices && { choices: choices.map((value) => ({ value, label: value })) }),
});

interface Against {
  /** The way in, and the model that it was made for. */
  mapping: Mapping;
  target: Parameters<typeof targetFieldsOf>[0] | null;
  object: AppObject;
  tables: readonly string[];
}

/** Holds the way back to the app against the model that it reads and the row that it makes. */
export function validateWrite(write: Mapping, against: Against): MappingProblem[] {
  const { mapping, object, tables } = against;
  const { fields, isOpen, untyped } = modelSource(against);
  const row = sourceFieldsOf(object);
  return [
    ...onlyOnTheWayIn(write),
    ...untouchable(write, object),
    ...validateMapping(write, {
      source: fields,
      sourceIsOpen: isOpen,
      untyped,
      target: rowTargetsOf(object),
      targetIsOpen: row.isOpen,
      tables,
      way: 'out',
    }),
    ...notTheSameAgain(write, mapping),
  ];
}

function onlyOnTheWayIn(write: Mapping): MappingProblem[] {
  const error = (field: string, message: string, remedy: string) => ({ severity: 'error' as const, field, message, remedy }); // biome-ignore format: one thought
  return [
    ...(write.filter ? [error('filter', 'A mapping to the app can have no filter.', 'Send what is to be written, and nothing else.')] : []), // biome-ignore format: one thought
    ...(write.raw === undefined ? [] : [error(write.raw, 'A mapping to the app has no row of the app to pass on.', 'Take `raw` out.')]), // biome-ignore format: one thought
  ];
}

/** What the app sets by itself is never sent. */
function untouchable(write: Mapping, { upsert }: AppObject): MappingProblem[] {
  const touches = upsert?.touches ?? [];
  return write.fields
    .filter(({ target }) => touches.includes(target))
    .map(({ target }) => ({
      severity: 'warning' as const,
      field: target,
      message: `The app sets ${target} by itself, so it is not sent.`,
      remedy: 'Take it out.',
    }));
}

/** Values that come back as another one: two of the model are one in the app. */
function notTheSameAgain(write: Mapping, mapping: Mapping): MappingProblem[] {
  return write.fields.flatMap(({ target, from }) => {
    const back = mapping.fields.find((field) => 'path' in field.from && field.from.path === target);
    if (!('path' in from) || back?.target !== from.path) return [];
    const [out, home] = [tableOf(from), tableOf(back.from)];
    const lost = [...out].filter(([value, there]) => home.has(there) && home.get(there) !== value);
    if (lost.length === 0) return [];
    const [value, there] = lost[0] ?? [];
    return [
      {
        severity: 'warning' as const,
        field: target,
        message: `${from.path} does not come back as it was written: ${value} becomes ${there} in the app, and ${there} comes back as ${home.get(there ?? '')}.`,
        remedy: 'Give each value its own in the app, or expect the record to change after such a write.',
      },
    ];
  });
}

/** A value table that is all that an expression does. */
function tableOf(from: Mapping['fields'][number]['from']): Map<string, string> {
  const [step, ...more] = from.steps ?? [];
  if (step?.do !== 'values' || more.length > 0) return new Map();
  return new Map(step.table.flatMap((row) => row.from.map((one) => [String(one), String(row.to)])));
}
