import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { createEndpoint } from './create-endpoint.ts';
import type { EndpointRow } from './endpoint.table.ts';
import { messageTypeSchema } from './message.ts';
import { deleteEndpoint, enableEndpoint, listEndpoints } from './webhook.queries.ts';

const endpointSchema = z
  .object({
    id: z.string().meta({ example: 'end_01jd3k5q7v2m8x4c6p9r' }),
    url: z.string().meta({ example: 'https://acme.example/portico-events' }),
    events: z.array(z.string()).meta({ description: 'What it wants to hear of; empty: everything.' }),
    status: z.enum(['enabled', 'disabled']),
    disabledReason: z.string().nullable(),
    failingSince: time.nullable(),
    createdAt: time,
  })
  .meta({ id: 'WebhookEndpoint' });

const show = (row: EndpointRow): z.input<typeof endpointSchema> => ({
  id: row.id,
  url: row.url,
  events: row.events,
  status: row.status,
  disabledReason: row.disabled_reason,
  failingSince: row.failing_since?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
});

const tags = ['Webhooks'];
const byId = z.strictObject({ id: idSchema('endpoint') });

export const endpointsRouter = router({
  list: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/webhook-endpoints', tags, summary: 'List webhook endpoints' } })
    .input(pageInput({}))
    .output(pageOf(endpointSchema))
    .query(async ({ ctx, input }) => toPage(await listEndpoints(ctx.tx, input), input, show, (row) => row.id)),

  create: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/webhook-endpoints',
        tags,
        summary: 'Create a webhook endpoint',
        description:
          'Messages follow Standard Webhooks. The secret that they are signed with is in this answer and never shown again.',
      },
    })
    .input(
      z.strictObject({
        url: z.string().max(2000).meta({ example: 'https://acme.example/portico-events' }),
        events: z.array(messageTypeSchema).max(50).default([]).meta({ description: 'Empty: everything.' }),
      }),
    )
    .output(endpointSchema.extend({ secret: z.string().meta({ example: 'whsec_…' }) }))
    .mutation(async ({ ctx, input }) => {
      const { row, secret } = await createEndpoint(ctx.tx, input);
      return { ...show(row), secret };
    }),

  delete: environmentMutation
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/webhook-endpoints/{id}',
        tags,
        summary: 'Delete a webhook endpoint',
        description: 'Its deliveries go with it.',
      },
    })
    .input(byId)
    .output(z.object({ id: z.string(), deleted: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await deleteEndpoint(ctx.tx, input.id);
      return { id: input.id, deleted: true as const };
    }),

  enable: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/webhook-endpoints/{id}/enable',
        tags,
        summary: 'Enable a webhook endpoint again',
        description: 'What failed while it was switched off can be replayed.',
      },
    })
    .input(byId)
    .output(endpointSchema)
    .mutation(async ({ ctx, input }) => show(await enableEndpoint(ctx.tx, input.id))),
});
