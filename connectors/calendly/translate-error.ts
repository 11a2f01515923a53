import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const text = z.string().optional().catch(undefined);
const failure = z.object({
  title: text,
  message: text,
  error: text,
  error_description: text,
  details: z
    .array(z.object({ parameter: text, message: text, code: text }))
    .optional()
    .catch(undefined),
});

const classOf: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  422: 'invalid',
  // Calendly could not reach the calendar behind it.
  424: 'app_down',
};

/** https://developer.calendly.com/api-docs/overview/errors. The reset of a limit is in seconds from now. */
export function translateError({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  const { title, message, error, error_description, details = [] } = failure.safeParse(body).data ?? {};
  if (status < 400 || (title ?? message ?? error) === undefined) return status === 429 ? waiting(headers) : undefined;
  const [first] = details;
  const said = [message ?? error_description ?? title, first?.message].filter(Boolean).join(': ');
  const words = { ...((title ?? error) && { code: title ?? error }), ...(said !== '' && { message: said }) };
  if (status === 429) return { ...waiting(headers), ...words };
  const known = classOf[status];
  return known && { class: known, ...words, ...(first?.parameter && { field: first.parameter }) };
}

function waiting(headers: Headers): TranslatedError {
  const seconds = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  const isTold = !headers.has('retry-after') && Number.isFinite(seconds) && seconds >= 0;
  return { class: 'rate_limited', ...(isTold && { retryAfterMs: Math.max(1, seconds) * 1000 }) };
}
