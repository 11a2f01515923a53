import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const text = z.string().optional().catch(undefined);
const extensions = z.looseObject({
  code: text,
  retry_in_seconds: z.number().optional().catch(undefined),
  status_code: z.number().optional().catch(undefined),
  error_data: z.looseObject({ column_id: text, column_name: text }).optional().catch(undefined),
});
const failure = z.object({
  errors: z.array(z.looseObject({ message: z.string(), extensions: extensions.optional().catch(undefined) })).min(1),
});
/** Older answers, and those of the gate before the API. */
const plain = z.object({ error_message: text, error_code: text, error: text });

const classOf: Record<string, ErrorClass> = {
  COMPLEXITY_BUDGET_EXHAUSTED: 'rate_limited',
  ComplexityException: 'rate_limited',
  RATE_LIMIT_EXCEEDED: 'rate_limited',
  IP_RATE_LIMIT_EXCEEDED: 'rate_limited',
  FIELD_MINUTE_RATE_LIMIT_EXCEEDED: 'rate_limited',
  FIELD_LIMIT_EXCEEDED: 'rate_limited',
  maxConcurrencyExceeded: 'rate_limited',
  CONCURRENCY_LIMIT_EXCEEDED: 'rate_limited',
  DAILY_LIMIT_EXCEEDED: 'quota',
  ItemsLimitationException: 'quota',
  UserUnauthorizedException: 'permission',
  USER_UNAUTHORIZED: 'permission',
  USER_ACCESS_DENIED: 'permission',
  missingRequiredPermissions: 'permission',
  NotAuthenticated: 'auth',
  NOT_AUTHENTICATED: 'auth',
  ResourceNotFoundException: 'not_found',
  InvalidItemIdException: 'not_found',
  InvalidBoardIdException: 'not_found',
  InternalServerError: 'app_down',
  INTERNAL_SERVER_ERROR: 'app_down',
  API_TEMPORARILY_BLOCKED: 'app_down',
  ResourceLocked: 'conflict',
};

/** https://developer.monday.com/api-reference/docs/error-handling: under 200 too, and beside data that is then not whole. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const [first] = failure.safeParse(body).data?.errors ?? [];
  if (first === undefined) return plainly(status, body);
  const { code, retry_in_seconds: wait, status_code, error_data } = first.extensions ?? {};
  const field = error_data?.column_id ?? error_data?.column_name;
  return {
    class: (code && classOf[code]) || byStatus(status >= 400 ? status : (status_code ?? 400)),
    ...(code && { code }),
    message: first.message,
    ...(field && { field }),
    ...(wait !== undefined && wait >= 0 && { retryAfterMs: wait * 1_000 }),
  };
}

function plainly(status: number, body: unknown): TranslatedError | undefined {
  const { error_message, error_code, error } = plain.safeParse(body).data ?? {};
  const message = error_message ?? error;
  if (message === undefined && error_code === undefined) return undefined;
  return {
    class: (error_code && classOf[error_code]) || byStatus(Math.max(status, 400)),
    ...(error_code && { code: error_code }),
    ...(message && { message }),
  };
}

function byStatus(status: number): ErrorClass {
  if (status === 401) return 'auth';
  if (status === 403) return 'permission';
  if (status === 404) return 'not_found';
  if (status === 429) return 'rate_limited';
  if (status === 423 || status === 409) return 'conflict';
  return status >= 500 ? 'app_down' : 'invalid';
}
