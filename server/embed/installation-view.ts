import { z } from 'zod';
import { getConnector } from '#server/catalog/get-connector.ts';
import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import { countOpenFailures } from '#server/failures/list-causes.queries.ts';
import type { EndUserId, InstallationId } from '#server/ids.ts';
import { listActivity } from '#server/installations/activity.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { type Definition, offerOf, syncKey } from '#server/integrations/definition.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { questionsOf, shownAnswers } from '#server/integrations/questions.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { wordsOf } from '#server/integrations/words.ts';
import { upgradeView } from '#server/rollouts/upgrade-view.ts';
import { scheduleSchema } from '#server/syncs/schedule.ts';
import { showEntry } from './activity-log.ts';
import { attentionOf, failureOf } from './attention.ts';
import type { InstallationView, SyncView } from './embed-schemas.ts';
import { listSyncStates, type SyncState } from './sync-states.queries.ts';

const activityShown = 20;
const answersSchema = z.record(z.string(), z.unknown());
const farFuture = new Date('2200-01-01');

/** An installation as its customer sees it: the account, what is synced, what happened, and what needs them. */
export async function installationView(
  tx: TenantTx,
  id: InstallationId,
  { locale, now }: { locale: string; now: Date },
): Promise<InstallationView> {
  const installation = await getInstallation(tx, id);
  const connection = await findConnectionOfInstallation(tx, id);
  if (!connection || installation.status === 'removed') throw notFound('installation', id);
  const { connector } = await getConnector(tx, connection.connector);
  const integration = await getIntegration(tx, installation.integration_id);
  const definition = await loadDefinition(tx, installation);
  const words = wordsOf(integration, definition, locale);
  const upgrade = await upgradeView(tx, integration, installation, locale);
  const syncs = (await listSyncStates(tx, [id]))
    .filter((sync) => sync.status !== 'paused' || isOfVersion(definition, sync))
    .map((sync) => ({ ...sync, label: words.syncLabel(sync) }));
  const activity = await listActivity(tx, id, activityShown);
  const failing = await countOpenFailures(tx, id);
  return {
    id,
    connection: {
      id: connection.id,
      account: connection.account_name,
      status: connection.status,
      attention: attentionOf(connector.name, connection, syncs, definition),
      connectedBy: await endUserName(tx, connection.connected_by),
      connectedAt: connection.created_at.toISOString(),
    },
    syncs: syncs.map((sync) => syncView(sync, connection.status === 'active', now)),
    activity: activity.map(({ id: number, ...entry }) => showEntry({ ...entry, id: Number(number) })),
    answers: shownAnswers(questionsOf(definition, connector.settings), answersSchema.parse(installation.answers)),
    ...(upgrade && { upgrade }),
    ...(failing.records > 0 && { failing }),
    offers: definition.syncs.map((sync) => {
      const own = syncs.find((one) => syncKey(one) === syncKey(sync));
      return {
        ...{ key: syncKey(sync), sync: own?.id ?? null, label: words.syncLabel(sync), offer: offerOf(sync) },
        ...(sync.bounds && { bounds: sync.bounds }),
        schedule: own ? scheduleSchema.parse(own.schedule) : sync.schedule,
        on: own !== undefined && !own.switched_off,
        ...(sync.matching && { matching: true }),
      };
    }),
  };
}

/** One that another version has had is paused, and not shown. */
const isOfVersion = ({ syncs }: Definition, sync: SyncState): boolean =>
  syncs.some((one) => syncKey(one) === syncKey(sync));

function syncView(sync: SyncState, connected: boolean, now: Date): SyncView {
  const running = sync.run_status === 'running';
  const seconds = running && sync.run_started_at ? (now.getTime() - sync.run_started_at.getTime()) / 1000 : 0;
  const done = sync.run_seen ?? 0;
  const error = failureOf(sync);
  const upcoming = sync.wake_at && sync.wake_at > now && sync.wake_at < farFuture ? sync.wake_at : null;
  return {
    id: sync.id,
    label: sync.label,
    status: statusOf(sync, connected),
    records: sync.records,
    progress: running
      ? { done, total: sync.run_total, ratePerSecond: seconds >= 1 ? Math.round(done / seconds) : null }
      : null,
    lastSuccessAt: sync.last_success_at?.toISOString() ?? null,
    nextRunAt: running || !connected ? null : (upcoming?.toISOString() ?? null),
    failure: error?.sentence ?? null,
    ...(error && { failureCode: error.class, ...(error.said && { failureSaid: error.said }) }),
  };
}

function statusOf(sync: SyncState, connected: boolean): SyncView['status'] {
  if (sync.status === 'paused') return 'paused';
  if (!connected) return 'needs_attention';
  if (sync.run_status === 'running') return 'running';
  if (sync.run_status === 'failed') return 'failed';
  if (sync.run_status === 'queued') return 'waiting';
  return sync.last_success_at ? 'in_sync' : 'waiting';
}

async function endUserName(tx: TenantTx, id: EndUserId | null): Promise<string | null> {
  if (!id) return null;
  const row = await tx
    .selectFrom('end_user')
    .select(['name', 'email'])
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.name ?? row?.email ?? null;
}
