import { log } from '#server/log.ts';

const patienceMs = 25_000;
const impatientMs = 1000;

/**
 * Runs `stop` once, at the first SIGINT or SIGTERM, then leaves. A second signal, or patience running out, ends the
 * process at once: whatever is cut off goes on at its last committed page.
 */
export function onShutdown(stop: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  const end = (signal: NodeJS.Signals) => {
    // One Ctrl-C can arrive twice: from the terminal, and passed on by npm.
    if (stoppingSince !== undefined) return Date.now() - stoppingSince > impatientMs ? process.exit(130) : undefined;
    stoppingSince = Date.now();
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
  whenOrphaned(() => end('SIGTERM'));
}

const lookEveryMs = 1000;

/** The shell that `npm run` puts between npm and us ends at a SIGTERM without passing it on: then its end is the signal. */
function whenOrphaned(end: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, lookEveryMs);
  timer.unref();
}
