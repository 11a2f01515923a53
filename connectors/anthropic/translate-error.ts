import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({ type: z.literal('error'), error: z.object({ type: z.string(), message: z.string() }) });

const classOf: Record<string, ErrorClass> = {
  invalid_request_error: 'invalid',
  authentication_error: 'auth',
  billing_error: 'quota',
  permission_error: 'permission',
  not_found_error: 'not_found',
  request_too_large: 'too_large',
  rate_limit_error: 'rate_limited',
  api_error: 'app_down',
  // 529: too many want something at once. It passes.
  overloaded_error: 'app_down',
  timeout_error: 'timeout',
};

/** https://docs.anthropic.com/en/api/errors */
export function translateError({ body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success) return undefined;
  const { type, message } = parsed.data.error;
  // Having no credit left comes as an invalid request.
  const known = /credit balance is too low/i.test(message) ? 'quota' : classOf[type];
  // "max_tokens: Field required"
  const field = /^([\w.]+): /.exec(message)?.[1];
  return known && { class: known, code: type, message, ...(field && { field }) };
}
