import type { Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface RecordTable {
  environment_id: Id<'environment'>;
  stream: number;
  external_id: string;
  customer_id: Id<'customer'>;
  seq: number;
  slot: number;
  hash: string;
  action: 'added' | 'updated' | 'deleted';
  data: string;
  run_id: Id<'run'>;
  changed_at: Date;
}

export type RecordRow = Selectable<RecordTable>;
