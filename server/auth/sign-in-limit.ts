import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '#server/errors.ts';

const windowSeconds = 15 * 60;

// One counter a process, also when a bundler loads this module twice.
const slot = Symbol.for('portico.sign-in-limit');
const holder = globalThis as unknown as Record<symbol, SignInLimit | undefined>;

interface SignInLimit {
  ofEmail: RateLimiterMemory;
  ofAddress: RateLimiterMemory;
}

function limit(): SignInLimit {
  holder[slot] ??= {
    ofEmail: new RateLimiterMemory({ keyPrefix: 'email', points: 10, duration: windowSeconds }),
    ofAddress: new RateLimiterMemory({ keyPrefix: 'address', points: 60, duration: windowSeconds }),
  };
  return holder[slot];
}

/** Counts an attempt, before the password is looked at. Refuses when there were too many, and also when counting fails. */
export async function countSignIn(email: string, address: string): Promise<void> {
  try {
    await limit().ofAddress.consume(address);
    await limit().ofEmail.consume(email.toLowerCase());
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
  await limit().ofEmail.delete(email.toLowerCase());
}
