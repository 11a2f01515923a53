import { withoutSecrets } from '#server/connections/hide-secrets.ts';
import { egressStream } from '#server/http/egress.ts';
import type { Access } from '#server/runtime/access.ts';
import { authenticate } from '#server/runtime/auth/authenticate.ts';
import type { Budgets } from '#server/runtime/budgets.ts';
import { connectorHeaders } from '#server/runtime/connector-headers.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { retryAfterMs } from '#server/runtime/retry-after.ts';
import type { KeptBody } from './kept-body.ts';
import type { ProxyTarget } from './proxy-target.ts';

/** One request as it goes to the app, whatever credential it goes with. */
export interface AppRequest extends ProxyTarget {
  method: string;
  headers: Record<string, string>;
  body: KeptBody | undefined;
  /** Of the body as the caller announced it. */
  contentLength: string | undefined;
}

export interface AppAnswer {
  status: number;
  headers: Headers;
  /** Ends the request when it is left early. */
  chunks: AsyncIterable<Buffer>;
  url: URL;
  /** Nobody will read it. */
  discard(): void;
}

export interface Sending {
  access: Access;
  budgets: Budgets;
  timeoutMs: number;
  signal: AbortSignal;
}

/** What an app may send at most. */
export const maxAnswerBytes = 1024 * 1_048_576;
const maxSignedBytes = 10 * 1_048_576;

/** Sends a request once: waits for its turn under the app's limits, puts the credential on, and gives the answer when it begins. */
export async function attempt(request: AppRequest, credential: Credential, sending: Sending): Promise<AppAnswer> {
  const { access, budgets, timeoutMs } = sending;
  const given = new AbortController();
  const signal = AbortSignal.any([sending.signal, given.signal]);
  const done = await budgets.take({ access, cost: 1, patience: 'interactive', signal });
  // Also where the answer is never read.
  signal.addEventListener('abort', done, { once: true });
  try {
    const prepared = await prepare(request, credential, access);
    const { status, headers, chunks, url } = await egressStream({
      method: request.method,
      ...prepared,
      timeoutMs,
      maxBytes: maxAnswerBytes,
      maxRedirects: 0,
      raw: true,
      signal,
    });
    const isTooFast = status === 429;
    budgets.learn({ access, status, headers, ...(isTooFast && { pausedForMs: retryAfterMs(headers) ?? 1_000 }) });
    return { status, headers, url, chunks: untilOver(chunks, done), discard: () => given.abort() };
  } catch (error) {
    done();
    // The caller's body broke, and not the app.
    throw request.body?.failure ?? withoutSecrets(error, credential);
  }
}

async function prepare(request: AppRequest, credential: Credential, access: Access) {
  const { method, url, body, contentLength } = request;
  const isSigned = access.auth.kind === 'signature' || access.auth.kind === 'oauth1';
  const app = access.connector.connector.name;
  const content = isSigned ? await body?.whole(maxSignedBytes, app) : body?.read();
  const isLengthKnown = contentLength !== undefined && !isSigned && body !== undefined;
  const ready = await authenticate({
    access,
    credential,
    request: {
      method,
      url: new URL(url),
      headers: {
        ...connectorHeaders(access),
        ...request.headers,
        ...(isLengthKnown && { 'content-length': contentLength }),
      },
      ...(content !== undefined && { body: content }),
    },
    now: new Date(),
  });
  const target = targetOf(request, ready.url, isSigned);
  return { ...ready, ...(target !== undefined && { target }) };
}

/** The caller's own letters, unless a signature is of others; with what a credential has added to the query. */
function targetOf({ url, target }: ProxyTarget, sent: URL, isSigned: boolean): string | undefined {
  if (isSigned) return undefined;
  if (sent.search === url.search) return target;
  const [path = ''] = target.split('?');
  return path + sent.search;
}

async function* untilOver(chunks: AsyncIterable<Buffer>, onEnd: () => void): AsyncIterable<Buffer> {
  try {
    yield* chunks;
  } finally {
    onEnd();
  }
}
