import { createHash, randomBytes } from 'node:crypto';
import type { Access } from '#server/runtime/access.ts';
import { requestToken } from '#server/runtime/oauth1/request-token.ts';
import { authorizeUrl } from '#server/runtime/oauth2/authorize-url.ts';
import type { StateSecrets } from './connect-state.queries.ts';

interface Beginning {
  access: Access;
  redirectUri: string;
  state: string;
  now: Date;
}

/** Where the browser goes to ask the person, and what must be known when it comes back. */
export async function authorizeAddress(input: Beginning): Promise<{ url: URL; secrets: StateSecrets }> {
  const { access, redirectUri, state, now } = input;
  if (access.auth.kind === 'oauth1') {
    // OAuth 1 has no state of its own; what stands in the callback's query comes back (RFC 5849, 2.1).
    const callback = new URL(redirectUri);
    callback.searchParams.set('state', state);
    const { url, token, tokenSecret } = await requestToken({ access, callbackUrl: callback.href, now });
    return { url, secrets: { token, tokenSecret } };
  }
  const verifier = randomBytes(48).toString('base64url');
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
  return { url: await authorizeUrl({ access, redirectUri, state, codeChallenge }), secrets: { verifier } };
}
