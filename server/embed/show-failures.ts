import { sql } from 'kysely';
import type { z } from 'zod';
import { getConnector } from '#server/catalog/get-connector.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { loadCustomerView } from '#server/environments/customer-view.ts';
import { withoutValues } from '#server/failures/cause-of.ts';
import { rowOf } from '#server/failures/correct-record.ts';
import { type ListedCause, listCauses } from '#server/failures/list-causes.queries.ts';
import { type ListedFailure, listFailures } from '#server/failures/list-failures.queries.ts';
import { type RecordField, recordFields } from '#server/failures/record-fields.ts';
import type { InstallationId, SyncId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { wordsOf } from '#server/integrations/words.ts';
import { getSync, listSyncsOfInstallation } from '#server/syncs/sync.queries.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { encodeCursor } from '#server/trpc/page.ts';
import type { causesAnswer, FailureCause, recordsAnswer } from './repair-schemas.ts';

type State = 'open' | 'ignored';

/** Why records of an installation failed, for its customer. */
export async function showCauses(
  tx: TenantTx,
  id: InstallationId,
  { state, locale }: { state: State; locale: string },
): Promise<z.infer<typeof causesAnswer>> {
  const installation = await getInstallation(tx, id);
  const integration = await getIntegration(tx, installation.integration_id);
  const words = wordsOf(integration, await loadDefinition(tx, installation), locale);
  const { records } = await loadCustomerView(tx);
  const syncs = new Map((await listSyncsOfInstallation(tx, id)).map((sync) => [sync.id, sync]));
  const { causes, complete } = await listCauses(tx, { installationId: id, state });
  const names = await namesOf(
    tx,
    causes.flatMap(({ ignored_by }) => ignored_by ?? []),
  );
  return {
    complete,
    causes: causes.map((cause) => {
      const sync = syncs.get(cause.sync_id);
      return {
        cause: cause.cause,
        sync: cause.sync_id,
        label: sync ? words.syncLabel(sync) : cause.label,
        class: cause.class,
        field: cause.field,
        sentence: records === 'values' ? cause.message : withoutValues(cause.message),
        hint: cause.remedy,
        count: cause.failures,
        waiting: cause.waiting,
        firstSeenAt: cause.first_seen_at.toISOString(),
        lastSeenAt: cause.last_seen_at.toISOString(),
        remedies: remediesOf(cause, sync, records === 'values'),
        ignored: cause.ignored_at && {
          at: cause.ignored_at.toISOString(),
          by: names.get(cause.ignored_by ?? '') ?? null,
        },
      };
    }),
  };
}

/** What helps against a cause, the best first. */
function remediesOf(
  cause: Pick<ListedCause, 'class'>,
  sync: Pick<SyncRow, 'mapping_version'> | undefined,
  showsValues: boolean,
): FailureCause['remedies'] {
  const needsAccess = cause.class === 'auth' || cause.class === 'permission';
  const isOfValues = cause.class === 'mapping' || cause.class === 'invalid';
  const isMapped = cause.class === 'mapping' && sync !== undefined && sync.mapping_version !== null;
  return [
    ...(needsAccess ? (['reconnect'] as const) : []),
    ...(isMapped ? (['mapping'] as const) : []),
    ...(isOfValues && showsValues ? (['correct'] as const) : []),
    'retry',
    'ignore',
  ];
}

interface Which {
  cause: string;
  state: State;
  cursor?: string | undefined;
  limit: number;
}

/** The records of one cause, with what is in them where the vendor lets the customer see it. */
export async function showRecords(
  tx: TenantTx,
  id: InstallationId,
  which: Which,
): Promise<z.infer<typeof recordsAnswer>> {
  const { records } = await loadCustomerView(tx);
  if (records === 'causes') return { records: [], shown: false, nextCursor: null };
  const rows = await listFailures(tx, { ...which, installationId: id });
  const page = rows.slice(0, which.limit);
  const objects = new Map<SyncId, Awaited<ReturnType<typeof objectOf>>>();
  for (const { sync_id } of page) if (!objects.has(sync_id)) objects.set(sync_id, await objectOf(tx, sync_id));
  const last = page.at(-1);
  return {
    shown: true,
    records: page.map((row) => {
      const object = objects.get(row.sync_id);
      const kept = records === 'values' && object ? rowOf(row) : undefined;
      return {
        id: row.id,
        key: row.external_id,
        sentence: records === 'values' ? row.message : withoutValues(row.message),
        field: row.field,
        waiting: row.retried_at !== null && row.retried_at > row.last_seen_at,
        lastSeenAt: row.last_seen_at.toISOString(),
        ...(object && kept && { fields: markBad(recordFields(object, kept), row) }),
      };
    }),
    nextCursor: rows.length > which.limit && last ? encodeCursor({ at: last.last_seen_text, id: last.id }) : null,
  };
}

async function objectOf(tx: TenantTx, syncId: SyncId) {
  const sync = await getSync(tx, syncId);
  const { connector } = await getConnector(tx, (await getConnection(tx, sync.connection_id)).connector);
  return connector.objects[sync.object];
}

/** The values that the failure is about come first: of a mapping it names where they come from. */
function markBad(fields: RecordField[], { field, message }: Pick<ListedFailure, 'field' | 'message'>) {
  const marked = fields.map((one) => ({
    ...one,
    isBad: one.path === field || message.includes(`(from ${one.path})`),
  }));
  return marked.sort((one, other) => Number(other.isBad) - Number(one.isBad));
}

/** Of end users; who else put something aside is the vendor's own business. */
async function namesOf(tx: TenantTx, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string | null }>`
    select id, coalesce(name, email) as name from end_user
     where environment_id = ${tx.tenant.environmentId} and id = any(${ids}::text[])`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
