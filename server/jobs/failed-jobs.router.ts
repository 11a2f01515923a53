import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { decodeCursor, encodeCursor, pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { type FailedJob, listFailedJobs, retryFailedJob } from './failed-job.queries.ts';

const failedJobSchema = z
  .object({
    id: z.string(),
    queue: z.string().meta({ description: 'What kind of work it is.', example: 'delivery' }),
    payload: z.record(z.string(), z.unknown()).meta({ description: 'What it is about: ids, no data.' }),
    error: z.string().nullable(),
    failedAt: time,
  })
  .meta({ id: 'FailedJob' });

const show = ({ id, queue, payload, error, failedAt }: FailedJob): z.input<typeof failedJobSchema> => ({
  id,
  queue,
  payload,
  error,
  failedAt: failedAt.toISOString(),
});

const tags = ['Jobs'];

export const failedJobsRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/failed-jobs',
        tags,
        summary: 'List failed jobs',
        description:
          'Work that was tried as often as its kind allows and never succeeded, the newest first. It is kept for 30 days.',
      },
    })
    .input(pageInput({}))
    .output(pageOf(failedJobSchema))
    .query(async ({ ctx, input }) => {
      const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor);
      const rows = await listFailedJobs(ctx.tx, { limit: input.limit, after });
      return toPage(rows, input, show, (row) => encodeCursor({ at: row.failed_at_text, id: row.id }));
    }),

  retry: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/failed-jobs/{id}/retry',
        tags,
        summary: 'Try a failed job again',
        description: 'It goes back into its queue with all its tries.',
      },
    })
    .input(z.strictObject({ id: z.uuid().meta({ example: '0b0a3a52-6a2f-4b53-9c1b-3d5a1f0f2b11' }) }))
    .output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await retryFailedJob(ctx.tx, input.id);
      return { ok: true as const };
    }),
});
