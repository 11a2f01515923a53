import { z } from 'zod';
import type { KeyAuth } from '../kit/index.ts';

export const auth: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z
      .string()
      .trim()
      .regex(/^sk-ant-[\w-]+$/, 'A key begins with sk-ant-.')
      .meta({ title: 'API key', placeholder: 'sk-ant-…', secret: true }),
  }),
  help: 'console.anthropic.com → API keys. A key belongs to one workspace.',
  place: { headers: { 'x-api-key': '{{apiKey}}' } },
};
