import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({
  error: z.object({
    message: z.string(),
    status: z.string().optional(),
    errors: z
      .array(
        z.object({
          domain: z.string().optional(),
          reason: z.string().optional(),
          location: z.string().optional(),
          locationType: z.string().optional(),
        }),
      )
      .optional(),
    details: z.array(z.looseObject({ reason: z.string().optional() })).optional(),
  }),
});

const byReason: Record<string, ErrorClass> = {
  rateLimitExceeded: 'rate_limited',
  userRateLimitExceeded: 'rate_limited',
  dailyLimitExceeded: 'quota',
  // Calendar's own limits of use (too many events, guests or calendars in a short time): no wait of ours ends them.
  quotaExceeded: 'quota',
  forbiddenForNonOrganizer: 'permission',
  forbiddenForServiceAccounts: 'permission',
  insufficientPermissions: 'permission',
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: 'permission',
  SERVICE_DISABLED: 'permission',
  accessNotConfigured: 'permission',
  deleted: 'not_found',
  duplicate: 'conflict',
  conditionNotMet: 'conflict',
  backendError: 'app_down',
};

const byStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  410: 'not_found',
  412: 'conflict',
  429: 'rate_limited',
};

/** https://developers.google.com/workspace/calendar/api/guides/errors */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { message, status: name, errors = [], details = [] } = parsed.data.error;
  const reasons = [...errors, ...details].flatMap((one) => one.reason ?? []);
  const known = reasons.find((reason) => Object.hasOwn(byReason, reason));
  const errorClass = known === undefined ? byStatus[status] : byReason[known];
  if (errorClass === undefined) return undefined;
  const code = known ?? reasons[0] ?? name;
  const field = errors.find(({ location, locationType }) => location && locationType === 'parameter')?.location;
  return { class: errorClass, message, ...(code && { code }), ...(field && { field }) };
}
