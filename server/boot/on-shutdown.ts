import { log } from '#server/log.ts';

const patienceMs = 25_000;

/**
 * Runs `stop` once, at the first SIGINT or SIGTERM, then leaves. A second signal, or patience running out, ends the
 * process at once: whatever is cut off goes on at its last committed page.
 */
export function onShutdown(stop: () => Promise<void>): void {
  let stopping = false;
  const end = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(130);
    stopping = true;
    log.info('Stopping.', { signal });
    setTimeout(() => process.exit(1), patienceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('Stopping failed.', { error });
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
