import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { runErrorSchema } from '#server/runs/run-error.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { environmentQuery, makerCall, makerMutation } from '#server/trpc/procedures.ts';
import { createDestination, destinationConnector, newDestination, saveAccess } from './create-destination.ts';
import {
  deleteDestination,
  getDestination,
  type ListedDestination,
  listDestinations,
  renameDestination,
  setDestinationStatus,
} from './destination.queries.ts';
import { destinationAccess, tryAccess, writeProblem } from './try-access.ts';
import { enqueueDelivery } from './wake.ts';

const destinationSchema = z
  .object({
    id: z.string().meta({ example: 'dst_01jd3k5q7v2m8x4c6p9r' }),
    name: z.string().meta({ example: 'Warehouse' }),
    connector: z.string().meta({ example: 'postgres' }),
    account: z.string().meta({ description: 'Where it is.', example: 'portico@db.acme.example/warehouse' }),
    customerId: z.string().nullable(),
    customerName: z.string().nullable(),
    accountType: z.string().nullable(),
    model: z.string().nullable(),
    settings: z.record(z.string(), z.unknown()),
    status: z.enum(['active', 'paused']),
    error: runErrorSchema.nullable().meta({ description: 'Why the last attempt failed, and what to do.' }),
    nextAttemptAt: time.nullable(),
    behind: z.number().int().meta({ description: 'Changes that it has not got yet, at most.' }),
    delivered: z.number().int().meta({ description: 'Changes that it got.' }),
    deliveredAt: time.nullable(),
    createdAt: time,
  })
  .meta({ id: 'Destination' });

const show = (row: ListedDestination): z.input<typeof destinationSchema> => ({
  id: row.id,
  name: row.name,
  connector: row.connector,
  account: row.account_name,
  customerId: row.customer_id,
  customerName: row.customer_name,
  accountType: row.account_type,
  model: row.model,
  settings: z.record(z.string(), z.unknown()).parse(row.settings),
  status: row.status,
  error: row.error === null ? null : runErrorSchema.parse(row.error),
  nextAttemptAt: row.error === null ? null : (row.next_attempt_at?.toISOString() ?? null),
  behind: row.behind,
  delivered: row.delivered,
  deliveredAt: row.delivered_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
});

const tags = ['Destinations'];
const byId = z.strictObject({ id: idSchema('destination') });

export const destinationsRouter = router({
  list: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/destinations', tags, summary: 'List destinations' } })
    .input(pageInput({}))
    .output(pageOf(destinationSchema))
    .query(async ({ ctx, input }) => toPage(await listDestinations(ctx.tx, input), input, show, (row) => row.id)),

  get: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/destinations/{id}', tags, summary: 'Get a destination' } })
    .input(byId)
    .output(destinationSchema)
    .query(async ({ ctx, input }) => show(await getDestination(ctx.tx, input.id))),

  create: makerCall
    .meta({
      openapi: {
        method: 'POST',
        path: '/destinations',
        tags,
        summary: 'Create a destination',
        description:
          'Records are carried into a PostgreSQL database or a bucket of yours as they change: first all that there are, then every change. A database gets a table for each model, and each change has its effect exactly once; a bucket gets objects of lines of JSON, named by stream and range. The access is tried before it is kept, sealed.',
      },
    })
    .input(newDestination)
    .output(destinationSchema)
    .mutation(async ({ ctx, input }) => show(await createDestination(ctx.environmentId, input))),

  test: makerCall
    .meta({
      openapi: {
        method: 'POST',
        path: '/destinations/test',
        tags,
        summary: 'Try the access to a destination',
        description: 'Signs in, and looks whether records may be written. No record is written, and nothing is kept.',
      },
    })
    .input(destinationAccess.extend({ connector: destinationConnector }))
    .output(
      z.object({
        account: z.string().meta({ description: 'Where it is.' }),
        problem: runErrorSchema.nullable().meta({ description: 'Why records could not be written.' }),
      }),
    )
    .mutation(async ({ ctx: { environmentId }, input: { connector, ...access }, signal }) => {
      const tried = await tryAccess(environmentId, connector, access);
      return { account: tried.account, problem: await writeProblem(tried, signal ?? AbortSignal.timeout(30_000)) };
    }),

  rename: makerMutation
    .meta({ openapi: { method: 'PATCH', path: '/destinations/{id}', tags, summary: 'Rename a destination' } })
    .input(byId.extend({ name: newDestination.shape.name }))
    .output(destinationSchema)
    .mutation(async ({ ctx, input }) => show(await renameDestination(ctx.tx, input.id, input.name))),

  saveAccess: makerCall
    .meta({
      openapi: {
        method: 'PUT',
        path: '/destinations/{id}/access',
        tags,
        summary: 'Change the access to a destination',
        description:
          'Another password, or another place. It is tried before it is kept; then everything goes on where it stopped, or anew where the place holds nothing yet.',
      },
    })
    .input(destinationAccess.extend({ id: idSchema('destination') }))
    .output(destinationSchema)
    .mutation(async ({ ctx, input: { id, ...access } }) => show(await saveAccess(ctx.environmentId, id, access))),

  pause: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/destinations/{id}/pause',
        tags,
        summary: 'Pause a destination',
        description: 'Nothing is lost: resumed, it goes on where it stopped.',
      },
    })
    .input(byId)
    .output(destinationSchema)
    .mutation(async ({ ctx, input }) => show(await setDestinationStatus(ctx.tx, input.id, 'paused'))),

  resume: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/destinations/{id}/resume',
        tags,
        summary: 'Resume a destination',
        description: 'Also tries one at once that waits for its next attempt.',
      },
    })
    .input(byId)
    .output(destinationSchema)
    .mutation(async ({ ctx, input }) => {
      const row = await setDestinationStatus(ctx.tx, input.id, 'active');
      await enqueueDelivery(ctx.tx, row.id);
      return show(row);
    }),

  delete: makerMutation
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/destinations/{id}',
        tags,
        summary: 'Remove a destination',
        description: 'What it got stays there.',
      },
    })
    .input(byId)
    .output(z.object({ id: z.string(), deleted: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await deleteDestination(ctx.tx, input.id);
      return { id: input.id, deleted: true as const };
    }),
});
