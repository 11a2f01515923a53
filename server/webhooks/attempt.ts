import { secondsAfter } from '#server/clock.ts';

/** Seconds between an attempt and the next one: ten attempts over three days (rule 30). */
const waits = [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600];
const maxFailingDays = 5;

/** When to try again after the n-th attempt (1 is the first) failed; null when it was the last. */
export function nextAttemptAt(attempts: number, failedAt: Date): Date | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : secondsAfter(failedAt, wait);
}

/** What one attempt brought. `status` is null where no answer came. */
export interface AttemptResult {
  at: Date;
  durationMs: number;
  status: number | null;
  error: string | null;
  response: string | null;
}

export type Verdict = 'delivered' | 'again' | 'gone';

export function judge({ status }: Pick<AttemptResult, 'status'>): Verdict {
  if (status === null) return 'again';
  if (status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'gone' : 'again';
}

/** Why an endpoint is switched off after a failure, or null where it stays on. */
export function disabledReason(verdict: Verdict, failingSince: Date, now: Date): string | null {
  if (verdict === 'gone') return 'The address answered 410 Gone: it does not want any more messages.';
  if (verdict === 'again' && now >= secondsAfter(failingSince, maxFailingDays * 24 * 3600)) {
    return `Every attempt failed for ${maxFailingDays} days.`;
  }
  return null;
}
