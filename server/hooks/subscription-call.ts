import type { ConnectorHooks, HookSubscription } from '#connectors/kit/index.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import type { Clock } from '#server/clock.ts';
import { type ConnectionScope, loadConnectionScope } from '#server/connections/connection-scope.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import type { Tenant, TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { createContext } from '#server/runtime/create-context.ts';
import { subscriptionHookUrl } from './hook-address.ts';
import { type HookSecret, openHookSecret } from './hook-secret.ts';
import type { HookSubscriptionRow } from './hook-subscription.table.ts';

/** Everything that speaking to the app about a subscription takes, loaded before, so that no transaction is open during it. */
export interface SubscriptionScope {
  row: HookSubscriptionRow;
  scope: ConnectionScope;
  answers: unknown;
  known: HookSecret;
}

export async function loadSubscriptionScope(tx: TenantTx, row: HookSubscriptionRow): Promise<SubscriptionScope> {
  const scope = await loadConnectionScope(tx, row.connection_id);
  const { answers } = await getInstallation(tx, scope.connection.installation_id);
  return { row, scope, answers, known: await openHookSecret(tx, row.id, row.sealed) };
}

interface Speaker {
  tenant: Tenant;
  clock: Clock;
  signal: AbortSignal;
}

type Context = Parameters<NonNullable<ConnectorHooks['subscribe']>>[0];

async function speak<T>(
  { scope, answers }: SubscriptionScope,
  { tenant, clock, signal }: Speaker,
  act: (context: Context) => Promise<T>,
): Promise<T> {
  const { connection, access, learnt } = scope;
  const connectionId: ConnectionId = connection.id;
  const context = createContext({
    access,
    source: credentialSource({ tenant, connectionId, clock }),
    settings: access.connector.connector.settings.parse(answers),
    learnt,
    signal,
    budgets: connectionBudgets({ tenant, connectionId, customerId: connection.customer_id }),
  });
  try {
    return await act(context);
  } finally {
    await context.close();
  }
}

const hooksOf = ({ scope }: SubscriptionScope): ConnectorHooks | undefined => scope.access.connector.connector.hooks;

/** Asks the app to tell of this connection: of everything that something can begin with. */
export function subscribe(of: SubscriptionScope, speaker: Speaker): Promise<HookSubscription> {
  const { row, known, scope } = of;
  const hooks = hooksOf(of);
  const { triggers = {} } = scope.access.connector.connector;
  const events = Object.values(triggers).flatMap((trigger) => (trigger.via === 'hook' ? trigger.events : []));
  const url = subscriptionHookUrl({
    environmentId: row.environment_id,
    subscriptionId: row.id,
    token: hooks?.verify === 'none' ? known.secret : undefined,
  });
  return speak(of, speaker, async (context) => {
    if (!hooks?.subscribe) throw new Error('This app is not asked to tell.');
    return hooks.subscribe(context, { url, secret: known.secret, events: [...new Set(events)] });
  });
}

/** Before it ends. An app that renews nothing is asked anew. */
export function renew(of: SubscriptionScope, speaker: Speaker): Promise<HookSubscription> {
  const { renew: renewAtApp } = hooksOf(of) ?? {};
  if (!renewAtApp) return subscribe(of, speaker);
  return speak(of, speaker, (context) => renewAtApp(context, asGiven(of)));
}

export async function unsubscribe(of: SubscriptionScope, speaker: Speaker): Promise<void> {
  const { unsubscribe: endAtApp } = hooksOf(of) ?? {};
  if (!endAtApp || of.row.external_id === null) return;
  await speak(of, speaker, (context) => endAtApp(context, asGiven(of)));
}

const asGiven = ({ row, known }: SubscriptionScope): HookSubscription => ({
  id: row.external_id ?? '',
  secret: known.secret,
  ...(row.expires_at && { expiresAt: row.expires_at.toISOString() }),
  ...(known.state !== undefined && { state: known.state }),
});
