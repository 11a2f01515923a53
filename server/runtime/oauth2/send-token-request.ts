import type { OAuth2Auth } from '#connectors/kit/index.ts';
import { type EgressResponse, egress } from '#server/http/egress.ts';

interface TokenRequest {
  method: 'GET' | 'POST';
  format: NonNullable<OAuth2Auth['tokenFormat']>;
  url: URL;
  headers: Record<string, string>;
  parameters: Record<string, string>;
  signal?: AbortSignal;
}

const maxBytes = 1_048_576;
const timeoutMs = 30_000;

/** A token request is never redirected: what it carries is for this address alone. */
export function sendTokenRequest({
  method,
  format,
  url,
  headers,
  parameters,
  signal,
}: TokenRequest): Promise<EgressResponse> {
  const isQuery = method === 'GET' || format === 'query';
  const target = new URL(url);
  if (isQuery) for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  const body = isQuery ? undefined : bodyOf(format, parameters);
  return egress({
    method,
    url: target,
    headers: { accept: 'application/json', ...body?.headers, ...headers },
    body: method === 'GET' ? undefined : (body?.text ?? ''),
    maxBytes,
    timeoutMs,
    maxRedirects: 0,
    signal,
  });
}

/** The parameters as a body: JSON where the app wants that, else a form. */
export function bodyOf(
  format: OAuth2Auth['tokenFormat'],
  parameters: Record<string, string>,
): { text: string; headers: Record<string, string> } {
  if (format === 'json') return { text: JSON.stringify(parameters), headers: { 'content-type': 'application/json' } };
  return {
    text: new URLSearchParams(parameters).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}
