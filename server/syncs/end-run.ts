import { getConnector } from '#server/catalog/get-connector.ts';
import { type Clock, secondsAfter } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { addActivity } from '#server/installations/activity.ts';
import { finishRun, getRun, postponeRun } from '#server/runs/run.queries.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { tell } from '#server/webhooks/tell.ts';
import { explainEnd } from './explain-end.ts';
import { retriesOf, retryDelayMs, spread } from './retry-plan.ts';
import { Superseded } from './run-ends.ts';
import { plannedAfter, setSchedule, stillPlanned } from './schedule.queries.ts';
import { getSync } from './sync.queries.ts';
import type { SyncRow } from './sync.table.ts';
import { tellChanges } from './tell-changes.ts';
import { followUp } from './touch-records.ts';
import { lockForRun } from './write-page.ts';

// A run that was begun this often without storing one page fails: it would go on killing its workers.
const maxStalled = 6;
const internalRetrySeconds = 3;

/** Throws for a run whose page has ended every worker that took it up, so that it doesn't end this one too. */
export function refuseStalled(run: RunRow): void {
  if (run.stalled > maxStalled) throw new Error(`The run was taken up ${run.stalled} times without one page stored.`);
}

const number = new Intl.NumberFormat('en');

interface RunEnd {
  now: Date;
  app: string;
  /** Whether it read a pass to its end, and not only what hooks have named. */
  passEnded: boolean;
  /** What waits needs a pass, and it is too early for one that hooks ask for. */
  rest?: boolean | undefined;
}

/** Ends a run that read everything: in the same transaction as its last page, so that neither is there without the other. */
export async function endRun(tx: TenantTx, run: RunRow, { now, app, passEnded, rest }: RunEnd): Promise<void> {
  const finished = await finishRun(tx, run.id, { status: 'succeeded', now });
  if (!finished) throw new Superseded();
  const sync = await getSync(tx, run.sync_id);
  await tx
    .updateTable('sync')
    .set({
      last_success_at: now,
      failing_since: null,
      ...(passEnded && !sync.first_success_at && { first_success_at: now }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .execute();
  await setSchedule(tx, sync.id, null, passEnded ? plannedAfter(sync, now) : stillPlanned(sync, now));
  await followUp(tx, sync.id, { now, rest });
  await tellChanges(tx, sync, now);
  // One record at a time would drown everything else that the customer reads there.
  const said = run.trigger === 'hook' ? undefined : changeSentence(sync.label, app, finished);
  if (said)
    await addActivity(tx, {
      installationId: sync.installation_id,
      customerId: sync.customer_id,
      tone: 'good',
      ...said,
    });
}

type Said = Pick<Parameters<typeof addActivity>[1], 'sentence' | 'code' | 'details'>;

function changeSentence(label: string, app: string, run: RunRow): Said | undefined {
  const parts = [
    run.added > 0 && `${number.format(run.added)} new`,
    run.updated > 0 && `${number.format(run.updated)} changed`,
    run.deleted > 0 && `${number.format(run.deleted)} deleted`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return undefined;
  const { added, updated, deleted } = run;
  if (run.trigger === 'first' && added > 0) {
    const sentence = `${number.format(added)} ${label} arrived from ${app}.`;
    return { sentence, code: 'arrived', details: { added, label, app } };
  }
  const sentence = `${app}: ${parts.join(', ')} ${label}.`;
  return { sentence, code: 'changed', details: { added, updated, deleted, label, app } };
}

/** Decides what an error means for the run: sleep and go on, or fail with a sentence. What was stored stays. */
export async function settleFailure(tenant: Tenant, run: RunRow, thrown: unknown, clock: Clock): Promise<void> {
  const now = clock.now();
  await withTenant(tenant, async (tx) => {
    const sync = await lockForRun(tx, run.sync_id, run);
    const connection = await getConnection(tx, sync.connection_id);
    const app = (await getConnector(tx, connection.connector)).connector.name;
    const explained = explainEnd(app, sync.label, thrown);
    // Since the last page that was stored: the run that was claimed may know older ones.
    const { retries } = await getRun(tx, run.id);
    if (retries < retriesOf(explained.error)) {
      await postponeRun(tx, run.id, explained.error);
      const wakeAt = secondsAfter(now, spread(retryDelayMs(retries, explained.retryAfterMs)) / 1000);
      await setSchedule(tx, sync.id, run.id, wakeAt);
      return;
    }
    if (explained.error.class === 'internal' && run.stalled < maxStalled) {
      // Ours to mend (the database went away, a bug at one moment): begin the page once more, soon.
      return setSchedule(tx, sync.id, run.id, secondsAfter(now, internalRetrySeconds * run.stalled));
    }
    const finished = await finishRun(tx, run.id, { status: 'failed', error: explained.error, now });
    if (!finished) return;
    if (!sync.failing_since) await markFailing(tx, sync, now);
    if (explained.restartPass) await forgetPass(tx, sync);
    await setSchedule(tx, sync.id, null, connection.status === 'active' ? plannedAfter(sync, now) : 'never');
    await tellChanges(tx, sync, now);
    if (explained.error.class === 'auth') return; // Told as a connection that needs attention.
    await addActivity(tx, {
      installationId: sync.installation_id,
      customerId: sync.customer_id,
      tone: 'warning',
      sentence: explained.error.sentence,
      code: 'run_failed',
      details: { class: explained.error.class, app, ...(explained.error.said && { said: explained.error.said }) },
    });
    await tell(tx, {
      type: 'sync.failed',
      data: { syncId: sync.id, customerId: sync.customer_id, runId: run.id, error: explained.error },
    });
  }).catch((error: unknown) => {
    if (!(error instanceof Superseded)) throw error;
  });
}

async function markFailing(tx: TenantTx, sync: SyncRow, now: Date): Promise<void> {
  await tx
    .updateTable('sync')
    .set({ failing_since: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .execute();
}

async function forgetPass(tx: TenantTx, sync: SyncRow): Promise<void> {
  await tx
    .updateTable('sync')
    .set({ checkpoint: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', sync.id)
    .execute();
}
