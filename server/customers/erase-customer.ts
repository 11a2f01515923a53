import { disconnect } from '#server/connections/disconnect.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type CustomerId, isId } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { sha256 } from '#server/secrets.ts';
import { findCustomerByExternalId } from './customer.queries.ts';
import type { CustomerRow } from './customer.table.ts';
import type { ErasureRow } from './erasure.table.ts';

/**
 * Begins to erase a customer: its accounts are disconnected, nobody is signed in for it any more, and the vendor's own id
 * of it is free at once; a job does the rest. Asked again, it answers with the erasure that there is.
 */
export async function eraseCustomer(tx: TenantTx, customer: string, actor: string, now: Date): Promise<ErasureRow> {
  const row = await lockCustomer(tx, customer);
  if (!row) return getErasure(tx, customer);
  const known = await tx
    .selectFrom('erasure')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('customer_id', '=', row.id)
    .executeTakeFirst();
  if (known) return known;
  for (const table of ['embed_session', 'connect'] as const)
    await tx
      .deleteFrom(table)
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('customer_id', '=', row.id)
      .execute();
  await disconnectAll(tx, row.id, actor, now);
  await tx
    .updateTable('customer')
    .set({ external_id: `erased ${row.id}`, name: 'Erased', metadata: '{}' })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.id)
    .execute();
  await enqueue(tx, 'erase', { customerId: row.id }, { priority: priority.schedule });
  return tx
    .insertInto('erasure')
    .values({
      environment_id: tx.tenant.environmentId,
      customer_id: row.id,
      external_id_hash: hashOf(tx, row.external_id),
      requested_by: actor,
      requested_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The latest erasure of a customer, by our id or by the vendor's own. */
export async function getErasure(tx: TenantTx, customer: string): Promise<ErasureRow> {
  const row = await tx
    .selectFrom('erasure')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where((where) =>
      where.or([
        where('customer_id', '=', customer as CustomerId),
        where('external_id_hash', '=', hashOf(tx, customer)),
      ]),
    )
    .orderBy('requested_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row) return row;
  throw new AppError('not_found', `There is no customer ${customer} here, and none was erased.`, {
    field: 'id',
    remedy: 'Send the id of a customer (cus_…) or your own id of it.',
  });
}

/** Accesses of a customer that are still known here: until they were given back at the apps. */
export async function countAccesses(tx: TenantTx, customerId: CustomerId): Promise<number> {
  const { count } = await tx
    .selectFrom('credential')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

const hashOf = (tx: TenantTx, externalId: string): string =>
  sha256(`${tx.tenant.environmentId}|${externalId}`).toString('hex');

async function lockCustomer(tx: TenantTx, customer: string): Promise<CustomerRow | undefined> {
  const id = (await findCustomerByExternalId(tx, customer))?.id ?? (isId('customer', customer) ? customer : undefined);
  if (id === undefined) return undefined;
  return tx
    .selectFrom('customer')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function disconnectAll(tx: TenantTx, customerId: CustomerId, actor: string, now: Date): Promise<void> {
  const connections = await tx
    .selectFrom('connection')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('customer_id', '=', customerId)
    .where('status', '<>', 'disconnected')
    .orderBy('id')
    .execute();
  for (const { id } of connections) await disconnect(tx, id, actor, now);
}
