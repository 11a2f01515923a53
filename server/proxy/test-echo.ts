import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { withTenant } from '#server/db/tenant.ts';
import type { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { closeEgress } from '#server/http/egress.ts';
import { serveRaw } from '#server/http/serve-raw.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { serveProxy } from './serve-proxy.ts';

const folders = ['fixture-connectors', '../syncs/fixture-connectors', '../connections/figures/connectors'];

export interface Arrived {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: Buffer;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  json(): unknown;
}

export interface Ask {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer | AsyncIterable<Buffer>;
  signal?: AbortSignal;
}

export interface Connected extends SeededSync {
  key: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => unknown;

/** An app on this machine that shows what it was sent, and the proxy before it, both over real sockets. */
export function testEcho(database: ReturnType<typeof testDatabase>) {
  const arrived: Arrived[] = [];
  const state: { handle: Handler | undefined; readsBody: boolean } = { handle: undefined, readsBody: true };
  const app = createServer((incoming, response) => void serveApp(incoming, response));
  const door = createServer((incoming, response) => void serveRaw(incoming, response, serveProxy));

  async function serveApp(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    if (state.readsBody) for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = '', url = '', headers, rawHeaders } = incoming;
    arrived.push({ method, url, headers, rawHeaders, body });
    if (state.handle !== undefined) return void (await state.handle(incoming, response, body));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ method, url }));
  }

  const portOf = (server: typeof app) => (server.address() as AddressInfo).port;
  const origin = () => `http://127.0.0.1:${portOf(app)}`;

  beforeAll(async () => {
    for (const server of [app, door]) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    process.env.PORTICO_CONNECTORS = folders.map((folder) => join(import.meta.dirname, folder)).join(',');
    process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
    resetEnv();
  });
  beforeEach(() => {
    arrived.splice(0);
    Object.assign(state, { handle: undefined, readsBody: true });
  });
  afterAll(async () => {
    await closeEgress();
    for (const server of [app, door]) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });

  /** A vendor with one connected customer and a secret key. */
  async function connect(connector = 'echo', accountType: string | null = null): Promise<Connected> {
    const credential: Credential = { kind: 'fields', fields: { origin: origin(), key: 'app-key-of-globex' } };
    const seeded = await seedSync({ connector, object: 'entry', label: 'entries', credential });
    await database.sql('update connection set learnt = $2, account_type = $3 where id = $1', [
      seeded.connectionId,
      JSON.stringify({ origin: origin() }),
      accountType,
    ]);
    const { secret } = await withTenant({ environmentId: seeded.environmentId }, (tx) =>
      createApiKey(tx, { name: 'test' }),
    );
    return { ...seeded, key: secret };
  }

  /** One request over the wire, with its path to the letter. */
  function ask({ method = 'GET', path, headers = {}, body, signal }: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { host: '127.0.0.1', port: portOf(door), method, path, headers, agent: false, ...(signal && { signal }) },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const whole = Buffer.concat(chunks);
            const { statusCode = 0, headers: given } = response;
            resolve({ status: statusCode, headers: given, body: whole, json: () => JSON.parse(whole.toString()) });
          });
        },
      );
      outgoing.once('error', reject);
      void send(outgoing, body).catch(reject);
    });
  }

  const through = (one: Connected, call: Omit<Ask, 'path'> & { path?: string } = {}) =>
    ask({
      ...call,
      path: `/api/v1/proxy${call.path ?? '/thing'}`,
      headers: { authorization: `Bearer ${one.key}`, 'portico-connection': one.connectionId, ...call.headers },
    });

  return { arrived, state, origin, connect, ask, through, doorPort: () => portOf(door) };
}

async function send(outgoing: ReturnType<typeof request>, body: Ask['body']): Promise<void> {
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) return void outgoing.end(body);
  outgoing.flushHeaders();
  for await (const chunk of body) outgoing.write(chunk);
  outgoing.end();
}
