import { z } from 'zod';

export const base = z
  .string()
  .regex(/^app\w+$/, 'Choose a base.')
  .meta({ title: 'Base', options: 'bases' });
export const table = z
  .string()
  .min(1, 'Choose a table.')
  .meta({ title: 'Table', options: 'tables', dependsOn: 'base' });

export const settings = z.object({
  base,
  table,
  changedField: z.string().default('').meta({
    title: 'Field with the time of the last change',
    options: 'timeFields',
    dependsOn: 'table',
    description:
      'Of the type “Last modified time”. With it only what changed is read; without it everything, each time.',
  }),
});

export type Settings = z.output<typeof settings>;

export const tablePath = (of: { base: string; table: string }): string =>
  `/v0/${encodeURIComponent(of.base)}/${encodeURIComponent(of.table)}`;
