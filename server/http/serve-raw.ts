import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { log } from '#server/log.ts';

const drainMs = 5_000;
const nothing = Buffer.alloc(0);
const nextTurn = (): Promise<undefined> => setImmediate(undefined);

/** A request as it came over the wire. */
export interface RawRequest {
  method: string;
  /** Path and query to the letter. */
  target: string;
  headers: Headers;
  /** To be read at most once; undefined where none was announced. Leaving it unread does no harm. */
  body?: AsyncIterable<Buffer>;
  /** Aborted when the caller goes away before the answer is over. */
  signal: AbortSignal;
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  /** Throwing breaks the connection off, so that the caller sees that something is missing. */
  body?: string | AsyncIterable<Uint8Array>;
}

/** Serves one request without a framework between: bytes in, bytes out, no faster than either end takes them. */
export async function serveRaw(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: RawRequest) => Promise<RawAnswer>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Error('The caller went away.'));
  });
  try {
    const { status, headers, body } = await answer(rawRequest(request, gone.signal));
    if (gone.signal.aborted) return;
    response.writeHead(status, linesOf(headers));
    if (body === undefined || typeof body === 'string') {
      response.end(body);
      return;
    }
    await send(response, body, gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) log.warn('An answer broke off.', { error });
    response.destroy();
  } finally {
    if (!request.complete) drain(request);
  }
}

/** What of a body nobody wanted: the next request of the connection stands behind it. Not for long, though. */
function drain(request: IncomingMessage): void {
  request.resume();
  const timer = setTimeout(() => request.destroy(), drainMs).unref();
  request.once('close', () => clearTimeout(timer));
}

/** Piece by piece, no faster than the caller takes them. What is there at once goes out in one write. */
async function send(response: ServerResponse, body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  const pieces = body[Symbol.asyncIterator]();
  try {
    let upcoming = pieces.next();
    let piece = await ifSoon(upcoming);
    // An event stream begins long before its first event. Not by `flushHeaders`, which writes headers as UTF-8, so that a
    // byte above 127 becomes two.
    if (piece === undefined) response.write(nothing);
    for (piece ??= await upcoming; !piece.done; ) {
      const { value } = piece;
      upcoming = pieces.next();
      const next = await ifSoon(upcoming);
      if (next?.done) {
        response.end(value);
        return;
      }
      if (!response.write(value)) await once(response, 'drain', { signal });
      piece = next ?? (await upcoming);
    }
    response.end();
  } finally {
    await pieces.return?.();
  }
}

/** What is known by the next turn of the event loop. */
function ifSoon<T>(coming: Promise<T>): Promise<T | undefined> {
  // It is waited for again where it takes longer; until then nobody else would hear that it failed.
  coming.catch(() => undefined);
  return Promise.race([coming, nextTurn()]);
}

function rawRequest(request: IncomingMessage, signal: AbortSignal): RawRequest {
  const { method = 'GET', url = '/' } = request;
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const announced = headers.has('transfer-encoding') || headers.has('content-length');
  // An answer may come before all of the body was read; the connection must live on for it.
  const body = () => request.iterator({ destroyOnReturn: false });
  return { method, target: url, headers, signal, ...(announced && { body: { [Symbol.asyncIterator]: body } }) };
}

/** A list, because a header may stand there more than once. */
function linesOf(headers: Headers): string[] {
  return [...headers].flat();
}
