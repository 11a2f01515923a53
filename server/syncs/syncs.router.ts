import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { consoleQuery, environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { pauseSync } from './pause-sync.ts';
import { resumeSync } from './resume-sync.ts';
import { listActivity } from './sync-activity.queries.ts';
import { getListedSync, listObjects, listSyncs, syncStates } from './sync-list.queries.ts';
import { showSync, syncSchema } from './sync-view.ts';
import { triggerSync } from './trigger-sync.ts';

const tags = ['Syncs'];
const count = z.number().int();
const byId = z.strictObject({ id: idSchema('sync') });

// Two literals, not a boolean: the REST adapter would take the text "false" for true, and this deletes.
const acceptDeletes = z
  .literal([true, false])
  .optional()
  .meta({ description: 'Let this run delete as much as it finds missing, after one stopped because that was a lot.' });

export const syncsRouter = router({
  list: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/syncs', tags, summary: 'List syncs', description: 'The newest first.' } })
    .input(
      pageInput({
        customerId: idSchema('customer').optional(),
        connectionId: idSchema('connection').optional(),
        integrationId: idSchema('integration').optional(),
        object: z.string().max(100).optional().meta({ description: 'What is read at the app.' }),
        state: z.enum(syncStates).optional().meta({ description: '`current`: all whose connection is still there.' }),
        search: z.string().max(200).optional().meta({ description: 'In names of customers, syncs and integrations.' }),
      }),
    )
    .output(pageOf(syncSchema))
    .query(async ({ ctx, input }) => toPage(await listSyncs(ctx.tx, input), input, showSync, (row) => row.id)),

  get: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/syncs/{id}', tags, summary: 'Get a sync' } })
    .input(byId)
    .output(syncSchema)
    .query(async ({ ctx, input }) => showSync(await getListedSync(ctx.tx, input.id))),

  objects: consoleQuery
    .output(z.array(z.object({ object: z.string(), label: z.string() })))
    .query(({ ctx }) => listObjects(ctx.tx)),

  activity: consoleQuery
    .input(z.strictObject({ ids: z.array(idSchema('sync')).min(1).max(200), span: z.enum(['day', 'week']) }))
    .output(
      z.array(
        z.object({
          syncId: z.string(),
          parts: z.array(z.object({ hour: time, added: count, updated: count, deleted: count })),
        }),
      ),
    )
    .query(({ ctx, input }) => listActivity(ctx.tx, input.ids, input.span)),

  trigger: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}/trigger',
        tags,
        summary: 'Start a run now',
        description: 'Answers with the run that is on its way where there is one: never two at once.',
      },
    })
    .input(byId.extend({ acceptDeletes }))
    .output(z.object({ runId: z.string(), sync: syncSchema }))
    .mutation(async ({ ctx, input }) => {
      const trigger = ctx.actor.kind === 'api_key' ? 'api' : 'manual';
      const runId = await triggerSync(ctx.tx, input.id, trigger, { acceptDeletes: input.acceptDeletes });
      return { runId, sync: showSync(await getListedSync(ctx.tx, input.id)) };
    }),

  pause: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}/pause',
        tags,
        summary: 'Pause a sync',
        description: 'What it has read so far is kept.',
      },
    })
    .input(byId)
    .output(syncSchema)
    .mutation(async ({ ctx, input }) => {
      await pauseSync(ctx.tx, input.id);
      return showSync(await getListedSync(ctx.tx, input.id));
    }),

  resume: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}/resume',
        tags,
        summary: 'Resume a sync',
        description: 'It catches up at once.',
      },
    })
    .input(byId)
    .output(syncSchema)
    .mutation(async ({ ctx, input }) => {
      await resumeSync(ctx.tx, input.id);
      return showSync(await getListedSync(ctx.tx, input.id));
    }),
});
