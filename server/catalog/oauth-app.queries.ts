import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import type { OauthAppRow } from './oauth-app.table.ts';

export function findOauthApp(tx: TenantTx, connector: string): Promise<OauthAppRow | undefined> {
  return tx
    .selectFrom('oauth_app')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connector', '=', connector)
    .executeTakeFirst();
}

type SavedOauthApp = Pick<OauthAppRow, 'id' | 'connector' | 'client_id' | 'client_secret' | 'scopes'> & {
  parameters: string;
};

/** Writes the id with the secret that is sealed to it, also over a row that somebody else made meanwhile. */
export function upsertOauthApp(tx: TenantTx, { id, connector, ...values }: SavedOauthApp): Promise<OauthAppRow> {
  return tx
    .insertInto('oauth_app')
    .values({ environment_id: tx.tenant.environmentId, id, connector, ...values })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'connector']).doUpdateSet({ id, ...values, updated_at: sql<Date>`now()` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}
