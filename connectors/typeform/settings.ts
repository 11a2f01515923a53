import { z } from 'zod';

export const form = z
  .string()
  .trim()
  .regex(/^\w+$/, 'The id of a form has letters and digits: the last part of its address.')
  .meta({ title: 'Form', options: 'forms' });

export const settings = z.object({
  form: form.meta({ title: 'Form', options: 'forms', description: 'Whose answers are brought.' }),
});

export type Settings = z.output<typeof settings>;

export const formPath = (id: string): string => `/forms/${encodeURIComponent(id)}`;
