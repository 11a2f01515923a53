import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({
  error: z.object({
    message: z.string(),
    status: z.string().optional(),
    details: z
      .array(
        z.looseObject({
          reason: z.string().optional(),
          fieldViolations: z.array(z.looseObject({ field: z.string().optional() })).optional(),
        }),
      )
      .optional(),
  }),
});

const byCode: Record<string, ErrorClass> = {
  INVALID_ARGUMENT: 'invalid',
  FAILED_PRECONDITION: 'invalid',
  OUT_OF_RANGE: 'invalid',
  UNAUTHENTICATED: 'auth',
  PERMISSION_DENIED: 'permission',
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: 'permission',
  SERVICE_DISABLED: 'permission',
  NOT_FOUND: 'not_found',
  ALREADY_EXISTS: 'conflict',
  ABORTED: 'conflict',
  UNAVAILABLE: 'app_down',
  INTERNAL: 'app_down',
  DEADLINE_EXCEEDED: 'timeout',
};

/**
 * https://developers.google.com/analytics/devguides/reporting/data/v1/quotas. The tokens of a property are given anew each hour and
 * day; too many at the same time, or in a minute, is over in a moment.
 */
function exhausted(message: string): ErrorClass {
  const isShort = /concurrent|per minute|per 100 seconds/i.test(message);
  return !isShort && /token|quota|per (hour|day)|daily|hourly|thresholded/i.test(message) ? 'quota' : 'rate_limited';
}

export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { message, status: name = '', details = [] } = parsed.data.error;
  const reason = details.flatMap((one) => one.reason ?? []).find((one) => Object.hasOwn(byCode, one));
  const code = reason ?? name;
  const isUsedUp = name === 'RESOURCE_EXHAUSTED' || status === 429;
  const errorClass = isUsedUp ? exhausted(message) : status === 401 ? 'auth' : byCode[code];
  if (errorClass === undefined) return undefined;
  const field = details.flatMap(({ fieldViolations = [] }) => fieldViolations).find((one) => one.field)?.field;
  return { class: errorClass, message, ...(code && { code }), ...(field && { field }) };
}
