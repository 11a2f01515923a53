import { createHmac } from 'node:crypto';
import { isEqual } from './hmac-signature.ts';
import type { ConnectorHooks, HookSecrets } from './hooks.ts';

interface BearerJwt {
  /** The vendor's client secret unless told. */
  key?: (secrets: HookSecrets) => string | undefined;
  /** Seconds by which clocks may differ; 60 unless told. */
  tolerance?: number;
}

/** Checks a hook that carries a JSON Web Token (HS256) in `Authorization`. It shows who sent the hook and when; it does not cover the body. */
export function bearerJwt({
  key = ({ clientSecret }) => clientSecret,
  tolerance = 60,
}: BearerJwt = {}): Exclude<ConnectorHooks['verify'], 'none'> {
  return (request, secrets, now) => {
    const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(request.headers.get('authorization') ?? '');
    const secret = key(secrets);
    if (token === null || !secret) return { ok: false, because: 'missing_header' };
    const [, head = '', claims = '', signature = ''] = token;
    const right = createHmac('sha256', secret).update(`${head}.${claims}`).digest();
    const given = Buffer.from(signature, 'base64url').toString('base64');
    // The algorithm is ours to say, not the token's.
    if (algorithmOf(head) !== 'HS256' || !isEqual(given, right, 'base64'))
      return { ok: false, because: 'bad_signature' };
    const { exp, iat } = read(claims);
    const at = now.getTime() / 1000;
    const isNow =
      typeof exp === 'number' ? at <= exp + tolerance : typeof iat === 'number' && at <= iat + 300 + tolerance;
    return isNow && !(typeof iat === 'number' && iat > at + tolerance)
      ? { ok: true }
      : { ok: false, because: 'too_old' };
  };
}

const algorithmOf = (head: string): unknown => read(head).alg;

function read(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
