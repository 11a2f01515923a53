import type { InstallationView, SyncView } from './contract.ts';
import { PorticoError } from './portico-error.ts';
import { repeat } from './repeat.ts';

const WHILE_RUNNING_MS = 700;
const AT_REST_MS = 15_000;

const isMoving = (sync: SyncView) => sync.status === 'running' || (sync.status === 'waiting' && !sync.lastSuccessAt);

/** Whether rows are on their way, or about to be for the first time. */
export const isSyncing = (view: InstallationView): boolean => view.syncs.some(isMoving);

export interface WatchOptions {
  read: () => Promise<InstallationView>;
  onView: (view: InstallationView) => void;
  onFirstSuccess: (sync: SyncView) => void;
}

/** Reads an installation over and over: often while a sync runs, seldom after, never while the page is hidden. */
export function watchInstallation({ read, onView, onFirstSuccess }: WatchOptions): () => void {
  let last: InstallationView | null = null;
  let failures = 0;
  let over = false;
  const repetition = repeat(
    async () => {
      try {
        const view = await read();
        if (over) return;
        failures = 0;
        const neverBefore = new Set(last?.syncs.filter((sync) => !sync.lastSuccessAt).map((sync) => sync.id));
        last = view;
        onView(view);
        for (const sync of view.syncs) if (sync.lastSuccessAt && neverBefore.has(sync.id)) onFirstSuccess(sync);
      } catch (error) {
        failures += 1;
        if (error instanceof PorticoError && (error.status === 404 || error.code === 'disposed')) repetition.stop();
      }
    },
    () => {
      if (failures > 0) return Math.min(AT_REST_MS, 1000 * 2 ** failures);
      return last && isSyncing(last) ? WHILE_RUNNING_MS : AT_REST_MS;
    },
    { restWhenHidden: true },
  );
  repetition.now();
  return () => {
    over = true;
    repetition.stop();
  };
}
