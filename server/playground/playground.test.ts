import { beforeAll, expect, test } from 'vitest';
import { type Embedding, hostOrigin, seedEmbedding } from '#server/connects/test-embedding.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { serveEmbed } from '#server/embed/serve-embed.ts';
import { ownOrigin } from '#server/env.ts';
import type { Id } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import type { MemberRole } from '#server/trpc/actor.ts';
import { consoleOf, testVendor } from '#server/trpc/test-api.ts';

const database = testDatabase();
let embedding: Embedding;
let vendorId: Id<'vendor'>;

beforeAll(async () => {
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
  ({ vendor_id: vendorId } = await controlDb()
    .selectFrom('environment')
    .select('vendor_id')
    .where('id', '=', embedding.environmentId)
    .executeTakeFirstOrThrow());
  await withTenant({ environmentId: embedding.environmentId }, (tx) =>
    createIntegration(tx, {
      slug: 'paid',
      connector: 'tidewater',
      name: 'Paid',
      description: 'For those who pay',
      category: 'CRM',
      status: 'published',
      definition: { does: [], syncs: [], plan: { rule: { path: 'plan', is: 'equals', value: 'pro' } } },
    }),
  );
});

const memberOf = (role: MemberRole = 'developer') =>
  consoleOf({ vendorId, environmentId: embedding.environmentId, key: '' }, role);

/** A call as the page in the console makes it: the browser names the origin only where something is changed. */
async function onOurPage(method: string, path: string, session: string | null, body?: object) {
  const answer = await serveEmbed(
    new Request(`${ownOrigin()}/api/embed/v1${path}`, {
      method,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(method !== 'GET' && { origin: ownOrigin() }),
        ...(session && { authorization: `Bearer ${session}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    }),
  );
  return { status: answer.status, body: await answer.json() };
}

const customerRows = () =>
  withTenant({ environmentId: embedding.environmentId }, (tx) =>
    tx.selectFrom('customer').select(['id', 'external_id', 'plan']).orderBy('id').execute(),
  );

test('a member sees the tab as a customer, on our own page alone', async () => {
  await embedding.session();
  const globex = (await customerRows()).find((row) => row.external_id === 'globex');
  const member = await memberOf();
  const input = { customer: globex?.id, role: 'viewer' as const };
  const { token } = await member.playground.token(input);
  const opened = await onOurPage('POST', '/session', null, { token });
  expect(opened.body).toMatchObject({ customer: { name: 'globex' }, endUser: { role: 'viewer' } });
  expect((await onOurPage('GET', '/catalogue', opened.body.session)).status).toBe(200);
  expect((await embedding.call(opened.body.session, 'GET', '/catalogue')).body.error.code).toBe('origin_not_allowed');
  const another = await member.playground.token(input);
  for (const origin of [hostOrigin, null])
    expect((await embedding.call(null, 'POST', '/session', another, origin)).body.error.code).toBe(
      'origin_not_allowed',
    );
});

test('another plan is shown, and the customer keeps its own', async () => {
  const member = await memberOf();
  const see = async (plan?: string) => {
    const { token } = await member.playground.token({ role: 'admin', plan });
    const { body } = await onOurPage('POST', '/session', null, { token });
    const { body: page } = await onOurPage('GET', '/integrations/paid', body.session);
    expect(body.catalogue).toContainEqual(expect.objectContaining({ slug: 'paid', state: page.state }));
    return page.state;
  };
  expect(await see()).toBe('locked');
  expect(await see('pro')).toBe('available');
  expect(await see('free')).toBe('locked');
  const sample = (await customerRows()).filter((row) => row.external_id === 'portico-playground');
  expect(sample).toMatchObject([{ plan: null }]);
});

test('nothing of it is counted', async () => {
  const member = await memberOf();
  const { token } = await member.playground.token({ role: 'admin' });
  const { body } = await onOurPage('POST', '/session', null, { token });
  const told = await onOurPage('POST', '/events', body.session, {
    events: [{ name: 'integration.viewed', integration: 'people' }],
  });
  expect(told.body).toEqual({ noted: 0 });
  await database.sql(`update integration set status = 'coming_soon' where environment_id = $1`, [
    embedding.environmentId,
  ]);
  const wish = await onOurPage('POST', '/integrations/people/request', body.session, {});
  await database.sql(`update integration set status = 'published' where environment_id = $1`, [
    embedding.environmentId,
  ]);
  expect(wish.body).toEqual({ requested: true });
  expect(await database.sql('select 1 from integration_vote')).toEqual([]);
  expect(await database.sql('select 1 from embed_event')).toEqual([]);
});

test('another vendor’s customer is nobody here', async () => {
  const theirs = await consoleOf(await testVendor('Other'));
  const customer = (await customerRows())[0]?.id;
  expect(customer).toBeDefined();
  await expect(theirs.playground.token({ customer, role: 'viewer' })).rejects.toMatchObject({
    cause: { code: 'not_found' },
  });
});

test('a vendor’s own key cannot sign for the playground', async () => {
  const token = await embedding.token({ playground: { member: 'mem_1' } });
  const { status, body } = await onOurPage('POST', '/session', null, { token });
  expect(status).toBe(401);
  expect(body.error.message).toContain('playground is for Portico alone');
});

test('who may not change settings may not, and in production everybody only looks', async () => {
  for (const role of ['support', 'viewer'] as const)
    await expect((await memberOf(role)).playground.token({ role: 'viewer' })).rejects.toThrow(
      `with the role ${role} can look at this`,
    );
  const kind = (to: string) =>
    database.sql('update environment set kind = $2 where id = $1', [embedding.environmentId, to]);
  await kind('production');
  const member = await memberOf('owner');
  await expect(member.playground.token({ role: 'admin' })).rejects.toThrow(/only looks/);
  await expect(member.playground.token({ role: 'viewer' })).resolves.toMatchObject({ token: expect.any(String) });
  await kind('development');
});
