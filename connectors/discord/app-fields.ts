import { z } from 'zod';

export const appFields = z.object({
  botToken: z
    .string()
    .trim()
    .min(1, 'The token is missing.')
    .meta({ title: 'Bot token', secret: true, description: 'Bot → Reset Token. It is shown once.' }),
  webhookSecret: z.string().trim().default('').meta({
    title: 'Public key',
    description: 'General Information. Needed for commands and events; without it none is accepted.',
  }),
  permissions: z
    .string()
    .trim()
    .regex(/^\d+$/, 'A number.')
    .default('85056')
    .meta({ title: 'Bot permissions', description: 'Bot → Bot Permissions adds up the number for you.' }),
});
