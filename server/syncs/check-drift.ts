import type { Connector, ConnectorContext, ObjectField } from '#connectors/kit/index.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { log } from '#server/log.ts';
import { countCalls } from '#server/runs/run.queries.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { compareFields, knownFields, mergeDrift, parseDescription, parseDrift } from './drift.ts';
import { raiseDrift } from './raise-drift.ts';
import type { SyncRow } from './sync.table.ts';
import { lockForRun } from './write-page.ts';

interface CheckDrift {
  tenant: Tenant;
  run: RunRow;
  sync: SyncRow;
  app: string;
  object: Connector['objects'][string];
  context: ConnectorContext<unknown>;
  /** Filled by the context's `onCall`: none of these is a page's. */
  calls: object[];
  now: Date;
}

/** A sync that runs each minute needs no description each minute, unless somebody asks for it now. */
const freshMs = 3_600_000;
const freshNowMs = 10_000;

/**
 * Compares the app's fields with those that were known before, and tells what may break a mapping. An app that does not
 * describe itself today is no reason not to read it.
 */
export async function checkDrift(check: CheckDrift): Promise<void> {
  const { tenant, run, sync: known, app, object, context, calls, now } = check;
  const last = parseDescription(known.fields);
  const fresh = run.trigger === 'manual' ? freshNowMs : freshMs;
  if (!object.describe || (last && now.getTime() - Date.parse(last.at) < fresh)) return;
  let described: ObjectField[];
  try {
    described = await object.describe(context as ConnectorContext<never>);
  } catch (error) {
    log.warn('An app did not describe its fields.', { runId: run.id, error });
    described = [];
  }
  // What was asked is counted here: it is no part of the page that is read next.
  const made = calls.splice(0).length;
  // None at all is more likely the app's mistake than an object without fields.
  if (described.length === 0) {
    await withTenant(tenant, (tx) => countCalls(tx, run.id, made));
    return;
  }
  const fields = knownFields(described);
  await withTenant(tenant, async (tx) => {
    const sync = await lockForRun(tx, run.sync_id, run);
    const changes = last ? compareFields(last.fields, fields, now.toISOString()) : [];
    const drift = mergeDrift(parseDrift(sync.drift), changes, fields);
    await tx
      .updateTable('sync')
      .set({ fields: JSON.stringify({ at: now, fields }), drift: drift.length > 0 ? JSON.stringify(drift) : null })
      .where('environment_id', '=', tx.tenant.environmentId)
      .where('id', '=', sync.id)
      .execute();
    await countCalls(tx, run.id, made);
    await raiseDrift(tx, sync, { app, changes, fields, now });
  });
}
