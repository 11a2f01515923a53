import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** How installations come to a new version: small changes by themselves, every change by the customer's word, or by the vendor alone. */
export type UpgradePolicy = 'minor' | 'ask' | 'manual';

export interface IntegrationTable {
  environment_id: Id<'environment'>;
  id: Id<'integration'>;
  slug: string;
  connector: string;
  /** These three in the vendor's own language; a version may have other words for other locales. */
  name: string;
  description: string;
  category: string;
  status: 'draft' | 'published' | 'coming_soon';
  /** Before all others in the catalogue. */
  featured: Generated<boolean>;
  /** The smaller, the earlier; those of one position by name. */
  position: Generated<number>;
  upgrades: Generated<UpgradePolicy>;
  /** The newest version; null before the first. */
  version: Generated<number | null>;
  /** The version for everybody whom no rollout gives another. */
  live_version: Generated<number | null>;
  /** Perhaps not finished. */
  draft: ColumnType<unknown, string, string>;
  draft_by: string | null;
  draft_at: Generated<Date>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

/** Written once: the database refuses every change. */
export interface IntegrationVersionTable {
  environment_id: Id<'environment'>;
  integration_id: Id<'integration'>;
  version: number;
  definition: ColumnType<unknown, string, never>;
  change: ColumnType<'first' | 'minor' | 'major', 'first' | 'minor' | 'major', never>;
  /** See `changeSchema`: what is different from the version before. */
  changes: ColumnType<unknown, string, never>;
  note: ColumnType<string, string, never>;
  created_by: ColumnType<string | null, string | null, never>;
  created_at: Generated<Date>;
}

export type IntegrationRow = Selectable<IntegrationTable>;
export type IntegrationVersionRow = Selectable<IntegrationVersionTable>;
