import { z } from 'zod';

const name = (empty: string) =>
  z
    .string()
    .trim()
    .refine((text) => !/[`\\]/.test(text), 'A name as BigQuery shows it.')
    .meta({ title: empty });

export const projectId = name('Project')
  .refine((text) => text !== '', 'Choose a project.')
  .meta({ title: 'Project', options: 'projects' });

export const settings = z.object({
  project: projectId,
  dataset: name('Dataset').default('').meta({ title: 'Dataset', options: 'datasets', dependsOn: 'project' }),
  table: name('Table').default('').meta({
    title: 'Table',
    options: 'tables',
    dependsOn: 'dataset',
    description: 'Whose rows are brought. A view too.',
  }),
  key: name('Columns that name a row').default('').meta({
    title: 'Columns that name a row',
    options: 'columns',
    dependsOn: 'table',
    description: 'Their values differ from row to row, and stay. Several with commas between.',
  }),
  changed: name('Column with the time of the change').default('').meta({
    title: 'Column with the time of the change',
    options: 'timeColumns',
    dependsOn: 'table',
    description: 'Then only what is newer is read. Empty: the whole table each time.',
  }),
  late: z.number().int().min(10).max(43_200).default(60).meta({
    title: 'Minutes that a row may come late',
    description: 'After the time that stands in it.',
  }),
  gigabytes: z.number().min(1).max(100_000).default(100).meta({
    title: 'Most gigabytes that a query may read',
    description: 'Google bills what is read. A query that would read more is refused.',
  }),
});

export type Settings = z.output<typeof settings>;
