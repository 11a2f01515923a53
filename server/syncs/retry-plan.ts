import type { RunError } from '#server/runs/run-error.ts';

const waitsMinutes = [1, 2, 4, 8, 15];
const maxWaitMs = 3_600_000;
const tries = 8;
const triesOfBadAnswer = 3;

/** A limit of the app ends by itself, however often the run must wait for that. */
const waited = new Set(['rate_limited', 'quota']);
const transient = new Set(['app_down', 'timeout', 'network', 'too_large']);
/** The app would answer the same again. */
const hopeless = new Set([
  ...['repeated_cursor', 'repeated_page', 'too_many_pages', 'unreadable_mark'],
  ...['incomplete_pass', 'keys_changed', 'delete_guard'],
]);

/** How often in a row the same page is tried again after an error, before the run fails. */
export function retriesOf({ class: kind, code }: Pick<RunError, 'class' | 'code'>): number {
  if (waited.has(kind)) return Number.POSITIVE_INFINITY;
  if (transient.has(kind)) return tries;
  return kind === 'protocol' && !hopeless.has(code ?? '') ? triesOfBadAnswer : 0;
}

/** How long a run sleeps before it tries again. What the app asks for is obeyed up to an hour; then it is asked again. */
export function retryDelayMs(retries: number, retryAfterMs: number | undefined): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, maxWaitMs);
  return (waitsMinutes[Math.min(retries, waitsMinutes.length - 1)] ?? 15) * 60_000;
}

const mostSpreadMs = 20_000;

/** A little later, each run otherwise: those that one limit has stopped together do not come back together. */
export const spread = (waitMs: number): number => waitMs + Math.random() * Math.min(waitMs / 5, mostSpreadMs);

const smaller = [100, 20, 1];
const mayBeTheSize = new Set(['timeout', 'app_down', 'protocol']);

/** How many rows to ask for at once after a page could not be read: at first as many as ever, then fewer and fewer. */
export function rowsAtOnce(retries: number, error: Pick<RunError, 'class'> | null): number | undefined {
  if (retries === 0 || !error) return undefined;
  if (error.class === 'too_large') return smaller[Math.min(retries, smaller.length) - 1];
  return mayBeTheSize.has(error.class) && retries > 1 ? smaller[Math.min(retries - 1, smaller.length) - 1] : undefined;
}
