import type { CustomFetch } from 'openid-client';
import { AppCallError } from '#connectors/kit/index.ts';
import { egress } from '#server/http/egress.ts';
import { retryAfterMs } from '../retry-after.ts';

const metadataBytes = 1_048_576;
const withoutBody = new Set([204, 205, 304]);

/** What openid-client calls instead of `fetch`: our guarded client. Metadata may move within reason, as it names its own issuer. */
export const egressFetch: CustomFetch = async (address, { method, headers, signal }) => {
  const response = await egress({
    method,
    url: address,
    headers,
    maxBytes: metadataBytes,
    maxRedirects: 2,
    signal: signal ?? undefined,
  });
  const { status, url } = response;
  if (status >= 500 || status === 429) {
    throw new AppCallError(`${url.hostname} does not tell its sign-in addresses at the moment (${status}).`, {
      class: status === 429 ? 'rate_limited' : 'app_down',
      code: `http_${status}`,
      status,
      retryAfterMs: retryAfterMs(response.headers),
    });
  }
  const body = withoutBody.has(status) ? null : new Uint8Array(response.body);
  return new Response(body, { status, headers: response.headers });
};
