import type { TenantTx } from '#server/db/tenant.ts';
import { addActivity } from '#server/installations/activity.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { syncKey } from '#server/integrations/definition.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { tellByMail } from '#server/mails/tell-by-mail.ts';
import { readRow } from '#server/mapping/load-mapping.ts';
import { findMapping } from '#server/mapping/mapping.queries.ts';
import { type BrokenMatch, brokenMatches } from '#server/matching/broken-matches.ts';
import { brokenSentence } from '#server/matching/broken-sentence.ts';
import { tell } from '#server/webhooks/tell.ts';
import { changeWords, type FieldChange, type KnownField } from './drift.ts';
import type { SyncRow } from './sync.table.ts';

interface Drift {
  app: string;
  /** What was not known before. */
  changes: readonly FieldChange[];
  /** The fields that the app has now. */
  fields: readonly KnownField[];
  now: Date;
}

const mostTold = 3;

/**
 * The one place where it becomes known that an app's fields have changed: the customer reads it, and where its mapping
 * loses something by it, the vendor is told and whoever connected is written to. Answers with what is lost, field by field.
 */
export async function raiseDrift(tx: TenantTx, sync: SyncRow, drift: Drift): Promise<BrokenMatch[]> {
  const { app, changes, fields, now } = drift;
  if (changes.length === 0) return [];
  const { installation_id: installationId, customer_id: customerId } = sync;
  const stored = sync.mapping_version === null ? undefined : await findMapping(tx, sync.id, sync.mapping_version);
  const broken = stored ? brokenMatches(readRow(stored).mapping, changes, fields) : [];
  const more = changes.length - mostTold;
  const words = [...changes.slice(0, mostTold).map(changeWords), ...(more > 0 ? [`${more} more have changed`] : [])];
  await addActivity(tx, {
    ...{ installationId, customerId, tone: 'warning' },
    sentence: `The ${sync.label} of ${app} look different: ${words.join('; ')}. Check what is made of them.`,
  });
  if (broken.length === 0 || sync.mapping_version === null) return broken;
  const problems = broken.map((one) => {
    const { sentence, remedy } = brokenSentence(app, one, fields);
    return { severity: 'error' as const, field: one.target, message: sentence, remedy };
  });
  const data = { syncId: sync.id, customerId, version: sync.mapping_version, problems };
  await tell(tx, { type: 'mapping.broken', data }, now);
  await writeToOwner(tx, sync, broken);
  return broken;
}

/** Where the customer may choose another field, whoever connected is written to: the button leads there. */
async function writeToOwner(tx: TenantTx, sync: SyncRow, [first]: readonly BrokenMatch[]): Promise<void> {
  const definition = await loadDefinition(tx, await getInstallation(tx, sync.installation_id));
  const isOpen = definition.syncs.some((one) => one.matching && syncKey(one) === syncKey(sync));
  if (!first || !isOpen) return;
  const { field, label, at } = first.change;
  await tellByMail(
    tx,
    sync.connection_id,
    { kind: 'drift', field: label, target: first.target },
    { once: `${sync.id} ${field} ${at}` },
  );
}
