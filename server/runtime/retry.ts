import { setTimeout as sleep } from 'node:timers/promises';
import { type AppCallError, type ErrorClass, isAppCallError } from '#connectors/kit/index.ts';
import { statementTimeoutCode } from './sql-error.ts';

/** `interactive`: a person waits, so one quick retry. `background`: a job waits, so a few patient ones. `returning`: so does a job that has nothing to lose yet, and rather comes back than to hold a worker. */
export type Patience = 'interactive' | 'background' | 'returning';

export interface RetryPolicy {
  patience: Patience;
  signal: AbortSignal;
  /** How a pause is made; for tests. */
  pause?: (ms: number) => Promise<void>;
}

const triesOf = { interactive: 2, background: 4, returning: 4 } as const;
/** Longer waits belong into the queue: the caller gets the error with its wait and holds no worker. */
export const longestWaitMs = { interactive: 5_000, background: 60_000, returning: 5_000 } as const;
const firstWaitMs = 1_000;
/** Code of an error of our own: no call was made, because the app would have refused it. */
export const budgetUsedUp = 'budget_used_up';
/** Would fail again for the same reason, whatever their class; or has waited as long as it may. */
const hopeless = new Set(['address_refused', statementTimeoutCode, budgetUsedUp]);
const transient = new Set<ErrorClass>(['rate_limited', 'app_down', 'timeout', 'network']);

/** Runs `work`, again where its failure may pass by itself. Only for what is safe to repeat (semantics, rule 11). */
export async function withRetries<T>(work: () => Promise<T>, policy: RetryPolicy, onRetry: () => void): Promise<T> {
  const { patience, signal, pause = (ms) => sleep(ms, undefined, { signal }) } = policy;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isWorthIt = isAppCallError(error) && isTransient(error) && attempt < triesOf[patience] && !signal.aborted;
      const wait = isWorthIt ? waitBefore(attempt, error.details.retryAfterMs) : Number.POSITIVE_INFINITY;
      if (wait > longestWaitMs[patience]) throw error;
      try {
        await pause(wait);
      } catch (interruption) {
        // Stopped while waiting: what we were waiting for is the reason that helps.
        throw signal.aborted ? error : interruption;
      }
      onRetry();
    }
  }
}

/** Whether the same call may go well a moment later. */
export function isTransient({ details }: AppCallError): boolean {
  return transient.has(details.class) && !hopeless.has(details.code ?? '');
}

/** Exponential with full jitter, so that many callers who failed together do not come back together. */
export function waitBefore(attempt: number, retryAfterMs: number | undefined): number {
  return retryAfterMs ?? Math.random() * firstWaitMs * 2 ** (attempt - 1);
}
