import { z } from 'zod';
import { canonicalJson } from '#server/canonical-json.ts';
import { findConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { actorWords } from '#server/members/actor-words.ts';
import { findOpenRollout } from '#server/rollouts/rollout.queries.ts';
import { nameRollouts } from '#server/rollouts/rollout-view.ts';
import { readDefinition } from './definition-problems.ts';
import { type Change, diffDefinitions, weightOf } from './diff-definitions.ts';
import { getIntegrationByName } from './get-integration.ts';
import type { integrationDetailSchema } from './integration-view.ts';
import { loadDefinition } from './version.queries.ts';

type Detail = z.infer<typeof integrationDetailSchema>;

const draftSchema = z.record(z.string(), z.unknown());

/** An integration for its editor: the draft, what is wrong with it, and what publishing it would change. */
export async function getIntegrationDetail(tx: TenantTx, name: string): Promise<Detail> {
  const row = await getIntegrationByName(tx, name);
  const loaded = await findConnector(tx, row.connector);
  const reading = loaded ? readDefinition(row.draft, loaded) : { problems: [] };
  const before =
    row.live_version === null
      ? undefined
      : await loadDefinition(tx, { integration_id: row.id, integration_version: row.live_version });
  let changes: Change[] = [];
  let change: Detail['change'] = before ? 'none' : 'first';
  if (before && loaded && 'definition' in reading) {
    changes = diffDefinitions(before, reading.definition, loaded.connector);
    if (canonicalJson(before) !== canonicalJson(reading.definition)) change = weightOf(changes);
  }
  const open = await findOpenRollout(tx, row.id);
  const [rollout = null] = open ? await nameRollouts(tx, [open]) : [];
  const named = await actorWords(tx, [row.draft_by]);
  return {
    ...{ id: row.id, slug: row.slug, name: row.name, connector: row.connector, description: row.description },
    ...{ category: row.category, status: row.status, featured: row.featured, position: row.position },
    ...{ upgrades: row.upgrades, version: row.version, liveVersion: row.live_version },
    draft: draftSchema.parse(row.draft),
    draftAt: row.draft_at.toISOString(),
    draftBy: row.draft_by && named(row.draft_by),
    problems: reading.problems,
    changes,
    change,
    rollout,
  };
}
