import { createHash, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SignStep } from '#connectors/kit/index.ts';
import { secondsAfter } from '#server/clock.ts';
import type { Secret } from '#server/secrets.ts';
import { fillText } from '../template.ts';
import { filledOf } from './place.ts';
import { fieldIn, privateKey, unusable } from './private-key.ts';
import type { StepResult } from './run-steps.ts';
import { secretBytes } from './secret-bytes.ts';

interface Filling {
  values: Record<string, unknown>;
  app: string;
  /** `{{clientSecret}}` as a key, where the form has no field of that name. */
  vendorKey?: Secret;
  now: Date;
}

const defaultLifetime = 300;

/** Signs a JSON Web Token (RFC 7519). */
export async function signStep({ sign }: SignStep, { values, app, vendorKey, now }: Filling): Promise<StepResult> {
  const { algorithm, lifetime = defaultLifetime } = sign;
  const keyValues = vendorKey === undefined ? values : { clientSecret: vendorKey.reveal(), ...values };
  const key = keyOf(sign, { values: keyValues, app });
  const known = { ...values, ...(algorithm !== 'HS256' && { keyFingerprint: fingerprint(key) }) };
  const filled = (templates: Record<string, string> = {}) =>
    filledOf(templates, (template) => fillText({ template, values: known, app }));
  const issuedAt = Math.floor(now.getTime() / 1000);
  const token = new SignJWT({ ...filled(sign.claims), iat: issuedAt, exp: issuedAt + lifetime });
  token.setProtectedHeader({ typ: 'JWT', ...filled(sign.header), alg: algorithm });
  try {
    return { taken: { jwt: await token.sign(key) }, expiresAt: secondsAfter(now, lifetime) };
  } catch (cause) {
    // The library refuses what the standard forbids: RSA keys of less than 2048 bits.
    throw unusable(app, fieldIn(sign.key), `can't sign by ${algorithm}`, cause);
  }
}

const kinds = { RS256: 'rsa', PS256: 'rsa', ES256: 'ec', EdDSA: 'ed25519' };

function keyOf(sign: SignStep['sign'], { values, app }: Pick<Filling, 'values' | 'app'>): KeyObject {
  const { algorithm, key: template, keyEncoding: encoding } = sign;
  if (algorithm === 'HS256') return createSecretKey(secretBytes(template, { encoding, values, app }));
  const field = fieldIn(template);
  const key = privateKey(fillText({ template, values, app }) ?? '', { app, field });
  const kind = key.asymmetricKeyType;
  if (kind === kinds[algorithm]) return key;
  throw unusable(
    app,
    field,
    `is a key of the kind ${kind}, and ${algorithm} needs one of the kind ${kinds[algorithm]}`,
  );
}

/** As warehouses and file servers name a key: the hash of its public half. */
function fingerprint(key: KeyObject): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return `SHA256:${createHash('sha256').update(der).digest('base64')}`;
}
