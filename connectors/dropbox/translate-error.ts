import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const failure = z.looseObject({
  error_summary: z.string(),
  user_message: z.looseObject({ text: z.string() }).optional().catch(undefined),
  error: z.looseObject({ retry_after: z.number().optional() }).optional().catch(undefined),
});

/** In this order: a summary is a path of tags, `path/conflict/file`. */
const classes: [RegExp, ErrorClass][] = [
  [/too_many_write_operations|too_many_requests/, 'rate_limited'],
  [/insufficient_space|insufficient_quota|over_quota/, 'quota'],
  [/missing_scope|no_write_permission|no_permission|access_denied|restricted|email_not_verified/, 'permission'],
  [/too_large|too_many_files/, 'too_large'],
  [/conflict|already_exists/, 'conflict'],
  [/not_found|no_longer_exists/, 'not_found'],
];
const byStatus: Record<number, ErrorClass> = { 401: 'auth', 403: 'permission', 422: 'auth' };

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** https://www.dropbox.com/developers/documentation/http/documentation#error-handling. 422: the account has joined or left a team. */
export function translateError({ status, body }: Answer): TranslatedError | undefined {
  if (status < 400) return undefined;
  // A call that does not fit is answered in plain text.
  if (status === 400 && typeof body === 'string') return { class: 'invalid', message: body.slice(0, 500) };
  const said = failure.safeParse(body).data;
  if (said === undefined) return status in byStatus ? { class: byStatus[status] ?? 'auth' } : undefined;
  // `path/not_found/..`, where the dots stand for more tags than are told.
  const code = said.error_summary.replace(/[/.]+$/, '');
  const known = classes.find(([pattern]) => pattern.test(code))?.[1];
  const isAccess = status === 401 && known !== 'permission';
  const wait = said.error?.retry_after;
  return {
    class: status === 429 ? 'rate_limited' : isAccess ? 'auth' : (known ?? byStatus[status] ?? classOf(status)),
    code,
    message: said.user_message?.text ?? `Dropbox says ${code.replaceAll('_', ' ').replaceAll('/', ', ')}.`,
    ...(wait !== undefined && { retryAfterMs: wait * 1000 }),
  };
}

const classOf = (status: number): ErrorClass => (status >= 500 ? 'app_down' : 'invalid');
