import { AppCallError } from '#connectors/kit/index.ts';

/** One request of a chain. */
export interface Hop {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const credentialHeaders = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** Where an answer sends us, as browsers do it; `undefined` when it sends us nowhere. */
export function nextHop(
  hop: Hop,
  answer: { status: number; location: string | null },
  redirectHeaders?: (next: URL) => Record<string, string>,
): Hop | undefined {
  if (!redirects.has(answer.status) || answer.location === null) return undefined;
  const url = URL.parse(answer.location, hop.url);
  if (url === null) {
    throw new AppCallError(`${hop.url.hostname} sends us on to an address that can't be read.`, {
      class: 'protocol',
      code: 'redirect_unreadable',
    });
  }
  const becomesGet = answer.status === 303 ? hop.method !== 'HEAD' : answer.status < 303 && hop.method === 'POST';
  const method = becomesGet ? 'GET' : hop.method;
  const body = becomesGet ? undefined : hop.body;
  const isSameOrigin = url.origin === hop.url.origin;
  // A body can hold what a header holds: a token, a record.
  if (body !== undefined && !isSameOrigin) {
    throw new AppCallError(
      `${hop.url.hostname} sends a ${method} on to ${url.hostname}; its body is not given to another host.`,
      {
        class: 'protocol',
        code: 'redirect_elsewhere',
      },
    );
  }
  const headers =
    redirectHeaders?.(url) ?? without(hop.headers, (name) => !isSameOrigin && credentialHeaders.has(name));
  return {
    method,
    url,
    body,
    headers: body === undefined ? without(headers, (name) => name.startsWith('content-')) : headers,
  };
}

function without(headers: Record<string, string>, drops: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !drops(name.toLowerCase())));
}
