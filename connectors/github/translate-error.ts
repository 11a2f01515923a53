import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({
  message: z.string(),
  errors: z
    .array(
      z.union([
        z.string().transform((message) => ({ message, field: undefined, code: undefined })),
        z.object({
          field: z.string().optional(),
          code: z.string().optional(),
          message: z.string().optional(),
        }),
      ]),
    )
    .optional()
    .catch(undefined),
});

const words: Record<string, string> = {
  missing: 'does not exist',
  missing_field: 'is missing',
  invalid: 'has another form than GitHub expects',
  already_exists: 'exists already',
  unprocessable: 'can not be processed',
};

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api and …/rate-limits-for-the-rest-api */
export function translateError({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { message, errors = [] } = parsed.data;
  const [first] = errors;
  const detail =
    first?.message ?? (first?.field && `${first.field} ${words[first.code ?? ''] ?? first.code ?? 'is not accepted'}`);
  const said = detail ? `${message}: ${detail}` : message;
  const wait = waitOf(status, headers, message);
  if (wait !== undefined) return { class: 'rate_limited', message: said, retryAfterMs: wait };
  if (status === 422) {
    const isConflict = errors.some((error) => error.code === 'already_exists');
    return { class: isConflict ? 'conflict' : 'invalid', code: first?.code, message: said, field: first?.field };
  }
  return status === 404 || status === 410 ? { class: 'not_found', message: said } : undefined;
}

/** Both limits come as 403 or 429. Undefined: it is none of them. */
function waitOf(status: number, headers: Headers, message: string): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(seconds)) return seconds * 1000;
  if (headers.get('x-ratelimit-remaining') === '0') {
    const reset = Number(headers.get('x-ratelimit-reset')) * 1000;
    // By GitHub's own clock, so that a difference between the two of us does not matter.
    const now = Date.parse(headers.get('date') ?? '') || Date.now();
    return Math.max(1_000, reset - now);
  }
  return status === 429 || /secondary rate limit/i.test(message) ? 60_000 : undefined;
}
