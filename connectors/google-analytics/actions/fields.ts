import { z } from 'zod';
import { settings } from '../settings.ts';

const property = z
  .string()
  .trim()
  .default('')
  .transform((text) => text.replace(/^properties\//, ''))
  .pipe(z.string().regex(/^\d*$/, 'Choose a property.'))
  .meta({ title: 'Property', options: 'properties', description: 'Empty: the one of the settings.' });

export const inProperty = { property };
export const propertyOf = (answers: unknown, input: { property: string }): string =>
  input.property || settings.parse(answers).property;
