import { z } from 'zod';

export const dataSource = z
  .string()
  .trim()
  .min(1, 'Choose a database.')
  .regex(/^[0-9a-f-]{32,36}$/i, 'Choose a database, or paste the id of its data source.')
  .meta({ title: 'Database', options: 'dataSources' });

export const settings = z.object({
  dataSource: dataSource.meta({ title: 'Database', options: 'dataSources', description: 'Whose rows are brought.' }),
});

export type Settings = z.output<typeof settings>;
