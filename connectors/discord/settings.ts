import { z } from 'zod';

export const settings = z.object({
  channel: z.string().default('').meta({
    title: 'Channel',
    description: 'Whose messages are brought. Empty: all that the bot can read.',
    options: 'channels',
  }),
});

export type Settings = z.output<typeof settings>;
