import type { Generated } from 'kysely';

/** A record as the app sent it, before it was mapped. */
export interface RecordRawTable {
  stream: number;
  environment: Generated<number>;
  slot: number;
  raw: string;
}
