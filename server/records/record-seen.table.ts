import type { Generated } from 'kysely';

export interface RecordSeenTable {
  environment: Generated<number>;
  stream: number;
  chunk: number;
  /** 16,384 of them, as PostgreSQL writes a bit string. */
  bits: string;
}
