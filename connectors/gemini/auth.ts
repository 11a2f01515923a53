import { z } from 'zod';
import type { KeyAuth } from '../kit/index.ts';

export const auth: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z
      .string()
      .trim()
      .min(20, 'A key is longer.')
      .meta({ title: 'API key', placeholder: 'AIza…', secret: true }),
  }),
  help: 'aistudio.google.com → Get API key.',
  // In a header: an address is written into logs on the way.
  place: { headers: { 'x-goog-api-key': '{{apiKey}}' } },
};
