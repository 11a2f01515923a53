import { z } from 'zod';
import { type HookSubscription, isAppCallError } from '#connectors/kit/index.ts';
import { findConnector } from '#server/catalog/get-connector.ts';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { ConnectionRow } from '#server/connections/connection.table.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { type ConnectionId, idSchema, newId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { log } from '#server/log.ts';
import { explainFailure } from '#server/syncs/explain-failure.ts';
import { newHookSecret, sealHookSecret } from './hook-secret.ts';
import type { HookSubscriptionRow } from './hook-subscription.table.ts';
import {
  changeSubscription,
  deleteSubscription,
  insertSubscription,
  isWanted,
  lockSubscriptionOf,
  setSubscription,
} from './subscription.queries.ts';
import { loadSubscriptionScope, renew, type SubscriptionScope, subscribe, unsubscribe } from './subscription-call.ts';
import { planFor, renewAt, tryAgainAt } from './subscription-plan.ts';
import { Told } from './told.ts';
import { wakeSyncs } from './wake-syncs.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment'), connectionId: idSchema('connection') });

const leaseSeconds = 150;

interface Due {
  plan: 'subscribe' | 'renew' | 'end';
  lease: Date;
  of: SubscriptionScope;
}

/** Brings what the app has of a connection's subscription in line with what is wanted. Safe to run at any time, also twice at once. */
export async function settleSubscription(
  payload: unknown,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  const { environmentId, connectionId } = payloadSchema.parse(payload);
  const tenant: Tenant = { environmentId };
  const due = await withTenant(tenant, (tx) => claimDue(tx, connectionId, clock.now()));
  if (!due) return;
  const speaker = { tenant, clock, signal };
  const { row } = due.of;
  try {
    if (due.plan === 'end') {
      await unsubscribe(due.of, speaker);
      await withTenant(tenant, (tx) => deleteSubscription(tx, row.id));
      return;
    }
    const isNew = due.plan === 'subscribe';
    const made = isNew ? await subscribe(due.of, speaker) : await renewOrBegin(due.of, speaker);
    await withTenant(tenant, (tx) => keep(tx, due, made, clock.now()));
  } catch (error) {
    log.warn('An app could not be asked to tell of a connection.', { environmentId, connectionId, error });
    await withTenant(tenant, (tx) => keepFailure(tx, due, error, clock.now()));
  }
}

/** What has ended at the app is begun anew. */
async function renewOrBegin(of: SubscriptionScope, speaker: Parameters<typeof renew>[1]): Promise<HookSubscription> {
  try {
    return await renew(of, speaker);
  } catch (error) {
    if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
    return subscribe(of, speaker);
  }
}

/** Decides and takes the lease, with the row locked, so that nobody else speaks to the app about the same. */
async function claimDue(tx: TenantTx, connectionId: ConnectionId, now: Date): Promise<Due | undefined> {
  const connection = await getConnection(tx, connectionId);
  const loaded = await findConnector(tx, connection.connector);
  const canSubscribe = loaded?.connector.hooks?.subscribe !== undefined;
  const isNeeded = await isWanted(tx, connectionId);
  const planOf = (subscription: HookSubscriptionRow | undefined) => {
    const wanted = isNeeded || subscription?.asked === true;
    return planFor({ wanted, canSubscribe, connection: connection.status, subscription, now });
  };
  let row = await lockSubscriptionOf(tx, connectionId);
  if (!row && planOf(row) === 'subscribe') {
    await begin(tx, connection);
    row = await lockSubscriptionOf(tx, connectionId);
  }
  if (!row || (row.leased_until !== null && row.leased_until >= now)) return undefined;
  const plan = planOf(row);
  if (plan === 'nothing') return undefined;
  if (plan === 'forget') {
    await deleteSubscription(tx, row.id);
    return undefined;
  }
  const lease = secondsAfter(now, leaseSeconds);
  await changeSubscription(tx, connectionId, { leased_until: lease });
  return { plan, lease, of: await loadSubscriptionScope(tx, row) };
}

/** It must be there before the app is asked: some apps call the address while they are. */
async function begin(tx: TenantTx, connection: ConnectionRow): Promise<void> {
  const id = newId('hookSubscription');
  const sealed = await sealHookSecret(tx, id, { secret: newHookSecret() });
  await insertSubscription(tx, { id, kind: 'made', status: 'pending', connection, asked: false, sealed });
}

async function keep(tx: TenantTx, { of, lease, plan }: Due, made: HookSubscription, now: Date): Promise<void> {
  const { row, known } = of;
  const expiresAt = made.expiresAt === undefined ? undefined : new Date(made.expiresAt);
  const wasMissing = plan === 'subscribe' || row.status === 'failing' || made.id !== row.external_id;
  const isKept = await setSubscription(tx, row.id, lease, {
    status: 'active',
    external_id: made.id,
    sealed: await sealHookSecret(tx, row.id, {
      secret: made.secret ?? known.secret,
      ...((made.state ?? known.state) !== undefined && { state: made.state ?? known.state }),
    }),
    expires_at: expiresAt ?? null,
    due_at: renewAt(expiresAt, now),
    attempts: 0,
    error: null,
  });
  if (!isKept || !wasMissing) return;
  // What happened before it was there was not told.
  const told = new Told();
  told.miss(row.connection_id);
  await wakeSyncs(tx, told, now);
}

async function keepFailure(tx: TenantTx, { of, lease, plan }: Due, error: unknown, now: Date): Promise<void> {
  const { row, scope } = of;
  const app = scope.access.connector.connector.name;
  const { sentence } = explainFailure(app, error).error;
  const attempts = row.attempts + 1;
  const isEnded = row.expires_at !== null && row.expires_at <= now;
  const change: Partial<HookSubscriptionRow> = { attempts, error: sentence, due_at: tryAgainAt(attempts, now) };
  // A renewal that failed leaves what is still there.
  const status = plan === 'subscribe' || isEnded ? 'failing' : row.status;
  const isKept = await setSubscription(tx, row.id, lease, { ...change, status });
  if (!isKept || status !== 'failing' || row.status === 'failing') return;
  await addActivity(tx, {
    installationId: scope.connection.installation_id,
    customerId: scope.connection.customer_id,
    tone: 'warning',
    sentence: `${app} does not tell us of changes at the moment; they are looked for regularly instead. ${sentence}`,
  });
}
