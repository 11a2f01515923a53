import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { DefinitionProblem } from './definition-problem.ts';
import { readDefinition } from './definition-problems.ts';
import { getVersion, lockIntegration } from './version.queries.ts';

interface SaveDraft {
  slug: string;
  definition: unknown;
  /** When the draft was last saved by whoever edits it now: a newer one is somebody else's. */
  basedOn?: Date | undefined;
  by: string;
  now: Date;
}

/** Keeps a draft, finished or not. Nobody's work is written over in silence. */
export async function saveDraft(
  tx: TenantTx,
  { slug, definition, basedOn, by, now }: SaveDraft,
): Promise<{ savedAt: Date; problems: DefinitionProblem[] }> {
  const row = await lockIntegration(tx, slug);
  if (basedOn !== undefined && row.draft_at.getTime() > basedOn.getTime()) {
    throw new AppError('conflict', 'Somebody else has saved this draft meanwhile.', {
      field: 'basedOn',
      remedy: 'Load it again and make your change there, or save without basedOn to replace it.',
    });
  }
  const { problems } = readDefinition(definition, await getConnector(tx, row.connector));
  if (problems.some(({ message }) => message.startsWith('The document is larger')))
    throw new AppError('too_large', 'The document is larger than 1 MB.', { remedy: 'Shorten its value tables.' });
  await writeDraft(tx, row.id, { definition, by, now });
  return { savedAt: now, problems };
}

/** Brings an earlier version back as the draft. What is published stays until the draft is published. */
export async function restoreVersion(
  tx: TenantTx,
  { slug, version, by, now }: { slug: string; version: number; by: string; now: Date },
): Promise<void> {
  const row = await lockIntegration(tx, slug);
  const { definition } = await getVersion(tx, row, version);
  await writeDraft(tx, row.id, { definition, by, now });
}

async function writeDraft(
  tx: TenantTx,
  id: Parameters<typeof getVersion>[1]['id'],
  { definition, by, now }: { definition: unknown; by: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('integration')
    .set({ draft: JSON.stringify(definition), draft_by: by, draft_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}
