import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { EndUserId } from '#server/ids.ts';
import type { EndUserRow } from './end-user.table.ts';

export async function getEndUser(tx: TenantTx, id: EndUserId): Promise<EndUserRow> {
  const row = await tx
    .selectFrom('end_user')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('end user', id);
  return row;
}
