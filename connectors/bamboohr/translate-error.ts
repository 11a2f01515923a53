import type { TranslatedError } from '../kit/index.ts';

/** https://documentation.bamboohr.com/docs/api-details. What was wrong stands in a header; the body is often empty. */
export function translateError({
  status,
  headers,
}: {
  status: number;
  headers: Headers;
  body: unknown;
}): TranslatedError | undefined {
  const said = headers.get('x-bamboohr-error-message') ?? undefined;
  const message = said === undefined ? {} : { message: said };
  // Who asks too often is told 503, with or without a time to wait.
  if (status === 503 && headers.has('retry-after')) return { class: 'rate_limited', ...message };
  if (said === undefined || status < 400) return undefined;
  if (status === 401) return { class: 'auth', ...message };
  if (status === 403) return { class: 'permission', ...message };
  if (status === 404) return { class: 'not_found', ...message };
  if (status === 409) return { class: 'conflict', ...message };
  return status < 500 ? { class: 'invalid', ...message } : { class: 'app_down', ...message };
}
