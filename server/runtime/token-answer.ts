import { z } from 'zod';
import { AppCallError, type OAuth2Auth } from '#connectors/kit/index.ts';
import type { EgressResponse } from '#server/http/egress.ts';
import { readJson, UnreadableJson } from './read-json.ts';
import { retryAfterMs } from './retry-after.ts';
import { parseScopes } from './scopes.ts';

export interface TokenAnswer {
  accessToken: string;
  refreshToken: string | null;
  tokenType: string;
  /** Undefined where the app does not say when the token ends. */
  expiresIn: number | undefined;
  /** Undefined where the app does not say what was granted. */
  scope: string[] | undefined;
  /** The whole answer, for what the connector wants to learn from it. */
  values: Record<string, unknown>;
}

const longestLife = 10 * 365 * 86_400;

// Text counts too: form-encoded answers hold nothing else, and some apps send JSON with "3600".
const seconds = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  token_type: z.string().min(1).nullish(),
  // A life that can't be read is one that was not told; it is no reason to refuse the token.
  expires_in: seconds.nullish().catch(undefined),
  scope: z.union([z.string(), z.array(z.string())]).nullish(),
});

const errorSchema = z.looseObject({
  error: z.union([z.string(), z.looseObject({ code: z.string().nullish(), message: z.string().nullish() })]),
  error_description: z.string().nullish(),
});

/** Reads what a token address answered, in the forms that apps use: JSON, form-encoded, and errors under any status. */
export function readTokenAnswer(
  response: EgressResponse,
  { app, auth }: { app: string; auth: OAuth2Auth },
): TokenAnswer {
  const values = bodyOf(response);
  const refusal = errorSchema.safeParse(values);
  const hasToken = typeof values?.access_token === 'string';
  const isGood = response.status >= 200 && response.status < 300;
  if (!isGood || (refusal.success && !hasToken))
    throw refused(response, refusal.success ? refusal.data : undefined, app);
  const parsed = tokenSchema.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const what =
      values === undefined
        ? 'is neither JSON nor form-encoded'
        : `has no usable ${issue?.path.join('.') || 'access_token'}`;
    throw new AppCallError(`The answer of ${app}'s token address ${what}.`, {
      class: 'protocol',
      code: 'token_answer',
      status: response.status,
    });
  }
  const { access_token, refresh_token, token_type, expires_in, scope } = parsed.data;
  const life = expires_in && expires_in > 0 ? Math.min(expires_in, longestLife) : auth.defaultExpiresIn;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    tokenType: token_type ?? 'Bearer',
    expiresIn: life,
    scope: scope === null || scope === undefined ? undefined : parseScopes([scope].flat().join(' ')),
    values: parsed.data,
  };
}

function bodyOf(response: EgressResponse): Record<string, unknown> | undefined {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('x-www-form-urlencoded')) {
    try {
      const json = z.record(z.string(), z.unknown()).safeParse(readJson(response.body));
      if (json.success) return json.data;
    } catch (error) {
      if (!(error instanceof UnreadableJson)) throw error;
    }
  }
  // Some apps send a form and call it text/html.
  const form = Object.fromEntries(new URLSearchParams(response.body.toString('utf8')));
  return 'access_token' in form || 'error' in form ? form : undefined;
}

function refused(
  response: EgressResponse,
  answer: z.output<typeof errorSchema> | undefined,
  app: string,
): AppCallError {
  const { status, headers } = response;
  const error = typeof answer?.error === 'string' ? { code: answer.error, message: undefined } : answer?.error;
  const code = error?.code ?? `http_${status}`;
  const details = { code, status, appMessage: answer?.error_description ?? error?.message ?? undefined };
  if (code === 'invalid_grant') {
    return new AppCallError(`${app} no longer accepts this access: it was revoked, has run out or was used before.`, {
      ...details,
      class: 'auth',
    });
  }
  if (status === 429 || code === 'slow_down') {
    return new AppCallError(`${app} asks us to slow down.`, {
      ...details,
      class: 'rate_limited',
      retryAfterMs: retryAfterMs(headers),
    });
  }
  if (status >= 500 || code === 'temporarily_unavailable' || code === 'server_error') {
    return new AppCallError(`${app}'s sign-in is not working at the moment (${status}).`, {
      ...details,
      class: 'app_down',
      retryAfterMs: retryAfterMs(headers),
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
    `${app} refused the OAuth app itself (${code}). Check its client id, client secret and redirect address.`,
    {
      ...details,
      class: 'permission',
    },
  );
}
