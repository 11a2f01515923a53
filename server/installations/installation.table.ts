import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface InstallationTable {
  environment_id: Id<'environment'>;
  id: Id<'installation'>;
  customer_id: Id<'customer'>;
  integration_id: Id<'integration'>;
  /** What it does and what its customer sees is this version's. */
  integration_version: number;
  /** The version that its customer is asked about; null where nothing is asked. */
  asked_version: number | null;
  status: 'setup' | 'active' | 'paused' | 'removed';
  answers: ColumnType<unknown, string | undefined, string>;
  created_by: Id<'endUser'> | null;
  created_at: Generated<Date>;
  removed_at: Date | null;
}

export type InstallationRow = Selectable<InstallationTable>;
