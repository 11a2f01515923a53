import { z } from 'zod';

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Signing secret',
    secret: true,
    description: 'Basic Information → App Credentials. Needed for events; without it none is accepted.',
  }),
});
