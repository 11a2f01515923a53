import type { FieldValues } from '../../core/connect-snapshot.ts';
import type { FormField } from '../../core/contract.ts';
import type { PhraseKey } from '../phrases/en.ts';

/** What the field shows: what was typed, else the default. */
export function shownValue(field: FormField, values: FieldValues): string | boolean {
  const value = values[field.name] ?? field.default;
  if (field.kind === 'switch') return value === true || value === 'true';
  return value === undefined || value === null ? '' : String(value);
}

/** What is missing, by field; empty when the form can be sent. */
export function complaintsAbout(fields: readonly FormField[], values: FieldValues): Map<string, PhraseKey> {
  const complaints = new Map<string, PhraseKey>();
  for (const field of fields) {
    const value = shownValue(field, values);
    if (field.required && field.kind !== 'switch' && String(value).trim() === '')
      complaints.set(
        field.name,
        ['select', 'options', 'file'].includes(field.kind) ? 'field.choose' : 'field.required',
      );
    else if (field.kind === 'number' && value !== '' && Number.isNaN(Number(value)))
      complaints.set(field.name, 'field.number');
  }
  return complaints;
}

/** The form as the server takes it: numbers as numbers, empty optional fields left out. */
export function toSend(fields: readonly FormField[], values: FieldValues): FieldValues {
  const entries = fields.map((field): [string, unknown] => {
    const value = shownValue(field, values);
    if (value === '') return [field.name, undefined];
    if (field.kind === 'number') return [field.name, Number(value)];
    return [field.name, field.kind === 'text' && typeof value === 'string' ? value.trim() : value];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
