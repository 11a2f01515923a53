import { decodeJwt, decodeProtectedHeader, errors, importJWK, type JWK, jwtVerify } from 'jose';
import type { Clock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type EnvironmentId, isId } from '#server/ids.ts';
import { clockSkewSeconds, type EmbedClaims, embedClaims, maxLifeSeconds } from './embed-claims.ts';
import { findEmbedKey } from './embed-key.queries.ts';
import { keyFromAddress } from './jwks.ts';

const compactForm = /^[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,6000}\.[A-Za-z0-9_-]{20,2000}$/;

function refused(why: string, remedy: string): AppError {
  return new AppError('unauthenticated', `The embed token was refused: ${why}`, { field: 'token', remedy });
}

const signAgain = "Sign a new token on the vendor's backend for every page view.";

/**
 * Verifies an embed token: its environment from `aud`, its key from `kid`, the algorithm from the key and never from the
 * header, its life at most ten minutes.
 */
export async function verifyEmbedToken(
  token: string,
  clock: Clock,
): Promise<{ environmentId: EnvironmentId; claims: EmbedClaims }> {
  if (!compactForm.test(token)) throw refused('it is not a signed token (three parts in base64url).', signAgain);
  const { environmentId, kid } = readEnvelope(token);
  const key = await withTenant({ environmentId }, (tx) => findEmbedKey(tx, kid));
  if (!key)
    throw refused(
      `no embed key “${kid.slice(0, 40)}” is registered.`,
      'Register the public key in the console under Settings, and use its key id as kid.',
    );
  const jwk = key.jwks_url ? await keyFromAddress(key.jwks_url, kid, key.algorithm) : (key.public_jwk as JWK);
  try {
    const { payload } = await jwtVerify(token, await importJWK(jwk, key.algorithm), {
      algorithms: [key.algorithm],
      audience: `portico:${environmentId}`,
      clockTolerance: clockSkewSeconds,
      currentDate: clock.now(),
      requiredClaims: ['sub', 'customer', 'iat', 'exp', 'jti'],
    });
    const claims = checkLife(parseClaims(payload), clock);
    if (claims.playground && key.private_key === null)
      throw refused('its claim playground is for Portico alone.', 'Leave the claim out.');
    return { environmentId, claims };
  } catch (error) {
    throw translate(error);
  }
}

function readEnvelope(token: string): { environmentId: EnvironmentId; kid: string } {
  try {
    const header = decodeProtectedHeader(token);
    const audience = decodeJwt(token).aud;
    const environmentId = typeof audience === 'string' ? audience.replace(/^portico:/, '') : '';
    if ('jwk' in header || 'jku' in header || 'x5u' in header || 'x5c' in header || header.crit) {
      throw refused('its header brings its own key.', 'Send only alg, kid and typ in the header.');
    }
    if (typeof header.kid !== 'string' || header.kid === '')
      throw refused('its header has no kid.', 'Set kid to the id of the embed key.');
    if (!isId('environment', environmentId))
      throw refused('its aud names no environment.', 'Set aud to portico:<environment id>.');
    return { environmentId, kid: header.kid };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refused('it can not be read.', signAgain);
  }
}

function parseClaims(payload: unknown): EmbedClaims {
  const parsed = embedClaims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw refused(
    `the claim ${issue?.path.join('.')} is not as described: ${issue?.message}.`,
    'See the claims of the embed token in the documentation.',
  );
}

function checkLife(claims: EmbedClaims, clock: Clock): EmbedClaims {
  if (claims.exp - claims.iat > maxLifeSeconds)
    throw refused('it lives longer than 10 minutes.', 'Set exp to at most iat + 600 seconds.');
  if (claims.iat > clock.now().getTime() / 1000 + clockSkewSeconds)
    throw refused('its iat lies in the future.', "Check the clock of the vendor's backend.");
  return claims;
}

function translate(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof errors.JWTExpired) {
    return new AppError('token_expired', 'The embed token has expired.', { field: 'token', remedy: signAgain });
  }
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused(`its claim ${error.claim} is not as required.`, signAgain);
  return refused(
    'its signature does not match the registered key.',
    'Sign with the private key that belongs to the registered public key.',
  );
}
