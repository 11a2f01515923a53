import { createHash, createHmac } from 'node:crypto';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { masterKey } from '#server/keys/key-provider.ts';

/** Holds the app's rights. It owns nothing, and is what a role of the operator's own (DATABASE_APP_URL) must be a member of. */
export const appRole = 'portico_app';

/**
 * As whom this process logs in: a member of the app's role, one for each master key. While the key is changed, processes with
 * the old one and with the new one run side by side, and none takes the other's password away.
 */
export function loginRole(): { name: string; password: string } {
  const key = masterKey().reveal();
  const mark = createHash('sha256').update('database log-in').update(key).digest('hex').slice(0, 10);
  // Derived from the key, so that it is stored nowhere and the same on every machine.
  const password = createHmac('sha256', key).update('database role portico_app').digest('base64url');
  return { name: `${appRole}_${mark}`, password };
}

/** Where the app connects as the role that owns nothing. */
export function appUrl(): string {
  const { DATABASE_APP_URL, DATABASE_URL } = env();
  if (DATABASE_APP_URL) return DATABASE_APP_URL;
  if (!DATABASE_URL) {
    throw new AppError('misconfigured', 'No database is set.', {
      remedy: 'Set DATABASE_URL, or start with `npm run demo`, which brings its own PostgreSQL.',
    });
  }
  const url = new URL(DATABASE_URL);
  const { name, password } = loginRole();
  url.username = name;
  url.password = password;
  return url.toString();
}
