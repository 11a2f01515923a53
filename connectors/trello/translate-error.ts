import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

/** Most errors are a line of text; a limit, and some others, are data. */
const failure = z.union([
  z.string().transform((text) => ({ message: text.trim(), code: undefined })),
  z
    .object({ message: z.string(), error: z.string().optional() })
    .transform(({ message, error }) => ({ message, code: error })),
]);

const tenSeconds = 10_000;

/** https://developer.atlassian.com/cloud/trello/guides/rest-api/status-codes and …/rate-limits */
export function translateError({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  if (status < 400) return undefined;
  const said = failure.safeParse(body).data;
  const words = said && { message: said.message, ...(said.code && { code: said.code }) };
  // Counted in spans of ten seconds; the answer does not say how much of it is left.
  if (status === 429)
    return { class: 'rate_limited', ...words, ...(!headers.has('retry-after') && { retryAfterMs: tenSeconds }) };
  const known = words && classOf(status, words.message);
  return known && { class: known, ...words };
}

function classOf(status: number, message: string): ErrorClass | undefined {
  // 401 for what this person may not see, too: renewing the access would not help.
  if (status === 401) return /unauthorized \w* ?permission/i.test(message) ? 'permission' : 'auth';
  // An id that is of no card is not told from one that is no id.
  if (status === 404 || (status === 400 && message === 'invalid id')) return 'not_found';
  if (status === 400) return 'invalid';
  return status === 403 ? 'permission' : undefined;
}
