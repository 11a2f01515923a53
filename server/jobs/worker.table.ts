import type { Id } from '#server/ids.ts';

/** A process that does jobs. It says so every few seconds; who has been silent for longer counts as gone. */
export interface WorkerTable {
  id: Id<'worker'>;
  /** How many syncs it can run at once. */
  slots: number;
  seen_at: Date;
}
