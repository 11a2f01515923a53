import { randomBytes } from 'node:crypto';
import type { OAuth1Auth } from '#connectors/kit/index.ts';
import type { OutgoingRequest } from '../auth/authenticate.ts';
import { wholeBody } from '../auth/whole-body.ts';
import { headerOf } from '../auth/with-headers.ts';
import { fillHeader } from '../template.ts';
import { encode, type Parameter, signatureBase, signatureOf } from './signature.ts';

export interface OAuth1Keys {
  consumerKey: string;
  consumerSecret: string;
  /** Absent while a request token is asked for. */
  token?: string;
  tokenSecret?: string;
}

interface HeaderInput {
  auth: OAuth1Auth;
  keys: OAuth1Keys;
  request: OutgoingRequest;
  /** What the realm's template is filled from. */
  values: Record<string, unknown>;
  app: string;
  now: Date;
  /** `oauth_callback`, `oauth_verifier`. */
  more?: Record<string, string>;
}

/** The Authorization header of a request signed by OAuth 1.0a (RFC 5849). */
export function oauth1Header({ auth, keys, request, values, app, now, more = {} }: HeaderInput): string {
  const protocol: Parameter[] = [
    ['oauth_consumer_key', keys.consumerKey],
    ...(keys.token === undefined ? [] : [['oauth_token', keys.token] as const]),
    ['oauth_signature_method', auth.signature],
    ['oauth_timestamp', String(Math.floor(now.getTime() / 1000))],
    ['oauth_nonce', randomBytes(16).toString('hex')],
    // May be left out by the standard; some apps want it all the same.
    ['oauth_version', '1.0'],
    ...Object.entries(more),
  ];
  const base = signatureBase({ ...request, parameters: [...protocol, ...formOf(request, app)] });
  const signature: Parameter = ['oauth_signature', signatureOf(base, auth.signature, keys)];
  const written = [...protocol, signature].map(([name, value]) => `${encode(name)}="${encode(value)}"`);
  const realm = auth.realm && fillHeader({ template: auth.realm, values, app });
  return `OAuth ${[...(realm ? [realmPart(realm, auth)] : []), ...written].join(', ')}`;
}

function realmPart(realm: string, { realmForm }: OAuth1Auth): string {
  const text = realmForm === 'upper_underscore' ? realm.toUpperCase().replaceAll('-', '_') : realm;
  return `realm="${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A form counts to the parameters (3.4.1.3.1); any other body is not signed. */
function formOf({ headers, body }: OutgoingRequest, app: string): Parameter[] {
  const type = headerOf(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded' || body === undefined) return [];
  return [...new URLSearchParams(Buffer.from(wholeBody(body, app)).toString('utf8'))];
}
