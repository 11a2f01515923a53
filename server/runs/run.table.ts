import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface RunTable {
  environment_id: Id<'environment'>;
  id: Id<'run'>;
  customer_id: Id<'customer'>;
  kind: 'sync';
  sync_id: Id<'sync'>;
  connection_id: Id<'connection'>;
  trigger: 'first' | 'schedule' | 'manual' | 'api' | 'catch_up' | 'event' | 'hook' | 'reset';
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  attempt: Generated<number>;
  stalled: Generated<number>;
  retries: Generated<number>;
  accept_deletes: Generated<boolean>;
  queued_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
  steps: Generated<number>;
  calls: Generated<number>;
  seen: Generated<number>;
  total: number | null;
  added: Generated<number>;
  updated: Generated<number>;
  unchanged: Generated<number>;
  deleted: Generated<number>;
  failed: Generated<number>;
  error: ColumnType<unknown, string | null | undefined, string | null>;
}

export type RunRow = Selectable<RunTable>;
