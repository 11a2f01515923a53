import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const text = z.string().optional().catch(undefined);
const failure = z.object({
  error: z.object({ type: text, code: text, decline_code: text, message: text, param: text }),
});

/** Stripe's own codes: https://docs.stripe.com/error-codes */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { type, code, decline_code, message, param } = parsed.data.error;
  return { class: classOf(status, type, code), code: decline_code ?? code ?? type, message, field: param };
}

function classOf(status: number, type?: string, code?: string): TranslatedError['class'] {
  if (status === 401) return 'auth';
  if (status === 403) return 'permission';
  // The object is in use by another request of the same account; a moment later it is not.
  if (status === 429 || code === 'lock_timeout') return 'rate_limited';
  if (type === 'idempotency_error' || status === 409) return 'conflict';
  if (status === 404) return 'not_found';
  if (status >= 500) return 'app_down';
  return 'invalid';
}
