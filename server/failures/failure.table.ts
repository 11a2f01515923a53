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
  field: string | null;
  message: string;
  remedy: string;
  input: string;
  first_seen_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  closed_at: Date | null;
}
