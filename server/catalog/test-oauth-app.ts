import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isAppCallError } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type EgressResponse, egress } from '#server/http/egress.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { type Access, usesPopup } from '#server/runtime/access.ts';
import { requestToken } from '#server/runtime/oauth1/request-token.ts';
import { authorizeUrl } from '#server/runtime/oauth2/authorize-url.ts';
import { exchangeCode } from '#server/runtime/oauth2/exchange-code.ts';
import { loadAccess } from './load-access.ts';
import { getOauthConnector, oauthClient, redirectUri } from './oauth-apps.ts';
import { withRegistration } from './with-registration.ts';

const finding = z.object({
  address: z.enum(['authorize', 'token']),
  /** `unclear`: the app gave no sign either way. */
  verdict: z.enum(['good', 'bad', 'unclear']),
  sentence: z.string(),
  /** The app's own. */
  words: z.string().nullable(),
});

export const oauthAppTestSchema = z.object({ findings: z.array(finding) });

type Finding = z.infer<typeof finding>;

const timeoutMs = 15_000;
const maxBytes = 1_048_576;

/** Asks the app, without any customer, whether it knows the client that the vendor has registered. */
export async function testOauthApp(
  environmentId: EnvironmentId,
  slug: string,
): Promise<z.infer<typeof oauthAppTestSchema>> {
  const loaded = await withTenant({ environmentId }, (tx) => getOauthConnector(tx, slug));
  // The first way in that goes through the app's own window.
  const types = Object.entries(loaded.connector.accountTypes ?? {});
  const accountType = types.find(([, { auth }]) => usesPopup(auth ?? loaded.connector.auth))?.[0] ?? null;
  const vendors = await withTenant({ environmentId }, (tx) => oauthClient(tx, slug));
  if (!vendors) {
    throw new AppError('conflict', 'There is no OAuth app to test yet.', {
      remedy: 'Save client id and secret first.',
    });
  }
  const loadedAccess = await withTenant({ environmentId }, (tx) =>
    loadAccess(tx, { connector: slug, accountType, learnt: {} }),
  );
  const access = await withRegistration({ environmentId }, loadedAccess, new Date());
  const redirect = redirectUri(environmentId, slug);
  if (access.auth.kind === 'oauth1') return { findings: [await testConsumer(access, redirect)] };
  return { findings: await Promise.all([testAuthorize(access, redirect), testToken(access, redirect)]) };
}

async function testConsumer(access: Access, redirect: string): Promise<Finding> {
  const callback = new URL(redirect);
  callback.searchParams.set('state', 'test');
  try {
    await requestToken({ access, callbackUrl: callback.href, now: new Date() });
    return good('token', 'The app knows this client and takes the redirect address.');
  } catch (error) {
    return troubleOf('token', error);
  }
}

/** Opens the sign-in page as a browser without cookies would, up to the first page that is one. */
async function testAuthorize(access: Access, redirect: string): Promise<Finding> {
  try {
    const codeChallenge = createHash('sha256').update(randomBytes(32)).digest('base64url');
    const url = await authorizeUrl({ access, redirectUri: redirect, state: 'test', codeChallenge });
    const answer = await egress({
      method: 'GET',
      url,
      headers: { accept: 'text/html' },
      timeoutMs,
      maxBytes,
      maxRedirects: 0,
    });
    const location = URL.parse(answer.headers.get('location') ?? '', url);
    const error = location?.searchParams.get('error');
    if (error)
      return bad(
        'authorize',
        'The app refuses to ask people.',
        location?.searchParams.get('error_description') ?? error,
      );
    if (answer.status < 400) return good('authorize', 'The sign-in page opens with this client.');
    return bad('authorize', `The sign-in page answers ${answer.status} to this client.`, pageWords(answer));
  } catch (error) {
    return troubleOf('authorize', error);
  }
}

/** Offers a code that nobody was given: an app that says so has accepted the client first. */
async function testToken(access: Access, redirect: string): Promise<Finding> {
  const answer = {
    access,
    redirectUri: redirect,
    code: `test-${randomBytes(12).toString('hex')}`,
    codeVerifier: randomBytes(48).toString('base64url'),
    callback: new URLSearchParams(),
    now: new Date(),
  };
  try {
    await exchangeCode(answer);
    return unclear('token', 'The app gave a token for a code that does not exist, so nothing can be said.', null);
  } catch (error) {
    if (!isAppCallError(error)) return troubleOf('token', error);
    const { code = '', appMessage, status } = error.details;
    const words = appMessage ?? (code === '' ? null : code);
    if (wrongClient.has(code) || status === 401)
      return bad('token', 'The app does not accept this client id and secret.', words);
    if (wrongCode.has(code)) return good('token', 'The app knows this client: it refused the test code alone.');
    return troubleOf('token', error);
  }
}

const wrongClient = new Set([
  'invalid_client',
  'unauthorized_client',
  'incorrect_client_credentials',
  'bad_client_id',
  'bad_client_secret',
  'invalid_client_id',
]);
const wrongCode = new Set([
  'invalid_grant',
  'bad_verification_code',
  'invalid_code',
  'code_expired',
  'code_already_used',
]);

const good = (address: Finding['address'], sentence: string): Finding => ({
  address,
  verdict: 'good',
  sentence,
  words: null,
});
const bad = (address: Finding['address'], sentence: string, words: string | null): Finding => ({
  address,
  verdict: 'bad',
  sentence,
  words,
});
const unclear = (address: Finding['address'], sentence: string, words: string | null): Finding => ({
  address,
  verdict: 'unclear',
  sentence,
  words,
});

function troubleOf(address: Finding['address'], error: unknown): Finding {
  if (isAppCallError(error)) {
    const { class: kind, appMessage, code } = error.details;
    if (kind === 'network' || kind === 'timeout') return bad(address, error.message, null);
    return unclear(address, 'The app answered, but not about the client.', appMessage ?? code ?? error.message);
  }
  if (error instanceof AppError && error.code === 'misconfigured')
    return unclear(address, `This can be tested with a customer's answers only. ${error.message}`, null);
  throw error;
}

const longestWords = 300;

/** What a page of the app says: its JSON error, or its first heading or title. */
function pageWords({ body, headers }: EgressResponse): string | null {
  const text = body.toString('utf8');
  if (!(headers.get('content-type') ?? '').includes('html')) return text.trim().slice(0, longestWords) || null;
  const parts = [/<h1[^>]*>([\s\S]*?)<\/h1>/i, /<p[^>]*>([\s\S]*?)<\/p>/i].map(
    (pattern) => text.match(pattern)?.[1] ?? '',
  );
  const words = parts
    .map((part) =>
      part
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean)
    .join(': ');
  return words.slice(0, longestWords) || (text.match(/<title>([^<]*)/i)?.[1]?.trim() ?? null);
}
