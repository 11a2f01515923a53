import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const words = z.string().min(1).optional().catch(undefined);
const failure = z.object({ errors: z.array(z.object({ code: words, message: words, field: words })).min(1) });

const classByStatus: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  // The plan has not what was asked for.
  402: 'permission',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  422: 'invalid',
};

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** https://developers.intercom.com/docs/references/rest-api/errors/error-codes */
export function translateError({ status, headers, body }: Answer): TranslatedError | undefined {
  if (status < 400) return undefined;
  const [first] = failure.safeParse(body).data?.errors ?? [];
  const rest = {
    ...(first?.code && { code: first.code }),
    ...(first?.message && { message: first.message }),
    ...(first?.field && { field: first.field }),
  };
  if (status === 429) return { class: 'rate_limited', ...rest, ...waitOf(headers) };
  // Another list of companies is being read in this workspace; it is forgotten after a minute.
  if (first?.code === 'scroll_exists') return { class: 'rate_limited', ...rest, retryAfterMs: 60_000 };
  const known = classByStatus[status];
  return known === undefined || first === undefined ? undefined : { class: known, ...rest };
}

/** Until the next window of ten seconds, by Intercom's own clock. */
function waitOf(headers: Headers): { retryAfterMs?: number } {
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1_000;
  if (headers.has('retry-after') || !Number.isFinite(reset)) return {};
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  return { retryAfterMs: Math.min(60_000, Math.max(1_000, reset - now)) };
}
