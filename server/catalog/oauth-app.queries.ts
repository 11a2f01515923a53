import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { OauthAppRow } from './oauth-app.table.ts';

/** The client of a connector: the vendor's, or with `resource` the one that is registered at that server. */
export function findOauthApp(tx: TenantTx, connector: string, resource = ''): Promise<OauthAppRow | undefined> {
  return tx
    .selectFrom('oauth_app')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connector', '=', connector)
    .where('resource', '=', resource)
    .executeTakeFirst();
}

/** The same, kept from others until this transaction ends. */
export function lockOauthApp(tx: TenantTx, connector: string, resource: string): Promise<OauthAppRow | undefined> {
  return tx
    .selectFrom('oauth_app')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connector', '=', connector)
    .where('resource', '=', resource)
    .forUpdate()
    .executeTakeFirst();
}

export async function setOauthAppParameters(
  tx: TenantTx,
  id: OauthAppRow['id'],
  parameters: Record<string, string>,
): Promise<void> {
  await tx
    .updateTable('oauth_app')
    .set({ parameters: JSON.stringify(parameters), updated_at: sql<Date>`now()` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

type SavedOauthApp = Pick<
  OauthAppRow,
  'id' | 'connector' | 'kind' | 'resource' | 'client_id' | 'client_secret' | 'scopes' | 'secret_parameters'
> & { parameters: string };

/** Writes the id with the secret that is sealed to it, also over a row that somebody else made meanwhile. */
export function upsertOauthApp(tx: TenantTx, app: SavedOauthApp): Promise<OauthAppRow> {
  const { connector, resource, ...values } = app;
  return tx
    .insertInto('oauth_app')
    .values({ environment_id: tx.tenant.environmentId, connector, resource, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'connector', 'resource'])
        .doUpdateSet({ ...values, updated_at: sql<Date>`now()` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}
