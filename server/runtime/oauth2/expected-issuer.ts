import type { Access } from '../access.ts';
import { fillAddress } from '../template.ts';
import { discovered } from './endpoints.ts';
import { addressValues, oauthAccess } from './oauth-access.ts';

/**
 * The issuer that the callback must name in `iss` (RFC 9207), to be compared letter by letter; undefined where the app names
 * none. Without a declared one, a server that says in its metadata that it names itself is held to that.
 */
export async function expectedIssuer(access: Access): Promise<string | undefined> {
  const oauth = oauthAccess(access);
  const { issuer } = oauth.auth;
  if (issuer !== undefined) return fillAddress({ template: issuer, values: addressValues(oauth), app: oauth.app });
  const found = await discovered(oauth);
  return found?.sendsIssuer && !found.issuer.includes('{') ? found.issuer : undefined;
}
