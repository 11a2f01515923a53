import type { LoadedConnector } from '#connectors/registry.ts';
import { canonicalJson } from '#server/canonical-json.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { Id } from '#server/ids.ts';
import { closeForNext } from '#server/rollouts/open-rollout.ts';
import { type Reach, startRollout } from '#server/rollouts/start-rollout.ts';
import { tell } from '#server/webhooks/tell.ts';
import type { Definition } from './definition.ts';
import type { DefinitionProblem } from './definition-problem.ts';
import { readDefinition } from './definition-problems.ts';
import { type Change, diffDefinitions, weightOf } from './diff-definitions.ts';
import type { IntegrationRow } from './integration.table.ts';
import { insertVersion, loadDefinition, lockIntegration } from './version.queries.ts';

interface Publish {
  slug: string;
  note: string;
  /** Whom it reaches at first; everybody where it isn't said. */
  reach?: Reach | undefined;
  by: string;
  now: Date;
}

export interface Published {
  version: number;
  change: 'first' | 'minor' | 'major';
  changes: Change[];
  /** Warnings: with an error nothing is published. */
  problems: DefinitionProblem[];
  rolloutId: Id<'rollout'> | null;
}

/** Makes the draft a version that nobody can change any more, and lets it reach those who have the integration. */
export async function publishIntegration(tx: TenantTx, publish: Publish): Promise<Published> {
  const { slug, note, by, now } = publish;
  const row = await closeForNext(tx, await lockIntegration(tx, slug), now);
  const loaded = await getConnector(tx, row.connector);
  const { definition, problems } = requireDefinition(row.draft, loaded);
  const before = await versionBefore(tx, row);
  if (before && canonicalJson(before) === canonicalJson(definition)) {
    throw new AppError('conflict', `The draft is what version ${row.live_version} says already.`, {
      remedy: 'Change something in the draft first.',
    });
  }
  const changes = before ? diffDefinitions(before, definition, loaded.connector) : [];
  const version = (row.version ?? 0) + 1;
  const change = before ? weightOf(changes) : 'first';
  await insertVersion(tx, {
    ...{ integration_id: row.id, version, change, note, created_by: by },
    definition: JSON.stringify(definition),
    changes: JSON.stringify(changes),
  });
  const isLive = row.live_version === null || (row.upgrades === 'manual' && publish.reach === undefined);
  await tx
    .updateTable('integration')
    .set({ version, status: 'published', updated_at: now, ...(isLive && { live_version: version }) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.id)
    .execute();
  const integration = { ...row, version, ...(isLive && { live_version: version }) };
  const rollout = isLive ? undefined : await startRollout(tx, { integration, version, reach: publish.reach, by, now });
  await tell(tx, { type: 'integration.published', data: { integrationId: row.id, slug, version, change } }, now);
  return { version, change, changes, problems, rolloutId: rollout?.id ?? null };
}

/** What everybody has now: what a change is a change of. */
async function versionBefore(tx: TenantTx, row: IntegrationRow): Promise<Definition | undefined> {
  if (row.live_version === null) return undefined;
  return loadDefinition(tx, { integration_id: row.id, integration_version: row.live_version });
}

/** The draft as a definition that can be published. */
export function requireDefinition(
  draft: unknown,
  loaded: LoadedConnector,
): { definition: Definition; problems: DefinitionProblem[] } {
  const reading = readDefinition(draft, loaded);
  const errors = reading.problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if ('definition' in reading && !first) return reading;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  throw new AppError('invalid', `The draft can't be published. ${first?.message ?? ''}${more}`, {
    field: first?.field ? `definition.${first.field}` : 'definition',
    ...(first && { remedy: first.remedy }),
    issues: errors.map(({ field, message, remedy }) => ({ field, message: `${message} ${remedy}` })),
  });
}
