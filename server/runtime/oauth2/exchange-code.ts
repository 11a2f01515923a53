import { secondsAfter } from '#server/clock.ts';
import type { Access } from '../access.ts';
import type { OAuthCredential } from '../credential.ts';
import { askForToken } from './ask-for-token.ts';
import { requestedScopes } from './authorize-url.ts';
import { credentialOf } from './credential-of.ts';
import { exchangeToken } from './exchange-token.ts';
import { learnFromAnswer, learnFromCallback } from './learn.ts';
import { oauthAccess } from './oauth-access.ts';

interface CodeInput {
  access: Access;
  redirectUri: string;
  code: string;
  codeVerifier: string;
  /** The callback's query. */
  callback: URLSearchParams;
  now: Date;
  signal?: AbortSignal;
}

export interface CodeResult {
  credential: OAuthCredential;
  grantedScopes: string[];
  /** From the callback and from the token answer. */
  learnt: Record<string, string>;
}

/** Trades the callback's code for tokens. Throws an `AppCallError`, or an `AppError` where the OAuth app lacks something. */
export async function exchangeCode(input: CodeInput): Promise<CodeResult> {
  const { redirectUri, code, codeVerifier, callback, now, signal } = input;
  const plain = oauthAccess(input.access);
  const { auth, app } = plain;
  const fromCallback = learnFromCallback(callback, auth, app);
  const oauth = { ...plain, values: { ...plain.values, ...fromCallback } };
  const first = await askForToken(oauth, {
    purpose: 'code',
    standard: {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      ...(auth.pkce !== false && { code_verifier: codeVerifier }),
    },
    declared: auth.tokenParameters,
    values: { code, redirectUri, codeVerifier },
    now,
    signal,
  });
  // No scope in the answer means that all were granted (RFC 6749, 5.1).
  const scope = first.scope ?? requestedScopes(input.access);
  const kept = { scope, refreshToken: first.refreshToken, refreshTokenEndsAt: refreshTokenEnd() };
  const answer =
    auth.exchange === undefined
      ? first
      : await exchangeToken(oauth, { ...auth.exchange, accessToken: first.accessToken, now, signal });
  return {
    credential: credentialOf(answer, kept, now),
    grantedScopes: scope,
    learnt: { ...fromCallback, ...learnFromAnswer(first.values, auth) },
  };

  function refreshTokenEnd(): string | undefined {
    const { refreshTokenEndsAfter } = auth;
    return refreshTokenEndsAfter === undefined ? undefined : secondsAfter(now, refreshTokenEndsAfter).toISOString();
  }
}
