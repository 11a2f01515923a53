import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { getIntegrationBySlug } from '#server/integrations/get-integration.ts';
import { rolloutSchema, slugSchema } from '#server/integrations/integration-view.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { environmentQuery, makerMutation } from '#server/trpc/procedures.ts';
import { haltRollout, resumeRollout, rollBack, rollOutVersion, widenRollout } from './change-rollout.ts';
import { getRollout, listRollouts, tallyAfter, tallyBefore } from './rollout.queries.ts';
import { nameRollouts, showRollout } from './rollout-view.ts';
import { reachSchema } from './start-rollout.ts';

const tags = ['Rollouts'];
const byId = z.strictObject({ id: idSchema('rollout') });
const tallySchema = z.object({ runs: z.number().int(), failed: z.number().int() });
const mostListed = 100;

/** How versions come to those who have an integration. */
export const rolloutsRouter = router({
  list: environmentQuery
    .meta({
      openapi: { method: 'GET', path: '/integrations/{slug}/rollouts', tags, summary: 'List rollouts, newest first' },
    })
    .input(z.strictObject({ slug: slugSchema }))
    .output(z.object({ items: z.array(rolloutSchema) }))
    .query(async ({ ctx, input }) => {
      const { id } = await getIntegrationBySlug(ctx.tx, input.slug);
      return { items: await nameRollouts(ctx.tx, await listRollouts(ctx.tx, id, mostListed)) };
    }),

  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/rollouts/{id}',
        tags,
        summary: 'Get a rollout with how its runs go',
        description:
          '`after`: runs of those who have its version. `before`: of the day before it, and of all others since.',
      },
    })
    .input(byId)
    .output(rolloutSchema.extend({ after: tallySchema, before: tallySchema }))
    .query(async ({ ctx, input }) => {
      const row = await getRollout(ctx.tx, input.id);
      const [after, before] = [await tallyAfter(ctx.tx, row), await tallyBefore(ctx.tx, row)];
      return { ...showRollout(row), after, before };
    }),

  start: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/integrations/{slug}/rollouts',
        tags,
        summary: 'Roll out a version',
        description: 'One that is there already: that was rolled back, or that waited for this.',
      },
    })
    .input(z.strictObject({ slug: slugSchema, version: z.number().int().min(1).optional(), reach: reachSchema }))
    .output(rolloutSchema)
    .mutation(async ({ ctx, input }) =>
      showRollout(await rollOutVersion(ctx.tx, { ...input, by: actorName(ctx.actor), now: new Date() })),
    ),

  change: makerMutation
    .meta({ openapi: { method: 'POST', path: '/rollouts/{id}', tags, summary: 'Give a rollout to more customers' } })
    .input(
      z.strictObject({
        id: idSchema('rollout'),
        share: z.number().int().min(0).max(100).optional(),
        customers: z.array(idSchema('customer')).max(10_000).optional(),
        minRuns: z.number().int().min(1).max(100_000).optional(),
        maxPoints: z.number().int().min(1).max(100).optional(),
      }),
    )
    .output(rolloutSchema)
    .mutation(async ({ ctx, input: { id, ...change } }) =>
      showRollout(await widenRollout(ctx.tx, id, { ...change, now: new Date() })),
    ),

  halt: makerMutation
    .meta({ openapi: { method: 'POST', path: '/rollouts/{id}/halt', tags, summary: 'Stop a rollout where it is' } })
    .input(byId)
    .output(rolloutSchema)
    .mutation(async ({ ctx, input }) =>
      showRollout(await haltRollout(ctx.tx, input.id, actorName(ctx.actor), new Date())),
    ),

  resume: makerMutation
    .meta({ openapi: { method: 'POST', path: '/rollouts/{id}/resume', tags, summary: 'Let a rollout go on' } })
    .input(byId)
    .output(rolloutSchema)
    .mutation(async ({ ctx, input }) => showRollout(await resumeRollout(ctx.tx, input.id, new Date()))),

  rollBack: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/rollouts/{id}/roll-back',
        tags,
        summary: 'Bring everybody back to the version before',
        description: 'With the answers that they had given to it.',
      },
    })
    .input(byId)
    .output(rolloutSchema)
    .mutation(async ({ ctx, input }) =>
      showRollout(await rollBack(ctx.tx, input.id, actorName(ctx.actor), new Date())),
    ),
});
