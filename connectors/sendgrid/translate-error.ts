import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({
  errors: z
    .array(z.object({ message: z.string(), field: z.string().nullish(), error_id: z.string().nullish() }))
    .min(1),
});

/** https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/responses */
export function translateError({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  if (status === 429) {
    const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000 - Date.now();
    return { class: 'rate_limited', ...(Number.isFinite(reset) && { retryAfterMs: Math.max(1_000, reset) }) };
  }
  const parsed = failure.safeParse(body);
  const [first] = parsed.success ? parsed.data.errors : [];
  if (first === undefined || status < 400) return undefined;
  const { message, field, error_id } = first;
  const said = { message, ...(field && { field }), ...(error_id && { code: error_id }) };
  if (status === 401 && /maximum credits exceeded/i.test(message)) return { class: 'quota', ...said };
  return status === 400 ? { class: 'invalid', ...said } : status === 413 ? { class: 'too_large', ...said } : undefined;
}
