import { registry } from '#connectors/registry.ts';
import { secondsAfter } from '#server/clock.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { type Id, newId } from '#server/ids.ts';
import { announce } from '#server/jobs/boss.ts';
import { settleSoon } from './settle-soon.ts';
import { enqueueEvents } from './store-events.ts';
import { listDueSubscriptions, listUnsettled } from './subscription.queries.ts';

const keptDays = 14;
const daySeconds = 86_400;
const forgottenSeconds = 900;
const atOnce = 1000;

/** Every quarter of an hour: renews and retries subscriptions, takes up what nobody has worked on, and forgets what is old. */
export async function tendHooks(tenant: Tenant, now: Date): Promise<void> {
  const asked = await askedConnectors();
  await withTenant(tenant, async (tx) => {
    const due = new Set([
      ...(await listDueSubscriptions(tx, now, atOnce)),
      ...(await listUnsettled(tx, asked, atOnce)),
    ]);
    for (const connectionId of due) await settleSoon(tx, connectionId);
    await enqueueEvents(tx, await listForgotten(tx, secondsAfter(now, -forgottenSeconds)));
  });
  announce('hook');
  const before = newId('inboundEvent', secondsAfter(now, -keptDays * daySeconds).getTime());
  while ((await withTenant(tenant, (tx) => deleteOld(tx, before))) === atOnce);
}

/** Apps that are asked to tell of each connection. */
async function askedConnectors(): Promise<string[]> {
  const connectors = await registry();
  const folders = connectors.listed().filter(({ kind }) => kind === 'folder');
  return folders.flatMap(({ slug }) => (connectors.get(slug)?.connector.hooks?.subscribe ? slug : []));
}

/** Events whose job was lost. */
async function listForgotten(tx: TenantTx, before: Date): Promise<Id<'inboundEvent'>[]> {
  const rows = await tx
    .selectFrom('inbound_event')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('status', '=', 'received')
    .where('id', '<', newId('inboundEvent', before.getTime()))
    .orderBy('id')
    .limit(atOnce)
    .execute();
  return rows.map(({ id }) => id);
}

/** Their ids begin with their time. */
async function deleteOld(tx: TenantTx, before: Id<'inboundEvent'>): Promise<number> {
  const old = tx
    .selectFrom('inbound_event')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '<', before)
    .orderBy('id')
    .limit(atOnce);
  const { numDeletedRows } = await tx
    .deleteFrom('inbound_event')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', 'in', old)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
