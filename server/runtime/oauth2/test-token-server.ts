import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { closeEgress } from '#server/http/egress.ts';

type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

const send =
  (body: string | Buffer, type = 'application/json', status = 200): Behaviour =>
  (response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

const token = (more: string) => send(`{"access_token":"a1","token_type":"Bearer"${more}}`);

const bomb = deflateSync(Buffer.alloc(50 * 1_048_576, ' '));

/** Everything that a token address has been seen to do, or could do to harm us: the path says what. */
const behaviours = {
  html: send('<!doctype html><html><head><title>Maintenance</title></head></html>', 'text/html'),
  'error-under-200': send('{"error":"invalid_grant","error_description":"Token was revoked"}'),
  redirect: (response) => void response.writeHead(302, { location: '/token/good' }).end(),
  'redirect-elsewhere': (response) => void response.writeHead(307, { location: 'https://evil.example/' }).end(),
  endless: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"access_token":"');
    for (let megabyte = 0; megabyte < 10; megabyte += 1) response.write(Buffer.alloc(1_048_576, 'a'));
    response.end('"}');
  },
  'zip-bomb': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'deflate' });
    response.end(bomb);
  },
  silent: () => {},
  drip: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  },
  cut: (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"access_token":');
    setTimeout(() => response.destroy(), 20);
  },
  'cut-at-once': (response) => void response.destroy(),
  'not-http': (response) => void response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  'wrong-types': send('{"access_token":{"value":"a1"},"expires_in":[1],"scope":5,"refresh_token":true}'),
  prototype: send('{"__proto__":{"access_token":"evil"},"constructor":{"access_token":"evil"}}'),
  polluting: token(',"__proto__":{"refresh_token":"evil","polluted":true}'),
  'negative-life': token(',"expires_in":-3600'),
  'huge-life': token(',"expires_in":1e99'),
  'infinite-life': token(',"expires_in":1e999'),
  'text-life': token(',"expires_in":"about an hour"'),
  'line-break': send('{"access_token":"a1\\r\\nx-admin: true"}'),
  'refresh-line-break': token(',"refresh_token":"r1\\n"'),
  'no-refresh-token': token(''),
  mac: send('{"access_token":"a1","token_type":"mac","mac_key":"k"}'),
  bom: send(Buffer.concat([Buffer.from('efbbbf', 'hex'), Buffer.from('{"access_token":"a1"}')])),
  'utf-16': send(Buffer.from('\ufeff{"access_token":"a1"}', 'utf16le')),
  twice: send('{"access_token":"a0","access_token":"a1"}'),
  deep: send(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  'bad-status': send('{"access_token":"a1"}', 'application/json', 500),
  'many-scopes': token(`,"scope":"${'s '.repeat(100_000)}"`),
  'control-characters': send('{"error":"invalid_client","error_description":"a\\u0000\\u001b[31mb"}', undefined, 401),
  good: token(',"refresh_token":"r1","expires_in":60'),
} satisfies Record<string, Behaviour>;

export type Hostility = keyof typeof behaviours;

/** A token server that behaves as badly as its path says: `/token/html`. */
export function hostileTokenServer(): { origin(): string; names: Hostility[] } {
  let server: Server | undefined;
  beforeAll(async () => {
    process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
    resetEnv();
    const started = createServer((request, response) => {
      request.resume();
      const name = request.url?.split('/')[2] ?? '';
      if (isHostility(name)) behaviours[name](response, request);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    server = started;
  });
  afterAll(async () => {
    await closeEgress();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });
  return {
    names: Object.keys(behaviours).filter(isHostility),
    origin: () => {
      const address = server?.address();
      if (typeof address !== 'object' || address === null) throw new Error('The token server starts in beforeAll.');
      return `http://127.0.0.1:${address.port}`;
    },
  };
}

const isHostility = (name: string): name is Hostility => Object.hasOwn(behaviours, name);
