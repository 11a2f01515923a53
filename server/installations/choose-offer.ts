import { findConnectionOfInstallation } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { InstallationId, SyncId } from '#server/ids.ts';
import { type OwnSync, offerOf, syncKey } from '#server/integrations/definition.ts';
import { allowsSchedule } from '#server/integrations/schedule-bounds.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { createSync } from '#server/syncs/create-sync.ts';
import { pauseSync } from '#server/syncs/pause-sync.ts';
import { resumeSync } from '#server/syncs/resume-sync.ts';
import type { Schedule } from '#server/syncs/schedule.ts';
import { listSyncsOfInstallation } from '#server/syncs/sync.queries.ts';
import { updateSync } from '#server/syncs/update-sync.ts';
import { getEntitled } from './require-entitled.ts';

interface Choice {
  key: string;
  on?: boolean | undefined;
  schedule?: Schedule | undefined;
  actor: string;
  now: Date;
}

/** The customer switches something on or off that its version offers, or chooses when it runs, within what the vendor allows. */
export async function chooseOffer(tx: TenantTx, id: InstallationId, choice: Choice): Promise<void> {
  const { key, on, schedule, actor, now } = choice;
  const installation = await getEntitled(tx, id);
  const sync = (await loadDefinition(tx, installation)).syncs.find((one) => syncKey(one) === key);
  if (!sync || installation.status === 'setup') throw notFound('sync', key);
  refuseChoice(sync, choice);
  const find = async () => (await listSyncsOfInstallation(tx, id)).find((row) => syncKey(row) === key);
  const row = await find();
  if (!row && on) {
    const connection = await findConnectionOfInstallation(tx, id);
    if (!connection) throw new AppError('conflict', 'Nothing is connected.', { remedy: 'Connect the account.' });
    const of = { customerId: installation.customer_id, installationId: id, connectionId: connection.id, now };
    await createSync(tx, { ...sync, ...(schedule && { schedule }), ...of });
    return;
  }
  if (!row) throw new AppError('conflict', `${sync.label} are not switched on.`, { remedy: 'Switch them on first.' });
  if (on !== undefined) await switchSync(tx, row.id, !on);
  if (on === false) await pauseSync(tx, row.id, now);
  // Where all of it is paused, it goes on with the others.
  if (on === true && installation.status === 'active') await resumeSync(tx, row.id, { now });
  if (schedule) await updateSync(tx, row.id, { schedule }, { now, actor });
}

async function switchSync(tx: TenantTx, id: SyncId, isOff: boolean): Promise<void> {
  await tx
    .updateTable('sync')
    .set({ switched_off: isOff })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

/** What the vendor leaves to the customer, and what not. */
export function refuseChoice(sync: OwnSync, { on, schedule }: Pick<Choice, 'on' | 'schedule'>): void {
  if (on === false && offerOf(sync) === 'always') {
    throw new AppError('forbidden', `${sync.label} belong to this integration and can’t be switched off.`, {
      remedy: 'Pause all of it, or disconnect.',
    });
  }
  if (schedule && !allowsSchedule(sync.bounds, schedule)) {
    throw new AppError('invalid', `${sync.label} can’t be read at these times.`, {
      field: 'schedule',
      remedy: 'Choose one of those that are offered.',
    });
  }
}
