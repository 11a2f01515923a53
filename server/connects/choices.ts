import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import { refuseChoice } from '#server/installations/choose-offer.ts';
import { type Definition, type OwnSync, offerOf, syncKey } from '#server/integrations/definition.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { type Schedule, scheduleSchema } from '#server/syncs/schedule.ts';
import { type ConnectId, lockOpenConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { pinnedBy } from './pinned-by.ts';

const choicesSchema = z.record(
  z.string(),
  z.object({ on: z.boolean().optional(), schedule: scheduleSchema.optional() }),
);

/** A sync of the version as this customer wants it. */
export interface ChosenSync {
  key: string;
  sync: OwnSync;
  on: boolean;
  schedule: Schedule;
}

/** What will be copied, as it was chosen so far. */
export function chosenSyncs(definition: Definition, row: Pick<ConnectRow, 'choices'>): ChosenSync[] {
  const choices = choicesSchema.catch({}).parse(row.choices);
  return definition.syncs.map((sync) => {
    const key = syncKey(sync);
    const choice = Object.hasOwn(choices, key) ? choices[key] : undefined;
    return { key, sync, on: choice?.on ?? offerOf(sync) !== 'optional', schedule: choice?.schedule ?? sync.schedule };
  });
}

/** Before anything runs, the customer chooses what of it should, and when; nothing else of the connect changes. */
export async function chooseBefore(
  tx: TenantTx,
  id: ConnectId,
  { key, on, schedule }: { key: string; on?: boolean | undefined; schedule?: Schedule | undefined },
  clock: Clock,
): Promise<ConnectRow> {
  const row = await lockOpenConnect(tx, id, clock);
  if (row.stage !== 'review') {
    throw new AppError('conflict', 'What is copied is chosen at the end, once the account is connected.', {
      remedy: 'Finish the steps before.',
    });
  }
  const definition = await loadDefinition(tx, pinnedBy(row, await getIntegration(tx, row.integration_id)));
  const sync = definition.syncs.find((one) => syncKey(one) === key);
  if (!sync) throw notFound('sync', key);
  refuseChoice(sync, { on, schedule });
  const choices = choicesSchema.catch({}).parse(row.choices);
  const choice = { ...choices[key], ...(on !== undefined && { on }), ...(schedule && { schedule }) };
  return tx
    .updateTable('connect')
    .set({ choices: JSON.stringify({ ...choices, [key]: choice }) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
