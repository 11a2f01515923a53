import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { serveRaw } from '#server/http/serve-raw.ts';
import { serveHook } from './serve-hook.ts';

export const publicUrl = 'https://portico.example';

export interface Told {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Tell {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Portico's door for hooks over a real socket, and a way to knock. Addresses are those that Portico gave out. */
export function testHooks(connectors: string[] = ['connectors']) {
  const door = createServer((incoming, response) => void serveRaw(incoming, response, (raw) => serveHook(raw)));

  beforeAll(async () => {
    process.env.PORTICO_CONNECTORS = [...connectors, join(import.meta.dirname, 'fixture-connectors')].join(',');
    process.env.PORTICO_URL = publicUrl;
    resetEnv();
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
  });

  const port = () => (door.address() as AddressInfo).port;
  function tell(url: string, { method = 'POST', headers = {}, body }: Tell = {}): Promise<Told> {
    return new Promise((resolve, reject) => {
      const path = url.slice(publicUrl.length);
      const sent = { ...headers, 'content-length': Buffer.byteLength(body ?? '') };
      const outgoing = request({ host: '127.0.0.1', port: port(), method, path, headers: sent }, async (answer) => {
        const text = Buffer.concat(await answer.toArray()).toString();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
  return { tell, port };
}
