import { z } from 'zod';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { type InstallationId, idSchema } from '#server/ids.ts';
import { chooseOffer } from '#server/installations/choose-offer.ts';
import { requestIntegration } from '#server/integrations/vote.queries.ts';
import { acceptUpgrade } from '#server/rollouts/accept-upgrade.ts';
import { scheduleSchema } from '#server/syncs/schedule.ts';
import { listCatalogue } from './catalogue.ts';
import { connectRoutes } from './connect-routes.ts';
import { embedRouterOf, openProcedure, sessionProcedure } from './embed-procedures.ts';
import { catalogueEntry, installationView, integrationDetail, sessionAnswer } from './embed-schemas.ts';
import { type EmbedSession, requireAdmin, withEmbedSession } from './embed-session.ts';
import { eventRoutes } from './event-routes.ts';
import { exchangeToken } from './exchange-token.ts';
import { pauseInstallation, removeInstallation, resumeInstallation, syncInstallation } from './installation-acts.ts';
import { installationView as viewInstallation } from './installation-view.ts';
import { getIntegrationDetail } from './integration-detail.ts';
import { matchingRoutes } from './matching-routes.ts';
import { repairRoutes } from './repair-routes.ts';
import { sessionAnswerOf } from './session-answer.ts';

const answerValue = z.union([z.string().max(100_000), z.number(), z.boolean(), z.null()]);
const byInstallation = z.object({ id: idSchema('installation') });

/** `/api/embed/v1`: everything that the SDK may ask, as an end user of one customer. */
export const embedRouter = embedRouterOf({
  session: openProcedure
    .meta({ openapi: { method: 'POST', path: '/session', summary: 'Exchange an embed token for a session' } })
    .input(z.object({ token: z.string().max(10_000) }))
    .output(sessionAnswer)
    .mutation(async ({ input, ctx }) => {
      const made = await exchangeToken(input.token, ctx.origin, ctx.clock);
      const { customerId } = made.tenant;
      return withTenant(made.tenant, (tx) => sessionAnswerOf(tx, { ...made, customerId, plan: made.playground?.plan }));
    }),

  catalogue: sessionProcedure
    .meta({ openapi: { method: 'GET', path: '/catalogue', summary: 'The integrations that this customer is offered' } })
    .input(z.object({}))
    .output(z.object({ entries: z.array(catalogueEntry) }))
    .query(({ ctx }) =>
      withEmbedSession(ctx.session, async (tx) => ({
        entries: await listCatalogue(tx, ctx.session.locale, ctx.session.playground?.plan),
      })),
    ),

  integration: sessionProcedure
    .meta({
      openapi: { method: 'GET', path: '/integrations/{slug}', summary: 'One integration with all that its page shows' },
    })
    .input(z.object({ slug: z.string().max(100) }))
    .output(integrationDetail)
    .query(({ input, ctx }) =>
      withEmbedSession(ctx.session, async (tx) => {
        const detail = await getIntegrationDetail(tx, input.slug, lookOf(ctx));
        return ctx.session.onlyConnect ? { ...detail, installation: null } : detail;
      }),
    ),

  request: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/integrations/{slug}/request', summary: 'Ask for what is coming soon' },
    })
    .input(z.object({ slug: z.string().max(100), note: z.string().trim().max(500).optional() }))
    .output(z.object({ requested: z.literal(true) }))
    .mutation(async ({ input, ctx }) => {
      // The voice of a member who tries the button is no customer's.
      if (!ctx.session.playground)
        await withEmbedSession(ctx.session, (tx) =>
          requestIntegration(tx, { ...input, endUserId: ctx.session.endUserId }),
        );
      return { requested: true as const };
    }),

  connects: connectRoutes,

  events: eventRoutes,

  matching: matchingRoutes,
  repair: repairRoutes,

  installation: sessionProcedure
    .meta({
      openapi: { method: 'GET', path: '/installations/{id}', summary: 'An installation as its customer sees it' },
    })
    .input(byInstallation)
    .output(installationView)
    .query(({ input, ctx }) => withEmbedSession(ctx.session, (tx) => viewInstallation(tx, input.id, lookOf(ctx)))),

  pause: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/installations/{id}/pause', summary: 'Pause every sync' } })
    .input(byInstallation)
    .output(installationView)
    .mutation(({ input, ctx }) => act(ctx, input.id, pauseInstallation)),

  resume: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/installations/{id}/resume', summary: 'Resume, and catch up' } })
    .input(byInstallation)
    .output(installationView)
    .mutation(({ input, ctx }) => act(ctx, input.id, resumeInstallation)),

  sync: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/installations/{id}/sync', summary: 'Sync now' } })
    .input(byInstallation)
    .output(installationView)
    .mutation(({ input, ctx }) => act(ctx, input.id, syncInstallation)),

  upgrade: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/installations/{id}/upgrade', summary: 'Take the newer version' },
    })
    .input(
      byInstallation.extend({
        /** The one that was shown: a newer one may ask for something else. */
        version: z.number().int(),
        answers: z.record(z.string(), answerValue).default({}),
        /** Mappings that fit, by the sync's key. */
        mappings: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .output(installationView)
    .mutation(({ input: { id, ...given }, ctx }) =>
      act(ctx, id, (tx) => acceptUpgrade(tx, id, { ...given, actor: ctx.session.endUserId, now: ctx.clock.now() })),
    ),

  offer: sessionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/installations/{id}/offers/{key}',
        summary: 'Switch on or off what is offered, or choose when it runs',
      },
    })
    .input(
      byInstallation.extend({
        key: z.string().max(201),
        on: z.boolean().optional(),
        schedule: scheduleSchema.optional(),
      }),
    )
    .output(installationView)
    .mutation(({ input: { id, ...choice }, ctx }) =>
      act(ctx, id, (tx) => chooseOffer(tx, id, { ...choice, actor: ctx.session.endUserId, now: ctx.clock.now() })),
    ),

  remove: sessionProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/installations/{id}',
        summary: 'Disconnect: stop, revoke at the app, delete',
      },
    })
    .input(byInstallation)
    .output(z.object({ removed: z.literal(true) }))
    .mutation(async ({ input, ctx }) => {
      requireAdmin(ctx.session);
      await withEmbedSession(ctx.session, (tx) =>
        removeInstallation(tx, input.id, ctx.session.endUserId, ctx.clock.now()),
      );
      return { removed: true as const };
    }),
});

type Act = (tx: TenantTx, id: InstallationId, now: Date) => Promise<void>;

interface Asking {
  session: EmbedSession;
  clock: { now(): Date };
}

const lookOf = ({ session, clock }: Asking) => ({
  locale: session.locale,
  now: clock.now(),
  plan: session.playground?.plan,
});

function act(ctx: Asking, id: InstallationId, what: Act) {
  requireAdmin(ctx.session);
  return withEmbedSession(ctx.session, async (tx) => {
    await what(tx, id, ctx.clock.now());
    return viewInstallation(tx, id, lookOf(ctx));
  });
}
