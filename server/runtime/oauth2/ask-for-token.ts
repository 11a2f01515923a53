import type { Template } from '#connectors/kit/index.ts';
import { clientProof } from './client-proof.ts';
import { tokenEndpoint } from './endpoints.ts';
import { type OAuthAccess, secretValues } from './oauth-access.ts';
import { fillHeaders, fillParameters, rename } from './parameters.ts';
import { sendTokenRequest } from './send-token-request.ts';
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts';

interface Grant {
  purpose: 'code' | 'refresh';
  /** The standard's parameters, under the standard's names. */
  standard: Record<string, string>;
  declared: Record<string, Template> | undefined;
  /** What declared parameters may be filled from beside the access's values. */
  values: Record<string, unknown>;
  now: Date;
  signal?: AbortSignal;
}

const secretNames = ['code', 'code_verifier', 'refresh_token', 'client_assertion'];

/** One request to the token address, in the form that the app wants it. */
export async function askForToken(access: OAuthAccess, grant: Grant): Promise<TokenAnswer> {
  const { auth, app } = access;
  const { purpose, standard, now, signal } = grant;
  const url = await tokenEndpoint(access, purpose);
  const proof = await clientProof(access, url, now);
  const filling = { values: { ...secretValues(access), ...grant.values }, app };
  const { grant_type, ...rest } = standard;
  const sent: Record<string, string> = { ...rest, ...proof.fields };
  const parameters = {
    // The one parameter that a declaration may replace: some apps have a word of their own for it.
    ...rename({ ...(grant_type !== undefined && { grant_type }) }, auth),
    ...fillParameters(grant.declared, filling),
    ...rename(sent, auth),
  };
  const response = await sendTokenRequest({
    method: auth.tokenMethod ?? 'POST',
    format: auth.tokenFormat ?? 'form',
    url,
    headers: { ...proof.headers, ...fillHeaders(auth.tokenHeaders, filling) },
    parameters,
    signal,
  });
  const secrets = [...secretNames.flatMap((name) => sent[name] ?? []), access.client.clientSecret.reveal()];
  return readTokenAnswer(response, { access, purpose, secrets, now });
}
