import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { entrySync, firstDefinition, TestOffer } from '#server/rollouts/test-offer.ts';
import { api, type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
testDatabase();

let vendor: TestVendor;
let offer: TestOffer;
beforeEach(async () => {
  vendor = await testVendor();
  offer = await new TestOffer(vendor).begin();
});

const call = (path: string) => api('GET', path, { key: vendor.key });
const weigh = (rule: unknown, more = '') =>
  call(`/integrations/ledger/audience?rule=${encodeURIComponent(JSON.stringify(rule))}${more}`);
const know = (externalId: string, known: { plan?: string; metadata?: Record<string, unknown> }) =>
  within(vendor, (tx) => ensureCustomer(tx, { externalId, name: externalId, ...known }));

test('a rule is tried on the customers that there are: who is offered it, who is not, and of whom nobody knows', async () => {
  await offer.install('globex');
  await know('globex', { plan: 'free', metadata: { seats: 3 } });
  await know('initech', { plan: 'pro', metadata: { seats: 30, tags: ['beta', 'eu'], billing: { country: 'DE' } } });
  await know('hooli', {});
  const { body } = await weigh({ path: 'plan', is: 'equals', value: 'pro' });
  expect(body).toMatchObject({ customers: 3, isAll: true, offered: 1, refused: 1, unknown: 1, losing: 1 });
  expect(body).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({ name: 'globex', verdict: 'refused', installed: true, plan: 'free' }),
      expect.objectContaining({ name: 'initech', verdict: 'offered', installed: false }),
      expect.objectContaining({ name: 'hooli', verdict: 'unknown' }),
    ]),
    facts: expect.arrayContaining([
      { path: 'plan', values: ['free', 'pro'] },
      { path: 'metadata.seats', values: ['3', '30'] },
      { path: 'metadata.tags', values: ['beta', 'eu'] },
      { path: 'metadata.billing.country', values: ['DE'] },
    ]),
  });
  const only = await weigh({ path: 'metadata.seats', is: 'at_least', value: 10 }, '&verdict=offered');
  expect(only.body).toMatchObject({ offered: 1, refused: 1, unknown: 1, items: [{ name: 'initech' }] });
  expect((await call('/integrations/ledger/audience')).body).toMatchObject({ offered: 3, losing: 0 });
  expect(await weigh({ path: 'plan' })).toMatchObject({ status: 422, body: { error: { field: 'rule' } } });
});

test('another vendor’s customers are not counted', async () => {
  await know('globex', { plan: 'pro' });
  const other = await testVendor('Hooli');
  await new TestOffer(other).begin();
  const { body } = await api('GET', '/integrations/ledger/audience', { key: other.key });
  expect(body).toMatchObject({ customers: 0, items: [], facts: [] });
});

test('two versions are compared in words, either way round, and one with itself is the same', async () => {
  await offer.publish({
    ...firstDefinition,
    syncs: [entrySync, { ...entrySync, object: 'remark', model: 'remark', label: 'remarks' }],
  });
  const forth = await call('/integrations/ledger/compare?from=1&to=2');
  expect(forth.body).toEqual({
    change: 'minor',
    changes: [{ kind: 'sync_added', of: 'remark', weight: 'minor', sentence: 'Remarks are copied.' }],
  });
  expect((await call('/integrations/ledger/compare?from=2&to=1')).body).toMatchObject({
    change: 'major',
    changes: [{ kind: 'sync_removed' }],
  });
  expect((await call('/integrations/ledger/compare?from=2&to=2')).body).toEqual({ change: 'none', changes: [] });
  expect((await call('/integrations/ledger/compare?from=1&to=9')).status).toBe(404);
});

test('an integration is found by its id as by its slug, and its preview says what the wizard ends with', async () => {
  const { body } = await call('/integrations/ledger');
  const { id } = body as { id: string };
  expect((await call(`/integrations/${id}`)).body).toMatchObject({ slug: 'ledger', id });
  expect((await call('/integrations/ledger/preview')).body).toMatchObject({
    vendor: 'Acme',
    customer: '',
    review: { button: 'Start syncing entries' },
  });
});
