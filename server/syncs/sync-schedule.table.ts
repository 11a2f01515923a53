import type { Id } from '#server/ids.ts';

export interface SyncScheduleTable {
  sync_id: Id<'sync'>;
  environment_id: Id<'environment'>;
  customer_id: Id<'customer'>;
  run_id: Id<'run'> | null;
  wake_at: Date;
}
