import { Validator } from '@cfworker/json-schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { models, type RecordOf } from '#connectors/kit/index.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { putCredential } from '#server/connections/credential.queries.ts';
import { disconnect } from '#server/connections/disconnect.ts';
import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { type ConnectionId, newId, type RunId } from '#server/ids.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { definitionSchema } from '#server/integrations/definition.ts';
import { planSync } from '#server/integrations/plan-sync.ts';
import { bearer } from '#server/runtime/test-context.ts';
import { createSync } from '#server/syncs/create-sync.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { listSyncsOfConnection } from '#server/syncs/sync.queries.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import { api, type TestVendor, testVendor, within } from '#server/trpc/test-api.ts';
import { modelSchema } from './model-schema.ts';
import { Crms } from './test-crms.ts';

/*
 * R10: a vendor takes CRM B for CRM A and changes nothing of its own. Both connectors are the real ones, over the real
 * engine; only the two apps are played.
 */
const database = testDatabase();
const mara = { first: 'Mara', last: 'Lindqvist', email: 'mara@globex.example', phone: '+46 8 123', tier: 'gold' };
const tom = { first: 'Tom', last: 'Ohm', email: 'tom@initech.example', phone: '+1 555 0100', tier: 'none' };
const crms = new Crms([
  { ...mara, company: 'Globex' },
  { ...tom, company: 'Initech' },
]);

beforeAll(async () => {
  await crms.open();
  process.env.PORTICO_EGRESS_ALLOW = new URL(crms.origin).host;
  resetEnv();
});
afterAll(() => crms.close());

/** What the vendor has asked for, of whichever CRM. */
const definition = definitionSchema.parse({
  does: [],
  syncs: [
    { unified: 'company', schedule: { kind: 'manual' } },
    { unified: 'contact', schedule: { kind: 'manual' } },
  ],
});

