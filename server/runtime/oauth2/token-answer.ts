import { AppCallError, type OAuth2Auth } from '#connectors/kit/index.ts';
import type { EgressResponse } from '#server/http/egress.ts';
import { parseScopes } from '../scopes.ts';
import { lifeSeconds } from './life.ts';
import type { OAuthAccess } from './oauth-access.ts';
import { readTokenBody } from './token-body.ts';
import { isRefusal, refusalOf } from './token-refusal.ts';
import { valueAt } from './value-at.ts';

export interface TokenAnswer {
  accessToken: string;
  refreshToken: string | null;
  tokenType: string;
  /** Undefined where neither the app nor its connector says when the token ends. */
  expiresIn: number | undefined;
  /** Undefined where the app does not say what was granted. */
  scope: string[] | undefined;
  /** The whole answer, for what the connector wants to learn from it. */
  values: unknown;
}

interface Reading {
  access: Pick<OAuthAccess, 'app' | 'auth' | 'connector'>;
  purpose: 'code' | 'refresh';
  /** What was sent and must not come back in an error: some apps quote the request. */
  secrets: string[];
  now: Date;
}

type Name = keyof NonNullable<OAuth2Auth['tokenPaths']>;

// RFC 6749, appendix A: visible characters of ASCII. A line break would end the header that the token travels in.
const tokenPattern = /^[\x20-\x7e]{1,32768}$/;
// Kinds of token that need a proof with each request, which is not made here; everything else is a bearer token by whatever name.
const unusableTypes = /^(mac|hmac|dpop|pop|n_a)$/i;

/** Reads what a token address answered, in the forms that apps use: JSON, form-encoded, and errors under any status. */
export function readTokenAnswer(response: EgressResponse, { access, purpose, secrets, now }: Reading): TokenAnswer {
  const { app, auth } = access;
  const body = readTokenBody(response, auth.tokenPaths?.access_token);
  const { values } = body;
  const paths = auth.tokenPaths ?? {};
  const standard = (name: Name) => valueAt(values, name);
  const declared = (name: Name) => valueAt(values, paths[name] ?? name);
  // Where two tokens can come, as for a bot and a person, their renewals come alone and at the usual place.
  const isDeclared = purpose === 'code' || declared('access_token') !== undefined;
  const read = isDeclared ? declared : standard;

  const isGood = response.status >= 200 && response.status < 300;
  const token = read('access_token');
  if (!isGood || ((token === undefined || token === null) && isRefusal(values))) {
    throw refusalOf({ response, values, secrets }, access);
  }
  if (!isToken(token))
    throw unusable(response, `The answer of ${app}'s token address ${body.problem ?? noToken(token)}.`);
  const refreshToken = read('refresh_token') ?? null;
  if (refreshToken !== null && refreshToken !== '' && !isToken(refreshToken)) {
    throw unusable(response, `The answer of ${app}'s token address has no usable refresh_token.`);
  }
  const type = read('token_type');
  if (typeof type === 'string' && unusableTypes.test(type)) {
    throw unusable(response, `${app} gives tokens of the type ${type}, which Portico has no way to use.`);
  }
  return {
    accessToken: token,
    refreshToken: refreshToken === '' ? null : refreshToken,
    tokenType: 'Bearer',
    expiresIn: lifeSeconds(read('expires_in'), now) ?? auth.defaultExpiresIn,
    scope: scopesOf(read('scope')),
    values,
  };
}

const isToken = (value: unknown): value is string => typeof value === 'string' && tokenPattern.test(value);

function noToken(value: unknown): string {
  if (typeof value !== 'string' || value === '') return 'has no usable access_token';
  return 'has an access_token with characters that can’t travel in a header, or one that is too long';
}

function scopesOf(value: unknown): string[] | undefined {
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (typeof value !== 'string' && !isList) return undefined;
  return parseScopes([value].flat().join(' '));
}

function unusable({ status }: EgressResponse, message: string): AppCallError {
  return new AppCallError(message, { class: 'protocol', code: 'token_answer', status });
}
