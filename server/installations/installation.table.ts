import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface InstallationTable {
  environment_id: Id<'environment'>;
  id: Id<'installation'>;
  customer_id: Id<'customer'>;
  integration_id: Id<'integration'>;
  integration_version: number;
  status: 'setup' | 'active' | 'paused' | 'removed';
  answers: ColumnType<unknown, string | undefined, string>;
  created_by: Id<'endUser'> | null;
  created_at: Generated<Date>;
  removed_at: Date | null;
}

export type InstallationRow = Selectable<InstallationTable>;
