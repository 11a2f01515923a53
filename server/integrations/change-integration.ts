import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { IntegrationRow } from './integration.table.ts';
import { lockIntegration } from './version.queries.ts';

type Changeable = 'name' | 'description' | 'category' | 'status' | 'featured' | 'position' | 'upgrades';
type Change = { [Key in Changeable]?: IntegrationRow[Key] | undefined };

/** Changes what is not of a version: default words, whether and where it is shown, and how installations come to new versions. */
export async function changeIntegration(tx: TenantTx, slug: string, change: Change, now: Date): Promise<void> {
  const row = await lockIntegration(tx, slug);
  if (change.status === 'published' && row.live_version === null) {
    throw new AppError('conflict', `${row.name} has no version yet that could be offered.`, {
      field: 'status',
      remedy: 'Publish its draft.',
    });
  }
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  await tx
    .updateTable('integration')
    .set({ ...given, updated_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.id)
    .execute();
}
