import { isAppCallError } from '#connectors/kit/index.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import { type Clock, systemClock } from '#server/clock.ts';
import { loadConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { RecordFailure } from '#server/failures/failure.queries.ts';
import type { SyncId } from '#server/ids.ts';
import { getEntitled } from '#server/installations/require-entitled.ts';
import { settingsOf } from '#server/installations/settings-of.ts';
import { loadMapping } from '#server/mapping/load-mapping.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { refusalOf } from '#server/trpc/refusal-of.ts';
import { findOpenRun } from './open-run.queries.ts';
import { pageReader } from './read-row.ts';
import { readTouched, type TouchedRows } from './read-touched.ts';
import { failureOfRefused } from './refused-records.ts';
import { refuseIdle } from './runnable-sync.ts';
import { getSync, lockSync } from './sync.queries.ts';
import type { SyncRow } from './sync.table.ts';
import { touchRecords } from './touch-records.ts';
import { writeTouched } from './write-touched.ts';

/** `queued`: a run is on its way, and reads it next. `absent`: neither the app nor we have it. */
export type Refreshed = 'added' | 'updated' | 'unchanged' | 'deleted' | 'absent' | 'queued';

const patienceMs = 30_000;

/** Reads one record from the app now, and stores what has become of it. No transaction is open while the app is asked. */
export async function refreshRecord(
  tenant: Tenant,
  { syncId, key }: { syncId: SyncId; key: string },
  clock: Clock = systemClock,
): Promise<Refreshed> {
  const { sync, scope, answers, mapping } = await withTenant(tenant, async (tx) => {
    const found = await getSync(tx, syncId);
    const loaded = await loadConnectionScope(tx, found.connection_id);
    refuseIdle(found, loaded.connection);
    const installation = await getEntitled(tx, found.installation_id);
    const settings = await settingsOf(tx, installation, loaded.access.connector.connector);
    return { sync: found, scope: loaded, answers: settings, mapping: await loadMapping(tx, found) };
  });
  const { connector } = scope.access.connector;
  const object = connector.objects[sync.object];
  if (!object?.get) {
    throw new AppError('conflict', `${connector.name} can't be asked for one of the ${sync.label} by its key.`, {
      remedy: 'Start a run of the sync: it brings what has changed.',
    });
  }
  const context = createContext({
    access: scope.access,
    source: credentialSource({ tenant, connectionId: sync.connection_id, clock }),
    settings: connector.settings.parse(answers),
    learnt: scope.learnt,
    signal: AbortSignal.timeout(patienceMs),
    patience: 'interactive',
    budgets: connectionBudgets({ tenant, connectionId: sync.connection_id, customerId: sync.customer_id }),
  });
  try {
    const how = { object, settings: context.settings, mapping, keepRaw: sync.keep_raw };
    const read = pageReader(how, { tenant, connectionId: sync.connection_id });
    const rows = await readTouched({ object, context, read }, [key]);
    return await withTenant(tenant, (tx) => store(tx, sync, key, rows, clock.now()));
  } catch (error) {
    throw isAppCallError(error) ? refusalOf(error) : error;
  } finally {
    await context.close();
  }
}

async function store(tx: TenantTx, before: SyncRow, key: string, rows: TouchedRows, now: Date): Promise<Refreshed> {
  refuseFailed(rows.failures);
  const sync = await lockSync(tx, before.id);
  if (!sync) throw notFound('sync', before.id);
  // A run may hold a newer state of it than was read here, or write an older one afterwards: then it reads it itself.
  const isNewer = sync.last_seq !== before.last_seq || sync.mapping_version !== before.mapping_version;
  if (isNewer || (await findOpenRun(tx, sync.id))) {
    await touchRecords(tx, sync.id, [key], now);
    return 'queued';
  }
  const written = await writeTouched(tx, sync, rows, { isCareful: true, now });
  refuseFailed(written.refused.map(failureOfRefused));
  const { added, updated, unchanged, deleted } = written;
  if (added > 0) return 'added';
  if (updated > 0) return 'updated';
  if (deleted > 0) return 'deleted';
  return unchanged > 0 ? 'unchanged' : 'absent';
}

function refuseFailed([failure]: readonly RecordFailure[]): void {
  if (!failure) return;
  throw new AppError('app_protocol', failure.message, {
    ...(failure.field && { field: failure.field }),
    remedy: 'Correct the record in the app, and read it again.',
  });
}
