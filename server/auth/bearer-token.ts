import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AppError } from '#server/errors.ts';
import { sha256 } from '#server/secrets.ts';

/** What a bearer token may begin with: secret keys by the kind of their environment, and sessions of the embed. */
export const tokenPrefixes = {
  development: 'sk_dev_',
  staging: 'sk_stg_',
  production: 'sk_prod_',
  embedSession: 'ps_',
} as const;

export type TokenPrefix = (typeof tokenPrefixes)[keyof typeof tokenPrefixes];

export const secretKeyPrefixes: readonly TokenPrefix[] = [
  tokenPrefixes.development,
  tokenPrefixes.staging,
  tokenPrefixes.production,
];

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const checksumLength = 6;

/** Prefix, 30 random characters (178 bits), and a checksum by which a cut or mistyped token is known without asking the database. */
export function newBearerToken(prefix: TokenPrefix): { token: string; hash: Buffer } {
  const random = Array.from({ length: randomLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  const token = `${prefix}${random}${checksum(prefix + random)}`;
  return { token, hash: sha256(token) };
}

function checksum(text: string): string {
  let rest = crc32(text);
  let out = '';
  for (let i = 0; i < checksumLength; i++) {
    out = alphabet.charAt(rest % alphabet.length) + out;
    rest = Math.floor(rest / alphabet.length);
  }
  return out;
}

/** The hash of a well-formed token with one of these prefixes; undefined for anything else. */
export function bearerTokenHash(token: string, prefixes: readonly TokenPrefix[]): Buffer | undefined {
  const prefix = prefixes.find((candidate) => token.startsWith(candidate));
  if (prefix === undefined) return undefined;
  const body = token.slice(prefix.length);
  if (body.length !== randomLength + checksumLength || !/^[0-9A-Za-z]+$/.test(body)) return undefined;
  return checksum(token.slice(0, -checksumLength)) === body.slice(randomLength) ? sha256(token) : undefined;
}

/** The token of the header `Authorization: Bearer …`; null where there is no such header. */
export function bearerOf(headers: Headers): string | null {
  const header = headers.get('authorization');
  if (header === null) return null;
  const token = /^Bearer +(\S+)$/i.exec(header.trim())?.[1];
  if (token) return token;
  throw new AppError('unauthenticated', 'The header Authorization does not have the expected form.', {
    remedy: 'Send Authorization: Bearer, a space, and the key.',
  });
}

const anyToken = new RegExp(`^(?:${Object.values(tokenPrefixes).join('|')})[\\w-]{10,}`);

/** Refuses a request that carries a token in its address, where every log on the way keeps it. */
export function refuseTokenInAddress(url: URL): void {
  for (const value of url.searchParams.values()) {
    if (!anyToken.test(value)) continue;
    throw new AppError(
      'unauthenticated',
      'A secret was sent in the address, where logs on the way may keep it. It was not used.',
      {
        remedy: 'Send it in the header Authorization: Bearer …, and revoke this one: somebody may have read it.',
      },
    );
  }
}
