import { z } from 'zod';

export const appFields = z.object({
  pubsubTopic: z
    .union([
      z.literal(''),
      z.string().regex(/^projects\/[^/\s]+\/topics\/[^/\s]+$/, 'projects/<project>/topics/<topic>'),
    ])
    .default('')
    .meta({
      title: 'Pub/Sub topic',
      description: 'Only for changes told at once.',
      placeholder: 'projects/acme/topics/gmail',
    }),
  webhookSecret: z.string().default('').meta({
    title: 'Token of the push address',
    description: 'A long random text; the push subscription’s address ends in ?token= and this text.',
    secret: true,
  }),
});
