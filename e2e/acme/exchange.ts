import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and its answer. */
export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  method: string;
}

/** A refusal that is known by its status: told to whoever asked. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const MAX_BODY_BYTES = 256 * 1024;

export async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'The request body is larger than 256 KB.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function send(res: ServerResponse, status: number, type: string, body: string | Buffer): void {
  if (!res.hasHeader('cache-control')) res.setHeader('cache-control', 'no-store');
  res.setHeader('x-content-type-options', 'nosniff');
  res.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

export const sendText = (res: ServerResponse, status: number, text: string): void =>
  send(res, status, 'text/plain; charset=utf-8', text);

export const sendJson = (res: ServerResponse, status: number, body: unknown): void =>
  send(res, status, 'application/json; charset=utf-8', JSON.stringify(body));

export function redirect(res: ServerResponse, location: string): void {
  res.writeHead(303, { location, 'cache-control': 'no-store', 'content-length': '0' }).end();
}

/**
 * Browsers name the page that a request to change something was sent from; only our own pages may. The cookie's
 * SameSite is not enough: all ports of localhost are one site.
 */
export function refuseOtherSites({ req }: Exchange): void {
  const { origin, host } = req.headers;
  if (origin === undefined || URL.parse(origin)?.host === host) return;
  throw new HttpError(403, 'This was sent from a page that is not part of Acme. Open Acme itself and do it there.');
}
