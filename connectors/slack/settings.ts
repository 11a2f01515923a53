import { z } from 'zod';

export const settings = z.object({
  channel: z.string().default('').meta({
    title: 'Channel',
    description: 'Whose messages are brought. Empty: all channels that the app is in.',
    options: 'channels',
  }),
});

export type Settings = z.output<typeof settings>;
