import { z } from 'zod';
import { AppCallError, type ErrorClass, type TranslatedError } from '../kit/index.ts';

const problem = z.looseObject({
  reason: z.string().optional(),
  message: z.string().optional(),
  location: z.string().optional(),
  locationType: z.string().optional(),
});
type Problem = z.output<typeof problem>;

const failure = z.object({
  error: z.object({
    message: z.string(),
    status: z.string().optional(),
    errors: z.array(problem).optional(),
    details: z.array(problem).optional(),
  }),
});

const byReason: Record<string, ErrorClass> = {
  accessDenied: 'permission',
  insufficientPermissions: 'permission',
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: 'permission',
  SERVICE_DISABLED: 'permission',
  accessNotConfigured: 'permission',
  billingNotEnabled: 'permission',
  blocked: 'permission',
  bytesBilledLimitExceeded: 'quota',
  billingTierLimitExceeded: 'quota',
  quotaExceeded: 'quota',
  rateLimitExceeded: 'rate_limited',
  jobRateLimitExceeded: 'rate_limited',
  userRateLimitExceeded: 'rate_limited',
  backendError: 'app_down',
  jobBackendError: 'app_down',
  internalError: 'app_down',
  jobInternalError: 'app_down',
  tableUnavailable: 'app_down',
  timeout: 'timeout',
  resourcesExceeded: 'too_large',
  responseTooLarge: 'too_large',
  duplicate: 'conflict',
  resourceInUse: 'conflict',
  stopped: 'conflict',
  notFound: 'not_found',
  invalid: 'invalid',
  invalidQuery: 'invalid',
  invalidUser: 'invalid',
  notImplemented: 'invalid',
};

const byStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  412: 'conflict',
  413: 'too_large',
  429: 'rate_limited',
};

const known = (all: Problem[]) => all.find(({ reason = '' }) => Object.hasOwn(byReason, reason));

/** https://cloud.google.com/bigquery/docs/error-messages */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { message, status: name, errors = [], details: more = [] } = parsed.data.error;
  const first = known([...errors, ...more]);
  // A token that has ended is told with reasons of its own; only its status is sure.
  const errorClass = status === 401 ? 'auth' : (byReason[first?.reason ?? ''] ?? byStatus[status]);
  if (errorClass === undefined) return undefined;
  const code = first?.reason ?? errors[0]?.reason ?? name;
  const field = errors.find(({ locationType, location }) => location && locationType === 'parameter')?.location;
  return { class: errorClass, message, ...(code && { code }), ...(field && { field }) };
}

/** What a job says of its end, which no status tells. */
export function failedJob(body: unknown): AppCallError | undefined {
  const result = z.looseObject({ errorResult: problem.optional() }).safeParse(body).data?.errorResult;
  if (result === undefined) return undefined;
  const message = result.message ?? 'The job has failed.';
  return new AppCallError(message, {
    class: byReason[result.reason ?? ''] ?? 'invalid',
    code: result.reason ?? 'failed',
    appMessage: message,
  });
}
