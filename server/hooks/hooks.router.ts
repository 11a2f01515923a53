import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, toPage } from '#server/trpc/page.ts';
import { environmentQuery, makerMutation } from '#server/trpc/procedures.ts';
import { askForHooks, enterHookSecret, stopHooks } from './ask-for-hooks.ts';
import { hooksSchema, inboundEventSchema, showEvent, showHooks } from './hook-view.ts';
import { listEvents } from './list-events.queries.ts';

const tags = ['Inbound hooks'];
const byId = z.strictObject({ id: idSchema('connection') });
const path = '/connections/{id}/hooks' as const;

export const hooksRouter = router({
  get: environmentQuery
    .meta({ openapi: { method: 'GET', path, tags, summary: 'Show how the app tells of a connection' } })
    .input(byId)
    .output(hooksSchema)
    .query(({ ctx, input }) => showHooks(ctx.tx, input.id)),

  ask: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path,
        tags,
        summary: 'Have the app tell of a connection',
        description:
          'Portico asks the app by itself where a sync lives on it (mode `webhook`); this asks for it also without one. Where the address is entered at the app by a person, the answer holds it, and once the secret that Portico has chosen.',
      },
    })
    .input(byId)
    .output(hooksSchema.extend({ secret: z.string().nullable() }))
    .mutation(async ({ ctx, input }) => {
      const { secret } = await askForHooks(ctx.tx, input.id);
      return { ...(await showHooks(ctx.tx, input.id)), secret };
    }),

  secret: makerMutation
    .meta({
      openapi: {
        method: 'PUT',
        path: `${path}/secret`,
        tags,
        summary: 'Enter the secret of hooks',
        description: 'For apps that choose it themselves and show it where the address is entered.',
      },
    })
    .input(byId.extend({ secret: z.string().trim().min(8).max(4000) }))
    .output(hooksSchema)
    .mutation(async ({ ctx, input }) => {
      await enterHookSecret(ctx.tx, input.id, input.secret);
      return showHooks(ctx.tx, input.id);
    }),

  stop: makerMutation
    .meta({
      openapi: {
        method: 'DELETE',
        path,
        tags,
        summary: 'No longer have the app tell of a connection',
        description: 'What a sync lives on goes on. An address that was entered at the app is closed.',
      },
    })
    .input(byId)
    .output(hooksSchema)
    .mutation(async ({ ctx, input }) => {
      await stopHooks(ctx.tx, input.id);
      return showHooks(ctx.tx, input.id);
    }),

  events: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/inbound-events',
        tags,
        summary: 'List what apps have told',
        description: 'The newest first, of the last fourteen days. Each once, however often the app sent it.',
      },
    })
    .input(
      pageInput({
        connectionId: idSchema('connection').optional(),
        connector: z.string().max(100).optional(),
        status: inboundEventSchema.shape.status.optional(),
      }),
    )
    .output(pageOf(inboundEventSchema))
    .query(async ({ ctx, input }) => toPage(await listEvents(ctx.tx, input), input, showEvent, (row) => row.id)),
});
