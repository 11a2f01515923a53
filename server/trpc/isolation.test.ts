import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { systemClock } from '#server/clock.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { openFailures } from '#server/failures/failure.queries.ts';
import { type Id, newId, type RunId, type SyncId } from '#server/ids.ts';
import { createLink } from '#server/portal/create-link.ts';
import { mailLink } from '#server/portal/link-mails.ts';
import { incomingRecord } from '#server/records/incoming-record.ts';
import { writeRecords } from '#server/records/record-store.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { createEndpoint } from '#server/webhooks/create-endpoint.ts';
import { tell } from '#server/webhooks/tell.ts';
import { appRouter } from './app-router.ts';
import { t } from './init.ts';
import { api, consoleOf, type TestVendor, testVendor, textAt, within } from './test-api.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();

interface Full extends SeededSync, TestVendor {
  runId: RunId;
  deliveryId: Id<'delivery'>;
  endpointId: Id<'endpoint'>;
  writeId: Id<'write'>;
  portalLinkId: Id<'portalLink'>;
}

/** An environment in which every list has something to show. */
async function fullEnvironment(): Promise<Full> {
  const vendor = await testVendor();
  const seeded = await seedSync({
    connector: 'ledger',
    object: 'entry',
    label: 'entries',
    credential: { kind: 'fields', fields: {} },
    mapping: { mapping: 1, fields: [{ target: 'text', from: { path: 'text' } }] },
  });
  // seedSync makes a vendor of its own: the members and keys of this test belong to that one.
  const [environment] = await database.sql<{ vendor_id: Id<'vendor'> }>(
    'select vendor_id from environment where id = $1',
    [seeded.environmentId],
  );
  return within(seeded, async (tx) => {
    const { secret } = await createApiKey(tx, { name: 'test' });
    const run = await tx.selectFrom('run').select('id').executeTakeFirstOrThrow();
    const { stream } = await tx.selectFrom('sync').select('stream').executeTakeFirstOrThrow();
    const state = { stream, lastSeq: 0, nextSlot: 0 };
    await writeRecords(tx, state, [incomingRecord('1', { text: seeded.environmentId })], {
      now: new Date(),
    });
    await tx.updateTable('sync').set({ last_seq: state.lastSeq }).execute();
    const failure = {
      externalId: '2',
      class: 'mapping',
      field: null,
      message: seeded.environmentId,
      remedy: '-',
      input: '{}',
    };
    await openFailures(tx, { ...seeded, runId: run.id, now: new Date() }, [failure]);
    await tx
      .insertInto('inbound_event')
      .values({
        ...{ environment_id: seeded.environmentId, id: newId('inboundEvent'), dedupe: '0'.repeat(32) },
        ...{ connector: 'ledger', connection_id: seeded.connectionId, customer_id: seeded.customerId, type: 'rung' },
      })
      .execute();
    const { row } = await createEndpoint(tx, { url: 'https://acme.example/hooks', events: [] });
    await tell(tx, {
      type: 'connection.created',
      data: { connectionId: seeded.connectionId, customerId: seeded.customerId, connector: 'ledger' },
    });
    const email = `${seeded.environmentId}@acme.example`;
    const link = { kind: 'visit' as const, customer_id: seeded.customerId, email, name: null, role: 'admin' as const };
    const portal = await createLink(tx, { ...link, locale: null, created_by: 'test' }, systemClock);
    await mailLink(tx, portal, systemClock);
    const writeId = newId('write');
    const place = {
      environment_id: seeded.environmentId,
      customer_id: seeded.customerId,
      connection_id: seeded.connectionId,
      object: 'entry',
    };
    await tx
      .insertInto('write_batch')
      .values({ ...place, id: writeId, mode: 'upsert', status: 'open', items: 0, seen: null, finished_at: null })
      .execute();
    const pair = { vendor_id: seeded.environmentId, key: '1', version: null, content: null, written_at: null };
    await tx
      .insertInto('link')
      .values({ ...place, ...pair })
      .execute();
    const delivery = await tx.selectFrom('delivery').select('id').executeTakeFirstOrThrow();
    return {
      ...vendor,
      vendorId: environment?.vendor_id ?? vendor.vendorId,
      key: secret,
      ...seeded,
      runId: run.id,
      deliveryId: delivery.id,
      endpointId: row.id,
      writeId,
      portalLinkId: portal.row.id,
    };
  });
}

let mine: Full;
let theirs: Full;

beforeAll(async () => {
  mine = await fullEnvironment();
  theirs = await fullEnvironment();
});

