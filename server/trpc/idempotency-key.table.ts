import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface IdempotencyKeyTable {
  environment_id: Id<'environment'>;
  key: string;
  operation: string;
  body_hash: Buffer;
  /** Null: an effect outside is under way, or nobody knows whether it took place. */
  answer: string | null;
  /** Of whoever works on it. */
  lease: string | null;
  lease_until: Date | null;
  created_at: Generated<Date>;
}
