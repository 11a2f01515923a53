import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type AuthContext, type Connection, Server } from 'ssh2';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { type Disk, emptyDisk, serveSftp } from './test-sftp.ts';

export const login = { user: 'ada', password: 'p4ss' };

/** An SSH server on this machine with files in memory: `/in` and `/out` are folders, `/home/ada` is where a user lands. */
export function testFileServer() {
  const disk: Disk = emptyDisk();
  const state = {
    hostKey: newHostKey(),
    asks: 'password' as 'password' | 'keyboard-interactive',
    keys: [] as Buffer[],
  };
  /** Which ways of logging in were tried. */
  const tried: string[] = [];
  const connections = new Set<Connection>();
  let server: Server | undefined;
  let port = 0;

  function admit(context: AuthContext): void {
    tried.push(context.method);
    const refuse = () => context.reject(['publickey', state.asks]);
    const settle = (isRight: boolean) => (isRight ? context.accept() : refuse());
    if (context.method === 'publickey') settle(state.keys.some((key) => key.equals(context.key.data)));
    else if (context.method !== state.asks) refuse();
    else if (context.method === 'password') settle(context.password === login.password);
    else if (context.method === 'keyboard-interactive')
      context.prompt(['Password: '], (answers) => settle(answers[0] === login.password));
  }

  async function start(): Promise<void> {
    const started = new Server({ hostKeys: [state.hostKey] }, (connection) => {
      connections.add(connection);
      // Missing in the package's types.
      if ('setNoDelay' in connection && typeof connection.setNoDelay === 'function') connection.setNoDelay();
      connection.on('error', () => undefined);
      connection.on('close', () => connections.delete(connection));
      connection.on('authentication', admit);
      connection.on('session', (accept) => accept().on('sftp', (ready) => serveSftp(ready(), disk)));
    });
    server = started;
    await new Promise<void>((resolve) => started.listen(port, '127.0.0.1', resolve));
    port = (started.address() as AddressInfo).port;
  }

  async function stop(): Promise<void> {
    for (const connection of connections) connection.end();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  beforeAll(async () => {
    process.env.PORTICO_EGRESS_ALLOW = '127.0.0.0/8';
    resetEnv();
    await start();
  });
  afterEach(() => {
    Object.assign(disk, emptyDisk());
    tried.splice(0);
  });
  afterAll(stop);

  return {
    disk,
    state,
    tried,
    connections,
    port: () => port,
    /** As after a rebuild of the machine, or with somebody in between. */
    async changeHostKey() {
      await stop();
      state.hostKey = newHostKey();
      await start();
    },
  };
}

function newHostKey(): string {
  return String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }));
}
