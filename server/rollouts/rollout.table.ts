import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** How a version comes to installations. Of one integration, one is under way. */
export interface RolloutTable {
  environment_id: Id<'environment'>;
  id: Id<'rollout'>;
  integration_id: Id<'integration'>;
  /** What everybody else has meanwhile. */
  from_version: number;
  version: number;
  status: 'running' | 'halted' | 'finished' | 'rolled_back';
  /** Percent of the customers. */
  share: number;
  /** These, whatever the share. */
  customers: Generated<string[]>;
  /** So many runs of upgraded installations are waited for, … */
  min_runs: number;
  /** … and where so many points more of them fail than of the others, it halts. */
  max_points: number;
  /** Why it stands still. */
  reason: string | null;
  upgraded: Generated<number>;
  asked: Generated<number>;
  /** The last installation that was looked at; null: from the beginning. */
  after_id: string | null;
  created_by: string;
  created_at: Generated<Date>;
  /** When its share, its list or its status was changed last. */
  changed_at: Generated<Date>;
  finished_at: Date | null;
}

/** The versions that an installation has had, with what its customer answered to each. */
export interface InstallationVersionTable {
  environment_id: Id<'environment'>;
  installation_id: Id<'installation'>;
  version: number;
  customer_id: Id<'customer'>;
  rollout_id: Id<'rollout'> | null;
  answers: ColumnType<unknown, string, string>;
  entered_at: ColumnType<Date, Date | undefined, Date>;
  left_at: Date | null;
}

export type RolloutRow = Selectable<RolloutTable>;
