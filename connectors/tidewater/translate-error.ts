import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const refusal = z.object({
  error: z.object({ code: z.string(), message: z.string().optional(), field: z.string().optional() }),
});

const classByCode: Record<string, ErrorClass> = {
  bad_cursor: 'invalid',
  bad_request: 'invalid',
  internal_error: 'app_down',
  method_not_allowed: 'internal',
  missing_scope: 'permission',
  missing_token: 'auth',
  not_found: 'not_found',
  rate_limited: 'rate_limited',
  token_expired_or_revoked: 'auth',
  unavailable: 'app_down',
  validation_failed: 'invalid',
};

/** Of one record's refusal. */
export const classOf = (code: string): ErrorClass => classByCode[code] ?? 'invalid';

/** Tidewater's `{ error: { code, message, field } }`. Under a good status it breaks Tidewater's own promise, whatever the code says. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = refusal.safeParse(body);
  if (!parsed.success) return undefined;
  const { code, message, field } = parsed.data.error;
  const errorClass = status < 400 ? 'protocol' : classByCode[code];
  return errorClass === undefined ? undefined : { class: errorClass, code, message, field };
}
