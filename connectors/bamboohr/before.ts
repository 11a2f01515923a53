import { z } from 'zod';

export const before = z.object({
  company: z
    .string()
    .trim()
    .toLowerCase()
    .transform((value) => value.replace(/^https?:\/\//, '').replace(/\.bamboohr\.com.*$/, ''))
    .pipe(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'The name before .bamboohr.com, such as acme.'))
    .meta({ title: 'Company', placeholder: 'acme.bamboohr.com' }),
});
