import { z } from 'zod';
import type { OAuth1Auth } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import type { Credential } from '../credential.ts';
import { type OAuth1Keys, oauth1Header } from '../oauth1/oauth1-header.ts';
import { vendorKeys } from '../oauth1/vendor-keys.ts';
import type { AuthenticatedRequest, OutgoingRequest } from './authenticate.ts';
import { expectFields, expectOAuth1, fieldValues } from './credential-values.ts';
import { unusable } from './private-key.ts';
import { withHeaders } from './with-headers.ts';

interface Input {
  access: Access<OAuth1Auth>;
  credential: Credential;
  request: OutgoingRequest;
  now: Date;
}

/** OAuth 1.0a: with the vendor's consumer key where a person agreed, with what was typed in where tokens are made by hand. */
export function signOAuth1({ access, credential, request, now }: Input): AuthenticatedRequest {
  const { auth, connector } = access;
  const app = connector.connector.name;
  const { keys, values } = auth.endpoints === undefined ? typedIn(access, credential) : agreed(access, credential);
  const authorization = oauth1Header({ auth, keys, request, values, app, now });
  return { ...request, headers: withHeaders(request.headers, { authorization }) };
}

function agreed(access: Access<OAuth1Auth>, credential: Credential) {
  const { token, tokenSecret } = expectOAuth1(credential, access);
  return { keys: { ...vendorKeys(access), token, tokenSecret }, values: access.values };
}

const text = z.string().trim().min(1);
const tokens = z.object({ consumerKey: text, consumerSecret: text, token: text, tokenSecret: text });

function typedIn(access: Access<OAuth1Auth>, credential: Credential) {
  const { fields } = expectFields(credential, access);
  const values: Record<string, unknown> = { ...access.values, ...fieldValues(fields) };
  const parsed = tokens.safeParse(values);
  if (!parsed.success)
    throw unusable(access.connector.connector.name, String(parsed.error.issues[0]?.path[0] ?? 'token'), 'is missing');
  const keys: OAuth1Keys = parsed.data;
  return { keys, values };
}
