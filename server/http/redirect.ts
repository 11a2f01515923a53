import { AppCallError } from '#connectors/kit/index.ts';
import type { ClientCertificate } from './client-certificate.ts';
import type { EgressBody, EgressRequest } from './egress.ts';

/** One request of a chain. */
export interface Hop {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: EgressBody | undefined;
  tls: ClientCertificate | undefined;
  /** As in `EgressRequest`. */
  target?: string | undefined;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const credentialHeaders = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** Where an answer sends us, as browsers do it; `undefined` when it sends us nowhere. */
export async function nextHop(
  hop: Hop,
  answer: { status: number; location: string | null },
  onRedirect?: EgressRequest['onRedirect'],
): Promise<Hop | undefined> {
  if (!redirects.has(answer.status) || answer.location === null) return undefined;
  const url = URL.parse(answer.location, hop.url);
  if (url === null) throw refused(hop, `sends us on to an address that can't be read`, 'redirect_unreadable');
  const becomesGet = answer.status === 303 ? hop.method !== 'HEAD' : answer.status < 303 && hop.method === 'POST';
  const method = becomesGet ? 'GET' : hop.method;
  const body = becomesGet ? undefined : hop.body;
  const isSameOrigin = url.origin === hop.url.origin;
  // A body can hold what a header holds: a token, a record.
  if (body !== undefined && !isSameOrigin) {
    throw refused(
      hop,
      `sends a ${method} on to ${url.hostname}; its body is not given to another host`,
      'redirect_elsewhere',
    );
  }
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw refused(hop, 'sends us on to another address after a streamed body, which is gone', 'redirect_streamed');
  }
  if (onRedirect !== undefined) return { method, body, tls: undefined, ...(await onRedirect({ method, url, body })) };
  const drops = (name: string) =>
    (body === undefined && name.startsWith('content-')) || (!isSameOrigin && credentialHeaders.has(name));
  return { method, url, body, headers: without(hop.headers, drops), tls: isSameOrigin ? hop.tls : undefined };
}

function without(headers: Record<string, string>, drops: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !drops(name.toLowerCase())));
}

function refused({ url }: Hop, what: string, code: string): AppCallError {
  return new AppCallError(`${url.hostname} ${what}.`, { class: 'protocol', code });
}
