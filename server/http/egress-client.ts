import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, buildConnector } from 'undici';
import { AppCallError } from '#connectors/kit/index.ts';
import { log } from '#server/log.ts';
import type { Network } from './destination.ts';
import type { EgressRequest, EgressResponse } from './egress.ts';
import { openSocket } from './guarded-socket.ts';
import { abortError, networkError, timeoutError } from './network-error.ts';
import { type Hop, nextHop } from './redirect.ts';
import { readBody } from './response-body.ts';

const closeMs = 500;
const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 32 * 1_048_576;
const defaultMaxRedirects = 3;

export interface EgressClient {
  send(request: EgressRequest): Promise<EgressResponse>;
  close(): Promise<void>;
}

/** The one HTTP client, over one network. Connections are kept alive: each was checked when it was opened. */
export function createEgressClient(network: () => Network): EgressClient {
  const agent = new Agent({ connect: guardedConnector(network), headersTimeout: 0, bodyTimeout: 0 });
  return {
    send: (request) => send(request, agent),
    // Not its `close`: a shutdown must not wait for an app that never answers, nor for one that can't be connected to.
    close: () => Promise.race([agent.destroy(), sleep(closeMs)]),
  };
}

function guardedConnector(network: () => Network): buildConnector.connector {
  const upgrade = buildConnector({});
  return (options, done) => {
    const isTls = options.protocol === 'https:';
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const port = Number(options.port) || (isTls ? 443 : 80);
    openSocket({ host, port, rule: 'web' }, network())
      .then((socket) => (isTls ? upgrade({ ...options, httpSocket: socket }, done) : done(null, socket)))
      .catch((error: unknown) => done(networkError(error, host), null));
  };
}

async function send(request: EgressRequest, agent: Agent): Promise<EgressResponse> {
  const { timeoutMs = defaultTimeoutMs, maxRedirects = defaultMaxRedirects, redirectHeaders, signal } = request;
  const started = performance.now();
  const url = parseUrl(request.url);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  const both = signal === undefined ? deadline.signal : AbortSignal.any([deadline.signal, signal]);
  let hop: Hop = {
    method: request.method.toUpperCase(),
    url,
    headers: request.headers ?? {},
    body: request.body,
  };
  try {
    for (let redirects = 0; ; redirects += 1) {
      checkUrl(hop.url);
      const { status, headers, body } = await once(hop, {
        agent,
        signal: both,
        maxBytes: request.maxBytes ?? defaultMaxBytes,
      });
      const next =
        maxRedirects === 0 ? undefined : nextHop(hop, { status, location: headers.get('location') }, redirectHeaders);
      if (next === undefined) return { status, headers, body, url: hop.url, durationMs: performance.now() - started };
      if (redirects === maxRedirects) throw tooManyRedirects(hop.url, maxRedirects);
      hop = next;
    }
  } catch (error) {
    if (signal?.aborted) throw abortError(signal.reason, hop.url.hostname);
    throw deadline.signal.aborted
      ? timeoutError(hop.url.hostname, timeoutMs, error)
      : networkError(error, hop.url.hostname);
  } finally {
    clearTimeout(timer);
  }
}

async function once(hop: Hop, { agent, signal, maxBytes }: { agent: Agent; signal: AbortSignal; maxBytes: number }) {
  const started = performance.now();
  const { method, url } = hop;
  const request = agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { 'user-agent': 'Portico', 'accept-encoding': 'gzip, deflate, br', ...hop.headers },
    body: hop.body,
    signal,
  });
  // While a connection is being opened undici does not listen to the signal.
  const response = await Promise.race([request, aborted(signal)]);
  const headers = headersOf(response.headers);
  const body = await readBody(response.body, headers.get('content-encoding'), { host: url.hostname, maxBytes });
  const status = response.statusCode;
  log.debug('Called an app.', {
    method,
    host: url.host,
    path: url.pathname,
    status,
    bytesIn: body.length,
    durationMs: performance.now() - started,
  });
  return { status, headers, body };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function headersOf(received: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(received)) {
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  return headers;
}

function parseUrl(url: string | URL): URL {
  const parsed = URL.parse(String(url));
  if (parsed !== null) return parsed;
  throw new AppCallError('The address to call can not be read as a URL.', {
    class: 'network',
    code: 'address_refused',
  });
}

/** A name and password inside the address are never sent: `Hop` takes host, path and query only. */
function checkUrl(url: URL): void {
  if (url.protocol === 'https:' || url.protocol === 'http:') return;
  const message = `Portico calls http and https addresses; ${url.protocol}// is neither.`;
  throw new AppCallError(message, { class: 'network', code: 'address_refused' });
}

function tooManyRedirects(url: URL, maxRedirects: number): AppCallError {
  return new AppCallError(`${url.hostname} sends us on more than ${maxRedirects} times.`, {
    class: 'protocol',
    code: 'too_many_redirects',
  });
}
