import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z
    .array(z.object({ field: z.string().optional(), message: z.string() }))
    .optional()
    .catch(undefined),
});

/** https://mailchimp.com/developer/marketing/docs/errors/ */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const { data } = failure.safeParse(body);
  if (status < 400 || data === undefined) return undefined;
  const { title, detail, errors } = data;
  const [first] = errors ?? [];
  const said = { code: title, message: first?.message ?? detail ?? title, field: first?.field || undefined };
  if (title === 'Member Exists') return { class: 'conflict', ...said };
  // Who has left, or was deleted for good, must come back by themselves.
  if (title === 'Forgotten Email Not Subscribed' || title === 'Member In Compliance State')
    return { class: 'permission', ...said };
  if (status === 401) return { class: 'auth', ...said };
  if (status === 403) return { class: 'permission', ...said };
  if (status === 404) return { class: 'not_found', ...said };
  if (status === 429) return { class: 'rate_limited', ...said };
  return status < 500 ? { class: 'invalid', ...said } : undefined;
}
