import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakePortico } from './fake-portico.ts';

let portico: FakePortico;
const children: ChildProcess[] = [];
beforeEach(async () => {
  portico = await new FakePortico().start();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await portico.stop();
});

const pem = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function start(more: Record<string, string> = {}) {
  const env = {
    NODE_ENV: 'test' as const,
    ACME_PORT: '0',
    PORTICO_URL: `${portico.url}/`,
    PORTICO_SECRET_KEY: portico.secretKey,
    PORTICO_ENVIRONMENT: 'env_test',
    ACME_EMBED_KEY: pem('P-256'),
    ACME_EMBED_KEY_ID: 'ek_test',
    ...more,
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], { env });
  children.push(child);
  const said = { out: '', error: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.error += text;
  });
  return { child, said, ended: once(child, 'close') };
}

test('says that it is ready, and SIGTERM ends it at once, with a connection open', async () => {
  const { child, said, ended } = start({ ACME_EMBED_KEY: pem('P-256').replaceAll('\n', '\\n') });
  while (!said.out.includes('\n')) await once(child.stdout ?? child, 'data');
  const origin = /^acme ready on (http:\/\/localhost:\d+)\n$/.exec(said.out)?.[1];
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  const began = performance.now();
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  // Long before the connection would be closed for being idle.
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(said.error).toBe('');
});

test.each([
  ['a key of another curve', { ACME_EMBED_KEY: pem('P-384') }, /the embed key is of another kind\. Acme needs/],
  ['no key', { ACME_EMBED_KEY: '' }, /set ACME_EMBED_KEY \(a PEM\) or ACME_EMBED_KEY_FILE/],
  [
    'a key file that is not there',
    { ACME_EMBED_KEY: '', ACME_EMBED_KEY_FILE: '/nowhere.pem' },
    /the embed key \/nowhere\.pem cannot be read/,
  ],
  [
    'several things wrong',
    { PORTICO_URL: 'portico', PORTICO_SECRET_KEY: '', ACME_PORT: 'x' },
    /ACME_PORT must be a number; PORTICO_URL must be an http or https address; PORTICO_SECRET_KEY is missing/,
  ],
])('%s: one sentence, exit 1', async (_, more, sentence) => {
  const { said, ended } = start(more);
  expect(await ended).toEqual([1, null]);
  expect(said.error).toMatch(sentence);
  expect(said.error.trim().split('\n')).toHaveLength(1);
});

test('a taken port: one sentence, exit 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { said, ended } = start({ ACME_PORT: `${port}` });
  expect(await ended).toEqual([1, null]);
  expect(said.error).toBe(
    `Acme cannot start: port ${port} is taken by another program. Stop that one, or set ACME_PORT to a free port.\n`,
  );
  other.close();
});
