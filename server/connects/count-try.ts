import { RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimiter } from '#server/db/rate-limiter.ts';
import type { EmbedSession } from '#server/embed/embed-session.ts';
import { AppError } from '#server/errors.ts';

const windowSeconds = 15 * 60;

/** Far more than a person needs, and too few to guess a key by. */
const triesInWindow = 30;

const ofPerson = () => rateLimiter({ name: 'connect', points: triesInWindow, windowSeconds });

/** Counts a form that is about to be tried at an app. Refuses when there were too many, and also when counting fails. */
export async function countTry({ environmentId, endUserId }: EmbedSession): Promise<void> {
  try {
    await ofPerson().consume(`${environmentId} ${endUserId}`);
  } catch (cause) {
    if (!(cause instanceof RateLimiterRes)) {
      throw new AppError('unavailable', 'Connecting is not possible at this moment.', {
        cause,
        remedy: 'Try again in a minute.',
      });
    }
    const seconds = Math.ceil(cause.msBeforeNext / 1000);
    throw new AppError('rate_limited', 'There were too many attempts to connect.', {
      remedy: `Try again in ${Math.ceil(seconds / 60)} minutes.`,
      retryAfterSeconds: seconds,
    });
  }
}
