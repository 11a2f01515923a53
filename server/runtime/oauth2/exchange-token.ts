import type { Template } from '#connectors/kit/index.ts';
import { trustedAddress } from './endpoints.ts';
import { type OAuthAccess, secretValues } from './oauth-access.ts';
import { fillHeaders, fillParameters } from './parameters.ts';
import { sendTokenRequest } from './send-token-request.ts';
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts';

interface Exchange {
  url: Template;
  parameters: Record<string, Template> | undefined;
  /** The token that is traded in. */
  accessToken: string;
  now: Date;
  signal?: AbortSignal;
}

/** Trades an access token for one that lives longer. What such a request holds differs from app to app: all of it is declared. */
export async function exchangeToken(access: OAuthAccess, exchange: Exchange): Promise<TokenAnswer> {
  const { auth, app } = access;
  const { accessToken, now, signal } = exchange;
  const filling = { values: { ...secretValues(access), accessToken }, app };
  const response = await sendTokenRequest({
    method: auth.exchange?.method ?? 'GET',
    format: auth.tokenFormat ?? 'form',
    url: trustedAddress(exchange.url, access),
    headers: fillHeaders(auth.tokenHeaders, filling),
    parameters: fillParameters(exchange.parameters, filling),
    signal,
  });
  const secrets = [accessToken, access.client.clientSecret.reveal()];
  return readTokenAnswer(response, { access, purpose: 'refresh', secrets, now });
}
