import { z } from 'zod';

/** `properties/123`, or its number alone. */
export const property = z
  .string()
  .trim()
  .transform((text) => text.replace(/^properties\//, ''))
  .pipe(z.string().regex(/^\d+$/, 'Choose a property.'))
  .meta({ title: 'Property', options: 'properties' });

/** Names with commas between. */
export const listed = (text: string): string[] => [...new Set(text.split(',').flatMap((name) => name.trim() || []))];

export const names = (least: number, most: number) =>
  z
    .string()
    .trim()
    .refine(
      (text) => listed(text).every((name) => /^[A-Za-z][\w:[\]().-]*$/.test(name)),
      'Names as the API has them: sessionSource.',
    )
    .refine((text) => listed(text).length >= least, 'One or more.')
    .refine((text) => listed(text).length <= most, `Up to ${most}.`);

export const settings = z.object({
  property,
  dimensions: names(0, 8).default('').meta({
    title: 'Dimensions',
    options: 'dimensions',
    dependsOn: 'property',
    description: 'Beside the date: sessionSource, country … With commas between. Empty: none.',
  }),
  metrics: names(1, 10)
    .default('sessions,totalUsers,screenPageViews,keyEvents')
    .meta({ title: 'Metrics', options: 'metrics', dependsOn: 'property', description: 'With commas between.' }),
  by: z
    .enum(['day', 'week', 'month'])
    .default('day')
    .meta({ title: 'A row for each', choices: { day: 'Day', week: 'Week, from Monday', month: 'Month' } }),
  from: z.iso.date('2025-01-31').default('2025-01-01').meta({ title: 'From' }),
  lookBack: z.number().int().min(1).max(60).default(3).meta({
    title: 'Days that are read again',
    description: 'Google Analytics restates its figures for two or three days.',
  }),
});

export type Settings = z.output<typeof settings>;
