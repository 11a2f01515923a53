import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAppCallError } from '#connectors/kit/index.ts';
import { parseAllowList } from './address-guard.ts';
import { createEgressClient } from './egress-client.ts';
import { openSocket } from './guarded-socket.ts';

let server: Server;
let port = 0;
let hits = 0;
let handler: RequestListener;

beforeAll(async () => {
  server = createServer((request, response) => {
    hits += 1;
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const publicAddress = '93.184.215.14';
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'reached',
    (error: unknown) => (isAppCallError(error) ? error.details.code : String(error)),
  );

describe('a name that changes its answer', () => {
  it.each([
    ['private at once', [['10.0.0.5']]],
    ['one of several private', [[publicAddress, '127.0.0.1']]],
    ['private in IPv6 only', [[publicAddress, '::1']]],
    ['mapped', [['::ffff:127.0.0.1']]],
    ['nothing', [[]]],
  ])('is refused: %s', async (_what, answers) => {
    const lookup = vi.fn(async () => answers[0] ?? []);
    const client = createEgressClient(() => ({ allow: parseAllowList([]), lookup }));
    expect(['address_refused', 'name_not_found']).toContain(
      await codeOf(client.send({ method: 'GET', url: 'http://flip.example/' })),
    );
    expect(lookup).toHaveBeenCalledTimes(1);
    await client.close();
  });

  it('is asked once for a connection, which goes to an address of that one answer, 20 times', async () => {
    for (let round = 0; round < 20; round += 1) {
      const answers = [[publicAddress], ['127.0.0.1'], ['169.254.169.254']];
      const lookup = vi.fn(async () => answers.shift() ?? ['127.0.0.1']);
      const asked: unknown[] = [];
      const connecting = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (
        this: Socket,
        ...args: unknown[]
      ) {
        const [options] = args.flat();
        if (
          typeof options === 'object' &&
          options !== null &&
          'lookup' in options &&
          typeof options.lookup === 'function'
        ) {
          options.lookup('flip.example', { all: true }, (_error: unknown, pinned: unknown) => asked.push(pinned));
        }
        process.nextTick(() => this.destroy(Object.assign(new Error('no network in a test'), { code: 'ENETUNREACH' })));
        return this;
      });
      const code = await codeOf(
        openSocket({ host: 'flip.example', port: 80, rule: 'web' }, { allow: parseAllowList([]), lookup }),
      );
      connecting.mockRestore();
      expect(code).toBe('ENETUNREACH');
      expect(lookup).toHaveBeenCalledTimes(1);
      expect(asked).toEqual([[{ address: publicAddress, family: 4 }]]);
    }
  });

  it('does not hold a call longer than its time when the resolver is silent', async () => {
    const lookup = () => new Promise<string[]>(() => {});
    const client = createEgressClient(() => ({ allow: parseAllowList([]), lookup }));
    const started = performance.now();
    expect(await codeOf(client.send({ method: 'GET', url: 'http://silent.example/', timeoutMs: 100 }))).toBe('timeout');
    await client.close();
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('is judged by who answers, should the system connect elsewhere', async () => {
    const connect = Socket.prototype.connect;
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket) {
      return Reflect.apply(connect, this, [{ host: '127.0.0.1', port }]);
    });
    const network = { allow: parseAllowList([]), lookup: async () => [publicAddress] };
    expect(await codeOf(openSocket({ host: 'named.example', port: 443, rule: 'web' }, network))).toBe(
      'address_refused',
    );
  });
});

describe('50 chains of redirects', () => {
  const targets = [
    ...[
      'http://127.0.0.1/',
      'http://localhost/',
      'http://[::1]/',
      'http://0/',
      'http://0x7f000001/',
      'http://2130706433/',
      'http://127.1/',
    ],
    ...[
      'http://[::ffff:127.0.0.1]/',
      'http://[::127.0.0.1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[2002:7f00:1::]/',
      'http://169.254.169.254/',
    ],
    ...[
      'http://100.100.100.200/',
      'http://192.0.0.192/',
      'http://168.63.129.16/',
      'http://[fd00:ec2::254]/',
      'http://10.0.0.1/',
      'http://192.168.1.1/',
    ],
    ...[
      'http://172.16.0.1/',
      'http://inner.example/',
      'http://user@127.0.0.1/',
      'http://localhost.:80/',
      '//127.0.0.1/',
      'https://127.0.0.1/',
      'http://%31%32%37.0.0.1/',
    ],
  ];
  const chains = targets.flatMap((target) => [
    { target, hops: 1 },
    { target, hops: 3 },
  ]);

  it('end at the guard, each with no hit on the canary behind', async () => {
    expect(chains.length).toBe(50);
    const lookup = async (host: string) => (host === 'inner.example' ? ['10.9.9.9'] : ['127.0.0.1']);
    const allow = parseAllowList([`begin.example:${port}`]);
    const client = createEgressClient(() => ({ allow, lookup }));
    for (const { target, hops } of chains) {
      for (const location of new Set([target, onPort(target)])) {
        hits = 0;
        handler = (request, response) => {
          const left = Number(request.url?.slice(1));
          response.writeHead(302, { location: left > 1 ? `/${left - 1}` : location }).end();
        };
        const code = await codeOf(
          client.send({
            method: 'GET',
            url: `http://begin.example:${port}/${hops}`,
            headers: { authorization: 'Bearer x' },
          }),
        );
        expect([location, code]).toEqual([location, 'address_refused']);
        expect([location, hits]).toEqual([location, hops]);
      }
    }
    await client.close();
  });

  const onPort = (target: string) => {
    const url = new URL(target, 'http://begin.example');
    url.port = String(port);
    return url.href;
  };
});
