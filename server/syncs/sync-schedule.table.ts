import type { Generated } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface SyncScheduleTable {
  sync_id: Id<'sync'>;
  environment_id: Id<'environment'>;
  customer_id: Id<'customer'>;
  connection_id: Id<'connection'>;
  run_id: Id<'run'> | null;
  wake_at: Date;
  /** Waits for `wake_at`; or is ready, due but without a slot; or is busy: its run is in the queue or being worked on. */
  state: Generated<'waiting' | 'ready' | 'busy'>;
  /** Of whoever is ready: as that of the job. */
  priority: Generated<number>;
}
