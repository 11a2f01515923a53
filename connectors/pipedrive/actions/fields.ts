import { z } from 'zod';

/** What the inputs of actions are made of. */
export const text = z.string().trim().min(1);
export const id = z.int().positive();
export const dealId = id.meta({ title: 'Deal', description: 'Its number.' });
export const personId = id.optional().meta({ title: 'Person', description: 'Their number.' });
export const organizationId = id.optional().meta({ title: 'Organization', description: 'Its number.' });
const chosen = z.string().regex(/^\d+$/, 'Choose one, or write its number.').optional();
export const owner = chosen.meta({ title: 'Owner', options: 'users' });
export const pipeline = chosen.meta({ title: 'Pipeline', options: 'pipelines' });
export const stage = chosen.meta({ title: 'Stage', options: 'stages', dependsOn: 'pipeline' });
export const custom = z
  .record(z.string().min(1), z.unknown())
  .optional()
  .meta({ title: 'Custom fields', description: 'By the key of the field, a long row of letters and digits.' });

/** Leaves out what was not given, and makes numbers of what was chosen. */
export function bodyOf(given: Record<string, unknown>, numbers: Record<string, string | undefined> = {}) {
  const all = {
    ...given,
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value && Number(value)])),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
