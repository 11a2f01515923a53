import type { TenantTx } from '#server/db/tenant.ts';
import { isId } from '#server/ids.ts';

/** How the members are called that did something. API keys have no name here. */
export async function getMemberNames(tx: TenantTx, actors: string[]): Promise<Map<string, string>> {
  const ids = actors.filter((actor) => isId('member', actor));
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('member').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
