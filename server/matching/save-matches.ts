import { canonicalJson } from '#server/canonical-json.ts';
import type { Clock } from '#server/clock.ts';
import { type ConnectId, lockOpenConnect, moveConnect } from '#server/connects/connect.queries.ts';
import type { ConnectRow } from '#server/connects/connect.table.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { EndUserId, InstallationId } from '#server/ids.ts';
import { addActivity } from '#server/installations/activity.ts';
import { getEntitled } from '#server/installations/require-entitled.ts';
import { syncKey } from '#server/integrations/definition.ts';
import { saveMapping } from '#server/mapping/save-mapping.ts';
import { brokenMatches } from './broken-matches.ts';
import { checkMatches, requireUsable } from './check-matches.ts';
import type { Match } from './match.ts';
import { keptMappings, type MatchScope, scopeOfInstallation } from './match-scope.ts';
import type { AccountRead } from './read-account.ts';

interface Matched {
  matches: readonly Match[];
  targets?: unknown;
}

/** What was matched of one sync in the wizard, with what was read of the account for it. */
export interface MatchedInWizard extends Matched {
  scope: MatchScope;
  account: AccountRead;
}

/** The wizard's step: keeps what was matched with the connect, and goes on to the review. */
export async function keepMatches(
  tx: TenantTx,
  id: ConnectId,
  matched: readonly MatchedInWizard[],
  clock: Clock,
): Promise<ConnectRow> {
  const row = await lockOpenConnect(tx, id, clock);
  const mappings = keptMappings.parse(row.mappings);
  for (const { scope, account, ...input } of matched) {
    const key = syncKey(scope.sync);
    const checked = checkMatches(scope, input, account);
    const mapping = requireUsable(checked);
    const asItComes = [scope.vendor ?? null, scope.sync.target ?? null];
    if (canonicalJson([mapping, checked.model]) === canonicalJson(asItComes)) delete mappings[key];
    else mappings[key] = { mapping, target: checked.model };
  }
  // Coming back from the review to match otherwise is the same step.
  const from = row.stage === 'review' ? await moveConnect(tx, row, 'mapping') : row;
  return moveConnect(tx, from, 'review', { mappings });
}

interface SaveMatches extends Matched {
  key: string;
  /** The version that was shown. */
  version: number | null;
  account: AccountRead;
  endUserId: EndUserId;
  now: Date;
}

/** Makes a new version of a sync's mapping out of what its customer matched; what is stored gets its new shape. */
export async function saveMatches(tx: TenantTx, id: InstallationId, input: SaveMatches): Promise<void> {
  await getEntitled(tx, id);
  const scope = await scopeOfInstallation(tx, id, input.key);
  const { row, drift, sync } = scope;
  if (!row) throw notFound('sync', input.key);
  if (scope.version !== input.version) {
    throw new AppError('conflict', `Somebody has changed how fields of ${sync.label} are matched meanwhile.`, {
      remedy: 'Load it again, and make your changes once more.',
    });
  }
  const checked = checkMatches(scope, input, input.account);
  const mapping = requireUsable(checked);
  const known = input.account.described ?? [];
  const before = scope.current ? brokenMatches(scope.current, drift, known) : [];
  const { endUserId: by, now } = input;
  await saveMapping(tx, {
    ...{ syncId: row.id, document: mapping, target: checked.model, by, now },
    // The rows that are kept have the fields of before.
    reread: before.length > 0 || drift.length > 0,
  });
  const still = new Set(brokenMatches(mapping, drift, known).map(({ change }) => change));
  await setDrift(tx, row.id, [...still]);
  await addActivity(tx, {
    installationId: id,
    customerId: row.customer_id,
    tone: 'neutral',
    sentence: `The fields of ${sync.label} are matched in a new way.`,
    actor: by,
  });
}

/** Back to how the integration itself matches them; from then on, what the vendor changes follows. */
export async function resetMatches(
  tx: TenantTx,
  id: InstallationId,
  { key, endUserId, now }: { key: string; endUserId: EndUserId; now: Date },
): Promise<void> {
  await getEntitled(tx, id);
  const { row, vendor, sync, drift } = await scopeOfInstallation(tx, id, key);
  if (!row || !vendor)
    throw new AppError('conflict', `The integration has no matching of its own for ${sync.label}.`, {
      remedy: 'Match the fields by yourself.',
    });
  const target = sync.target ?? null;
  await saveMapping(tx, {
    ...{ syncId: row.id, document: vendor, target, by: id, now },
    reread: drift.length > 0,
  });
  await addActivity(tx, {
    installationId: id,
    customerId: row.customer_id,
    tone: 'neutral',
    sentence: `The fields of ${sync.label} are matched as they come with the integration.`,
    actor: endUserId,
  });
}

async function setDrift(tx: TenantTx, syncId: string, drift: readonly object[]): Promise<void> {
  await tx
    .updateTable('sync')
    .set({ drift: drift.length > 0 ? JSON.stringify(drift) : null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', syncId as never)
    .execute();
}
