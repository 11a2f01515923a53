import type { Generated, Selectable } from 'kysely';

export interface RecordTable {
  stream: number;
  seq: number;
  changed_at: Date;
  hash: string;
  environment: Generated<number>;
  slot: number;
  action: 'added' | 'updated' | 'deleted';
  external_id: string;
  data: string;
  /** The place of a later change that is no news to the vendor, who wrote it itself: `seq` is that of the last one that is. */
  quiet: number | null;
  /** Of one that is gone because it has another key now: that key. */
  renamed_to: string | null;
}

export type RecordRow = Selectable<RecordTable>;
