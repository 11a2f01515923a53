import { z } from 'zod';

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Secret token',
    secret: true,
    description: 'Features → Access → Token. Needed for events; without it none is accepted.',
  }),
});
