import type { Access } from '../access.ts';
import type { OAuth1Credential } from '../credential.ts';
import { askForToken, endpointsOf } from './ask-for-token.ts';
import { vendorKeys } from './vendor-keys.ts';

interface AccessTokenInput {
  access: Access;
  /** The request token that the callback named, and its secret. */
  token: string;
  tokenSecret: string;
  /** `oauth_verifier` of the callback. */
  verifier: string;
  now: Date;
}

const longestValue = 500;

/** The last of three legs (RFC 5849, 2.3). Throws an `AppCallError`. */
export async function accessToken(
  input: AccessTokenInput,
): Promise<{ credential: OAuth1Credential; learnt: Record<string, string> }> {
  const { access, token, tokenSecret, verifier, now } = input;
  const answer = await askForToken({
    access,
    endpoint: 'accessToken',
    keys: { ...vendorKeys(access), token, tokenSecret },
    more: { oauth_verifier: verifier },
    now,
  });
  const { learn = [] } = endpointsOf(access).auth;
  const learnt = learn.flatMap((name) => {
    const value = Object.hasOwn(answer.values, name) ? answer.values[name] : undefined;
    return value === undefined || value.length > longestValue ? [] : [[name, value] as const];
  });
  return {
    credential: { kind: 'oauth1', token: answer.token, tokenSecret: answer.tokenSecret },
    learnt: Object.fromEntries(learnt),
  };
}
