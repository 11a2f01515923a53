import { z } from 'zod';
import { budgetUse } from '#server/budgets/budget-use.ts';
import { idSchema } from '#server/ids.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { getListedConnection, listConnections } from './connection-list.queries.ts';
import { connectionSchema, showConnection } from './connection-view.ts';
import { disconnect } from './disconnect.ts';
import { limitUseSchema, showLimitUse } from './limit-use-view.ts';

const tags = ['Connections'];
const byId = z.strictObject({ id: idSchema('connection') });

export const connectionsRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/connections',
        tags,
        summary: 'List connections',
        description: 'The newest first, disconnected ones too.',
      },
    })
    .input(
      pageInput({
        customerId: idSchema('customer').optional(),
        status: connectionSchema.shape.status.optional().meta({ description: 'Only those with this status.' }),
      }),
    )
    .output(pageOf(connectionSchema))
    .query(async ({ ctx, input }) =>
      toPage(await listConnections(ctx.tx, input), input, showConnection, (row) => row.id),
    ),

  get: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/connections/{id}', tags, summary: 'Get a connection' } })
    .input(byId)
    .output(connectionSchema)
    .query(async ({ ctx, input }) => showConnection(await getListedConnection(ctx.tx, input.id))),

  limits: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/connections/{id}/limits',
        tags,
        summary: 'Show how much of the app’s limits is used',
        description:
          'Each limit that the app publishes and Portico keeps, over everything that calls the app: syncs, actions and the proxy. A fifth of each is kept for calls that somebody waits for.',
      },
    })
    .input(byId)
    .output(z.object({ items: z.array(limitUseSchema) }))
    .query(async ({ ctx, input }) => ({ items: (await budgetUse(ctx.tx, input.id)).map(showLimitUse) })),

  delete: environmentMutation
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/connections/{id}',
        tags,
        summary: 'Disconnect',
        description:
          'Its syncs stop, its records are destroyed here (the change feed tells of no deletion), and the access is taken back at the app.',
      },
    })
    .input(byId)
    .output(connectionSchema)
    .mutation(async ({ ctx, input }) => {
      await disconnect(ctx.tx, input.id, actorName(ctx.actor));
      return showConnection(await getListedConnection(ctx.tx, input.id));
    }),
});
