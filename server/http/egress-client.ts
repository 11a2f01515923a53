import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { AppCallError } from '#connectors/kit/index.ts';
import { log } from '#server/log.ts';
import { Agents, type Dial, guardedDial } from './agents.ts';
import type { Network } from './destination.ts';
import type { EgressRequest, EgressResponse, EgressStream, EgressStreamRequest } from './egress.ts';
import { abortError, networkError, timeoutError } from './network-error.ts';
import { type Hop, nextHop } from './redirect.ts';
import { readBody } from './response-body.ts';
import { sentBody } from './sent-body.ts';
import { unpackStream } from './unpack-stream.ts';

const closeMs = 500;
const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 32 * 1_048_576;
const defaultMaxRedirects = 3;
const defaultHeaders = { 'user-agent': 'Portico', 'accept-encoding': 'gzip, deflate, br' };

export interface EgressClient {
  send(request: EgressRequest): Promise<EgressResponse>;
  stream(request: EgressStreamRequest): Promise<EgressStream>;
  close(): Promise<void>;
}

/** The one HTTP client, over one network. */
export function createEgressClient(network: () => Network): EgressClient {
  return createClient(guardedDial(network));
}

/** The client over connections that somebody else opens: the guard's, or a test's. */
export function createClient(dial: Dial): EgressClient {
  const agents = new Agents(dial);
  return {
    send: (request) => send(request, agents),
    stream: (request) => stream(request, agents),
    // Not its `close`: a shutdown must not wait for an app that never answers, nor for one that can't be connected to.
    close: () => Promise.race([agents.destroy(), sleep(closeMs)]),
  };
}

async function send(request: EgressRequest, agents: Agents): Promise<EgressResponse> {
  const started = performance.now();
  const limit = new TimeLimit(request);
  try {
    const { hop, status, headers, body: chunks, done } = await open(request, agents, limit);
    const limits = { host: hop.url.hostname, maxBytes: request.maxBytes ?? defaultMaxBytes };
    const body = await readBody(chunks, headers.get('content-encoding'), limits);
    done(body.length);
    return { status, headers, body, url: hop.url, durationMs: performance.now() - started };
  } catch (error) {
    throw limit.translate(error);
  } finally {
    limit.disarm();
  }
}

async function stream(request: EgressStreamRequest, agents: Agents): Promise<EgressStream> {
  const limit = new TimeLimit(request);
  try {
    const opened = await open(request, agents, limit);
    return { ...opened, url: opened.hop.url, chunks: chunksOf(opened, request, limit) };
  } catch (error) {
    throw limit.translate(error);
  } finally {
    limit.disarm();
  }
}

async function* chunksOf(opened: Opened, request: EgressStreamRequest, limit: TimeLimit): AsyncIterable<Buffer> {
  const { hop, headers, body, done } = opened;
  const limits = { host: hop.url.hostname, maxBytes: request.maxBytes ?? Number.POSITIVE_INFINITY };
  const encoding = request.raw ? null : headers.get('content-encoding');
  let size = 0;
  try {
    for await (const chunk of unpackStream(timed(body, limit), encoding, limits)) {
      size += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw limit.translate(error);
  } finally {
    limit.disarm();
    drop(body);
    done(size);
  }
}

/** The time counts while we wait for the app, and not while its answer waits for us. */
async function* timed(body: AsyncIterable<Buffer>, limit: TimeLimit): AsyncIterable<Buffer> {
  limit.arm();
  for await (const chunk of body) {
    limit.disarm();
    yield chunk;
    limit.arm();
  }
}

interface Opened {
  hop: Hop;
  status: number;
  headers: Headers;
  body: Dispatcher.ResponseData['body'];
  /** Notes that the body was read. */
  done(bytesIn: number): void;
}

/** Sends a request and follows where it leads, until an answer begins that is the last. */
async function open(request: EgressRequest, agents: Agents, limit: TimeLimit): Promise<Opened> {
  const { maxRedirects = defaultMaxRedirects, onRedirect } = request;
  let hop: Hop = {
    method: request.method.toUpperCase(),
    url: parseUrl(request.url),
    headers: request.headers ?? {},
    body: request.body,
    tls: request.tls,
    target: request.target,
  };
  limit.arm();
  for (let redirects = 0; ; redirects += 1) {
    checkUrl(hop.url);
    limit.host = hop.url.hostname;
    const opened = await once(hop, agents, limit);
    const { status, headers, body } = opened;
    const answer = { status, location: headers.get('location') };
    let next: Hop | undefined;
    try {
      next = maxRedirects === 0 ? undefined : await nextHop(hop, answer, onRedirect);
    } catch (error) {
      drop(body);
      throw error;
    }
    if (next === undefined) return opened;
    await body.dump();
    opened.done(0);
    if (redirects === maxRedirects) throw tooManyRedirects(hop.url, maxRedirects);
    hop = next;
  }
}

async function once(hop: Hop, agents: Agents, limit: TimeLimit): Promise<Opened> {
  const started = performance.now();
  const { method, url } = hop;
  const { signal } = limit;
  let isAnswered = false;
  const request = agents.for(hop.tls).request({
    origin: url.origin,
    path: hop.target ?? url.pathname + url.search,
    method,
    headers: { ...defaultHeaders, ...lowerCase(hop.headers) },
    body: sentBody(hop.body, {
      onWait: () => void (isAnswered || limit.disarm()),
      onChunk: () => void (isAnswered || limit.arm()),
    }),
    signal,
  });
  // While a connection is being opened undici does not listen to the signal.
  const response = await Promise.race([request, aborted(signal)]);
  isAnswered = true;
  const status = response.statusCode;
  const done = (bytesIn: number) => {
    const durationMs = performance.now() - started;
    log.debug('Called an app.', { method, host: url.host, path: url.pathname, status, bytesIn, durationMs });
  };
  return { hop, status, headers: headersOf(response.headers), body: response.body, done };
}

/** Ends an answer that nobody will read on; that it was cut off is then no error of anybody. */
function drop(body: Opened['body']): void {
  body.on('error', () => undefined).destroy();
}

/** How long a call may take, and what it means that it took longer. */
class TimeLimit {
  readonly signal: AbortSignal;
  host = '';
  readonly #ms: number;
  readonly #deadline = new AbortController();
  readonly #caller: AbortSignal | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ timeoutMs = defaultTimeoutMs, signal }: EgressRequest) {
    this.#ms = timeoutMs;
    this.#caller = signal;
    const own = this.#deadline.signal;
    this.signal = signal === undefined ? own : AbortSignal.any([own, signal]);
  }

  arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#deadline.abort(), this.#ms);
  }

  disarm(): void {
    clearTimeout(this.#timer);
  }

  translate(error: unknown): unknown {
    if (this.#caller?.aborted) return abortError(this.#caller.reason, this.host);
    return this.#deadline.signal.aborted ? timeoutError(this.host, this.#ms, error) : networkError(error, this.host);
  }
}

/** Or a header of ours would stand beside the caller's own. */
function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
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
