import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { Id } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { DestinationRow } from './destination.table.ts';

type DestinationId = Id<'destination'>;

export const credentialPlace = (id: DestinationId) => ({ table: 'destination', row: id, column: 'credential' });

/** A destination and how many changes it has not got yet, at most: what changed twice is delivered once. */
export type ListedDestination = DestinationRow & { behind: number; streams: number; customer_name: string | null };

const listed = (tx: TenantTx) =>
  tx
    .selectFrom('destination as d')
    .leftJoin('customer as u', (join) =>
      join.onRef('u.environment_id', '=', 'd.environment_id').onRef('u.id', '=', 'd.customer_id'),
    )
    .selectAll('d')
    .select([
      'u.name as customer_name',
      sql<number>`coalesce((${behind('sum(s.last_seq - coalesce(p.seq, 0))')}), 0)::bigint`.as('behind'),
      sql<number>`(${behind('count(*)')})::integer`.as('streams'),
    ])
    .where('d.environment_id', '=', tx.tenant.environmentId);

const behind = (what: string) => sql`
  select ${sql.raw(what)}
    from sync s
    left join destination_stream p on p.environment_id = s.environment_id and p.destination_id = d.id and p.stream = s.stream
   where s.environment_id = d.environment_id and s.last_seq > coalesce(p.seq, 0)
     and (d.customer_id is null or s.customer_id = d.customer_id) and (d.model is null or s.model = d.model)`;

export function listDestinations(tx: TenantTx, request: PageRequest): Promise<ListedDestination[]> {
  let query = listed(tx);
  if (request.cursor) query = query.where('d.id', '<', idCursor(request.cursor) as DestinationId);
  return query
    .orderBy('d.id', 'desc')
    .limit(request.limit + 1)
    .execute();
}

export async function getDestination(tx: TenantTx, id: DestinationId): Promise<ListedDestination> {
  const row = await listed(tx).where('d.id', '=', id).executeTakeFirst();
  if (!row) throw notFound('destination', id);
  return row;
}

/** Paused, nothing is delivered and nothing is lost; active again, it goes on where it stopped. */
export async function setDestinationStatus(
  tx: TenantTx,
  id: DestinationId,
  status: DestinationRow['status'],
): Promise<ListedDestination> {
  await tx
    .updateTable('destination')
    .set({ status, ...(status === 'active' && { next_attempt_at: new Date(), failures: 0, error: null }) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
  return getDestination(tx, id);
}

export async function renameDestination(tx: TenantTx, id: DestinationId, name: string): Promise<ListedDestination> {
  await tx
    .updateTable('destination')
    .set({ name })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
  return getDestination(tx, id);
}

export async function deleteDestination(tx: TenantTx, id: DestinationId): Promise<void> {
  const row = await tx
    .deleteFrom('destination')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!row) throw notFound('destination', id);
}
