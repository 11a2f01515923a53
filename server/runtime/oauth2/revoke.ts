import { AppCallError } from '#connectors/kit/index.ts';
import { egress } from '#server/http/egress.ts';
import type { Access } from '../access.ts';
import type { OAuthCredential } from '../credential.ts';
import { retryAfterMs } from '../retry-after.ts';
import { clientProof } from './client-proof.ts';
import { revokeEndpoint } from './endpoints.ts';
import { type OAuthAccess, oauthAccess, secretValues } from './oauth-access.ts';
import { fillHeaders, rename } from './parameters.ts';
import { bodyOf } from './send-token-request.ts';
import { readTokenBody } from './token-body.ts';
import { saysOver } from './token-refusal.ts';
import { valueAt } from './value-at.ts';

interface RevokeInput {
  access: Access;
  credential: OAuthCredential;
  now?: Date;
  signal?: AbortSignal;
}

const maxBytes = 1_048_576;

/**
 * Ends the access at the app, as RFC 7009 says or as the connector declares. With the refresh token goes everything that was
 * made from it, so that one is given where there is one. An access that the app says is over already has been ended.
 */
export async function revoke({ access, credential, now = new Date(), signal }: RevokeInput): Promise<void> {
  const oauth = oauthAccess(access);
  const { accessToken, refreshToken } = credential;
  const { revoke: way } = oauth.auth;
  const wantsAccess = way?.in === 'bearer' || way?.parameter === 'access_token' || refreshToken === null;
  const token = wantsAccess ? accessToken : refreshToken;
  const url = await revokeEndpoint(oauth, { token, accessToken, refreshToken });
  if (url === undefined) return;
  const request = await requestOf(oauth, { url, token, wantsAccess, now });
  const response = await egress({ ...request, maxBytes, maxRedirects: 0, signal });
  const { values } = readTokenBody(response, 'error');
  const isGood = response.status >= 200 && response.status < 300;
  const saysNo = valueAt(values, 'ok') === false || (valueAt(values, 'error') ?? '') !== '';
  if ((isGood && !saysNo) || saysOver(values) || (way?.in === 'path' && response.status === 404)) return;
  throw refusal(oauth, response.status, retryAfterMs(response.headers));
}

interface Taking {
  url: URL;
  token: string;
  wantsAccess: boolean;
  now: Date;
}

async function requestOf(access: OAuthAccess, { url, token, wantsAccess, now }: Taking) {
  const { auth, app } = access;
  const way = auth.revoke ?? { method: 'POST', in: 'form' };
  const name = way.parameter ?? 'token';
  const headers = {
    accept: 'application/json',
    ...fillHeaders(
      { ...auth.tokenHeaders, ...auth.revoke?.headers },
      { values: { ...secretValues(access), accessToken: token }, app },
    ),
  };
  if (way.in === 'bearer') {
    return { method: way.method, url, headers: { ...headers, authorization: `Bearer ${token}` } };
  }
  const proof = await clientProof(access, url, now);
  if (way.in === 'form') {
    const hint = { token_type_hint: wantsAccess ? 'access_token' : 'refresh_token' };
    const fields = { ...(auth.revoke === undefined && hint), ...rename(proof.fields, auth), [name]: token };
    const body = bodyOf(auth.tokenFormat, fields);
    return { method: way.method, url, headers: { ...headers, ...body.headers, ...proof.headers }, body: body.text };
  }
  // The client's secret has no place in an address: it goes in a header or not at all.
  if (way.in === 'query') url.searchParams.set(name, token);
  const hasPlace = /\{\{\s*(token|accessToken|refreshToken)\b/.test(auth.revokeUrl ?? '');
  if (way.in === 'path' && !hasPlace) url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(token)}`;
  return { method: way.method, url, headers: { ...headers, ...proof.headers } };
}

function refusal({ app }: OAuthAccess, status: number, wait: number | undefined): AppCallError {
  const isDown = status >= 500 || status === 429;
  return new AppCallError(`${app} did not take the access back (${status}).`, {
    class: isDown ? 'app_down' : 'protocol',
    code: `http_${status}`,
    status,
    retryAfterMs: wait,
  });
}
