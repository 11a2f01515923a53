import { beforeEach, expect, test } from 'vitest';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { type Embedding, seedEmbedding } from './test-embedding.ts';

process.env.PORTICO_CONNECTORS = 'connectors,e2e/connectors';
const database = testDatabase();
let embedding: Embedding;
let session: string;

beforeEach(async () => {
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
  await withTenant({ environmentId: embedding.environmentId }, (tx) =>
    createIntegration(tx, {
      slug: 'desk',
      connector: 'desk',
      name: 'Desk',
      description: 'Notes',
      category: 'Other',
      status: 'published',
      definition: { does: [], syncs: [] },
    }),
  );
  session = await embedding.session();
});

const call = (method: string, path: string, body?: object, who = session) => embedding.call(who, method, path, body);

test('what is typed survives a reload; what is secret is never kept, and neither is what nobody asked', async () => {
  const { id } = (await call('POST', '/connects', { integration: 'desk' })).body;
  const draft = { credentials: { user: 'gwen@globex.example', key: 'dk_live_globex_1', other: 'x' } };
  expect((await call('POST', `/connects/${id}/draft`, draft)).body).toEqual({ kept: true });
  const { body } = await call('GET', `/connects/${id}`);
  expect(body.draft).toEqual({ before: {}, credentials: { user: 'gwen@globex.example' }, answers: {} });
  const [row] = await database.sql<{ text: string }>('select connect::text as text from connect where id = $1', [id]);
  expect(row?.text).not.toContain('dk_live_globex_1');
});

test('it is gone with its step, and belongs to the person who typed it', async () => {
  const { id } = (await call('POST', '/connects', { integration: 'desk' })).body;
  const draft = { credentials: { user: 'gwen@globex.example' } };
  const other = await embedding.session('globex', 'somebody-else');
  expect((await call('POST', `/connects/${id}/draft`, draft, other)).status).toBe(404);
  await call('POST', `/connects/${id}/draft`, draft);
  await call('POST', `/connects/${id}/cancel`);
  expect((await call('GET', `/connects/${id}`)).body.draft).toEqual({ before: {}, credentials: {}, answers: {} });
  expect((await call('POST', `/connects/${id}/draft`, draft)).status).toBe(409);
});
