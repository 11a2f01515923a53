import { createHash, randomBytes } from 'node:crypto';
import type { WsseScheme } from '#connectors/kit/index.ts';
import { fillHeader, fillText } from '../template.ts';
import type { AuthenticatedRequest, Signing } from './authenticate.ts';
import { withHeaders } from './with-headers.ts';

/** The UsernameToken of WS-Security as a header, `X-WSSE`. */
export function signWsse({ scheme, request, values, app, now }: Signing<WsseScheme>): AuthenticatedRequest {
  const user = fillHeader({ template: scheme.user, values, app }) ?? '';
  const password = fillText({ template: scheme.password, values, app }) ?? '';
  const created = now.toISOString().replace(/\.\d{3}/, '');
  const nonce = randomBytes(16).toString('hex');
  const hash = createHash('sha1').update(nonce + created + password);
  const isHex = scheme.digest === 'hex';
  const parts = {
    Username: user.replace(/["\\]/g, '\\$&'),
    PasswordDigest: isHex ? Buffer.from(hash.digest('hex')).toString('base64') : hash.digest('base64'),
    Nonce: isHex ? nonce : Buffer.from(nonce).toString('base64'),
    Created: created,
  };
  const written = Object.entries(parts).map(([name, value]) => `${name}="${value}"`);
  return {
    ...request,
    headers: withHeaders(request.headers, {
      authorization: 'WSSE profile="UsernameToken"',
      'x-wsse': `UsernameToken ${written.join(', ')}`,
    }),
  };
}
