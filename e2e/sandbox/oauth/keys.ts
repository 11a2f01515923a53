import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

/** Secrets of one sandbox: made once, kept in its data file. */
export const keysSchema = z.object({
  cookieKeys: z.array(z.string()).min(1),
  signingKey: z.looseObject({ kty: z.literal('RSA') }),
});

export type SandboxKeys = z.infer<typeof keysSchema>;

export async function createKeys(): Promise<SandboxKeys> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  return keysSchema.parse({
    cookieKeys: [randomBytes(32).toString('base64url')],
    signingKey: { ...jwk, use: 'sig', alg: 'RS256' },
  });
}
