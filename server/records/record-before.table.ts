import type { Generated } from 'kysely';
import type { RecordRow } from './record.table.ts';

/** A changed record as it was before its last change. */
export interface RecordBeforeTable {
  stream: number;
  seq: number;
  changed_at: Date;
  environment: Generated<number>;
  slot: number;
  action: RecordRow['action'];
  external_id: string;
  data: string;
}
