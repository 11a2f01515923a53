import { AppCallError, type OAuth2Auth } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { secondsAfter } from '#server/clock.ts';
import { AppError } from '#server/errors.ts';
import { type EgressResponse, egress } from '#server/http/egress.ts';
import type { Secret } from '#server/secrets.ts';
import type { OAuthCredential } from './credential.ts';
import { fillTemplate } from './template.ts';
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts';

/** The vendor's registration at the app. */
export interface OAuthClient {
  clientId: string;
  clientSecret: Secret;
  /** Empty: the connector's. */
  scopes: string[];
  /** Values for the connector's templates: `origin`. */
  parameters: Record<string, string>;
}

interface AppOfVendor {
  connector: LoadedConnector;
  client: OAuthClient;
  /** Learnt values; the client's parameters are added here. */
  values: Record<string, string>;
}

interface AuthorizeInput extends AppOfVendor {
  redirectUri: string;
  state: string;
  /** S256 of the verifier; not sent where the connector turns PKCE off. */
  codeChallenge: string;
}

interface CodeInput extends AppOfVendor {
  redirectUri: string;
  code: string;
  codeVerifier: string;
  now: Date;
}

const tokenAnswerBytes = 1_048_576;

/** Where the browser goes to ask the person. */
export function authorizeUrl(input: AuthorizeInput): URL {
  const auth = oauthOf(input.connector);
  const url = address(auth.authorizeUrl, input);
  const { searchParams: query } = url;
  for (const [name, value] of Object.entries(auth.authorizeParameters ?? {})) query.set(name, value);
  query.set('response_type', 'code');
  query.set('client_id', input.client.clientId);
  query.set('redirect_uri', input.redirectUri);
  query.set('state', input.state);
  const scopes = requestedScopes(input.connector, input.client);
  const separator = auth.scopeSeparator ?? ' ';
  if (scopes.length > 0) query.set('scope', scopes.join(separator === '+' ? ' ' : separator));
  if (auth.pkce !== false) {
    query.set('code_challenge', input.codeChallenge);
    query.set('code_challenge_method', 'S256');
  }
  // A space is written as + here, which not every app reads as a space; those that want pluses declare it.
  if (separator !== '+') url.search = url.search.replaceAll('+', '%20');
  return url;
}

/** What the person is asked for: the vendor's own choice, or the connector's scopes. */
export function requestedScopes(connector: LoadedConnector, client: OAuthClient): string[] {
  return client.scopes.length > 0 ? client.scopes : oauthOf(connector).scopes;
}

/** The issuer that the callback must name (RFC 9207); undefined where the app names none. `values` hold the client's parameters too. */
export function expectedIssuer(input: Pick<AppOfVendor, 'connector' | 'values'>): string | undefined {
  const { issuer } = oauthOf(input.connector);
  if (issuer === undefined) return undefined;
  return fillTemplate({ template: issuer, values: input.values, app: input.connector.connector.name }).href.replace(
    /\/$/,
    '',
  );
}

/** Trades the callback's code for tokens. Throws an `AppCallError`. */
export async function exchangeCode(
  input: CodeInput,
): Promise<{ credential: OAuthCredential; grantedScopes: string[]; learnt: Record<string, string> }> {
  const auth = oauthOf(input.connector);
  const answer = await askForToken(input, {
    grant_type: 'authorization_code',
    code: input.code,
    redirect_uri: input.redirectUri,
    ...(auth.pkce !== false && { code_verifier: input.codeVerifier }),
  });
  // No scope in the answer means that all were granted (RFC 6749, 5.1).
  const scope = answer.scope ?? requestedScopes(input.connector, input.client);
  return {
    credential: credentialOf(answer, { scope, refreshToken: null, now: input.now }),
    grantedScopes: scope,
    learnt: learntFrom(answer, auth),
  };
}

