import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { idSchema } from '#server/ids.ts';

/** What narrows a list of failures. */
export const failureFilter = {
  customerId: idSchema('customer').optional(),
  integrationId: idSchema('integration').optional(),
  syncId: idSchema('sync').optional(),
  class: z.string().max(60).optional().meta({ description: 'What kind of failure it is.', example: 'mapping' }),
  state: z.enum(['open', 'ignored']).default('open').meta({ description: '`ignored`: those that somebody put aside.' }),
};

/** Which failures something is done to: some by their ids, or all of one cause. */
export const failureChoice = {
  ids: z.array(idSchema('failure')).min(1).max(200).optional(),
  cause: z.string().max(300).optional().meta({ description: 'The `cause` of failures that are grouped by it.' }),
  ...failureFilter,
};

const filterSchema = z.object({
  ...failureChoice,
  /** Of one installation: what its customer may ask about. */
  installationId: idSchema('installation').optional(),
  externalId: z.string().optional(),
  state: failureFilter.state,
});

export type FailureFilter = z.output<typeof filterSchema>;

/** The condition under which a row `f` of `failure` is meant: open, in this environment, and as the filter says. */
export function matchesFilter(tx: TenantTx, filter: FailureFilter): RawBuilder<boolean> {
  const environment = tx.tenant.environmentId;
  const { ids, cause, customerId, syncId, integrationId, installationId, externalId } = filter;
  const parts = [
    sql`f.environment_id = ${environment} and f.closed_at is null`,
    filter.state === 'ignored' ? sql`f.ignored_at is not null` : sql`f.ignored_at is null`,
    ids && sql`f.id = any(${ids}::text[])`,
    cause !== undefined && sql`f.cause = ${cause}`,
    customerId && sql`f.customer_id = ${customerId}`,
    syncId && sql`f.sync_id = ${syncId}`,
    externalId !== undefined && sql`f.external_id = ${externalId}`,
    filter.class && sql`f.class = ${filter.class}`,
    installationId &&
      sql`f.sync_id in (select s.id from sync s where s.environment_id = ${environment} and s.installation_id = ${installationId})`,
    integrationId &&
      sql`f.sync_id in (select s.id from sync s join installation i on i.environment_id = s.environment_id and i.id = s.installation_id
            where s.environment_id = ${environment} and i.integration_id = ${integrationId})`,
  ].filter((part) => typeof part === 'object');
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** Nothing is done to "all failures there are" by leaving everything out. */
export function requireChoice({ ids, cause }: Pick<FailureFilter, 'ids' | 'cause'>): void {
  if (ids || cause !== undefined) return;
  throw new AppError('invalid', 'It was not said which failures are meant.', {
    field: 'ids',
    remedy: 'Pass ids of failures, or a cause; GET /failure-causes lists the causes.',
  });
}
