import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({
  error: z.object({
    message: z.string(),
    type: z.string().nullish(),
    code: z.union([z.string(), z.number()]).nullish(),
    param: z.string().nullish(),
  }),
});

/** https://platform.openai.com/docs/guides/error-codes. Two things come as 429: going too fast, and having no credit left, which waiting does not mend. */
export function translateError({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { message, type, code, param } = parsed.data.error;
  const said = { message, ...(param && { field: param }), ...((code ?? type) && { code: String(code ?? type) }) };
  if (code === 'insufficient_quota' || code === 'billing_hard_limit_reached') return { class: 'quota', ...said };
  if (status === 429) return { class: 'rate_limited', ...said, retryAfterMs: waitOf(headers) };
  if (status === 400 || status === 422)
    return { class: code === 'context_length_exceeded' ? 'too_large' : 'invalid', ...said };
  return status === 404 ? { class: 'not_found', ...said } : undefined;
}

/** `6m0s`, `1.5s`, `250ms`: until the limit that is used up comes back. */
function waitOf(headers: Headers): number | undefined {
  if (headers.has('retry-after')) return undefined;
  const spans = ['requests', 'tokens'].map((kind) =>
    headers.get(`x-ratelimit-remaining-${kind}`) === '0' ? spanOf(headers.get(`x-ratelimit-reset-${kind}`) ?? '') : 0,
  );
  const longest = Math.max(...spans);
  return longest > 0 ? longest : undefined;
}

const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

function spanOf(text: string): number {
  const parts = [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)];
  return Math.ceil(parts.reduce((sum, [, amount = '0', unit = 's']) => sum + Number(amount) * (units[unit] ?? 0), 0));
}
