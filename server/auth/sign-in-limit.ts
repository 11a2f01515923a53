import { RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimiter } from '#server/db/rate-limiter.ts';
import { AppError } from '#server/errors.ts';

const windowSeconds = 15 * 60;

// In the database, so that all processes count together; and in memory while somebody is out of points, so that an attack costs no query.
const ofEmail = () => rateLimiter({ name: 'sign-in email', points: 10, windowSeconds });
const ofAddress = () => rateLimiter({ name: 'sign-in address', points: 60, windowSeconds });

/** Counts an attempt, before the password is looked at. Refuses when there were too many, and also when counting fails. */
export async function countSignIn(email: string, address: string): Promise<void> {
  try {
    await ofAddress().consume(address);
    await ofEmail().consume(email.toLowerCase());
  } catch (cause) {
    if (!(cause instanceof RateLimiterRes)) {
      throw new AppError('unavailable', 'Signing in is not possible at this moment.', {
        cause,
        remedy: 'Try again in a minute.',
      });
    }
    const seconds = Math.ceil(cause.msBeforeNext / 1000);
    throw new AppError('rate_limited', 'There were too many attempts to sign in.', {
      remedy: `Try again in ${Math.ceil(seconds / 60)} minutes.`,
      retryAfterSeconds: seconds,
    });
  }
}

/** A right password forgives the wrong ones before it. */
export async function forgiveSignIns(email: string): Promise<void> {
  await ofEmail().delete(email.toLowerCase());
}
