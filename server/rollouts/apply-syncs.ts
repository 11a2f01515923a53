import { canonicalJson } from '#server/canonical-json.ts';
import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { InstallationRow } from '#server/installations/installation.table.ts';
import { type Definition, type OwnSync, offerOf, syncKey } from '#server/integrations/definition.ts';
import { getMapping } from '#server/mapping/mapping.queries.ts';
import { saveMapping } from '#server/mapping/save-mapping.ts';
import { createSync } from '#server/syncs/create-sync.ts';
import { pauseSync } from '#server/syncs/pause-sync.ts';
import { resumeSync } from '#server/syncs/resume-sync.ts';
import { listSyncsOfInstallation } from '#server/syncs/sync.queries.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { updateSync } from '#server/syncs/update-sync.ts';

interface ApplySyncs {
  installation: InstallationRow;
  before: Definition;
  after: Definition;
  /** Documents that the customer gave for mappings which do not fit, by the sync's key. */
  mended?: Record<string, unknown>;
  now: Date;
}

/**
 * Makes an installation's syncs those of another version. What somebody chose for this customer (a schedule, a mapping)
 * stays; what came with the version before follows. A sync that is gone is paused: its records stay, and with the version
 * before it goes on.
 */
export async function applySyncs(
  tx: TenantTx,
  { installation, before, after, mended, now }: ApplySyncs,
): Promise<void> {
  const rows = new Map((await listSyncsOfInstallation(tx, installation.id)).map((row) => [syncKey(row), row]));
  const was = new Map(before.syncs.map((sync) => [syncKey(sync), sync]));
  const is = new Map(after.syncs.map((sync) => [syncKey(sync), sync]));
  const runs = installation.status === 'active';
  for (const [key, row] of rows) if (was.has(key) && !is.has(key)) await pauseSync(tx, row.id, now);
  for (const [key, sync] of is) {
    const row = rows.get(key);
    const known = was.get(key);
    if (row && known) await followSync(tx, row, { known, sync, mended: mended?.[key], now });
    else if (row && runs) await resumeSync(tx, row.id, { now });
    else if (!row && offerOf(sync) !== 'optional') await addSync(tx, installation, sync, now);
  }
}

async function addSync(tx: TenantTx, installation: InstallationRow, sync: OwnSync, now: Date): Promise<void> {
  const { id: installationId, customer_id: customerId } = installation;
  const connection = await findConnectionOfInstallation(tx, installationId);
  if (!connection) return;
  await createSync(tx, { ...sync, installationId, customerId, connectionId: connection.id, now });
  if (installation.status === 'active') return;
  const added = (await listSyncsOfInstallation(tx, installationId)).find((row) => syncKey(row) === syncKey(sync));
  if (added) await pauseSync(tx, added.id, now);
}

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) === canonicalJson(other ?? null);

interface Follow {
  known: OwnSync;
  sync: OwnSync;
  mended: unknown;
  now: Date;
}

async function followSync(tx: TenantTx, row: SyncRow, { known, sync, mended, now }: Follow): Promise<void> {
  if (row.label !== sync.label || row.model !== sync.model) {
    await tx
      .updateTable('sync')
      .set({ label: sync.label, model: sync.model })
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('id', '=', row.id)
      .execute();
  }
  const { schedule, mode, keepRaw = false } = sync;
  const change = {
    ...(!isSame(known.schedule, schedule) && isSame(row.schedule, known.schedule) && { schedule }),
    ...(known.mode !== mode && row.mode === known.mode && { mode }),
    ...((known.keepRaw ?? false) !== keepRaw && { keepRaw }),
  };
  if (Object.keys(change).length > 0) await updateSync(tx, row.id, change, { now, actor: row.installation_id });
  await followMapping(tx, row, { known, sync, mended, now });
}

async function followMapping(tx: TenantTx, row: SyncRow, { known, sync, mended, now }: Follow): Promise<void> {
  const isChanged = (['mapping', 'write', 'target'] as const).some((part) => !isSame(known[part], sync[part]));
  if (!isChanged && mended === undefined) return;
  const current = row.mapping_version === null ? undefined : await getMapping(tx, row.id, row.mapping_version);
  const isOwn = current !== undefined && current.created_by !== row.installation_id;
  const document = mended ?? (isOwn ? current.document : sync.mapping);
  if (document === undefined) return;
  const target = sync.target ?? null;
  // What somebody chose for this customer stays theirs.
  const by = mended === undefined && !isOwn ? row.installation_id : (current?.created_by ?? row.customer_id);
  // The way back that belongs to a mapping of their own stays with it.
  const write = isOwn ? {} : { write: sync.write ?? null };
  await saveMapping(tx, { syncId: row.id, document, ...write, target, by, now });
}
