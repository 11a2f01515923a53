import type { AppError } from '#server/errors.ts';
import { publicError } from './public-error.ts';

/** An error as an answer. */
export function refusal(error: AppError, requestId: string): Response {
  const { status, error: told } = publicError(error, requestId);
  const response = Response.json({ error: told }, { status });
  if (status === 401) response.headers.set('www-authenticate', 'Bearer');
  if (error.retryAfterSeconds !== undefined) response.headers.set('retry-after', String(error.retryAfterSeconds));
  return response;
}
