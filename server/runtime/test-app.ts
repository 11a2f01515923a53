import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { closeEgress } from '#server/http/egress.ts';

/** A request that is expected, and what the app answers to it. */
export interface Exchange {
  /** Method, path and query to the letter: `GET /api/v1/contacts?limit=200`. */
  request: string;
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with the content type of `headers`. */
  text?: string | Buffer;
}

export interface Received {
  request: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface TestApp {
  origin(): string;
  /** Sets up what comes next. Requests for the same thing are answered in this order. */
  play(...exchanges: Exchange[]): void;
  /** What came since the test began. */
  received: Received[];
}

/** A third-party app on this machine that replays what was recorded, and fails the test at any other request or one that stays away. */
export function testApp(): TestApp {
  const expected: Exchange[] = [];
  const received: Received[] = [];
  const unexpected: string[] = [];
  let server: Server | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method} ${request.url}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    received.push({ request: line, headers: request.headers, body: Buffer.concat(chunks).toString() });
    const place = expected.findIndex((exchange) => exchange.request === line);
    const [exchange] = place === -1 ? [] : expected.splice(place, 1);
    if (exchange === undefined) unexpected.push(line);
    const {
      status = 200,
      headers = {},
      json,
      text,
    } = exchange ?? { status: 501, text: `Nothing was recorded for ${line}` };
    const type = { 'content-type': json === undefined ? 'text/plain' : 'application/json' };
    response.writeHead(status, { ...type, ...headers }).end(json === undefined ? text : JSON.stringify(json));
  }

  beforeAll(async () => {
    process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
    resetEnv();
    const started = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    server = started;
  });

  afterEach(() => {
    const left = expected.splice(0).map(({ request }) => request);
    const strange = unexpected.splice(0);
    received.splice(0);
    if (strange.length > 0) throw new Error(`The app was asked for what nobody recorded:\n${strange.join('\n')}`);
    if (left.length > 0) throw new Error(`The app was never asked for:\n${left.join('\n')}`);
  });

  afterAll(async () => {
    await closeEgress();
    await new Promise((resolve) => server?.close(resolve));
  });

  return {
    received,
    play: (...exchanges) => void expected.push(...exchanges),
    origin: () => {
      const address = server?.address();
      if (typeof address !== 'object' || address === null) throw new Error('The test app starts in beforeAll.');
      return `http://127.0.0.1:${address.port}`;
    },
  };
}