/** Everything that names something of one environment. */
const marksOf = (full: Full) => [
  full.environmentId,
  full.customerId,
  full.installationId,
  full.connectionId,
  full.syncId,
  full.runId,
  full.deliveryId,
  full.endpointId,
  full.writeId,
];

const leaks = (answer: unknown) => marksOf(theirs).filter((mark) => JSON.stringify(answer).includes(mark));

interface Ids {
  customerId: string;
  connectionId: string;
  syncId: SyncId;
  runId: string;
  endpointId: string;
  deliveryId: string;
  writeId: string;
}

const lists = [
  '/portal-links',
  '/customers',
  '/customers?search=globex',
  '/connections',
  '/failures',
  '/failure-causes',
  '/syncs',
  '/runs',
  '/inbound-events',
  '/integrations',
  '/integrations/ledger/versions',
  '/integrations/ledger/affected',
  '/webhook-endpoints',
  '/writes',
  '/records?customer=globex',
  '/records?model=entry',
  '/records?model=entry&actions=added',
  '/records?model=entry&ids=1',
  '/records/count?by=sync',
];

describe('the REST API', () => {
  test.each(lists)('GET %s shows the own environment and nothing else', async (path) => {
    const { status, body } = await api('GET', path, { key: mine.key });
    expect(status).toBe(200);
    expect(Object.values(Object(body))[0]).not.toEqual([]);
    expect(leaks(body)).toEqual([]);
  });

  test('an id of another environment is not there, at any path', async () => {
    const paths = (ids: Ids): [string, string][] => [
      ['GET', `/customers/${ids.customerId}`],
      ['POST', `/customers/${ids.customerId}/erase`],
      ['GET', `/connections/${ids.connectionId}`],
      ['GET', `/connections/${ids.connectionId}/limits`],
      ['GET', `/connections/${ids.connectionId}/hooks`],
      ['POST', `/connections/${ids.connectionId}/hooks`],
      ['DELETE', `/connections/${ids.connectionId}/hooks`],
      ['DELETE', `/connections/${ids.connectionId}`],
      ['GET', `/syncs/${ids.syncId}`],
      ['POST', `/syncs/${ids.syncId}`],
      ['POST', `/syncs/${ids.syncId}/trigger`],
      ['POST', `/syncs/${ids.syncId}/reset`],
      ['POST', `/runs/${ids.runId}/cancel`],
      ['GET', `/syncs/${ids.syncId}/mapping`],
      ['GET', `/syncs/${ids.syncId}/mapping/versions`],
      ['GET', `/syncs/${ids.syncId}/mapping/versions/1`],
      ['POST', `/syncs/${ids.syncId}/pause`],
      ['POST', `/syncs/${ids.syncId}/resume`],
      ['GET', `/runs/${ids.runId}`],
      ['GET', `/records?syncId=${ids.syncId}`],
      ['GET', `/records?customer=${ids.customerId}`],
      ['GET', `/records/count?customer=${ids.customerId}`],
      ['GET', `/webhook-endpoints/${ids.endpointId}/deliveries`],
      ['POST', `/webhook-endpoints/${ids.endpointId}/enable`],
      ['DELETE', `/webhook-endpoints/${ids.endpointId}`],
      ['GET', `/webhook-deliveries/${ids.deliveryId}`],
      ['POST', `/webhook-deliveries/${ids.deliveryId}/replay`],
      ['GET', `/writes/${ids.writeId}`],
      ['POST', `/writes/${ids.writeId}/retry`],
      ['POST', `/writes/${ids.writeId}/cancel`],
      ['GET', `/links?connectionId=${ids.connectionId}&object=entry`],
      ['DELETE', `/links?connectionId=${ids.connectionId}&object=entry&id=1`],
    ];
    for (const [method, path] of paths(theirs)) {
      const { status, body } = await api(method, path, { key: mine.key });
      expect([method, path, status]).toEqual([method, path, 404]);
      expect(body).toMatchObject({ error: { code: 'not_found' } });
    }
    const refresh = await api('POST', `/syncs/${theirs.syncId}/records/refresh`, { key: mine.key, body: { key: '1' } });
    expect(refresh.status).toBe(404);
    for (const [method, path] of paths(mine).filter(([method]) => method === 'GET')) {
      expect((await api(method, path, { key: mine.key })).status).toBe(200);
    }
    expect(await database.sql('select status from connection where id = $1', [theirs.connectionId])).toEqual([
      { status: 'active' },
    ]);
  });

  test('filters by ids of another environment find nothing', async () => {
    for (const path of [
      `/connections?customerId=${theirs.customerId}`,
      `/syncs?connectionId=${theirs.connectionId}`,
      `/inbound-events?connectionId=${theirs.connectionId}`,
      `/runs?syncId=${theirs.syncId}`,
      `/writes?connectionId=${theirs.connectionId}`,
    ]) {
      expect((await api('GET', path, { key: mine.key })).body).toEqual({ items: [], nextCursor: null });
    }
  });

  test('a cursor of another environment shows nothing of it', async () => {
    const { body } = await api('GET', '/records?model=entry', { key: theirs.key });
    const { status, body: answer } = await api('GET', `/records?model=entry&cursor=${textAt(body, 'cursor')}`, {
      key: mine.key,
    });
    expect(status).toBe(200);
    expect(leaks(answer)).toEqual([]);
  });
});

