import { beforeAll, expect, test } from 'vitest';
import { seedEmbedding } from '#server/connects/test-embedding.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { saveEnvironment } from '#server/environments/environment.queries.ts';
import { GET } from './route.ts';

testDatabase();
const host = 'https://app.acme.example';

beforeAll(async () => {
  const { environmentId } = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
  await withTenant({ environmentId }, (tx) => saveEnvironment(tx, { allowedOrigins: [host], returnUrls: [] }));
});

const frame = (origin: string) =>
  GET(new Request(`http://portico.test/portal/frame?origin=${encodeURIComponent(origin)}`));

test('the frame may be shown by the page that is registered, and by no other', async () => {
  const answer = await frame(host);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toContain(`frame-ancestors ${host}`);
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(await answer.text()).toContain(`data-host="${host}"`);
  const stranger = await frame('https://stranger.example');
  expect(stranger.status).toBe(403);
  expect(await stranger.text()).not.toContain('<script');
});

test.each([
  '',
  '*',
  'https://*',
  "https://a.example; script-src 'unsafe-inline'",
  'https://a.example/path',
  '"><script>',
])('what is no origin (%s) frames nothing', async (origin) => {
  const answer = await frame(origin);
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'$/);
  expect(await answer.text()).not.toContain('<script');
});
