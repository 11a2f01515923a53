import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { encodeCursor, pageInput, pageOf, parseJson, time, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import type { DeliveryRow } from './delivery.table.ts';
import { replayDelivery } from './replay-delivery.ts';
import { getDelivery, getEndpoint, listAttempts, listDeliveries } from './webhook.queries.ts';

const status = z.enum(['pending', 'delivered', 'failed']);

const deliverySchema = z
  .object({
    id: z.string().meta({ example: 'del_01jd3k5q7v2m8x4c6p9r' }),
    endpointId: z.string(),
    messageId: z
      .string()
      .meta({ description: 'The header webhook-id: the same for every endpoint, attempt and replay.' }),
    type: z.string().meta({ example: 'records.changed' }),
    status,
    attempts: z.number().int(),
    nextAttemptAt: time.nullable(),
    createdAt: time,
    deliveredAt: time.nullable(),
    replayOf: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

const attemptSchema = z.object({
  number: z.number().int(),
  at: time,
  durationMs: z.number().int(),
  status: z.number().int().nullable().meta({ description: 'Null where no answer came.' }),
  error: z.string().nullable(),
  response: z.string().nullable().meta({ description: 'The beginning of the answer.' }),
});

const detailSchema = deliverySchema
  .extend({
    payload: z.unknown().meta({ description: 'The message as it is sent.' }),
    attemptList: z.array(attemptSchema),
  })
  .meta({ id: 'WebhookDeliveryDetail' });

const show = (row: DeliveryRow): z.input<typeof deliverySchema> => ({
  id: row.id,
  endpointId: row.endpoint_id,
  messageId: row.message_id,
  type: row.type,
  status: row.status,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  deliveredAt: row.delivered_at?.toISOString() ?? null,
  replayOf: row.replay_of,
});

const tags = ['Webhooks'];
const byId = z.strictObject({ id: idSchema('delivery') });
const filters = { endpointId: idSchema('endpoint'), status: status.optional() };

export const deliveriesRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/webhook-endpoints/{endpointId}/deliveries',
        tags,
        summary: 'List deliveries',
        description: 'The newest first.',
      },
    })
    .input(pageInput(filters))
    .output(pageOf(deliverySchema))
    .query(async ({ ctx, input }) => {
      await getEndpoint(ctx.tx, input.endpointId);
      return toPage(await listDeliveries(ctx.tx, input), input, show, (row) =>
        encodeCursor({ at: row.created_at_text, id: row.id }),
      );
    }),

  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/webhook-deliveries/{id}',
        tags,
        summary: 'Get a delivery',
        description: 'With its message and attempts.',
      },
    })
    .input(byId)
    .output(detailSchema)
    .query(async ({ ctx, input }) => {
      const delivery = await getDelivery(ctx.tx, input.id);
      const attempts = await listAttempts(ctx.tx, input.id);
      return {
        ...show(delivery),
        payload: parseJson(delivery.payload),
        attemptList: attempts.map(({ duration_ms, at, ...rest }) => ({
          ...rest,
          at: at.toISOString(),
          durationMs: duration_ms,
        })),
      };
    }),

  replay: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/webhook-deliveries/{id}/replay',
        tags,
        summary: 'Deliver once more',
        description: 'A delivery of its own with the same message id, so that a receiver that has it can tell.',
      },
    })
    .input(byId)
    .output(deliverySchema)
    .mutation(async ({ ctx, input }) => show(await replayDelivery(ctx.tx, input.id))),
});
