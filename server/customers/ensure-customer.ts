import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import type { CustomerRow } from './customer.table.ts';

interface EnsureCustomer {
  externalId: string;
  /** Makes the customer where there is none, and renames it where there is. */
  name?: string | undefined;
  /** As it is from now on; as it was where it isn't told. */
  plan?: string | undefined;
  /** Replaces what is kept under these names; the others stay. */
  metadata?: Record<string, unknown> | undefined;
}

/** The customer with this external id; made from its name where it is new. Undefined where it is new and has no name. */
export async function ensureCustomer(
  tx: TenantTx,
  { externalId, name, plan, metadata }: EnsureCustomer,
): Promise<CustomerRow | undefined> {
  const known = await tx
    .selectFrom('customer')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  if (known && (await isKnown(tx, known, { name, plan, metadata }))) return known;
  const named = name ?? known?.name;
  if (named === undefined) return undefined;
  const given = JSON.stringify(metadata ?? {});
  return tx
    .insertInto('customer')
    .values({
      ...{ environment_id: tx.tenant.environmentId, id: newId('customer'), external_id: externalId },
      ...{ name: named, plan: plan ?? null, metadata: given },
    })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'external_id']).doUpdateSet({
        name: named,
        ...(plan !== undefined && { plan }),
        ...(metadata && { metadata: sql<string>`customer.metadata || ${given}::jsonb` }),
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** An embed token says the same each time: then nothing is written. */
async function isKnown(tx: TenantTx, known: CustomerRow, told: Omit<EnsureCustomer, 'externalId'>): Promise<boolean> {
  if (told.name !== undefined && told.name !== known.name) return false;
  if (told.plan !== undefined && told.plan !== known.plan) return false;
  if (!told.metadata) return true;
  const { rows } = await sql<{ same: boolean }>`
    select ${JSON.stringify(known.metadata)}::jsonb @> ${JSON.stringify(told.metadata)}::jsonb as same`.execute(tx);
  return rows[0]?.same ?? false;
}
