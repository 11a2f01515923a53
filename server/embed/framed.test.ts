import { beforeAll, expect, test } from 'vitest';
import { type Embedding, hostOrigin, seedEmbedding } from '#server/connects/test-embedding.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { serveEmbed } from './serve-embed.ts';

testDatabase();
let embedding: Embedding;
const own = 'http://portico.test';

beforeAll(async () => {
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
});

async function send(method: string, path: string, headers: Record<string, string>, body?: object) {
  const answer = await serveEmbed(
    new Request(`${own}/api/embed/v1${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    }),
  );
  return { status: answer.status, body: await answer.json() };
}

const inFrame = (host: string) => ({ 'sec-fetch-site': 'same-origin', 'x-portico-frame-host': host });

test('a session of the frame is one of the page around it', async () => {
  const made = await send('POST', '/session', inFrame(hostOrigin), { token: await embedding.token() });
  expect(made.status).toBe(200);
  const bearer = { authorization: `Bearer ${made.body.session}` };
  expect((await send('GET', '/catalogue', { ...bearer, ...inFrame(hostOrigin) })).status).toBe(200);
  expect((await send('GET', '/catalogue', { ...bearer, origin: hostOrigin })).status).toBe(200);
  expect((await send('GET', '/catalogue', bearer)).body.error.code).toBe('origin_not_allowed');
});

test('a page of another origin is not believed to be the frame', async () => {
  const headers = {
    origin: 'https://stranger.example',
    'sec-fetch-site': 'cross-site',
    'x-portico-frame-host': hostOrigin,
  };
  const { body } = await send('POST', '/session', headers, { token: await embedding.token() });
  expect(body.error.code).toBe('origin_not_allowed');
  const unknown = await send('POST', '/session', inFrame('https://stranger.example'), {
    token: await embedding.token(),
  });
  expect(unknown.body.error.code).toBe('origin_not_allowed');
});
