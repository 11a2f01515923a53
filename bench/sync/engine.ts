import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { withTenant } from '#server/db/tenant.ts';
import { resetEnv } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import type { RunId } from '#server/ids.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import { benchConnectors } from '../bench-connectors.ts';

/** Lets this process's engine find the bulk app's connector, and reach the app on this machine. */
export function useBulkConnector(origin: string): void {
  process.env.PORTICO_CONNECTORS = benchConnectors;
  process.env.PORTICO_EGRESS_ALLOW = new URL(origin).host;
  resetEnv();
}

/** A customer whose account at the bulk app is connected, with nothing synced yet. */
export function connectBulk(origin: string): Promise<SeededSync> {
  return seedSync({
    connector: 'bulk',
    object: 'contact',
    label: 'contacts',
    mode: 'full',
    credential: {
      kind: 'oauth2',
      accessToken: 'bulk',
      refreshToken: null,
      expiresAt: null,
      tokenType: 'Bearer',
      scope: [],
    },
    prepare: async (tx) => {
      await saveOauthApp(tx, { connector: 'bulk', clientId: 'bulk', clientSecret: 'bulk', parameters: { origin } });
    },
  });
}

/** Runs the sync once, as a worker would: fetch, parse, hash, store, page by page. Gives the seconds that it took. */
export async function runOnce({
  environmentId,
  syncId,
}: Pick<SeededSync, 'environmentId' | 'syncId'>): Promise<{ seconds: number; runId: RunId }> {
  const runId = await withTenant({ environmentId }, (tx) => triggerSync(tx, syncId, 'manual'));
  const began = performance.now();
  await runSync({ environmentId, runId }, new AbortController().signal);
  const seconds = (performance.now() - began) / 1000;
  const run = await withTenant({ environmentId }, (tx) =>
    tx.selectFrom('run').select(['status', 'error']).where('id', '=', runId).executeTakeFirstOrThrow(),
  );
  if (run.status === 'succeeded') return { seconds, runId };
  throw new AppError('internal', `The run of the benchmark ${run.status}: ${JSON.stringify(run.error)}`);
}
