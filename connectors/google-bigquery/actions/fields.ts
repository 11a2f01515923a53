import { z } from 'zod';
import { settings } from '../settings.ts';

const project = z.string().trim().default('').meta({
  title: 'Project',
  options: 'projects',
  description: 'Empty: the one of the settings.',
});
export const inProject = { project };
export const inDataset = {
  project,
  dataset: z
    .string()
    .trim()
    .min(1, 'Choose a dataset.')
    .meta({ title: 'Dataset', options: 'datasets', dependsOn: 'project' }),
};
export const inTable = {
  ...inDataset,
  table: z.string().trim().min(1, 'Choose a table.').meta({ title: 'Table', options: 'tables', dependsOn: 'dataset' }),
};

export const rowsText = z
  .array(z.record(z.string(), z.json()))
  .min(1, 'One row or more.')
  .meta({ title: 'Rows', description: 'A list of objects; their names are those of the columns.' });

export const row = z.record(z.string(), z.unknown());

/** What was chosen in the form, else in the settings. */
export function placeOf<Input extends { project: string }>(answers: unknown, input: Input) {
  const known = settings.parse(answers);
  return { ...input, project: input.project || known.project, gigabytes: known.gigabytes };
}
