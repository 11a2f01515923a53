import type { Connector, ObjectField } from '#connectors/kit/index.ts';
import { sourceFieldsOf } from '#server/mapping/source-fields.ts';
import { valuesOf, withSampled } from '#server/mapping/suggest-mapping.ts';
import type { AccountRead } from './read-account.ts';

/** Fields of the customer's own account, nested ones by their path. */
export interface Sources {
  fields: ObjectField[];
  /** Whether there may be others: nobody has described them all. */
  isOpen: boolean;
}

/** The app's own description where there is one, and what its rows hold besides; else what every account has. */
export function sourcesOf(object: Connector['objects'][string], { described, rows }: AccountRead): Sources {
  const known = sourceFieldsOf(object);
  const fields = withSampled(described ?? known.fields, rows);
  const isWhole = ({ name, type }: ObjectField) =>
    type !== 'object' || !fields.some((other) => other.name.startsWith(`${name}.`));
  return { fields: fields.filter(isWhole), isOpen: described === null && known.isOpen };
}

const longestShown = 80;

/** A value as people read it, cut where it is long; null where there is none. */
export function shownValue(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  const text = Array.isArray(value)
    ? value.map((one) => shownValue(one) ?? '').join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text;
}

const mostValues = 25;

/** What a field holds: one value to know it by, and all of its values where they are few. */
export function samplesOf(
  field: ObjectField,
  rows: readonly unknown[],
): { sample: string | null; values: { value: string; label: string }[] } {
  const found = valuesOf(field, rows);
  const sample = shownValue(found[0]);
  if (field.choices) return { sample, values: field.choices.slice(0, 500) };
  const single = found.filter((one) => ['string', 'number', 'boolean'].includes(typeof one)).map(String);
  const distinct = [...new Set(single)];
  const isFew = single.length === found.length && distinct.length <= mostValues && distinct.length < found.length;
  return { sample, values: isFew ? distinct.sort().map((value) => ({ value, label: value })) : [] };
}
