import type { LoadedConnector } from '#connectors/registry.ts';
import { authsOf } from '#server/catalog/template-names.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId, CustomerId } from '#server/ids.ts';
import { namesIn } from '#server/runtime/template.ts';

export interface ToldConnection {
  id: ConnectionId;
  customerId: CustomerId;
}

/** The connections that are of this account of an app: by the account's own id, or by what the app itself has told of it. */
export async function connectionsOfAccount(
  tx: TenantTx,
  loaded: LoadedConnector,
  account: string,
): Promise<ToldConnection[]> {
  const rows = await tx
    .selectFrom('hook_account')
    .innerJoin('connection', (join) =>
      join
        .onRef('connection.environment_id', '=', 'hook_account.environment_id')
        .onRef('connection.id', '=', 'hook_account.connection_id'),
    )
    .select(['connection.id', 'connection.customer_id', 'hook_account.name'])
    .where('hook_account.environment_id', '=', tx.tenant.environmentId)
    .where('hook_account.connector', '=', loaded.slug)
    .where('hook_account.account', '=', account)
    .where('connection.status', '<>', 'disconnected')
    .orderBy('connection.id')
    .execute();
  const typed = typedNames(loaded);
  const found = rows.filter(({ name }) => !typed.has(name));
  return [...new Map(found.map(({ id, customer_id: customerId }) => [id, { id, customerId }])).values()];
}

/**
 * What a customer has typed in proves nothing: anybody could type another's account. But where it is a part of the address
 * that the access works at, the app has proved it.
 */
function typedNames({ connector }: LoadedConnector): Set<string> {
  const proven = new Set(connector.baseUrl === undefined ? [] : namesIn(connector.baseUrl).flat());
  const typed = [connector.before, ...authsOf(connector).map((auth) => ('fields' in auth ? auth.fields : undefined))];
  return new Set(typed.flatMap((form) => Object.keys(form?.shape ?? {})).filter((name) => !proven.has(name)));
}
