import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';

const days = (description: string) => z.number().int().min(1).max(3650).meta({ description, example: 30 });

const defaults = {
  deletedRecords: 30,
  earlierVersions: 30,
  calls: 14,
  runs: 90,
  failures: 90,
  deliveries: 30,
  activity: 400,
  embedEvents: 400,
};

/** How many days each kind of thing is kept. Records themselves are kept for as long as their connection is. */
export const retentionSchema = z
  .object({
    deletedRecords: days(
      'That a record was deleted. A reader of the feed that stays away for longer is not told of the deletion.',
    ),
    earlierVersions: days('What a record was before its last change.'),
    calls: days('The calls of a run, and the input of failures that are closed.'),
    runs: days('Runs and their steps: also which page wrote a record.'),
    failures: days('Failures, after they were closed.'),
    deliveries: days('Webhooks and e-mails that were delivered or given up.'),
    activity: days('What happened to an installation, in sentences.'),
    embedEvents: days('What customers did in the tab: the funnel.'),
  })
  .meta({ id: 'Retention' });

export const retentionChanges = z.strictObject(retentionSchema.shape).partial();

export type Retention = z.infer<typeof retentionSchema>;

export async function getRetention(tx: TenantTx): Promise<Retention> {
  const { retention } = await getEnvironment(tx);
  return retentionSchema.parse({ ...defaults, ...z.record(z.string(), z.unknown()).parse(retention) });
}

export async function saveRetention(tx: TenantTx, changes: z.infer<typeof retentionChanges>): Promise<Retention> {
  const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const retention = retentionSchema.parse({ ...(await getRetention(tx)), ...defined });
  await tx
    .updateTable('environment')
    .set({ retention: JSON.stringify(retention) })
    .where('id', '=', tx.tenant.environmentId)
    .execute();
  return retention;
}
