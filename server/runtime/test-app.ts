import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { resetEnv } from '#server/env.ts';
import type { Dial } from '#server/http/agents.ts';
import type { TlsOptions } from '#server/http/client-certificate.ts';
import { closeEgress } from '#server/http/egress.ts';
import { createClient, type EgressClient } from '#server/http/egress-client.ts';

/** A request that is expected, and what the app answers to it. */
export interface Exchange {
  /** Method, path and query to the letter: `GET /api/v1/contacts?limit=200`. With an origin it stands for that host: `GET https://api.acme.example/v1/me`. */
  request: string;
  status?: number;
  headers?: Record<string, string | string[]>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with the content type of `headers`. */
  text?: string | Buffer;
}

export interface Received {
  /** As in `Exchange`. */
  request: string;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
  /** The body as JSON. Throws where it is none. */
  json(): unknown;
  /** The body's fields, as a form sends them. */
  form(): Record<string, string>;
  /** The client certificate that the caller would have shown. */
  tls?: TlsOptions;
}

export interface TestApp {
  origin(): string;
  /** Sets up what comes next. Requests for the same thing are answered in this order. */
  play(...exchanges: Exchange[]): void;
  /** What came since the test began. */
  received: Received[];
  /** Calls any host and ends up here, over a real socket. `createTestContext({ app })` uses it. */
  client: EgressClient;
}

interface Caller {
  origin: string;
  tls: TlsOptions | undefined;
}

/** A third-party app on this machine that replays what was recorded, and fails the test at any other request or one that stays away. */
export function testApp(): TestApp {
  const expected: Exchange[] = [];
  const received: Received[] = [];
  const unexpected: string[] = [];
  /** Whom a socket meant to reach, by its port at the other end. */
  const callers = new Map<number, Caller>();
  let server: Server | undefined;

  const portOf = (): number => {
    const address = server?.address();
    if (typeof address !== 'object' || address === null) throw new Error('The test app starts in beforeAll.');
    return address.port;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const caller = callers.get(request.socket.remotePort ?? 0);
    const line = `${request.method} ${caller?.origin ?? ''}${request.url}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    received.push(receivedOf(line, request.headers, Buffer.concat(chunks), caller?.tls));
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

  /** Protocol and host are taken down here, and the socket leads to this server whatever they are. */
  const dial: Dial = (tls) => (options, done) => {
    const port = portOf();
    const origin = `${options.protocol}//${options.host}`;
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', (error) => done(error, null));
    socket.once('connect', () => {
      const isOwn = origin === `http://127.0.0.1:${port}`;
      const own = (socket.address() as AddressInfo).port;
      callers.set(own, { origin: isOwn ? '' : origin, tls });
      socket.removeAllListeners('error');
      done(null, socket);
    });
  };
  const client = createClient(dial);

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
    await Promise.all([client.close(), closeEgress()]);
    await new Promise((resolve) => server?.close(resolve));
  });

  return {
    received,
    client,
    play: (...exchanges) => void expected.push(...exchanges),
    origin: () => `http://127.0.0.1:${portOf()}`,
  };
}

function receivedOf(request: string, headers: IncomingHttpHeaders, bytes: Buffer, tls?: TlsOptions): Received {
  const body = bytes.toString();
  return {
    request,
    headers,
    bytes,
    body,
    json: () => JSON.parse(body),
    form: () => Object.fromEntries(new URLSearchParams(body)),
    ...(tls !== undefined && { tls }),
  };
}
