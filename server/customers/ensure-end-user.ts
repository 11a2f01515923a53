import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { type CustomerId, newId } from '#server/ids.ts';
import type { EndUserRow } from './end-user.table.ts';

interface EndUser {
  customerId: CustomerId;
  externalId: string;
  name?: string;
  email?: string;
  role: EndUserRow['role'];
  locale?: string;
}

/** The end user that an embed token names; what the token says anew (name, role) replaces what was known. */
export async function ensureEndUser(tx: TenantTx, user: EndUser): Promise<EndUserRow> {
  return tx
    .insertInto('end_user')
    .values({
      environment_id: tx.tenant.environmentId,
      id: newId('endUser'),
      customer_id: user.customerId,
      external_id: user.externalId,
      name: user.name ?? null,
      email: user.email ?? null,
      role: user.role,
      locale: user.locale ?? null,
    })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'customer_id', 'external_id']).doUpdateSet((excluded) => ({
        name: sql`coalesce(${excluded.ref('excluded.name')}, end_user.name)`,
        email: sql`coalesce(${excluded.ref('excluded.email')}, end_user.email)`,
        role: excluded.ref('excluded.role'),
        locale: sql`coalesce(${excluded.ref('excluded.locale')}, end_user.locale)`,
        last_seen_at: sql`now()`,
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}
