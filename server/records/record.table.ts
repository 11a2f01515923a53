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
}

export type RecordRow = Selectable<RecordTable>;
