import { z } from 'zod';

export const keyField = z.string().min(1).max(1_024).meta({
  title: 'Key',
  description: 'The whole name with its folders: exports/2026/customers.csv',
  options: 'objects',
});

/** One line of visible ASCII, as a header carries it. */
export const metadataField = z
  .record(z.string().regex(/^[\w-]+$/, 'Letters, digits, hyphens and underscores.'), z.string().regex(/^[ -~]*$/))
  .optional()
  .meta({ title: 'Metadata', description: 'Kept with the object: names, and values of plain letters.' });

export const metadataHeaders = (metadata: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name.toLowerCase()}`, value]));
