import type { InstallationView, SyncView } from './contract.ts';
import { PorticoError } from './portico-error.ts';
import { repeat } from './repeat.ts';

const WHILE_RUNNING_MS = 700;
const AT_REST_MS = 15_000;
/** After a command the sync may take a moment to be seen running. */
const LIVELY_MS = 10_000;

/** A sync that runs, or is about to: one that sleeps until a time is not. */
const isMoving = ({ status, nextRunAt }: SyncView) =>
  status === 'running' || (status === 'waiting' && nextRunAt === null);

export interface WatchOptions {
  read: () => Promise<InstallationView>;
  onView: (view: InstallationView) => void;
  onFirstSuccess: (sync: SyncView) => void;
}

export interface Watch {
  /** Somebody just asked for something: reads now, and often for a while. */
  enliven(): void;
  stop(): void;
}

/** Reads an installation over and over: often while a sync runs, seldom after, never while the page is hidden. */
export function watchInstallation({ read, onView, onFirstSuccess }: WatchOptions): Watch {
  let last: InstallationView | null = null;
  let failures = 0;
  let over = false;
  let livelyUntil = 0;
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
      return Date.now() < livelyUntil || last?.syncs.some(isMoving) ? WHILE_RUNNING_MS : AT_REST_MS;
    },
    { restWhenHidden: true },
  );
  repetition.now();
  return {
    enliven() {
      livelyUntil = Date.now() + LIVELY_MS;
      repetition.now();
    },
    stop() {
      over = true;
      repetition.stop();
    },
  };
}
