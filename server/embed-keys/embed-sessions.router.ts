import { z } from 'zod';
import { originSchema } from '#server/environments/origin.ts';
import { router } from '#server/trpc/init.ts';
import { time } from '#server/trpc/page.ts';
import { environmentMutation } from '#server/trpc/procedures.ts';
import { createEmbedSession } from './create-embed-session.ts';

const text = z.string().min(1).max(200);

export const embedSessionsRouter = router({
  create: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/embed-sessions',
        tags: ['Embed'],
        summary: 'Get an embed token',
        description:
          'For backends that do not sign tokens themselves: hand the token to the SDK’s getToken. It opens one session and is good for ten minutes.',
      },
    })
    .input(
      z.strictObject({
        customer: text.meta({ description: 'Your own id of the customer.', example: 'globex' }),
        customerName: text.optional().meta({ description: 'Creates the customer if it is new.', example: 'Globex' }),
        user: z.strictObject({
          id: text.meta({ description: 'Your own id of the person.', example: 'mara' }),
          name: text.optional(),
          email: z.email().max(320).optional(),
          role: z.enum(['admin', 'member', 'viewer']).optional(),
        }),
        locale: z.string().max(35).optional().meta({ example: 'en' }),
        origin: originSchema
          .optional()
          .meta({ description: 'Where the token may be used; one of the environment’s origins.' }),
      }),
    )
    .output(z.object({ token: z.string(), expiresAt: time }))
    .mutation(async ({ ctx, input }) => {
      const { token, expiresAt } = await createEmbedSession(ctx.tx, input);
      return { token, expiresAt: expiresAt.toISOString() };
    }),
});
