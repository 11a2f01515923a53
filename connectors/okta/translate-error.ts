import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.object({
  errorCode: z.string(),
  errorSummary: z.string(),
  errorCauses: z.array(z.object({ errorSummary: z.string() })).default([]),
});

/** https://developer.okta.com/docs/reference/error-codes/ */
const classes: Record<string, ErrorClass> = {
  E0000001: 'invalid',
  E0000003: 'invalid',
  E0000004: 'auth',
  E0000005: 'auth',
  E0000006: 'permission',
  E0000007: 'not_found',
  E0000008: 'not_found',
  E0000009: 'app_down',
  E0000011: 'auth',
  E0000015: 'permission',
  E0000016: 'conflict',
  E0000038: 'permission',
  E0000047: 'rate_limited',
};

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Of a value that was not taken the cause says more: `login: An object with this field already exists in the current organization`. */
export function translateError({ status, headers, body }: Answer): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { errorCode: code, errorSummary, errorCauses } = parsed.data;
  const said = errorCauses.map((cause) => cause.errorSummary).join(' ') || errorSummary;
  if (status === 429) return { class: 'rate_limited', code, message: errorSummary, retryAfterMs: waitOf(headers) };
  const [, field] = /^(\w+): /.exec(errorCauses[0]?.errorSummary ?? '') ?? [];
  const known = /already exists/i.test(said) && status === 400 ? 'conflict' : classes[code];
  return known && { class: known, code, message: said, ...(field !== undefined && { field }) };
}

/** The window's end by Okta's own clock. */
function waitOf(headers: Headers): number | undefined {
  const reset = Number(headers.get('x-rate-limit-reset') ?? Number.NaN) * 1000;
  if (headers.has('retry-after') || !Number.isFinite(reset)) return undefined;
  return Math.max(1_000, reset - (Date.parse(headers.get('date') ?? '') || Date.now()));
}
