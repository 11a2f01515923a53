import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const words = z.string().min(1).optional().catch(undefined);
const failure = z.object({
  success: z.boolean().optional().catch(undefined),
  error: words,
  error_info: words,
  message: words,
  code: words,
});

const classByStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  402: 'permission',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  410: 'not_found',
  413: 'too_large',
  415: 'invalid',
  422: 'invalid',
};

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes */
export function translateError({ status, headers, body }: Answer): TranslatedError | undefined {
  const said = failure.safeParse(body).data;
  const message = said?.error ?? said?.message;
  const rest = { ...(said?.code && { code: said.code }), ...(message && { message }) };
  if (status < 400) return said?.success === false ? { class: 'invalid', ...rest } : undefined;
  if (status === 429) return { class: isDayUsedUp(headers) ? 'quota' : 'rate_limited', ...rest, ...waitOf(headers) };
  // The plan's number of open deals or fields is reached.
  if (said?.code?.startsWith('feature_capping')) return { class: 'quota', ...rest };
  const known = classByStatus[status];
  return known === undefined || said === undefined ? undefined : { class: known, ...rest };
}

/** The company's tokens come back at midnight; no run should wait for that. */
const isDayUsedUp = (headers: Headers): boolean => headers.get('x-daily-ratelimit-token-remaining') === '0';

/** Of the two seconds in which requests are counted. */
function waitOf(headers: Headers): { retryAfterMs?: number } {
  if (headers.has('retry-after')) return {};
  const seconds = Number(headers.get('x-ratelimit-reset') ?? 2);
  return { retryAfterMs: (Number.isFinite(seconds) && seconds > 0 ? seconds : 2) * 1_000 };
}
