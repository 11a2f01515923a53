import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface FailureTable {
  environment_id: Id<'environment'>;
  id: Id<'failure'>;
  customer_id: Id<'customer'>;
  sync_id: Id<'sync'>;
  run_id: Id<'run'>;
  external_id: string;
  class: string;
  code: string | null;
  /** Equal where the cause is: failures are grouped by it. */
  cause: string;
  field: string | null;
  message: string;
  remedy: string;
  input: string;
  first_seen_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  closed_at: Date | null;
  /** When somebody last asked to have it read again. It waits for that while this is later than `last_seen_at`. */
  retried_at: Date | null;
  ignored_at: Date | null;
  /** The id of a member or an API key. */
  ignored_by: string | null;
  ignored_reason: string | null;
}