describe('the console', () => {
  test('every list and get shows the own environment and nothing else', async () => {
    const console = await consoleOf(mine);
    const page = {};
    const answers = {
      'brand.get': await console.brand.get(),
      'mails.list': await console.mails.list(page),
      'mails.way': await console.mails.way(),
      'portalLinks.list': await console.portalLinks.list(page),
      'actions.list': await console.actions.list({ connector: 'ledger' }),
      'apiKeys.list': await console.apiKeys.list(page),
      'connections.list': await console.connections.list(page),
      'connections.get': await console.connections.get({ id: mine.connectionId }),
      'connections.limits': await console.connections.limits({ id: mine.connectionId }),
      'connectors.list': await console.connectors.list(page),
      'connectors.schema': await console.connectors.schema(page),
      'customers.list': await console.customers.list(page),
      'customers.get': await console.customers.get({ id: mine.customerId }),
      'destinations.list': await console.destinations.list(page),
      'embedKeys.list': await console.embedKeys.list(page),
      'encryption.get': await console.encryption.get({}),
      'environments.workers': await console.environments.workers(),
      'environments.list': await console.environments.list(),
      'environments.get': await console.environments.get(),
      'failures.causes': await console.failures.causes(page),
      'failures.list': await console.failures.list(page),
      'failures.progress': await console.failures.progress({ askedAt: new Date().toISOString() }),
      'hooks.get': await console.hooks.get({ id: mine.connectionId }),
      'funnel.get': await console.funnel.get({}),
      'hooks.events': await console.hooks.events(page),
      'failedJobs.causes': await console.failedJobs.causes({}),
      'failedJobs.list': await console.failedJobs.list(page),
      'installations.list': await console.installations.list(page),
      'integrations.get': await console.integrations.get({ slug: 'ledger' }),
      'integrations.list': await console.integrations.list(page),
      'integrations.preview': await console.integrations.preview({ slug: 'ledger', customer: mine.customerId }),
      'integrations.schema': await console.integrations.schema({}),
      'integrations.votes': await console.integrations.votes({ slug: 'ledger' }),
      'integrationAudience.weigh': await console.integrationAudience.weigh({ slug: 'ledger' }),
      'integrationVersions.affected': await console.integrationVersions.affected({ slug: 'ledger' }),
      'integrationVersions.compare': await console.integrationVersions.compare({ slug: 'ledger', from: 1, to: 1 }),
      'integrationVersions.get': await console.integrationVersions.get({ slug: 'ledger', version: 1 }),
      'integrationVersions.list': await console.integrationVersions.list({ slug: 'ledger' }),
      'rollouts.list': await console.rollouts.list({ slug: 'ledger' }),
      'links.list': await console.links.list({ connectionId: mine.connectionId, object: 'entry' }),
      'mappings.get': await console.mappings.get({ id: mine.syncId }),
      'mappings.schema': await console.mappings.schema({}),
      'mappings.version': await console.mappings.version({ id: mine.syncId, version: 1 }),
      'mappings.versions': await console.mappings.versions({ id: mine.syncId }),
      'members.me': await console.members.me(),
      'models.get': await console.models.get({ name: 'contact' }),
      'models.list': await console.models.list({}),
      'overview.get': await console.overview.get(),
      'playground.tokenExamples': await console.playground.tokenExamples(),
      'records.get': await console.records.get({ syncId: mine.syncId, id: '1' }),
      'records.browse': await console.records.browse({ syncId: mine.syncId }),
      'records.count': await console.records.count({}),
      'records.getMany': await console.records.getMany({ model: 'entry', ids: ['1'] }),
      'records.list': await console.records.list({ model: 'entry' }),
      'retention.get': await console.retention.get({}),
      'runs.list': await console.runs.list(page),
      'runs.get': await console.runs.get({ id: mine.runId }),
      'syncs.get': await console.syncs.get({ id: mine.syncId }),
      'syncs.objects': await console.syncs.objects(),
      'syncs.activity': await console.syncs.activity({ ids: [mine.syncId], span: 'day' }),
      'syncs.list': await console.syncs.list(page),
      'webhooks.deliveries.list': await console.webhooks.deliveries.list({ endpointId: mine.endpointId }),
      'webhooks.deliveries.get': await console.webhooks.deliveries.get({ id: mine.deliveryId }),
      'webhooks.endpoints.list': await console.webhooks.endpoints.list(page),
      'setup.status': await console.setup.status(),
      'writes.list': await console.writes.list(page),
      'writes.get': await console.writes.get({ id: mine.writeId }),
    };
    const shown = JSON.stringify(answers);
    expect(leaks(shown)).toEqual([]);
    for (const mark of marksOf(mine)) expect(shown).toContain(mark);
    expect(answers['runs.get']).toMatchObject({ failures: [{ message: mine.environmentId }] });
    const procedures: Record<string, { _def: { type?: string } }> = Object(appRouter._def.procedures);
    const reads = Object.entries(procedures).filter(([, procedure]) => procedure._def.type === 'query');
    // A read that is added must be added here too. These are in tests of their own: the ledger needs no app, and is nobody's own.
    const elsewhere = [
      'customers.erasure',
      'destinations.get',
      'oauthApps.get',
      'rollouts.get',
      'connectors.get',
      'connectors.version',
    ];
    expect(Object.keys(answers).sort()).toEqual(
      reads
        .map(([name]) => name)
        .filter((name) => !elsewhere.includes(name))
        .sort(),
    );
  });

  test('a link of another environment can not be revoked, nor its e-mail read', async () => {
    const console = await consoleOf(mine);
    const [mail] = (await (await consoleOf(theirs)).mails.list({})).items;
    const refused = { cause: { code: 'not_found' } };
    await expect(console.portalLinks.revoke({ id: theirs.portalLinkId })).rejects.toMatchObject(refused);
    await expect(console.mails.read({ id: mail?.id ?? '' })).rejects.toMatchObject(refused);
    expect((await (await consoleOf(theirs)).mails.read({ id: mail?.id ?? '' })).text).toContain('/portal/');
  });

  test('records of another environment can not be browsed', async () => {
    const console = await consoleOf(mine);
    await expect(console.records.browse({ syncId: theirs.syncId })).rejects.toMatchObject({
      cause: { code: 'not_found' },
    });
  });

  test.each(['viewer', 'support', 'developer', 'owner'] as const)('what a %s may change', async (role) => {
    const console = await consoleOf(mine, role);
    const allowed = async (call: Promise<unknown>) =>
      call.then(
        () => true,
        (error: { cause?: { code?: string } }) => error.cause?.code !== 'forbidden',
      );
    const mayWork = role !== 'viewer';
    const maySet = role === 'developer' || role === 'owner';
    expect(await allowed(console.customers.create({ externalId: newId('customer'), name: 'C' }))).toBe(mayWork);
    expect(await allowed(console.webhooks.deliveries.replay({ id: mine.deliveryId }))).toBe(mayWork);
    expect(await allowed(console.apiKeys.create({ name: 'k' }))).toBe(maySet);
    expect(await allowed(console.apiKeys.revoke({ id: newId('apiKey') }))).toBe(maySet);
    expect(await allowed(console.embedKeys.create({ name: 'k', publicKey: 'x' }))).toBe(maySet);
    expect(await allowed(console.environments.save({ allowedOrigins: [], returnUrls: [] }))).toBe(maySet);
    expect(await allowed(console.oauthApps.save({ connector: 'ledger', clientId: 'x' }))).toBe(maySet);
  });

  test('without an environment nothing of one can be asked', async () => {
    const console = await consoleOf(mine, 'owner', null);
    await expect(console.customers.list({})).rejects.toMatchObject({ cause: { code: 'bad_request' } });
    await expect(console.members.me()).resolves.toMatchObject({ role: 'owner' });
  });
});

test('a secret key opens nothing that belongs to the console', async () => {
  const keyCaller = t.createCallerFactory(appRouter)({
    requestId: newId('request'),
    authenticate: async () => ({ kind: 'api_key', apiKeyId: newId('apiKey'), environmentId: mine.environmentId }),
    idempotencyKey: null,
  });
  await expect(keyCaller.apiKeys.list({})).rejects.toMatchObject({ cause: { code: 'forbidden' } });
  await expect(keyCaller.apiKeys.create({ name: 'x' })).rejects.toMatchObject({ cause: { code: 'forbidden' } });
  await expect(keyCaller.members.me()).rejects.toMatchObject({ cause: { code: 'forbidden' } });
});
