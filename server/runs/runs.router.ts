import { z } from 'zod';
import { listFailuresOfRun } from '#server/failures/list-failures.queries.ts';
import { idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { encodeCursor, pageInput, pageOf, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { cancelRun } from './cancel-run.ts';
import { getListedRun, listRuns, listSteps } from './list-runs.queries.ts';
import { runDetailSchema, runSchema, showRun, showStep } from './run-view.ts';

const tags = ['Runs'];
/** The newest steps and the first failures of a run; a first load of millions has thousands of steps. */
const partsLimit = 500;

export const runsRouter = router({
  list: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/runs', tags, summary: 'List runs', description: 'The newest first.' } })
    .input(
      pageInput({
        customerId: idSchema('customer').optional(),
        syncId: idSchema('sync').optional(),
        status: runSchema.shape.status.optional().meta({ description: 'Only those with this status.' }),
      }),
    )
    .output(pageOf(runSchema))
    .query(async ({ ctx, input }) =>
      toPage(await listRuns(ctx.tx, input), input, showRun, (row) =>
        encodeCursor({ at: row.queued_at_text, id: row.id }),
      ),
    ),

  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/runs/{id}',
        tags,
        summary: 'Get a run',
        description: `With its newest ${partsLimit} steps, the requests in each, and up to ${partsLimit} records that failed.`,
      },
    })
    .input(z.strictObject({ id: idSchema('run') }))
    .output(runDetailSchema)
    .query(async ({ ctx, input }) => {
      const run = await getListedRun(ctx.tx, input.id);
      const steps = await listSteps(ctx.tx, input.id, partsLimit);
      const failures = await listFailuresOfRun(ctx.tx, run.sync_id, input.id, partsLimit);
      return { ...showRun(run), steps: steps.map(showStep), failures };
    }),

  cancel: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/runs/{id}/cancel',
        tags,
        summary: 'Cancel a run',
        description: 'It ends after the page at hand. What it has stored stays; the next run goes on from there.',
      },
    })
    .input(z.strictObject({ id: idSchema('run') }))
    .output(runSchema)
    .mutation(async ({ ctx, input }) => {
      await cancelRun(ctx.tx, input.id);
      return showRun(await getListedRun(ctx.tx, input.id));
    }),
});