const changes = z.object({
  records: z.array(
    z.object({
      id: z.string(),
      syncId: z.string(),
      model: z.string(),
      data: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  cursor: z.string(),
});

/** All of the vendor's code. It knows what a contact is, and of no app. */
class AddressBook {
  readonly #vendor: TestVendor;
  readonly #people = new Map<string, RecordOf<'contact'>>();
  readonly #companies = new Map<string, RecordOf<'company'>>();
  #cursor: string | undefined;

  constructor(vendor: TestVendor) {
    this.#vendor = vendor;
  }

  async read(): Promise<void> {
    const after = this.#cursor === undefined ? '' : `&cursor=${encodeURIComponent(this.#cursor)}`;
    const { body } = await api('GET', `/records?customer=globex${after}`, { key: this.#vendor.key });
    const { records, cursor } = changes.parse(body);
    this.#cursor = cursor;
    for (const { model, id, data } of records) {
      if (data === null) this.#people.delete(id);
      else if (model === 'contact') this.#people.set(id, models.contact.schema.parse(data));
      else this.#companies.set(id, models.company.schema.parse(data));
    }
  }

  /** Somebody has another number, says the vendor. */
  async call(email: string, number: string, connection: string): Promise<void> {
    const [id] = [...this.#people].find(([, { emails = [] }]) => emails[0]?.email === email) ?? [];
    const items = [{ id: email, key: id, data: { phones: [{ number, type: 'work', primary: true }] } }];
    const body = { connection, model: 'contact', items, wait: true };
    const { body: answer } = await api('POST', '/writes', { key: this.#vendor.key, body });
    expect(answer).toMatchObject({ items: [{ state: 'written', action: 'updated' }] });
  }

  /** When the vendor hears `connection.removed`. */
  forget(): void {
    this.#people.clear();
    this.#companies.clear();
  }

  get lines(): string[] {
    return [...this.#people.values()]
      .map(({ name, emails = [], phones = [], companyId = '', custom = {} }) => {
        const company = this.#companies.get(companyId)?.name;
        return [name, emails[0]?.email, phones[0]?.number, company, Object.values(custom).includes('gold')].join(', ');
      })
      .sort();
  }
}

async function connect(vendor: TestVendor, connector: string, learnt: object): Promise<ConnectionId> {
  const now = new Date();
  const made = await within(vendor, async (tx) => {
    await saveOauthApp(tx, { connector, clientId: 'acme', clientSecret: 'secret', parameters: {} });
    const offer = { slug: connector, connector, name: connector, description: '', category: 'CRM' };
    const integration = await createIntegration(tx, { ...offer, status: 'published', definition });
    const customer = await ensureCustomer(tx, { externalId: 'globex', name: 'Globex' });
    if (!customer) throw new Error('The customer was not made.');
    const ids = { environment_id: vendor.environmentId, customer_id: customer.id };
    const [installationId, connectionId] = [newId('installation'), newId('connection')];
    await tx
      .insertInto('installation')
      .values({
        ...{ ...ids, id: installationId, integration_id: integration.id, integration_version: 1, status: 'active' },
        answers: JSON.stringify({}),
      })
      .execute();
    await tx
      .insertInto('connection')
      .values({
        ...{ ...ids, id: connectionId, installation_id: installationId, connector, status: 'active' },
        ...{ account_id: '1', account_name: 'One', learnt: JSON.stringify(learnt) },
      })
      .execute();
    await putCredential(tx, { connectionId, customerId: customer.id, credential: bearer('token-1'), now });
    const { connector: app } = await getConnector(tx, connector);
    for (const sync of definition.syncs)
      await createSync(tx, {
        ...planSync(sync, connector, app),
        ...{ customerId: customer.id, installationId, connectionId, now },
      });
    return connectionId;
  });
  await workOff(vendor);
  return made;
}

async function workOff({ environmentId }: TestVendor): Promise<void> {
  const runs = await database.sql<{ id: RunId }>(
    "select id from run where environment_id = $1 and status in ('queued', 'running')",
    [environmentId],
  );
  for (const { id } of runs) await runSync({ environmentId, runId: id }, new AbortController().signal);
}

const wanted = [
  'Mara Lindqvist, mara@globex.example, +46 8 123, Globex, true',
  'Tom Ohm, tom@initech.example, +1 555 0100, Initech, false',
];

test('a vendor that reads contacts takes one CRM for the other without a change of its own', async () => {
  const vendor = await testVendor();
  const book = new AddressBook(vendor);
  const first = await connect(vendor, 'pipedrive', { api_domain: crms.origin });
  await book.read();
  expect(book.lines).toEqual(wanted);

  await within(vendor, (tx) => disconnect(tx, first, 'Gwen'));
  book.forget();
  const second = await connect(vendor, 'salesforce', { instance_url: crms.origin });
  await book.read();
  expect(book.lines).toEqual(wanted);

  // And what changes from then on arrives in the same way.
  crms.people = crms.people.map((one) => (one.first === 'Tom' ? { ...one, tier: 'gold' } : one));
  await within(vendor, async (tx) => {
    for (const { id } of await listSyncsOfConnection(tx, second)) await triggerSync(tx, id, 'api');
  });
  await workOff(vendor);
  await book.read();
  expect(book.lines).toEqual([wanted[0], wanted[1]?.replace('false', 'true')]);
});

test('both CRMs’ records are of one shape, which the model’s JSON Schema accepts, in one feed', async () => {
  const vendor = await testVendor();
  await connect(vendor, 'pipedrive', { api_domain: crms.origin });
  await connect(vendor, 'salesforce', { instance_url: crms.origin });
  const { body } = await api('GET', '/records?model=contact', { key: vendor.key });
  const { records } = changes.parse(body);
  expect(records).toHaveLength(4);
  const validator = new Validator(modelSchema('contact'), '2020-12', false);
  for (const { id, data } of records) {
    expect(validator.validate(data)).toEqual({ valid: true, errors: [] });
    expect(data?.id).toBe(id);
  }
  const shapes = records.map(({ data }) =>
    Object.keys(data ?? {}).filter((name) => !['tags', 'addresses'].includes(name)),
  );
  expect(new Set(shapes.map((names) => names.sort().join(' '))).size).toBe(1);
});

test.each([
  ['pipedrive', { api_domain: '' }],
  ['salesforce', { instance_url: '' }],
])('what the vendor writes as a contact reaches %s', async (connector, learnt) => {
  const vendor = await testVendor();
  const book = new AddressBook(vendor);
  const addresses = Object.fromEntries(Object.keys(learnt).map((name) => [name, crms.origin]));
  const connection = await connect(vendor, connector, addresses);
  await book.read();
  await book.call(tom.email, '+1 555 0199', connection);
  expect(crms.people.map(({ phone }) => phone)).toEqual([mara.phone, '+1 555 0199']);
  crms.people = crms.people.map((one) => (one.first === 'Tom' ? { ...one, phone: tom.phone } : one));
});
