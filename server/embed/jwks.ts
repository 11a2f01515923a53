import type { JWK } from 'jose';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { egress } from '#server/http/egress.ts';

const jwks = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })).max(100) });
const freshMs = 5 * 60_000;
const missPauseMs = 30_000;
const cacheLimit = 1000;

const cache = new Map<string, { at: number; keys: z.infer<typeof jwks>['keys'] }>();

/** The public key `kid` of a vendor's JWKS address: read once in five minutes, and once more (at most every 30 s) for a new kid. */
export async function jwkFromAddress(url: string, kid: string): Promise<JWK> {
  const known = cache.get(url);
  const age = known ? Date.now() - known.at : Number.POSITIVE_INFINITY;
  const hit = known?.keys.find((key) => key.kid === kid);
  if (hit && age < freshMs) return hit as JWK;
  if (known && age < missPauseMs && !hit) throw unknownKey(kid);
  const keys = await read(url);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(url, { at: Date.now(), keys });
  const found = keys.find((key) => key.kid === kid);
  if (!found) throw unknownKey(kid);
  return found as JWK;
}

const unknownKey = (kid: string) =>
  new AppError(
    'unauthenticated',
    `The embed token was refused: the key “${kid.slice(0, 40)}” is not at the registered JWKS address.`,
    {
      field: 'token',
      remedy: 'Publish the key there, or register it in the console under Settings.',
    },
  );

async function read(url: string) {
  try {
    const answer = await egress({ method: 'GET', url, timeoutMs: 5000, maxBytes: 262_144, maxRedirects: 0 });
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    return jwks.parse(JSON.parse(answer.body.toString('utf8'))).keys;
  } catch (cause) {
    throw new AppError('unavailable', 'The JWKS address of the embed key can not be read.', {
      cause,
      remedy: `Check that ${new URL(url).host} answers with a JSON Web Key Set.`,
    });
  }
}
