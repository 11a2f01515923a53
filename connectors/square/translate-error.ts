import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const text = z.string().optional().catch(undefined);
export const problem = z.object({ category: text, code: text, detail: text, field: text });
export type Problem = z.output<typeof problem>;
const refusal = z.object({ errors: z.array(problem).min(1) });
/** Of the revoking address and of the gate. */
const plain = z.object({ type: text, message: z.string() });

/** https://developer.squareup.com/docs/build-basics/general-considerations/handling-errors */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  if (status < 400 || status >= 500) return undefined;
  const [first] = refusal.safeParse(body).data?.errors ?? [];
  if (first !== undefined) return { ...errorOf(first), class: classOf(status, first.code) };
  const said = plain.safeParse(body).data;
  return said && { class: classOf(status, said.type), message: said.message, code: said.type };
}

/** What Square says of one record among others. */
export const errorOf = ({ code, detail, field }: Problem) => ({
  class: classOf(400, code),
  ...(code !== undefined && { code }),
  ...(detail !== undefined && { message: detail }),
  ...(field !== undefined && { field }),
});

const conflicts = new Set(['VERSION_MISMATCH', 'IDEMPOTENCY_KEY_REUSED', 'CONFLICT', 'REFUND_ALREADY_PENDING']);
const rights = new Set(['FORBIDDEN', 'INSUFFICIENT_SCOPES', 'APPLICATION_DISABLED', 'CLIENT_DISABLED']);

function classOf(status: number, code = ''): TranslatedError['class'] {
  if (rights.has(code) || status === 403) return 'permission';
  if (status === 401) return 'auth';
  if (status === 429 || code === 'RATE_LIMITED') return 'rate_limited';
  if (conflicts.has(code) || status === 409) return 'conflict';
  return status === 404 || code === 'NOT_FOUND' || code === 'CUSTOMER_NOT_FOUND' ? 'not_found' : 'invalid';
}
