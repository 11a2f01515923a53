import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { consoleQuery, environmentCall, environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { pauseSync } from './pause-sync.ts';
import { refreshRecord } from './refresh-record.ts';
import { resetSync } from './reset-sync.ts';
import { resumeSync } from './resume-sync.ts';
import { scheduleSchema } from './schedule.ts';
import { startByEvent } from './start-by-event.ts';
import { listActivity } from './sync-activity.queries.ts';
import { getListedSync, listObjects, listSyncs, syncStates } from './sync-list.queries.ts';
import { showSync, syncSchema } from './sync-view.ts';
import { triggerSync } from './trigger-sync.ts';
import { updateSync } from './update-sync.ts';

const tags = ['Syncs'];
const count = z.number().int();
const byId = z.strictObject({ id: idSchema('sync') });

// Two literals, not a boolean: the REST adapter would take the text "false" for true, and one of these deletes.
const yesOrNo = z.literal([true, false]);
const acceptDeletes = yesOrNo
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
    .query(async ({ ctx, input }) =>
      toPage(
        await listSyncs(ctx.tx, input),
        input,
        (row) => showSync(row),
        (row) => row.id,
      ),
    ),

  update: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}',
        tags,
        summary: 'Change a sync',
        description:
          'Only what is sent is changed. A run on its way ends as it began; the next one follows what was chosen. Going further back reads everything anew, at once.',
      },
    })
    .input(
      byId.extend({
        schedule: scheduleSchema.optional(),
        mode: syncSchema.shape.mode.optional(),
        backfillFrom: time
          .pipe(z.iso.datetime({ offset: true }))
          .nullable()
          .optional()
          .meta({ description: 'What has not changed since is left out; null for everything.' }),
        keepRaw: yesOrNo.optional().meta({ description: 'Keep what the app sent beside each record.' }),
      }),
    )
    .output(syncSchema)
    .mutation(async ({ ctx, input }) => {
      const { id, backfillFrom, ...change } = input;
      const from = typeof backfillFrom === 'string' ? new Date(backfillFrom) : backfillFrom;
      await updateSync(ctx.tx, id, { ...change, backfillFrom: from });
      return showSync(await getListedSync(ctx.tx, id));
    }),

  startByEvent: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/sync-events',
        tags,
        summary: 'Tell an event of your product',
        description: 'Starts the syncs of this customer whose schedule waits for it.',
      },
    })
    .input(
      z.strictObject({
        event: z.string().trim().min(1).max(100).meta({ example: 'order.paid' }),
        customer: z
          .string()
          .min(1)
          .max(200)
          .meta({ description: 'Id or your own id of a customer.', example: 'globex' }),
      }),
    )
    .output(
      z.object({
        started: z.array(
          z.object({
            syncId: z.string(),
            runId: z
              .string()
              .nullable()
              .meta({ description: 'Null where the sync is paused or its connection needs a person.' }),
          }),
        ),
      }),
    )
    .mutation(async ({ ctx, input }) => ({ started: await startByEvent(ctx.tx, input) })),

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
        description: 'It catches up at once, or with its next planned run. What changed meanwhile is never left out.',
      },
    })
    .input(
      byId.extend({
        catchUp: yesOrNo.default(true).meta({ description: 'false: wait for the next planned run.' }),
      }),
    )
    .output(syncSchema)
    .mutation(async ({ ctx, input }) => {
      await resumeSync(ctx.tx, input.id, { catchUp: input.catchUp });
      return showSync(await getListedSync(ctx.tx, input.id));
    }),

  reset: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}/reset',
        tags,
        summary: 'Read everything anew',
        description:
          'Readers of the change feed see only what really is different: records stay until the whole of the app’s list has been read, and what is missing then is deleted.',
      },
    })
    .input(byId.extend({ acceptDeletes }))
    .output(z.object({ runId: z.string(), sync: syncSchema }))
    .mutation(async ({ ctx, input }) => {
      const runId = await resetSync(ctx.tx, input.id, { acceptDeletes: input.acceptDeletes });
      return { runId, sync: showSync(await getListedSync(ctx.tx, input.id)) };
    }),

  refreshRecord: environmentCall
    .meta({
      openapi: {
        method: 'POST',
        path: '/syncs/{id}/records/refresh',
        tags,
        summary: 'Read one record anew',
        description: 'Asks the app for it now.',
      },
    })
    .input(byId.extend({ key: z.string().min(1).max(512).meta({ description: 'The record’s key at the app.' }) }))
    .output(
      z.object({
        outcome: z.enum(['added', 'updated', 'unchanged', 'deleted', 'absent', 'queued']).meta({
          description: 'queued: a run is on its way, and reads it next. absent: neither the app nor we have it.',
        }),
      }),
    )
    .mutation(async ({ ctx: { environmentId }, input }) => ({
      outcome: await refreshRecord({ environmentId }, { syncId: input.id, key: input.key }),
    })),
});
