import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { getConnector } from '#server/catalog/get-connector.ts';
import { secondsAfter } from '#server/clock.ts';
import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { listCatalogue } from '#server/embed/catalogue.ts';
import { getIntegrationDetail } from '#server/embed/integration-detail.ts';
import { newId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { settingsOf } from '#server/installations/settings-of.ts';
import { entrySync, type TestInstalled, TestOffer } from '#server/rollouts/test-offer.ts';
import { beginRun } from '#server/syncs/begin-run.ts';
import { listSyncsOfInstallation } from '#server/syncs/sync.queries.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import { api, type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';
import { changeIntegration } from './change-integration.ts';
import { createIntegration } from './create-integration.ts';
import type { DefinitionDocument } from './definition.ts';
import { requestIntegration } from './vote.queries.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();

const pro: DefinitionDocument = {
  does: [{ direction: 'in', sentence: 'Entries become lines.' }],
  syncs: [entrySync],
  plan: {
    rule: {
      any: [
        { path: 'plan', is: 'in', value: ['pro'] },
        { path: 'metadata.beta', is: 'equals', value: true },
      ],
    },
  },
  upsell: { text: 'Pro has it.', url: 'https://acme.example/pricing' },
  texts: { default: 'en', locales: { de: { name: 'Hauptbuch', upsell: 'Pro hat es.' } } },
};

let vendor: TestVendor;
let offer: TestOffer;
beforeEach(async () => {
  vendor = await testVendor();
  offer = new TestOffer(vendor);
});

const as = <T>({ customerId }: Pick<TestInstalled, 'customerId'>, look: Parameters<typeof withTenant<T>>[1]) =>
  withTenant({ environmentId: vendor.environmentId, customerId }, look);
const cards = (of: Pick<TestInstalled, 'customerId'>, locale = 'en') => as(of, (tx) => listCatalogue(tx, locale));
const customer = async (externalId: string, known: { plan?: string; metadata?: Record<string, unknown> } = {}) => {
  const row = await within(vendor, (tx) => ensureCustomer(tx, { externalId, name: externalId, ...known }));
  if (!row) throw new Error('The customer was not made.');
  return { customerId: row.id };
};
const call = (method: string, path: string, body?: object) => api(method, path, { key: vendor.key, body });

test('a card is locked where the rule is not fulfilled or nobody knows, with the vendor’s words in the reader’s language', async () => {
  await offer.begin(pro);
  const free = await customer('free', { plan: 'free' });
  const unknown = await customer('unknown');
  for (const one of [free, unknown])
    expect(await cards(one)).toMatchObject([
      { slug: 'ledger', state: 'locked', upsell: { text: 'Pro has it.', url: 'https://acme.example/pricing' } },
    ]);
  expect(await cards(free, 'de-AT')).toMatchObject([{ name: 'Hauptbuch', upsell: { text: 'Pro hat es.' } }]);
  expect(await cards(await customer('paying', { plan: 'pro' }))).toMatchObject([{ state: 'available' }]);
  expect(await cards(await customer('beta', { metadata: { beta: true } }))).toMatchObject([{ state: 'available' }]);
  // What the token says next counts, and says nothing about the rest.
  expect(await cards(await customer('paying', { metadata: { seats: 3 } }))).toMatchObject([{ state: 'available' }]);
  expect(await cards(await customer('paying', { plan: 'free' }))).toMatchObject([{ state: 'locked' }]);
});

const begin = async (installed: TestInstalled, at = new Date()) =>
  within(vendor, async (tx) => {
    const [sync] = await listSyncsOfInstallation(tx, installed.installationId);
    if (!sync) throw new Error('There is no sync.');
    const runId = newId('run');
    await tx
      .updateTable('sync_schedule')
      .set({ run_id: runId, state: 'busy', wake_at: at })
      .where('sync_id', '=', sync.id)
      .execute();
    return beginRun(tx, { runId, syncId: sync.id }, at);
  });

test('a run asks once more: without the plan none begins, and with it the next one does', async () => {
  await offer.begin(pro);
  await customer('globex', { plan: 'pro' });
  const globex = await offer.install('globex');
  await database.sql('delete from run where customer_id = $1', [globex.customerId]);
  expect(await call('POST', `/customers/${globex.customerId}`, { plan: 'free' })).toMatchObject({
    ...{ status: 200, body: { plan: 'free' } },
  });
  expect(await begin(globex)).toBeUndefined();
  expect(await database.sql('select 1 from run where customer_id = $1', [globex.customerId])).toEqual([]);
  const [planned] = await database.sql<{ wake_at: Date }>('select wake_at from sync_schedule where customer_id = $1', [
    globex.customerId,
  ]);
  expect(planned?.wake_at.getTime()).toBeLessThan(secondsAfter(new Date(), 400).getTime());
  expect(await cards(globex)).toMatchObject([{ state: 'locked' }]);
  const trigger = within(vendor, async (tx) => {
    const [sync] = await listSyncsOfInstallation(tx, globex.installationId);
    if (sync) await triggerSync(tx, sync.id, 'manual', { now: new Date() });
  });
  await expect(trigger).rejects.toMatchObject({ code: 'forbidden' });
  await call('POST', '/customers/globex', { plan: 'pro' });
  expect(await begin(globex)).toMatchObject({ run: { status: 'running' } });
  expect(await cards(globex)).toMatchObject([{ state: 'connected' }]);
});

test('those who have it may keep it where the vendor says so', async () => {
  await offer.begin({ ...pro, plan: { rule: { path: 'plan', is: 'equals', value: 'pro' }, keepExisting: true } });
  await customer('globex', { plan: 'free' });
  const globex = await offer.install('globex');
  await database.sql('delete from run where customer_id = $1', [globex.customerId]);
  expect(await cards(globex)).toMatchObject([{ state: 'connected' }]);
  expect(await begin(globex)).toMatchObject({ run: { status: 'running' } });
  expect(await cards(await customer('initech', { plan: 'free' }))).toMatchObject([{ state: 'locked' }]);
});

test('what the vendor sets for a customer is used, encrypted, and in no answer', async () => {
  const form = {
    pages: [],
    fields: [
      { name: 'tenant', internalOnly: true },
      { name: 'tier', internalOnly: true, value: 'gold' },
    ],
  };
  await offer.begin({ ...pro, plan: undefined, upsell: undefined, form });
  const globex = await offer.install('globex', { tier: 'stolen' });
  expect(
    await call('POST', '/integrations/ledger/values', { customer: 'globex', values: { list: 'x' } }),
  ).toMatchObject({
    status: 422,
  });
  const set = await call('POST', '/integrations/ledger/values', {
    customer: 'globex',
    values: { tenant: 'tenant-77' },
  });
  expect(set.body).toEqual({ set: ['tenant'] });
  const settings = await within(vendor, async (tx) =>
    settingsOf(tx, await getInstallation(tx, globex.installationId), (await getConnector(tx, 'ledger')).connector),
  );
  expect(settings).toEqual({ tenant: 'tenant-77', tier: 'gold' });
  const shown = await as(globex, (tx) => getIntegrationDetail(tx, 'ledger', { locale: 'en', now: new Date() }));
  expect(JSON.stringify(shown)).not.toMatch(/tenant|gold|stolen/);
  expect(JSON.stringify(await database.sql('select * from internal_value'))).not.toContain('tenant-77');
});

test('a draft is shown as any customer would see it, and nothing of it is on offer', async () => {
  await offer.begin();
  await customer('globex', { plan: 'pro' });
  await call('POST', '/integrations/ledger/draft', { definition: pro });
  const preview = async (query: string) => (await call('GET', `/integrations/ledger/preview?${query}`)).body;
  expect(await preview('customer=globex&locale=de')).toMatchObject({
    integration: { name: 'Hauptbuch', state: 'available', does: [{ sentence: 'Entries become lines.' }] },
    problems: [{ severity: 'warning', field: 'texts.locales.de' }],
  });
  expect(await preview('customer=globex&plan=free')).toMatchObject({ integration: { state: 'locked' } });
  expect(await preview('plan=free&metadata={"beta":true}')).toMatchObject({ integration: { state: 'available' } });
  expect(await cards(await customer('initech'))).toMatchObject([{ name: 'Ledger', state: 'available' }]);
});

test('featured ones come first, then by position and name; what is coming soon counts its voices', async () => {
  const words = {
    connector: 'ledger',
    description: '',
    category: 'Other',
    definition: { does: [], syncs: [entrySync] },
  };
  await within(vendor, async (tx) => {
    for (const name of ['beta', 'alpha', 'gamma', 'delta'])
      await createIntegration(tx, { ...words, slug: name, name, status: 'published' });
    await createIntegration(tx, {
      ...words,
      slug: 'soon',
      name: 'soon',
      connector: 'nothing-yet',
      status: 'coming_soon',
    });
    await changeIntegration(tx, 'gamma', { featured: true }, new Date());
    await changeIntegration(tx, 'alpha', { position: 9 }, new Date());
  });
  const globex = await customer('globex');
  expect((await cards(globex)).map(({ slug }) => slug)).toEqual(['gamma', 'beta', 'delta', 'soon', 'alpha']);
  const ask = (slug: string) =>
    as(globex, async (tx) => {
      const endUserId = newId('endUser');
      await requestIntegration(tx, { slug, endUserId, note: 'Please' });
    });
  await ask('soon');
  await ask('soon');
  await expect(ask('beta')).rejects.toMatchObject({ code: 'conflict' });
  expect((await cards(globex)).find(({ slug }) => slug === 'soon')).toMatchObject({
    state: 'coming_soon',
    requested: true,
  });
  expect((await call('GET', '/integrations/soon/votes')).body).toMatchObject({
    items: [{ customer: { name: 'globex' }, note: 'Please' }],
  });
  expect((await call('GET', '/integrations?limit=1')).body).toMatchObject({ items: [{ slug: 'soon', votes: 1 }] });
});
