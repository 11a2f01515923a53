import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({ err: z.string(), ECODE: z.string().optional() });

/** The person has not chosen this workspace: https://developer.clickup.com/docs/common_errors */
const closedWorkspace = /^OAUTH_0(23|26|27|29|3\d|4[0-5])$/;
const classOf: Record<number, ErrorClass> = { 400: 'invalid', 403: 'permission', 404: 'not_found', 409: 'conflict' };

export function translateError({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  const parsed = failure.safeParse(body).data;
  const words = parsed && { message: parsed.err, ...(parsed.ECODE && { code: parsed.ECODE }) };
  if (status === 429) return { class: 'rate_limited', ...words, ...waitOf(headers) };
  if (words === undefined) return undefined;
  if (closedWorkspace.test(words.code ?? '')) return { class: 'permission', ...words };
  if (status === 401) return { class: 'auth', ...words };
  const known = classOf[status] ?? (status >= 500 ? 'app_down' : undefined);
  return known && { class: known, ...words };
}

function waitOf(headers: Headers): { retryAfterMs?: number } {
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1_000;
  if (headers.has('retry-after') || !Number.isFinite(reset)) return {};
  // By ClickUp's own clock, so that a difference between the two of us does not matter.
  return { retryAfterMs: Math.max(1_000, reset - (Date.parse(headers.get('date') ?? '') || Date.now())) };
}
