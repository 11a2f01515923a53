import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({
  error: z.union([
    z.string().transform((type) => ({ type, message: undefined })),
    z.object({ type: z.string(), message: z.string().optional() }),
  ]),
});

/** https://airtable.com/developers/web/api/errors */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  // Who goes too fast is left out for 30 seconds, and not told so.
  if (status === 429) return { class: 'rate_limited', retryAfterMs: 30_000 };
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { type, message } = parsed.data.error;
  const field = /(?:Field|field name:?|Unknown field name:) "([^"]+)"/.exec(message ?? '')?.[1];
  const said = message ?? type.replaceAll('_', ' ').toLowerCase();
  // A record that was never there is told as one that may not be seen.
  if (status === 404 || type === 'MODEL_ID_NOT_FOUND') return { class: 'not_found', code: type, message: said };
  if (status === 422)
    return { class: 'invalid', code: type, message: said, ...(field && { field: `fields.${field}` }) };
  return {
    class: status === 401 ? 'auth' : status === 403 ? 'permission' : status >= 500 ? 'app_down' : 'invalid',
    code: type,
    message: said,
  };
}
