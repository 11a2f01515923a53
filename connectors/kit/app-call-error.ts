/** What went wrong between us and an app. Each class has its own handling: see `semantics.md` 10 and 11. */
export type ErrorClass =
  | 'auth'
  | 'permission'
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'rate_limited'
  | 'quota'
  | 'too_large'
  | 'app_down'
  | 'timeout'
  | 'network'
  | 'protocol'
  | 'mapping'
  | 'internal';

export interface AppCallErrorDetails {
  class: ErrorClass;
  /** The app's own code and words. */
  code?: string;
  appMessage?: string;
  field?: string;
  status?: number;
  /** The app's request id, for its support. */
  appRequestId?: string;
  retryAfterMs?: number;
  /** Scopes that the app names as lacking, where it does (RFC 6750, 3.1). */
  missingScopes?: string[];
  cause?: unknown;
}

const mark = Symbol.for('portico.app-call-error');

/** An app refused or failed. Thrown by the engine's clients, and by a connector that reads an error out of a good answer. */
export class AppCallError extends Error {
  readonly [mark] = true;
  readonly details: AppCallErrorDetails;

  constructor(message: string, details: AppCallErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppCallError';
    this.details = details;
  }
}

/** Whether `error` is an `AppCallError`, also one of another copy of this module (a bundler's and Node's). */
export function isAppCallError(error: unknown): error is AppCallError {
  return typeof error === 'object' && error !== null && mark in error;
}
