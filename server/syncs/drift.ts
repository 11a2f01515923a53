import { z } from 'zod';
import type { ObjectField } from '#connectors/kit/index.ts';

/** What is kept of a field between two full passes. */
const fieldSchema = z.object({ name: z.string(), label: z.string(), type: z.string(), required: z.boolean() });
export type KnownField = z.infer<typeof fieldSchema>;

const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('removed'), field: z.string(), label: z.string(), at: z.string() }),
  z.object({ kind: z.literal('renamed'), field: z.string(), label: z.string(), to: z.string(), at: z.string() }),
  z.object({
    kind: z.literal('retyped'),
    field: z.string(),
    label: z.string(),
    from: z.string(),
    to: z.string(),
    at: z.string(),
  }),
  z.object({ kind: z.literal('required'), field: z.string(), label: z.string(), at: z.string() }),
]);
export type FieldChange = z.infer<typeof changeSchema>;

/** `sync.fields`: the app's own description as it was last asked for. */
const descriptionSchema = z.object({ at: z.string(), fields: z.array(fieldSchema) });

/** `sync.drift`: what has changed about the app's fields, the newest first. */
export const driftSchema = z.array(changeSchema);

export const parseDescription = (stored: unknown): z.infer<typeof descriptionSchema> | null =>
  descriptionSchema.nullable().parse(stored ?? null);
export const parseDrift = (stored: unknown): FieldChange[] => driftSchema.parse(stored ?? []);

export const knownFields = (fields: readonly ObjectField[]): KnownField[] =>
  fields.map(({ name, label, type, required = false }) => ({ name, label, type, required }));

/** What may break a mapping between two descriptions of an object. A field that is new breaks none. */
export function compareFields(before: readonly KnownField[], now: readonly KnownField[], at: string): FieldChange[] {
  const known = new Map(before.map((field) => [field.name, field]));
  const present = new Map(now.map((field) => [field.name, field]));
  const fresh = now.filter((field) => !known.has(field.name));
  const gone = before.filter((field) => !present.has(field.name));
  const changes: FieldChange[] = gone.map((field) => {
    const successor = successorOf(field, gone, fresh);
    const { name, label } = field;
    return successor
      ? { kind: 'renamed', field: name, label, to: successor.name, at }
      : { kind: 'removed', field: name, label, at };
  });
  for (const field of now) {
    const was = known.get(field.name);
    const { name, label } = field;
    if (was && was.type !== field.type)
      changes.push({ kind: 'retyped', field: name, label, from: was.type, to: field.type, at });
    if (was && field.required && !was.required) changes.push({ kind: 'required', field: name, label, at });
  }
  return changes;
}

/** The new field that is the old one under another name, as far as it can be told: it has the same label, or is alone of its type. */
function successorOf(
  field: KnownField,
  gone: readonly KnownField[],
  fresh: readonly KnownField[],
): KnownField | undefined {
  const alike = fresh.filter((one) => one.type === field.type);
  const sameLabel = alike.filter((one) => one.label === field.label);
  if (sameLabel.length === 1) return sameLabel[0];
  const isAlone = gone.filter((one) => one.type === field.type).length === 1 && alike.length === 1;
  return isAlone ? alike[0] : undefined;
}

const mostKept = 100;

/** What is told from now on: the new changes, and the older ones but those of fields that are there again. */
export function mergeDrift(
  older: readonly FieldChange[],
  newer: readonly FieldChange[],
  present: readonly KnownField[],
): FieldChange[] {
  const names = new Set(present.map((field) => field.name));
  const said = new Set(newer.map((change) => `${change.kind} ${change.field}`));
  const still = older.filter(({ kind, field }) => {
    const isBack = (kind === 'removed' || kind === 'renamed') && names.has(field);
    return !isBack && !said.has(`${kind} ${field}`);
  });
  return [...newer, ...still].slice(0, mostKept);
}

/** "the field Phone is gone", for people. */
export function changeWords(change: FieldChange): string {
  switch (change.kind) {
    case 'removed':
      return `the field ${change.label} is gone`;
    case 'renamed':
      return `the field ${change.label} (${change.field}) is now ${change.to}, it seems`;
    case 'retyped':
      return `the field ${change.label} was a ${change.from} and is a ${change.to}`;
    case 'required':
      return `the field ${change.label} is now required`;
  }
}
