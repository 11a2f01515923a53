import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from './pages/html.ts';

/** One request and its answer. */
export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  method: string;
}

export class BodyError extends Error {
  readonly status: 400 | 413;
  constructor(status: 400 | 413, message: string) {
    super(message);
    this.status = status;
  }
}

const MAX_BODY_BYTES = 1_000_000;

export async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new BodyError(413, 'The request body is larger than 1 MB.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An empty body reads as `{}`. */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const body = await readBody(req);
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw Object.assign(new BodyError(400, 'The request body is not JSON.'), { cause });
  }
}

export async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await readBody(req));
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  send(res, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

export function sendPage(res: ServerResponse, status: number, page: Html): void {
  protectPage(res);
  send(res, status, 'text/html; charset=utf-8', page.text);
}

export function redirect(res: ServerResponse, location: string): void {
  res.writeHead(303, { location, 'content-length': '0' }).end();
}

/** No `form-action`: a consent form ends at the asking app, and browsers check that through redirects. */
export function protectPage(res: ServerResponse): void {
  res.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('referrer-policy', 'same-origin');
  res.setHeader('cache-control', 'no-store');
}

export function send(res: ServerResponse, status: number, type: string, body: string): void {
  res.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Browsers name the page that a form was sent from; only our own pages may send one here. */
export function comesFromElsewhere({ req }: Exchange): boolean {
  const { origin, host } = req.headers;
  if (origin === undefined) return false;
  return URL.parse(origin)?.host !== host;
}
