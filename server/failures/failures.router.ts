import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { encodeCursor, pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { consoleQuery, environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { failureChoice, failureFilter } from './failure-filter.ts';
import { causeSchema, failureSchema, showCause, showFailure } from './failure-view.ts';
import { ignoreFailures, restoreFailures } from './ignore-failures.ts';
import { listCauses } from './list-causes.queries.ts';
import { listFailures } from './list-failures.queries.ts';
import { countRetried, retryFailures } from './retry-failures.ts';

const tags = ['Failures'];
const count = z.number().int();
const changed = z.object({ failures: count.meta({ description: 'How many were meant.' }) });

export const failuresRouter = router({
  causes: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/failure-causes',
        tags,
        summary: 'List why records failed',
        description:
          'Records that could not be stored, grouped by cause within each integration, those that hit the most records first.',
      },
    })
    .input(z.strictObject(failureFilter))
    .output(
      z.object({
        items: z.array(causeSchema),
        complete: z.boolean().meta({ description: 'False where there are so many that only the latest are counted.' }),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { causes, complete } = await listCauses(ctx.tx, input);
      return { items: causes.map(showCause), complete };
    }),

  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/failures',
        tags,
        summary: 'List records that failed',
        description:
          'Each record that could not be stored yet, the latest first. A later success removes it by itself.',
      },
    })
    .input(
      pageInput({
        ...failureFilter,
        cause: failureChoice.cause,
        externalId: z.string().max(512).optional().meta({ description: 'The record’s key at the app.' }),
      }),
    )
    .output(pageOf(failureSchema))
    .query(async ({ ctx, input }) =>
      toPage(await listFailures(ctx.tx, input), input, showFailure, (row) =>
        encodeCursor({ at: row.last_seen_text, id: row.id }),
      ),
    ),

  retry: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/failures/retry',
        tags,
        summary: 'Read records that failed again',
        description:
          'Starts the syncs that these records belong to; each reads everything once more. Syncs that are paused, that wait for their connection or that run already are counted and left alone. One call starts 50 syncs at most: where `next` is not null, call again with it and the same `askedAt`.',
      },
    })
    .input(
      z.strictObject({
        ...failureChoice,
        askedAt: z.iso.datetime().optional().meta({ description: 'Of the answer before, where the call goes on.' }),
        next: idSchema('sync').optional().meta({ description: 'Of the answer before, where the call goes on.' }),
      }),
    )
    .output(
      z.object({
        askedAt: time.meta({ description: 'Names this retry.' }),
        failures: count,
        hindered: z.object({ paused: count, connection: count, running: count }).meta({
          description: 'How many syncs could not be started, and why.',
        }),
        next: z.string().nullable(),
      }),
    )
    .mutation(async ({ ctx, input: { askedAt, next = '', ...choice } }) => {
      const asked = askedAt ? new Date(askedAt) : new Date();
      const trigger = ctx.actor.kind === 'api_key' ? 'api' : 'manual';
      return {
        askedAt: asked.toISOString(),
        ...(await retryFailures(ctx.tx, { choice, askedAt: asked, after: next, trigger })),
      };
    }),

  progress: consoleQuery
    .input(z.strictObject({ askedAt: z.iso.datetime() }))
    .output(z.object({ waiting: count, stored: count, failed: count }))
    .query(({ ctx, input }) => countRetried(ctx.tx, new Date(input.askedAt))),

  ignore: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/failures/ignore',
        tags,
        summary: 'Ignore records that failed',
        description:
          'Puts them aside, with a reason. A record comes back should it fail for another cause; records that come to fail later are not meant.',
      },
    })
    .input(z.strictObject({ ...failureChoice, reason: z.string().trim().min(1).max(500) }))
    .output(changed)
    .mutation(async ({ ctx, input: { reason, ...choice } }) => ({
      failures: await ignoreFailures(ctx.tx, { choice, by: actorName(ctx.actor), reason }),
    })),

  restore: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/failures/restore',
        tags,
        summary: 'Stop ignoring records that failed',
        description: 'Brings them back among the open ones.',
      },
    })
    .input(z.strictObject(failureChoice))
    .output(changed)
    .mutation(async ({ ctx, input }) => ({ failures: await restoreFailures(ctx.tx, input) })),
});
