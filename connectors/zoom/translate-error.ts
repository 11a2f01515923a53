import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({
  code: z.union([z.number(), z.string()]),
  message: z.string(),
  errors: z
    .array(z.object({ field: z.string().optional(), message: z.string() }))
    .optional()
    .catch(undefined),
});

/** https://developers.zoom.us/docs/api/using-zoom-apis/#error-definitions */
export function translateError({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  const { data } = failure.safeParse(body);
  if (status < 400) return undefined;
  if (status === 429) {
    const type = `${headers.get('x-ratelimit-type') ?? ''} ${data?.message ?? ''}`;
    // Calls of a day, or meetings made by one person in a day: waiting a little does not help.
    return { class: /daily|per day/i.test(type) ? 'quota' : 'rate_limited', message: data?.message };
  }
  if (data === undefined || status >= 500) return undefined;
  const [first] = data.errors ?? [];
  const said = { code: String(data.code), message: first?.message ?? data.message, field: first?.field };
  // The token is good, and lacks a scope; Zoom names it in its words.
  if (said.code === '4711' || /does not contain scopes?/i.test(data.message)) return { class: 'permission', ...said };
  if (status === 401) return { class: 'auth', ...said };
  // No right, or no plan for it.
  if (status === 403 || said.code === '200') return { class: 'permission', ...said };
  if (status === 404 || said.code === '3001' || said.code === '1001') return { class: 'not_found', ...said };
  return { class: status === 409 ? 'conflict' : 'invalid', ...said };
}
