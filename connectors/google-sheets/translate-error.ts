import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({
  error: z.object({
    code: z.int(),
    message: z.string(),
    status: z.string().optional(),
    errors: z.array(z.object({ reason: z.string().optional() })).optional(),
    details: z.array(z.looseObject({ reason: z.string().optional(), retryDelay: z.string().optional() })).optional(),
  }),
});

const byReason: Record<string, ErrorClass> = {
  rateLimitExceeded: 'rate_limited',
  userRateLimitExceeded: 'rate_limited',
  dailyLimitExceeded: 'quota',
  quotaExceeded: 'quota',
  storageQuotaExceeded: 'quota',
  insufficientPermissions: 'permission',
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: 'permission',
  SERVICE_DISABLED: 'permission',
};

const byStatus: Record<string, ErrorClass> = {
  RESOURCE_EXHAUSTED: 'rate_limited',
  FAILED_PRECONDITION: 'invalid',
  INVALID_ARGUMENT: 'invalid',
  UNAUTHENTICATED: 'auth',
  PERMISSION_DENIED: 'permission',
  NOT_FOUND: 'not_found',
  ABORTED: 'conflict',
  UNAVAILABLE: 'app_down',
};

/** https://cloud.google.com/apis/design/errors */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { message, status: name, errors = [], details = [] } = parsed.data.error;
  const reason = [...errors, ...details].map((one) => one.reason).find((one) => one !== undefined && one in byReason);
  const known = (reason ? byReason[reason] : undefined) ?? (name ? byStatus[name] : undefined);
  if (known === undefined) return undefined;
  const seconds = Number.parseFloat(details.find(({ retryDelay }) => retryDelay)?.retryDelay ?? '');
  return {
    class: known,
    code: reason ?? name,
    message,
    ...(Number.isFinite(seconds) && { retryAfterMs: seconds * 1000 }),
  };
}
