import { z } from 'zod';
import type { KeyAuth } from '../kit/index.ts';

export const auth: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z
      .string()
      .trim()
      .regex(/^sk-[\w-]+$/, 'A key begins with sk-.')
      .meta({ title: 'API key', placeholder: 'sk-…', secret: true }),
    organization: z
      .string()
      .trim()
      .default('')
      .meta({ title: 'Organisation', placeholder: 'org-…', description: 'Needed only if your account has several.' }),
    project: z.string().trim().default('').meta({ title: 'Project', placeholder: 'proj_…' }),
  }),
  help: 'platform.openai.com → API keys. A key of a project may be limited to what is needed.',
  place: {
    headers: {
      authorization: 'Bearer {{apiKey}}',
      'openai-organization': '{{organization?}}',
      'openai-project': '{{project?}}',
    },
  },
};
