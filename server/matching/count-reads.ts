import { RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimiter } from '#server/db/rate-limiter.ts';
import type { EmbedSession } from '#server/embed/embed-session.ts';
import { AppError } from '#server/errors.ts';

const windowSeconds = 15 * 60;
/** A preview for each change that somebody makes, for a quarter of an hour without a pause. */
const inWindow = 600;

/** Counts a look at an account's fields and records; refuses when there were too many, and when counting fails. */
export async function countReads({ environmentId, endUserId }: EmbedSession): Promise<void> {
  try {
    await rateLimiter({ name: 'matching', points: inWindow, windowSeconds }).consume(`${environmentId} ${endUserId}`);
  } catch (cause) {
    if (!(cause instanceof RateLimiterRes))
      throw new AppError('unavailable', 'Nothing can be tried at this moment.', { cause, remedy: 'Try in a minute.' });
    const seconds = Math.ceil(cause.msBeforeNext / 1000);
    throw new AppError('rate_limited', 'So much was tried that the app is left alone for a while.', {
      remedy: `Go on in ${Math.ceil(seconds / 60)} minutes; what you have chosen is kept.`,
      retryAfterSeconds: seconds,
    });
  }
}
