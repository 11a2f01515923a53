import type { Connector } from '#connectors/kit/index.ts';
import { loadConnectionScope } from '#server/connections/connection-scope.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { Id, InstallationId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { settingsOf } from '#server/installations/settings-of.ts';
import { loadMapping } from '#server/mapping/load-mapping.ts';
import { findOpenRun } from '#server/syncs/open-run.queries.ts';
import { pageReader } from '#server/syncs/read-row.ts';
import { failureOfRefused } from '#server/syncs/refused-records.ts';
import { lockSync } from '#server/syncs/sync.queries.ts';
import { writeTouched } from '#server/syncs/write-touched.ts';
import { parseJson } from '#server/trpc/page.ts';
import { closeFailures, type RecordFailure } from './failure.queries.ts';
import { type ListedFailure, listFailures } from './list-failures.queries.ts';
import { changedRow, type RecordField, type Row, recordFields } from './record-fields.ts';

interface Correct {
  installationId: InstallationId;
  failureId: Id<'failure'>;
  /** By the places of `recordFields`. */
  values: Record<string, RecordField['value']>;
  actor: string;
  now: Date;
}

/** The row of a failure; undefined where it was too long to be kept whole, or could not be read at the app. */
export function rowOf({ input }: Pick<ListedFailure, 'input'>): Row | undefined {
  const row = parseJson(input);
  return typeof row === 'object' && row !== null ? { ...row } : undefined;
}

/**
 * Stores a record that failed with other values. It is read and judged as if the app had sent it so, and it holds until
 * the app sends the record anew: the app's word is the one that counts.
 */
export async function correctRecord(
  tenant: Tenant,
  { installationId, failureId, values, actor, now }: Correct,
): Promise<{ recordId: string }> {
  const { failure, row, sync, connectionId, how } = await withTenant(tenant, (tx) =>
    load(tx, { installationId, failureId }),
  );
  const places = new Set(recordFields(how.object, row).map(({ path }) => path));
  const stranger = Object.keys(values).find((path) => !places.has(path));
  if (stranger !== undefined) {
    throw new AppError('invalid', `The record has no place “${stranger}” to correct.`, {
      field: stranger,
      remedy: 'Correct one of the values that are shown.',
    });
  }
  const corrected = changedRow(row, values);
  const read = (await pageReader(how, { tenant, connectionId }).of([corrected]))(corrected);
  if ('failure' in read) refuse(read.failure);
  const record = 'record' in read ? read.record : undefined;
  const isKnown = keyOf(how, row) === failure.external_id;
  if (record && isKnown && record.externalId !== failure.external_id) {
    throw new AppError('invalid', 'This value says which record it is, so it can’t be another one.', {
      remedy: 'Leave it as it is, and correct the other values.',
    });
  }
  return withTenant(tenant, async (tx) => {
    const locked = await lockSync(tx, sync.id);
    if (!locked) throw notFound('sync', sync.id);
    const isNewer = locked.mapping_version !== sync.mapping_version || (await findOpenRun(tx, sync.id));
    if (isNewer) {
      throw new AppError('conflict', `The ${locked.label} are being read right now.`, {
        remedy: 'Send it again when that is done; it takes a moment.',
      });
    }
    const rows = { gone: [], renamed: [], failures: [], startedAt: now, touches: [] };
    const written = await writeTouched(
      tx,
      locked,
      { ...rows, records: record ? [record] : [], ...('excluded' in read && { gone: [read.excluded] }) },
      { isCareful: true, now },
    );
    const [refused] = written.refused;
    if (refused) refuse(failureOfRefused(refused));
    // One that had no usable key is known by a name of its own.
    await closeFailures(tx, locked.id, [failure.external_id], now);
    await addActivity(tx, {
      installationId,
      customerId: locked.customer_id,
      tone: 'good',
      sentence: `One of the ${locked.label} was corrected by hand and has arrived.`,
      code: 'corrected',
      details: { label: locked.label },
      actor,
    });
    return { recordId: failure.external_id };
  });
}

async function load(tx: TenantTx, { installationId, failureId }: Pick<Correct, 'installationId' | 'failureId'>) {
  const [failure] = await listFailures(tx, { ids: [failureId], installationId, state: 'open', limit: 1 });
  if (!failure) throw notFound('failure', failureId);
  const row = rowOf(failure);
  if (!row) {
    throw new AppError('conflict', 'This record was too long to be kept whole, so it can’t be corrected here.', {
      remedy: 'Correct it in the app, and have it read again.',
    });
  }
  const sync = await lockSync(tx, failure.sync_id);
  if (!sync) throw notFound('sync', failure.sync_id);
  const { access } = await loadConnectionScope(tx, sync.connection_id);
  const { connector }: { connector: Connector } = access.connector;
  const object = connector.objects[sync.object];
  if (!object) throw notFound('object', sync.object);
  const settings = await settingsOf(tx, await getInstallation(tx, installationId), connector);
  const mapping = await loadMapping(tx, sync);
  const how = { object, settings: connector.settings.parse(settings), mapping, keepRaw: sync.keep_raw };
  return { failure, row, sync, connectionId: sync.connection_id, how };
}

/** The row's key, where it has one. */
function keyOf({ object, settings }: { object: Connector['objects'][string]; settings: unknown }, row: Row): unknown {
  try {
    return String(object.key(row, settings as never));
  } catch {
    return undefined;
  }
}

function refuse({ field, message, remedy }: RecordFailure): never {
  // To correct it in the app is what somebody does here instead.
  const isElsewhere = remedy.startsWith('Correct the record in the app');
  throw new AppError('invalid', message, { ...(field && { field }), ...(!isElsewhere && { remedy }) });
}
