import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z
          .object({
            code: z.string().optional(),
            type: z.string().optional(),
            userPresentableMessage: z.string().optional(),
          })
          .optional(),
      }),
    )
    .min(1),
});

const classOf: Record<string, ErrorClass> = {
  AUTHENTICATION_ERROR: 'auth',
  FORBIDDEN: 'permission',
  FEATURE_NOT_ACCESSIBLE: 'permission',
  RATELIMITED: 'rate_limited',
  USAGE_LIMIT_EXCEEDED: 'quota',
  INVALID_INPUT: 'invalid',
  INPUT_ERROR: 'invalid',
  ENTITY_NOT_FOUND: 'not_found',
  LOCK_TIMEOUT: 'conflict',
  INTERNAL_SERVER_ERROR: 'app_down',
};

/** Linear answers 400 where others would say 429: https://linear.app/developers/rate-limiting */
export function translateError({
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  const [first] = parsed.success ? parsed.data.errors : [];
  if (first === undefined) return undefined;
  const { code, userPresentableMessage } = first.extensions ?? {};
  const isGone = /entity not found/i.test(first.message);
  const known = isGone ? 'not_found' : code && classOf[code] ? classOf[code] : 'invalid';
  const reset = Number(headers.get('x-ratelimit-requests-reset') ?? Number.NaN);
  return {
    class: known,
    ...(code && { code }),
    message: userPresentableMessage ?? first.message,
    ...(known === 'rate_limited' && Number.isFinite(reset) && { retryAfterMs: Math.max(1_000, reset - Date.now()) }),
  };
}
