import type { Generated } from 'kysely';

export interface RecordSeenTable {
  environment: Generated<number>;
  stream: number;
  chunk: number;
  bits: Buffer;
}
