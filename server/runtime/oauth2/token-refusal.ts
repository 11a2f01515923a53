import { AppCallError } from '#connectors/kit/index.ts';
import type { EgressResponse } from '#server/http/egress.ts';
import { retryAfterMs } from '../retry-after.ts';
import type { OAuthAccess } from './oauth-access.ts';
import { valueAt } from './value-at.ts';

interface Refused {
  response: EgressResponse;
  /** The answer as it could be read. */
  values: unknown;
  /** Taken out of the app's words. */
  secrets: string[];
}

const longestWords = 500;
// What is shorter can be part of any word.
const shortestSecret = 6;
// The standard has one word for an access that is over; these are the others that token addresses use.
const over = new Set([
  'invalid_grant',
  'invalid_token',
  'invalid_refresh_token',
  'bad_refresh_token',
  'refresh_token_expired',
  'expired_token',
  'token_expired',
  'token_revoked',
  'authorization_revoked',
  'access_revoked',
  'account_inactive',
  'invalid_auth',
  'interaction_required',
  'consent_required',
  'login_required',
  'invalid_code',
  'bad_verification_code',
  'code_already_used',
  'code_expired',
]);
// What a token address says of the OAuth app, or of our request: never of the person's access.
const ofTheClient = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_request',
  'invalid_scope',
  'unsupported_grant_type',
  'redirect_uri_mismatch',
]);

/** Whether an answer without a token says no, whatever its status. */
export function isRefusal(values: unknown): boolean {
  return wordsOf(values).code !== undefined || valueAt(values, 'ok') === false;
}

/** Whether what the app answered means that the access is over already. */
export const saysOver = (values: unknown): boolean => over.has(wordsOf(values).code ?? '');

/** What a refusal means, with the app's own code and words. */
export function refusalOf(
  { response, values, secrets }: Refused,
  { app, connector }: Pick<OAuthAccess, 'app' | 'connector'>,
): AppCallError {
  const { status, headers } = response;
  const words = wordsOf(values, secrets);
  const code = words.code ?? `http_${status}`;
  const details = { code, status, appMessage: words.message };
  const wait = { retryAfterMs: retryAfterMs(headers) };
  if (status === 429 || code === 'slow_down' || code === 'rate_limited' || code === 'ratelimited') {
    return new AppCallError(`${app} asks us to slow down.`, { ...details, ...wait, class: 'rate_limited' });
  }
  if (over.has(code) || isOverAtThisApp()) {
    return new AppCallError(`${app} no longer accepts this access: it was revoked, has run out or was used before.`, {
      ...details,
      class: 'auth',
    });
  }
  if (status >= 500 || code === 'temporarily_unavailable' || code === 'server_error') {
    return new AppCallError(`${app}'s sign-in is not working at the moment (${status}).`, {
      ...details,
      ...wait,
      class: 'app_down',
    });
  }
  if (status >= 300 && status < 400) {
    return new AppCallError(
      `${app}'s token address sends us on to another one, which a token request does not follow.`,
      { ...details, class: 'protocol' },
    );
  }
  // Not `auth`: the person's access may be fine; it is the vendor's OAuth app that must be mended.
  return new AppCallError(
    `${app} refused the OAuth app itself (${code}). Check its client id, client secret, scopes and redirect address.`,
    { ...details, class: 'permission' },
  );

  /** A code that is the app's own is the connector's to read. */
  function isOverAtThisApp(): boolean {
    if (words.code === undefined || ofTheClient.has(words.code)) return false;
    return connector.errors?.({ status, headers, body: values })?.class === 'auth';
  }
}

/** The code and message in the shapes that token addresses use. A code of 0 is a good answer's. */
function wordsOf(values: unknown, secrets: string[] = []): { code: string | undefined; message: string | undefined } {
  const first = (paths: string[]) => {
    for (const path of paths) {
      const value = valueAt(values, path);
      const text = typeof value === 'number' && value !== 0 ? String(value) : value;
      if (typeof text === 'string' && text.trim() !== '' && text !== '0') return clean(text, secrets);
    }
    return undefined;
  };
  return {
    code: first(['error.code', 'error.type', 'error', 'error_code', 'errorCode', 'errors.0.code', 'code']),
    message: first([
      'error_description',
      'error.message',
      'error.error_description',
      'error_message',
      'errorMessage',
      'errors.0.message',
      'errors.0.detail',
      'message',
      'detail',
      'msg',
    ]),
  };
}

function clean(text: string, secrets: string[]): string {
  const quoted = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .reduce((kept, secret) => kept.replaceAll(secret, '[secret]'), text);
  return quoted
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longestWords);
}
