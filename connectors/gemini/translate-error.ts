import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({
  error: z.object({
    message: z.string(),
    status: z.string().optional(),
    details: z
      .array(
        z.looseObject({
          reason: z.string().optional(),
          retryDelay: z.string().optional(),
          violations: z.array(z.looseObject({ quotaId: z.string().optional() })).optional(),
          fieldViolations: z.array(z.looseObject({ field: z.string().optional() })).optional(),
        }),
      )
      .default([]),
  }),
});

const classOf: Record<string, ErrorClass> = {
  INVALID_ARGUMENT: 'invalid',
  FAILED_PRECONDITION: 'invalid',
  UNAUTHENTICATED: 'auth',
  PERMISSION_DENIED: 'permission',
  NOT_FOUND: 'not_found',
  RESOURCE_EXHAUSTED: 'rate_limited',
  INTERNAL: 'app_down',
  UNAVAILABLE: 'app_down',
  DEADLINE_EXCEEDED: 'timeout',
};

/** https://ai.google.dev/gemini-api/docs/troubleshooting. A wrong key comes as an invalid argument, a day's quota as going too fast. */
export function translateError({ body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success) return undefined;
  const { message, status = '', details } = parsed.data.error;
  const said = { message, ...(status && { code: status }) };
  if (details.some(({ reason }) => reason === 'API_KEY_INVALID'))
    return { class: 'auth', message, code: 'API_KEY_INVALID' };
  const isOfTheDay = details.some(({ violations = [] }) =>
    violations.some(({ quotaId }) => quotaId?.includes('PerDay')),
  );
  if (status === 'RESOURCE_EXHAUSTED' && isOfTheDay) return { class: 'quota', ...said };
  const known = classOf[status];
  const seconds = Number.parseFloat(details.find(({ retryDelay }) => retryDelay)?.retryDelay ?? '');
  const field = details.flatMap(({ fieldViolations = [] }) => fieldViolations)[0]?.field;
  return (
    known && {
      class: known,
      ...said,
      ...(field && { field }),
      ...(Number.isFinite(seconds) && { retryAfterMs: seconds * 1000 }),
    }
  );
}
