import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../../kit/index.ts';
import { formPath, type Settings } from '../settings.ts';

const leaf = z.looseObject({
  id: z.string(),
  title: z.string().nullish(),
  type: z.string(),
  validations: z.looseObject({ required: z.boolean().nullish() }).nullish(),
  properties: z
    .looseObject({
      choices: z.array(z.looseObject({ label: z.string().nullish() })).nullish(),
      allow_multiple_selection: z.boolean().nullish(),
      fields: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});
type Question = z.output<typeof leaf>;

export const definition = z.looseObject({
  fields: z.array(leaf).nullish(),
  hidden: z.array(z.string()).nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** Questions, those inside of groups too; texts that only stand there are none. */
export const questionsOf = (fields: Question[]): Question[] =>
  fields.flatMap((field) => {
    const inner = z.array(leaf).safeParse(field.properties?.fields ?? []).data ?? [];
    if (inner.length > 0) return questionsOf(inner);
    return field.type === 'statement' ? [] : [field];
  });

const types: Record<string, ObjectField['type']> = {
  date: 'date',
  dropdown: 'choice',
  legal: 'boolean',
  number: 'number',
  nps: 'number',
  opinion_scale: 'number',
  rating: 'number',
  payment: 'object',
  picture_choice: 'choice',
  multiple_choice: 'choice',
  ranking: 'list',
  yes_no: 'boolean',
};

const readOnly = { readOnly: true };
const standard: ObjectField[] = [
  { name: 'response_id', label: 'ID', type: 'text', ...readOnly },
  { name: 'landed_at', label: 'Opened at', type: 'datetime', ...readOnly },
  { name: 'submitted_at', label: 'Submitted at', type: 'datetime', ...readOnly },
  { name: 'calculated.score', label: 'Score', type: 'number', ...readOnly },
  { name: 'metadata.platform', label: 'Device', type: 'text', ...readOnly },
  { name: 'metadata.referer', label: 'Came from', type: 'text', ...readOnly },
  { name: 'answers', label: 'Answers as sent', type: 'list', ...readOnly },
];

function fieldOf({ id, title, type, properties, validations }: Question): ObjectField {
  const isMany = properties?.allow_multiple_selection === true;
  const known = types[type] ?? 'text';
  const labels = (properties?.choices ?? []).flatMap(({ label }) => (label ? [label] : []));
  return {
    name: `fields.${id}`,
    label: title || id,
    type: known === 'choice' && isMany ? 'choices' : known,
    custom: true,
    ...readOnly,
    ...(validations?.required && { required: true }),
    ...(known === 'choice' && labels.length > 0 && { choices: labels.map((label) => ({ value: label, label })) }),
  };
}

/** The questions of the form that the settings name, as columns; and its hidden fields. */
export async function describeResponse({ http, settings }: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const { fields, hidden } = (await http.get(formPath(settings.form), definition)).body;
  const ofUrl = (hidden ?? []).map(
    (name): ObjectField => ({
      name: `hidden.${name}`,
      label: name,
      type: 'text',
      custom: true,
      ...readOnly,
    }),
  );
  return [...standard, ...questionsOf(fields ?? []).map(fieldOf), ...ofUrl];
}
