import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { loadOwn } from './load-own.ts';
import { findOwnConnector } from './own-connector.queries.ts';

interface Drawn {
  slug: string;
  name: string;
  icon: string;
  iconPath: string;
}

const draftSchema = z.looseObject({ name: z.string().catch(''), icon: z.string().catch('') });

/** What the icon of an environment's own connector is drawn of: the published version, or the draft before the first one. */
export async function ownIcon(tx: TenantTx, slug: string): Promise<Drawn | undefined> {
  const own = await loadOwn(tx, slug);
  if ('loaded' in own) return { slug, iconPath: '', icon: own.loaded.icon ?? '', name: own.loaded.connector.name };
  const row = await findOwnConnector(tx, slug);
  const draft = draftSchema.safeParse(row?.draft);
  return row && { slug, iconPath: '', name: draft.data?.name ?? '', icon: draft.data?.icon ?? '' };
}
