import { middlewareMarker } from '@trpc/server/unstable-core-do-not-import';
import { z } from 'zod';
import { canonicalJson } from '#server/canonical-json.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { open, seal } from '#server/keys/seal.ts';
import { equalSecrets, sha256 } from '#server/secrets.ts';
import { findAnswer, forgetOldKeys, insertAnswer, tryLockKey } from './idempotency.queries.ts';

interface Write {
  tx: TenantTx;
  key: string | null;
  operation: string;
  input: unknown;
}

/** Seconds for which a key is remembered. */
export const idempotencyTtlSeconds = 24 * 3600;

/** What tells whether a key was sent with the same request. */
export interface Repeated {
  operation: string;
  bodyHash: Buffer;
}

export function isSame(known: { operation: string; body_hash: Buffer }, { operation, bodyHash }: Repeated): boolean {
  return known.operation === operation && equalSecrets(known.body_hash.toString('hex'), bodyHash.toString('hex'));
}

export function checkKey(key: string): void {
  if (keySchema.safeParse(key).success) return;
  throw new AppError('invalid', 'The Idempotency-Key is not 1 to 255 visible characters.', {
    field: 'Idempotency-Key',
    remedy: 'Send something random, such as a UUID.',
  });
}

export function stillRunning(): AppError {
  return new AppError('idempotency_conflict', 'A request with this Idempotency-Key is still being worked on.', {
    remedy: 'Wait a moment and send it again: the answer will be the first one’s.',
    retryAfterSeconds: 1,
  });
}

export function otherRequest(): AppError {
  return new AppError('idempotency_mismatch', 'This Idempotency-Key was used for another request.', {
    remedy: 'Use a new key for a new request, and an old one only to repeat exactly the same.',
  });
}

const keySchema = z.string().regex(/^[\x21-\x7e]{1,255}$/);
export const answerPlace = (key: string) => ({ table: 'idempotency_key', row: key, column: 'answer' });

/**
 * Runs `effect` at most once for one key: its answer is stored in the effect's own transaction, and given again to whoever
 * sends the same key and body. Sealed, because answers hold secrets that are shown once.
 */
export async function onlyOnce<R extends { ok: boolean }>(
  { tx, key, operation, input }: Write,
  effect: () => Promise<R>,
): Promise<R> {
  if (key === null) return effect();
  checkKey(key);
  if (!(await tryLockKey(tx, key))) throw stillRunning();
  const bodyHash = sha256(canonicalJson(input));
  const known = await findAnswer(tx, key, idempotencyTtlSeconds);
  if (known) {
    if (known.answer === null || !isSame(known, { operation, bodyHash })) throw otherRequest();
    const data: unknown = JSON.parse(await open(tx, answerPlace(key), Buffer.from(known.answer, 'base64')));
    return { marker: middlewareMarker, ok: true, data } as unknown as R;
  }
  const result = await effect();
  const answer = JSON.stringify('data' in result ? (result.data ?? null) : null);
  await insertAnswer(tx, {
    key,
    operation,
    bodyHash,
    answer: (await seal(tx, answerPlace(key), answer)).toString('base64'),
  });
  await forgetOldKeys(tx, idempotencyTtlSeconds);
  return result;
}
