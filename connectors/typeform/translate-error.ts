import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const text = z.string().optional().catch(undefined);
const failure = z.object({
  code: z.string(),
  description: text,
  details: z
    .array(z.object({ code: text, description: text, field: text }))
    .optional()
    .catch(undefined),
});

const classOf: Record<string, ErrorClass> = {
  AUTHENTICATION_FAILED: 'auth',
  UNAUTHORIZED: 'auth',
  FORBIDDEN: 'permission',
  INSUFFICIENT_SCOPE: 'permission',
  NOT_FOUND: 'not_found',
  FORM_NOT_FOUND: 'not_found',
  WEBHOOK_NOT_FOUND: 'not_found',
  VALIDATION_ERROR: 'invalid',
  BAD_REQUEST: 'invalid',
  INVALID_FORM_ID: 'invalid',
  CONFLICT: 'conflict',
  TOO_MANY_REQUESTS: 'rate_limited',
  PAYMENT_REQUIRED: 'permission',
};

/** https://www.typeform.com/developers/responses/#error-codes. A token that is no good comes as 403 as well. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body).data;
  if (parsed === undefined || status < 400) return undefined;
  const { code, description, details: [first] = [] } = parsed;
  const known = classOf[code.toUpperCase()] ?? (status === 402 ? 'permission' : undefined);
  const message = [description, first?.description].filter(Boolean).join(': ');
  const byStatus: ErrorClass | undefined = status === 400 || status === 422 ? 'invalid' : undefined;
  const errorClass = known ?? byStatus;
  if (errorClass === undefined) return undefined;
  return {
    class: errorClass,
    code,
    ...(message !== '' && { message }),
    ...(first?.field && { field: first.field.replace(/^\//, '').replaceAll('/', '.') }),
  };
}
