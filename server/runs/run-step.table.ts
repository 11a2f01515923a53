import type { ColumnType } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface RunStepTable {
  environment_id: Id<'environment'>;
  run_id: Id<'run'>;
  number: number;
  customer_id: Id<'customer'>;
  attempt: number;
  kind: 'page' | 'delete_pass' | 'hook';
  started_at: Date;
  fetch_ms: number;
  store_ms: number;
  calls: ColumnType<unknown, string | undefined, string>;
  seen: number;
  added: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
  /** The changes that it made: those of its stream after `first_seq`, up to `last_seq`. */
  stream: number | null;
  first_seq: number | null;
  last_seq: number | null;
}
