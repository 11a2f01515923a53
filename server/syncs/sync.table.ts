import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface SyncTable {
  environment_id: Id<'environment'>;
  id: Id<'sync'>;
  stream: Generated<number>;
  customer_id: Id<'customer'>;
  installation_id: Id<'installation'>;
  connection_id: Id<'connection'>;
  object: string;
  model: string;
  label: string;
  mode: 'incremental' | 'full';
  every_seconds: number;
  /** Whether what the app sent is kept beside what was made of it. */
  keep_raw: Generated<boolean>;
  status: 'active' | 'paused';
  run_id: Id<'run'> | null;
  checkpoint: ColumnType<unknown, string | null | undefined, string | null>;
  watermark: ColumnType<unknown, string | null | undefined, string | null>;
  last_full_pass_at: Date | null;
  last_seq: Generated<number>;
  next_slot: Generated<number>;
  records: Generated<number>;
  first_success_at: Date | null;
  last_success_at: Date | null;
  last_change_at: Date | null;
  /** Since when its runs end in a failure; null after one that went well. */
  failing_since: Date | null;
  created_at: Generated<Date>;
}

export type SyncRow = Selectable<SyncTable>;
