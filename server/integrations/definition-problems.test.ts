import { expect, test } from 'vitest';
import { registry } from '#connectors/registry.ts';
import type { DefinitionDocument } from './definition.ts';
import { readDefinition } from './definition-problems.ts';

const tidewater = async () => {
  const found = (await registry()).get('tidewater');
  if (!found) throw new Error('There is no connector tidewater.');
  return found;
};

const sync = {
  object: 'contact',
  model: 'contact',
  label: 'contacts',
  mode: 'incremental' as const,
  schedule: { kind: 'every' as const, seconds: 300 },
};
const good: DefinitionDocument = { does: [{ direction: 'in', sentence: 'Contacts become people.' }], syncs: [sync] };

const problems = async (change: object) =>
  readDefinition({ ...good, ...change }, await tidewater()).problems.map(({ severity, field }) => [severity, field]);

test('a whole definition has no problem', async () => {
  expect(
    await problems({
      form: {
        pages: [{ key: 'what', title: 'What', sections: [{ key: 'more', title: 'More' }] }],
        fields: [
          { name: 'list', label: 'Which people?', page: 'what' },
          { name: 'kind', label: 'Kind', choices: [{ value: 'a', label: 'A' }], page: 'what', section: 'more' },
          { name: 'detail', label: 'Detail', showWhen: { path: 'kind', is: 'equals', value: 'a' } },
          { name: 'tier', internalOnly: true, value: 'gold' },
        ],
      },
      plan: { rule: { path: 'plan', is: 'in', value: ['pro'] } },
      upsell: { text: 'Upgrade to Pro.' },
    }),
  ).toEqual([]);
});

test('the mapping of a shared model is the connector’s own: its warnings are nothing that a vendor could mend', async () => {
  expect(await problems({ syncs: [{ unified: 'company', schedule: sync.schedule }] })).toEqual([]);
  const loaded = await tidewater();
  const mapping = loaded.connector.models?.company?.mapping;
  const own = { ...sync, object: 'company', model: 'company', label: 'companies', mapping };
  const target = { type: 'object', properties: { employees: { type: 'integer' } } };
  const ofOwn = await problems({ syncs: [{ ...own, target }] });
  expect(ofOwn.map(([severity]) => severity)).toContain('warning');
});

test.each<[object, string]>([
  [{ syncs: 'all' }, 'syncs'],
  [{ syncs: [{ ...sync, object: 'ghost' }] }, 'syncs.0.object'],
  [{ syncs: [{ ...sync, mode: 'never' }] }, 'syncs.0.mode'],
  [{ syncs: [sync, sync] }, 'syncs.1'],
  [
    { syncs: [{ ...sync, target: { properties: { email: { type: 'strng' } } } }] },
    'syncs.0.target.properties.email.type',
  ],
  [{ syncs: [{ ...sync, target: 7 }] }, 'syncs.0.target'],
  [{ syncs: [{ unified: 'crm.nothing', schedule: sync.schedule }] }, 'syncs.0.unified'],
  [{ actions: [{ action: 'ghost' }] }, 'actions.0.action'],
  [{ form: { fields: [{ name: 'a' }, { name: 'a' }] } }, 'form.fields.1.name'],
  [{ form: { fields: [{ name: 'a', kind: 'select' }] } }, 'form.fields.0.choices'],
  [{ form: { fields: [{ name: 'a', options: 'ghosts' }] } }, 'form.fields.0.options'],
  [{ form: { fields: [{ name: 'a', page: 'none' }] } }, 'form.fields.0.page'],
  [{ form: { fields: [{ name: 'a', showWhen: { has: 'b' } }, { name: 'b' }] } }, 'form.fields.0.showWhen'],
  [{ form: { fields: [{ name: 'a', kind: 'password', internalOnly: true, value: 'x' }] } }, 'form.fields.0.value'],
  [{ form: { fields: [{ name: 'a', pattern: '(a+)+' }] } }, 'form.fields.0.pattern'],
  [{ plan: { rule: { has: 'seats' } }, upsell: { text: 'x' } }, 'plan.rule'],
])('%j is refused at %s', async (change, field) => {
  const found = await problems(change);
  expect(found.filter(([severity]) => severity === 'error').map(([, place]) => place)).toContain(field);
});

test('a translation with missing words is a warning that names them', async () => {
  const { problems: found } = readDefinition(
    { ...good, texts: { default: 'en', locales: { de: { name: 'Tidewater', description: 'Ein CRM' } } } },
    await tidewater(),
  );
  expect(found).toMatchObject([
    {
      severity: 'warning',
      field: 'texts.locales.de',
      message: expect.stringMatching(/does\.0, syncs\.contact:/),
    },
  ]);
});

test('what customers may match must be in the model, and what they must match among it', async () => {
  const target = { type: 'object', properties: { plan: { type: 'string' }, size: { type: 'integer' } } };
  const matched = (matching: object, more: object = { target }) =>
    problems({ syncs: [{ ...sync, ...more, matching }] });
  expect(await matched({ fields: ['plan'], required: ['plan'], canCreateFields: true })).toEqual([]);
  expect(await matched({}, {})).toEqual([['error', 'syncs.0.matching']]);
  expect(await matched({ hostFields: true }, {})).toEqual([]);
  expect(await matched({ fields: ['plan', 'plam'] })).toEqual([['error', 'syncs.0.matching.fields.1']]);
  expect(await matched({ fields: ['plan'], required: ['size'] })).toEqual([['error', 'syncs.0.matching.required.0']]);
  // A model that is none is named where it is wrong, before anything is published.
  expect(await matched({ fields: ['plan'] }, { target: { type: 'object', properties: { plan: { type: 'txt' } } } })).toEqual([['error', 'syncs.0.target.properties.plan.type']]); // biome-ignore format: one thought
});
