import { sql } from 'kysely';
import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { StreamSelection } from './select-streams.ts';

interface CountRecords extends StreamSelection {
  by: 'model' | 'customer' | 'sync';
  limit: number;
}

interface Count {
  key: string;
  records: number;
  syncs: number;
}

const keys = { model: 's.model', customer: 's.customer_id', sync: 's.id' } as const;

/**
 * How many records there are. Every page adds to its sync's number in its own transaction, so this is exact without
 * counting a row.
 */
export async function countRecords(
  tx: TenantTx,
  { by, limit, customer, model, syncId }: CountRecords,
): Promise<{ total: number; syncs: number; largest: Count[] }> {
  const customerId = customer === undefined ? undefined : await resolveCustomer(tx, customer);
  let query = tx.selectFrom('sync as s').where('s.environment_id', '=', tx.tenant.environmentId);
  if (syncId) query = query.where('s.id', '=', syncId);
  if (customerId) query = query.where('s.customer_id', '=', customerId);
  if (model) query = query.where('s.model', '=', model);
  const sums = [
    sql<number>`coalesce(sum(s.records), 0)::bigint`.as('records'),
    sql<number>`count(*)::integer`.as('syncs'),
  ] as const;
  const { records, syncs } = await query.select(sums).executeTakeFirstOrThrow();
  const largest = await query
    .select(sql.ref<string>(keys[by]).as('key'))
    .select(sums)
    .groupBy(keys[by])
    .orderBy('records', 'desc')
    .orderBy('key')
    .limit(limit)
    .execute();
  return { total: records, syncs, largest };
}
