/** A task that runs again and again, never twice at once. */
export interface Repetition {
  /** Runs the task now instead of when it is due. */
  now(): void;
  stop(): void;
}

/** Runs `task`, then waits `delayMs()`; while the page is hidden it rests, and it runs at once when the page is seen again. */
export function repeat(task: () => Promise<void>, delayMs: () => number, { restWhenHidden = false } = {}): Repetition {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let running = false;
  let again = false;
  const page = typeof document === 'undefined' ? null : document;

  async function run() {
    clearTimeout(timer);
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    await task().catch(() => undefined);
    running = false;
    if (stopped) return;
    if (again) void run();
    else if (!(restWhenHidden && page?.hidden)) timer = setTimeout(run, delayMs());
  }
  const seen = () => {
    if (!page?.hidden) void run();
  };
  page?.addEventListener('visibilitychange', seen);

  return {
    now: () => void run(),
    stop() {
      stopped = true;
      clearTimeout(timer);
      page?.removeEventListener('visibilitychange', seen);
    },
  };
}
