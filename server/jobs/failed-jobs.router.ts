import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { decodeCursor, encodeCursor, pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import {
  dismissFailedJob,
  dismissFailedJobs,
  type FailedJob,
  listFailedCauses,
  listFailedJobs,
  retryFailedJob,
  retryFailedJobs,
} from './failed-job.queries.ts';

const failedJobSchema = z
  .object({
    id: z.string(),
    queue: z.string().meta({ description: 'What kind of work it is.', example: 'delivery' }),
    payload: z.record(z.string(), z.unknown()).meta({ description: 'What it is about: ids, no data.' }),
    error: z.string().nullable(),
    tries: z.number().int().meta({ description: 'How often it was tried.' }),
    queuedAt: time,
    failedAt: time,
  })
  .meta({ id: 'FailedJob' });

const show = ({
  id,
  queue,
  payload,
  error,
  tries,
  queuedAt,
  failedAt,
}: FailedJob): z.input<typeof failedJobSchema> => ({
  ...{ id, queue, payload, error, tries },
  queuedAt: queuedAt.toISOString(),
  failedAt: failedAt.toISOString(),
});

const choice = {
  queue: z.string().max(100).optional().meta({ description: 'One kind of work; all without it.', example: 'delivery' }),
  error: z
    .string()
    .max(10_000)
    .nullable()
    .optional()
    .meta({ description: 'Those alone that failed with exactly these words.' }),
};
const byId = z.strictObject({ id: z.uuid().meta({ example: '0b0a3a52-6a2f-4b53-9c1b-3d5a1f0f2b11' }) });
const counted = z.object({ jobs: z.number().int().meta({ description: 'How many they were.' }) });

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
    .input(pageInput({ queue: choice.queue, error: z.string().max(10_000).optional() }))
    .output(pageOf(failedJobSchema))
    .query(async ({ ctx, input }) => {
      const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor);
      const rows = await listFailedJobs(ctx.tx, { ...input, after });
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
    .input(byId)
    .output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await retryFailedJob(ctx.tx, input.id);
      return { ok: true as const };
    }),

  causes: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/failed-job-causes',
        tags,
        summary: 'Group failed jobs by cause',
        description: 'By the kind of work and the words of the error, the most frequent first.',
      },
    })
    .input(z.strictObject({}))
    .output(
      z.object({
        items: z.array(
          z.object({
            ...{ queue: z.string(), error: z.string().nullable(), jobs: z.number().int() },
            ...{ firstAt: time, lastAt: time },
          }),
        ),
      }),
    )
    .query(async ({ ctx }) => ({
      items: (await listFailedCauses(ctx.tx)).map(({ firstAt, lastAt, ...cause }) => ({
        ...cause,
        firstAt: firstAt.toISOString(),
        lastAt: lastAt.toISOString(),
      })),
    })),

  retryAll: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/failed-jobs/retry',
        tags,
        summary: 'Try failed jobs again',
        description: 'All that have failed until now, or those of one cause.',
      },
    })
    .input(z.strictObject(choice))
    .output(counted)
    .mutation(async ({ ctx, input }) => ({ jobs: await retryFailedJobs(ctx.tx, input) })),

  dismiss: environmentMutation
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/failed-jobs/{id}',
        tags,
        summary: 'Dismiss a failed job',
        description: 'It is forgotten. What it was to do stays undone, unless something else does it.',
      },
    })
    .input(byId)
    .output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await dismissFailedJob(ctx.tx, input.id);
      return { ok: true as const };
    }),

  dismissAll: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/failed-jobs/dismiss',
        tags,
        summary: 'Dismiss failed jobs',
        description: 'All of them, or those of one cause.',
      },
    })
    .input(z.strictObject(choice))
    .output(counted)
    .mutation(async ({ ctx, input }) => ({ jobs: await dismissFailedJobs(ctx.tx, input) })),
});
