import { createHmac } from 'node:crypto';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { masterKey } from '#server/keys/key-provider.ts';

export const appRole = 'portico_app';

/** The password of the app's role: derived from the key, so that it is stored nowhere and the same on every machine. */
export function appRolePassword(): string {
  return createHmac('sha256', masterKey().reveal()).update('database role portico_app').digest('base64url');
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
  url.username = appRole;
  url.password = appRolePassword();
  return url.toString();
}
