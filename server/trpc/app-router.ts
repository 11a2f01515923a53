import { actionsRouter } from '#server/actions/actions.router.ts';
import { apiKeysRouter } from '#server/api-keys/api-keys.router.ts';
import { oauthAppsRouter } from '#server/catalog/oauth-apps.router.ts';
import { connectionsRouter } from '#server/connections/connections.router.ts';
import { customersRouter } from '#server/customers/customers.router.ts';
import { destinationsRouter } from '#server/destinations/destinations.router.ts';
import { embedKeysRouter } from '#server/embed-keys/embed-keys.router.ts';
import { embedSessionsRouter } from '#server/embed-keys/embed-sessions.router.ts';
import { brandRouter } from '#server/environments/brand.router.ts';
import { environmentsRouter } from '#server/environments/environments.router.ts';
import { overviewRouter } from '#server/environments/overview.router.ts';
import { failuresRouter } from '#server/failures/failures.router.ts';
import { funnelRouter } from '#server/funnel/funnel.router.ts';
import { hooksRouter } from '#server/hooks/hooks.router.ts';
import { installationsRouter } from '#server/installations/installations.router.ts';
import { audienceRouter } from '#server/integrations/audience.router.ts';
import { integrationsRouter } from '#server/integrations/integrations.router.ts';
import { versionsRouter } from '#server/integrations/versions.router.ts';
import { failedJobsRouter } from '#server/jobs/failed-jobs.router.ts';
import { mailsRouter } from '#server/mails/mails.router.ts';
import { mappingsRouter } from '#server/mapping/mappings.router.ts';
import { membersRouter } from '#server/members/members.router.ts';
import { setupRouter } from '#server/members/setup.router.ts';
import { modelsRouter } from '#server/models/models.router.ts';
import { connectorsRouter } from '#server/own-connectors/connectors.router.ts';
import { playgroundRouter } from '#server/playground/playground.router.ts';
import { portalLinksRouter } from '#server/portal/portal-links.router.ts';
import { encryptionRouter } from '#server/records/encryption.router.ts';
import { recordsRouter } from '#server/records/records.router.ts';
import { retentionRouter } from '#server/retention/retention.router.ts';
import { rolloutsRouter } from '#server/rollouts/rollouts.router.ts';
import { runsRouter } from '#server/runs/runs.router.ts';
import { syncsRouter } from '#server/syncs/syncs.router.ts';
import { webhooksRouter } from '#server/webhooks/webhooks.router.ts';
import { linksRouter } from '#server/writes/links.router.ts';
import { writesRouter } from '#server/writes/writes.router.ts';
import { router } from './init.ts';

/** Everything that the console and the vendor's backend can ask for. */
export const appRouter = router({
  actions: actionsRouter,
  apiKeys: apiKeysRouter,
  brand: brandRouter,
  connections: connectionsRouter,
  connectors: connectorsRouter,
  customers: customersRouter,
  destinations: destinationsRouter,
  embedKeys: embedKeysRouter,
  embedSessions: embedSessionsRouter,
  encryption: encryptionRouter,
  environments: environmentsRouter,
  failures: failuresRouter,
  funnel: funnelRouter,
  hooks: hooksRouter,
  failedJobs: failedJobsRouter,
  installations: installationsRouter,
  integrations: integrationsRouter,
  integrationAudience: audienceRouter,
  integrationVersions: versionsRouter,
  links: linksRouter,
  mails: mailsRouter,
  mappings: mappingsRouter,
  members: membersRouter,
  models: modelsRouter,
  oauthApps: oauthAppsRouter,
  overview: overviewRouter,
  playground: playgroundRouter,
  portalLinks: portalLinksRouter,
  records: recordsRouter,
  retention: retentionRouter,
  rollouts: rolloutsRouter,
  runs: runsRouter,
  setup: setupRouter,
  syncs: syncsRouter,
  webhooks: webhooksRouter,
  writes: writesRouter,
});

export type AppRouter = typeof appRouter;
