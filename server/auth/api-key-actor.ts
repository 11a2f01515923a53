import { findApiKeyByToken, touchApiKey } from '#server/api-keys/api-key.queries.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { ApiKeyActor } from '#server/trpc/actor.ts';
import { bearerOf, bearerTokenHash, secretKeyPrefixes, tokenPrefixes } from './bearer-token.ts';

const usedAgainAfterMs = 60_000;

type FoundKey = NonNullable<Awaited<ReturnType<typeof findApiKeyByToken>>>;

/** Who the secret key of a request belongs to; null where none was sent. */
export async function apiKeyActor(
  headers: Headers,
  find: (tokenHash: Buffer) => Promise<FoundKey | undefined> = findApiKeyByToken,
): Promise<ApiKeyActor | null> {
  const token = bearerOf(headers);
  if (token === null) return null;
  const hash = bearerTokenHash(token, secretKeyPrefixes);
  if (!hash) throw unreadable(token);
  const key = await find(hash);
  if (!key) {
    throw new AppError('unauthenticated', 'There is no such secret key.', {
      remedy: 'Check that it belongs to this Portico, or create a new one in the console.',
    });
  }
  if (key.revoked_at) {
    throw new AppError('unauthenticated', 'This secret key was revoked.', {
      remedy: 'Create a new one in the console, under API keys.',
    });
  }
  if (!key.last_used_at || Date.now() - key.last_used_at.getTime() > usedAgainAfterMs) {
    await withTenant({ environmentId: key.environment_id }, (tx) => touchApiKey(tx, key.id));
  }
  return { kind: 'api_key', apiKeyId: key.id, environmentId: key.environment_id };
}

function unreadable(token: string): AppError {
  if (token.startsWith(tokenPrefixes.embedSession) || token.startsWith('eyJ')) {
    return new AppError('unauthenticated', 'This is a token of the embed, not a secret key.', {
      remedy: 'Call this API from your backend, with a secret key (sk_…).',
    });
  }
  return new AppError('unauthenticated', 'This is no secret key: it is cut off, mistyped, or something else.', {
    remedy: 'Copy the whole key, from sk_ to its end.',
  });
}
