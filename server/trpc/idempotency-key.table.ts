import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface IdempotencyKeyTable {
  environment_id: Id<'environment'>;
  key: string;
  operation: string;
  body_hash: Buffer;
  answer: string;
  created_at: Generated<Date>;
}