/** Trades the refresh token for a new access token. Class `auth`, code `invalid_grant`: it is dead, a person must reconnect. */
export async function refresh(
  input: AppOfVendor & { credential: OAuthCredential; now: Date },
): Promise<OAuthCredential> {
  const { connector, credential, now } = input;
  const { refreshToken } = credential;
  if (refreshToken === null || oauthOf(connector).refresh === 'none') {
    throw new AppCallError(`${connector.connector.name} gives no way to renew an access; it has to be given again.`, {
      class: 'auth',
      code: 'invalid_grant',
    });
  }
  const answer = await askForToken(input, { grant_type: 'refresh_token', refresh_token: refreshToken });
  return credentialOf(answer, { scope: answer.scope ?? credential.scope, refreshToken, now });
}

/** Ends the access at the app (RFC 7009): with the refresh token goes everything that was made from it. */
export async function revoke(input: AppOfVendor & { credential: OAuthCredential }): Promise<void> {
  const { connector, credential } = input;
  const { revokeUrl } = oauthOf(connector);
  if (revokeUrl === undefined) return;
  const token =
    credential.refreshToken === null
      ? { token: credential.accessToken, token_type_hint: 'access_token' }
      : { token: credential.refreshToken, token_type_hint: 'refresh_token' };
  const response = await post(address(revokeUrl, input), input, token);
  if (response.status >= 200 && response.status < 300) return;
  const isDown = response.status >= 500 || response.status === 429;
  throw new AppCallError(`${connector.connector.name} did not take the access back (${response.status}).`, {
    class: isDown ? 'app_down' : 'protocol',
    code: `http_${response.status}`,
    status: response.status,
  });
}

async function askForToken(input: AppOfVendor, grant: Record<string, string>): Promise<TokenAnswer> {
  const auth = oauthOf(input.connector);
  const response = await post(address(auth.tokenUrl, input), input, { ...auth.tokenParameters, ...grant });
  return readTokenAnswer(response, { app: input.connector.connector.name, auth });
}

/** A token request is never redirected: what it carries is for this address alone. */
function post(url: URL, { connector, client }: AppOfVendor, fields: Record<string, string>): Promise<EgressResponse> {
  const isBasic = oauthOf(connector).clientAuth === 'basic';
  const secret = client.clientSecret.reveal();
  const inBody = isBasic ? {} : { client_id: client.clientId, ...(secret !== '' && { client_secret: secret }) };
  return egress({
    method: 'POST',
    url,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(isBasic && { authorization: basic(client.clientId, secret) }),
    },
    body: new URLSearchParams({ ...fields, ...inBody }).toString(),
    maxBytes: tokenAnswerBytes,
    maxRedirects: 0,
  });
}

function basic(clientId: string, secret: string): string {
  // Form-encoded before they are joined (RFC 6749, 2.3.1), or a colon in the id would move the border.
  const encode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString('base64')}`;
}

function credentialOf(
  answer: TokenAnswer,
  otherwise: { scope: string[]; refreshToken: string | null; now: Date },
): OAuthCredential {
  const { accessToken, tokenType, expiresIn } = answer;
  return {
    kind: 'oauth2',
    accessToken,
    refreshToken: answer.refreshToken ?? otherwise.refreshToken,
    expiresAt: expiresIn === undefined ? null : secondsAfter(otherwise.now, expiresIn).toISOString(),
    tokenType,
    scope: otherwise.scope,
  };
}

function learntFrom({ values }: TokenAnswer, { learn = [] }: OAuth2Auth): Record<string, string> {
  const known = learn.flatMap((name) => {
    const value = values[name];
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [];
  });
  return Object.fromEntries(known);
}

function address(template: string, { connector, client, values }: AppOfVendor): URL {
  return fillTemplate({ template, values: { ...values, ...client.parameters }, app: connector.connector.name });
}

function oauthOf({ slug, connector }: LoadedConnector): OAuth2Auth {
  if (connector.auth.kind === 'oauth2') return connector.auth;
  throw new AppError('internal', `The connector ${slug} is not connected by OAuth.`);
}
