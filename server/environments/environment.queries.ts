import type { ControlDb, TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { Id } from '#server/ids.ts';
import type { EnvironmentRow } from './environment.table.ts';

/** The environment of this transaction. */
export async function getEnvironment(tx: TenantTx): Promise<EnvironmentRow> {
  const row = await tx
    .selectFrom('environment')
    .selectAll()
    .where('id', '=', tx.tenant.environmentId)
    .executeTakeFirst();
  if (!row) throw notFound('environment', tx.tenant.environmentId);
  return row;
}

export function listEnvironmentsOfVendor(db: ControlDb, vendorId: Id<'vendor'>): Promise<EnvironmentRow[]> {
  return db.selectFrom('environment').selectAll().where('vendor_id', '=', vendorId).orderBy('id').execute();
}

interface EnvironmentSettings {
  allowedOrigins: string[];
  returnUrls: string[];
}

export async function saveEnvironment(
  tx: TenantTx,
  { allowedOrigins, returnUrls }: EnvironmentSettings,
): Promise<EnvironmentRow> {
  return tx
    .updateTable('environment')
    .set({ allowed_origins: allowedOrigins, return_urls: returnUrls })
    .where('id', '=', tx.tenant.environmentId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function saveCustomerView(tx: TenantTx, view: object): Promise<EnvironmentRow> {
  return tx
    .updateTable('environment')
    .set({ customer_view: JSON.stringify(view) })
    .where('id', '=', tx.tenant.environmentId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export interface RunLimits {
  customerRuns: number;
  connectionRuns: number;
}

export async function saveRunLimits(
  tx: TenantTx,
  { customerRuns, connectionRuns }: RunLimits,
): Promise<EnvironmentRow> {
  return tx
    .updateTable('environment')
    .set({ customer_runs: customerRuns, connection_runs: connectionRuns })
    .where('id', '=', tx.tenant.environmentId)
    .returningAll()
    .executeTakeFirstOrThrow();
}
