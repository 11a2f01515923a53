/** The one table from a code to its HTTP status, for tRPC, REST and pages. */
export const statusByErrorCode = {
  bad_request: 400,
  malformed_json: 400,
  unauthenticated: 401,
  token_expired: 401,
  session_expired: 401,
  forbidden: 403,
  origin_not_allowed: 403,
  not_found: 404,
  conflict: 409,
  idempotency_conflict: 409,
  not_connected: 409,
  uncertain: 409,
  gone: 410,
  too_large: 413,
  invalid: 422,
  idempotency_mismatch: 422,
  rate_limited: 429,
  misconfigured: 500,
  internal: 500,
  app_refused: 422,
  app_down: 502,
  app_protocol: 502,
  app_timeout: 504,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof statusByErrorCode;

/** What the app itself said, where the error is the app's. */
export interface AppWords {
  /** One of the classes of `AppCallError`. */
  class: string;
  code?: string | undefined;
  message?: string | undefined;
  /** What it answered, where that was not what was expected of it. */
  answer?: unknown;
  status?: number | undefined;
  /** For the app's own support. */
  requestId?: string | undefined;
}

export interface FieldIssue {
  field: string;
  message: string;
}

interface AppErrorOptions {
  cause?: unknown;
  /** The field of the request that is wrong: `settings.list`. */
  field?: string;
  /** What the reader can do about it, as a sentence. */
  remedy?: string;
  /** Seconds after which the same call may succeed. */
  retryAfterSeconds?: number;
  app?: AppWords;
  /** Everything that is wrong with the request, where it is more than one field. */
  issues?: FieldIssue[];
}

/** An error that is meant to be read: the message says what happened and why, the remedy what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly remedy: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly app: AppWords | undefined;
  readonly issues: FieldIssue[] | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.field = options.field;
    this.remedy = options.remedy;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.app = options.app;
    this.issues = options.issues;
  }
}

export function notFound(noun: string, id: string): AppError {
  return new AppError('not_found', `There is no ${noun} ${id} here.`, {
    remedy: 'Check the id, and that the key belongs to the same environment.',
  });
}
