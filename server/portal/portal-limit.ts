import { RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimiter } from '#server/db/rate-limiter.ts';
import { AppError } from '#server/errors.ts';

const limits = {
  /** Anything at one link: far more than a person needs. */
  portal: { points: 120, windowSeconds: 900 },
  /** E-mails that one link sends. */
  'portal-mail': { points: 5, windowSeconds: 3600 },
  /** E-mails that one address gets because somebody asked for them, whoever it was. */
  'portal-address': { points: 12, windowSeconds: 3600 },
  /** People whom one end user asks. */
  'portal-ask': { points: 20, windowSeconds: 3600 },
} as const;

/** Counts; says in how many minutes it may be tried again where it was too often. Where it can't be counted, it is refused. */
export async function tooOften(limit: keyof typeof limits, key: string): Promise<number | undefined> {
  try {
    await rateLimiter({ name: limit, ...limits[limit] }).consume(key);
    return undefined;
  } catch (cause) {
    if (cause instanceof RateLimiterRes) return Math.max(1, Math.ceil(cause.msBeforeNext / 60_000));
    throw new AppError('unavailable', 'This is not possible at this moment.', {
      cause,
      remedy: 'Try again in a minute.',
    });
  }
}
