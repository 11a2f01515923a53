import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { CustomerId } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { CustomerRow } from './customer.table.ts';

export async function getCustomer(tx: TenantTx, id: CustomerId): Promise<CustomerRow> {
  const row = await tx
    .selectFrom('customer')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('customer', id);
  return row;
}

export function findCustomerByExternalId(tx: TenantTx, externalId: string): Promise<CustomerRow | undefined> {
  return tx
    .selectFrom('customer')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
}

/** A customer with how many accounts it connected, and how many of them wait for a person. */
export type CountedCustomer = CustomerRow & { connections: number; attention: number; erasing_since: Date | null };

const counted = (tx: TenantTx) =>
  tx
    .selectFrom('customer')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('connection')
          .select([
            sql<number>`(count(*) filter (where status <> 'disconnected'))::integer`.as('connections'),
            sql<number>`(count(*) filter (where status in ('needs_reauth', 'misconfigured')))::integer`.as('attention'),
          ])
          .whereRef('connection.environment_id', '=', 'customer.environment_id')
          .whereRef('connection.customer_id', '=', 'customer.id')
          .as('counts'),
      (join) => join.onTrue(),
    )
    .leftJoin('erasure', (join) =>
      join
        .onRef('erasure.environment_id', '=', 'customer.environment_id')
        .onRef('erasure.customer_id', '=', 'customer.id')
        .on('erasure.finished_at', 'is', null),
    )
    .selectAll('customer')
    .select(['counts.connections', 'counts.attention', 'erasure.requested_at as erasing_since'])
    .where('customer.environment_id', '=', tx.tenant.environmentId);

export async function getCountedCustomer(tx: TenantTx, id: CustomerId): Promise<CountedCustomer> {
  const row = await counted(tx).where('customer.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('customer', id);
  return row;
}

/** The newest customers first; `search` looks into name and external id. */
export function listCustomers(
  tx: TenantTx,
  request: PageRequest & { search?: string | undefined },
): Promise<CountedCustomer[]> {
  let query = counted(tx);
  if (request.search) {
    const pattern = `%${request.search.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((where) =>
      where.or([
        where('customer.name', 'ilike', pattern),
        where('customer.external_id', 'ilike', pattern),
        where('customer.id', '=', request.search as CustomerId),
      ]),
    );
  }
  if (request.cursor) query = query.where('customer.id', '<', idCursor(request.cursor) as CustomerId);
  return query
    .orderBy('customer.id', 'desc')
    .limit(request.limit + 1)
    .execute();
}
