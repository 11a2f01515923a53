import { expect, test } from 'vitest';
import { z } from 'zod';
import { modelNames } from '#connectors/kit/index.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { definitionSchema } from '#server/integrations/definition.ts';
import { api, consoleOf, testVendor, within } from '#server/trpc/test-api.ts';

testDatabase();

const list = z.object({
  items: z.array(
    z.looseObject({
      name: z.string(),
      category: z.string(),
      schema: z.looseObject({ properties: z.record(z.string(), z.looseObject({ title: z.string() })) }),
      connectors: z.array(z.looseObject({ connector: z.string(), fields: z.array(z.string()) })),
    }),
  ),
});

test('every model is listed with its schema, a title for every field, and who gives it', async () => {
  const { key } = await testVendor();
  const { items } = list.parse((await api('GET', '/models', { key })).body);
  expect(items.map(({ name }) => name)).toEqual(modelNames);
  const contact = items.find(({ name }) => name === 'contact');
  expect(contact?.schema).toMatchObject({ type: 'object', required: ['id'], additionalProperties: false });
  expect(contact?.connectors.find(({ connector }) => connector === 'tidewater')).toMatchObject({
    object: 'contact',
    fields: expect.arrayContaining(['id', 'emails', 'custom']),
  });
  const crm = list.parse((await api('GET', '/models?category=crm', { key })).body);
  expect(crm.items.map(({ name }) => name)).toEqual(['company', 'contact', 'deal']);
});

test('one model tells how each app becomes it; one that is none is refused by name', async () => {
  const { key } = await testVendor();
  expect((await api('GET', '/models/contact', { key })).body).toMatchObject({
    name: 'contact',
    connectors: expect.arrayContaining([
      expect.objectContaining({
        connector: 'tidewater',
        how: expect.arrayContaining([{ field: 'firstName', sentence: 'The field first_name.' }]),
      }),
    ]),
  });
  expect((await api('GET', '/models/ghost', { key })).body).toMatchObject({
    error: { code: 'invalid', field: 'name' },
  });
  expect((await api('GET', '/models')).status).toBe(401);
});

const offer = {
  ...{ slug: 'people', connector: 'tidewater', name: 'People', description: '', category: 'CRM' },
  status: 'published' as const,
};
const schedule = { kind: 'every', seconds: 300 };

test('an integration that asks for a model which its connector does not give is refused, with those that it gives', async () => {
  const vendor = await testVendor();
  const definition = definitionSchema.parse({ does: [], syncs: [{ unified: 'invoice', schedule }] });
  await expect(within(vendor, (tx) => createIntegration(tx, { ...offer, definition }))).rejects.toMatchObject({
    code: 'invalid',
    field: 'definition.syncs.0.unified',
    remedy: 'It gives: contact, company.',
  });
  expect(definitionSchema.safeParse({ does: [], syncs: [{ unified: 'ghost', schedule }] }).success).toBe(false);
});

test('the console makes an integration of models, and does not take a name twice', async () => {
  const vendor = await testVendor();
  const caller = await consoleOf(vendor);
  const wanted = { connector: 'tidewater', name: 'People', slug: 'people' };
  await expect(
    caller.integrations.create({ ...wanted, objects: ['contact'], models: ['contact'] }),
  ).rejects.toMatchObject({ message: expect.stringContaining('would be called contact') });
  const { id } = await caller.integrations.create({ ...wanted, objects: ['company'], models: ['contact'] });
  const row = await within(vendor, (tx) =>
    tx
      .selectFrom('integration')
      .select('draft')
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow(),
  );
  expect(row.draft).toMatchObject({
    syncs: [{ unified: 'contact' }, { object: 'company' }],
    does: [{ sentence: 'Copies your contacts' }, { sentence: 'Copies your companies' }],
  });
});
