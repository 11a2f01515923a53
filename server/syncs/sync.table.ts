import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export type SyncMode = 'incremental' | 'full' | 'webhook';

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
  /** `webhook`: hooks say what changed; the schedule is that of a sweep, which finds what no hook told. */
  mode: SyncMode;
  /** See `scheduleSchema`. */
  schedule: ColumnType<unknown, string, string>;
  status: 'active' | 'paused';
  /** By the customer, for itself: it stays so when the whole installation is paused and goes on. */
  switched_off: Generated<boolean>;
  run_id: Id<'run'> | null;
  checkpoint: ColumnType<unknown, string | null | undefined, string | null>;
  watermark: ColumnType<unknown, string | null | undefined, string | null>;
  last_full_pass_at: Date | null;
  /** When a pass of any kind ended last: the schedule counts from here. */
  last_pass_at: Date | null;
  /** What has not changed since is left out. */
  backfill_from: Date | null;
  keep_raw: Generated<boolean>;
  /** The object's fields as the last full pass found them. */
  fields: ColumnType<unknown, string | null | undefined, string | null>;
  /** What has changed about them since: see `driftSchema`. */
  drift: ColumnType<unknown, string | null | undefined, string | null>;
  last_seq: Generated<number>;
  /** Up to which change the vendor's endpoints were told. */
  told_seq: Generated<number>;
  next_slot: Generated<number>;
  /** How many there are that are not deleted, exactly: a full pass that met as many looks for none that is gone. */
  records: Generated<number>;
  first_success_at: Date | null;
  last_success_at: Date | null;
  last_change_at: Date | null;
  /** Since when its runs end in a failure; null after one that went well. */
  failing_since: Date | null;
  /** The version of its mapping; null: records are as the app has them. */
  mapping_version: number | null;
  /** Why its mapping does not fit the model that the vendor wants now: until that is mended, the old one goes on. */
  mapping_problems: ColumnType<unknown, string | null | undefined, string | null>;
  /** When the vendor first wrote to this object of the app; null where it never did. */
  written_at: Date | null;
  created_at: Generated<Date>;
}

export type SyncRow = Selectable<SyncTable>;
