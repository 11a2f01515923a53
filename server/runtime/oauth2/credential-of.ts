import { secondsAfter } from '#server/clock.ts';
import type { OAuthCredential } from '../credential.ts';
import type { TokenAnswer } from './token-answer.ts';

interface Kept {
  scope: string[];
  /** Where the answer brings none. */
  refreshToken: string | null;
  refreshTokenEndsAt: string | undefined;
}

/** What is stored of a token answer. */
export function credentialOf(answer: TokenAnswer, kept: Kept, now: Date): OAuthCredential {
  const { accessToken, tokenType, expiresIn } = answer;
  const refreshToken = answer.refreshToken ?? kept.refreshToken;
  return {
    kind: 'oauth2',
    accessToken,
    refreshToken,
    expiresAt: expiresIn === undefined ? null : secondsAfter(now, expiresIn).toISOString(),
    tokenType,
    scope: kept.scope,
    ...(kept.refreshTokenEndsAt !== undefined && { refreshTokenEndsAt: kept.refreshTokenEndsAt }),
  };
}
