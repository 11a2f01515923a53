import { z } from 'zod';
import type { EmbedKeyRow } from '#server/embed-keys/embed-key.table.ts';
import {
  type Jwk,
  jwkSchema,
  UnusableKey,
  type VerificationKey,
  verificationKey,
} from '#server/embed-keys/verification-key.ts';
import { AppError } from '#server/errors.ts';
import { egress } from '#server/http/egress.ts';

/** Entries that are no keys are passed over (RFC 7517, 5). */
const readable = (entry: unknown): Jwk[] => {
  const { data } = jwkSchema.safeParse(entry);
  return data ? [data] : [];
};
const jwks = z.object({
  keys: z
    .array(z.unknown())
    .max(100)
    .transform((keys) => keys.flatMap(readable)),
});
const freshMs = 5 * 60_000;
const missPauseMs = 30_000;
const cacheLimit = 1000;

const cache = new Map<string, { at: number; keys: z.infer<typeof jwks>['keys'] }>();

/**
 * The public key `kid` of a vendor's JWKS address, held to what a registered key is held to, and to the algorithm that was registered
 * with the address. Read once in five minutes, and once more (at most every 30 s) for a new kid.
 */
export async function keyFromAddress(
  url: string,
  kid: string,
  algorithm: EmbedKeyRow['algorithm'],
): Promise<VerificationKey['jwk']> {
  const key = usable(await jwkFromAddress(url, kid), kid);
  if (key.algorithm === algorithm) return key.jwk;
  throw refused(
    kid,
    `is one for ${key.algorithm}, and ${algorithm} is registered.`,
    `Sign with ${algorithm}, or register the address again with ${key.algorithm}.`,
  );
}

function usable(jwk: Jwk, kid: string): VerificationKey {
  try {
    return verificationKey(jwk);
  } catch (error) {
    if (!(error instanceof UnusableKey)) throw error;
    throw refused(kid, `is not used. ${error.message}`, error.remedy);
  }
}

async function jwkFromAddress(url: string, kid: string): Promise<Jwk> {
  const known = cache.get(url);
  const age = known ? Date.now() - known.at : Number.POSITIVE_INFINITY;
  const hit = known?.keys.find((key) => key.kid === kid);
  if (hit && age < freshMs) return hit;
  if (known && age < missPauseMs && !hit) throw unknownKey(kid);
  const keys = await read(url);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(url, { at: Date.now(), keys });
  const found = keys.find((key) => key.kid === kid);
  if (!found) throw unknownKey(kid);
  return found;
}

const refused = (kid: string, why: string, remedy: string) =>
  new AppError('unauthenticated', `The embed token was refused: the key “${kid.slice(0, 40)}” ${why}`, {
    field: 'token',
    remedy,
  });

const unknownKey = (kid: string) =>
  refused(
    kid,
    'is not at the registered JWKS address.',
    'Publish the key there, or register it in the console under Settings.',
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
