import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

/** What a hook said has changed, and no run has read yet. */
export interface SyncTouchTable {
  environment_id: Id<'environment'>;
  sync_id: Id<'sync'>;
  /** Empty: something changed, and it was not said what. */
  external_id: string;
  seen_at: Generated<Date>;
}
