import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import type { Definition } from './definition.ts';
import { diffDefinitions, weightOf } from './diff-definitions.ts';
import type { Field } from './form.ts';

const object = (scopes: string[] = []) => ({
  label: 'things',
  row: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  key: () => '1',
  incremental: false,
  reportsDeletes: false,
  pull: async () => ({ rows: [], next: null }),
  scopes,
});
const connector: Connector = {
  ...{ name: 'App', category: 'CRM', description: 'An app', docs: 'https://app.example', version: '1' },
  auth: { kind: 'none' },
  settings: z.object({ list: z.string().meta({ title: 'Which list?' }) }),
  objects: { contact: object(), note: object(), deal: object(['deals.read']) },
};
const schedule = { kind: 'every' as const, seconds: 300 };
const contact = { object: 'contact', model: 'contact', label: 'contacts', mode: 'full' as const, schedule };
const deal = { ...contact, object: 'deal', model: 'deal', label: 'deals' };
const base: Definition = { syncs: [contact], does: [] };
const mapped = {
  ...contact,
  mapping: { mapping: 1 as const, fields: [{ target: 'email', from: { path: 'email' } }] },
  target: { type: 'object', properties: { email: { type: 'string' } } },
};
const asks = (...fields: Field[]): Definition => ({ ...base, form: { pages: [], fields } });

test.each<[string, Definition, Definition, string, 'minor' | 'major']>([
  ['a sync more', base, { ...base, syncs: [contact, { ...deal, object: 'note' }] }, 'sync_added', 'minor'],
  ['a sync less', { ...base, syncs: [contact, deal] }, base, 'sync_removed', 'major'],
  ['more scopes', base, { ...base, syncs: [contact, deal] }, 'scope_added', 'major'],
  [
    'an optional sync with scopes',
    base,
    { ...base, syncs: [contact, { ...deal, offer: 'optional' }] },
    'sync_added',
    'minor',
  ],
  [
    'another schedule',
    base,
    { ...base, syncs: [{ ...contact, schedule: { kind: 'manual' } }] },
    'sync_changed',
    'minor',
  ],
  ['a new required question', asks(), asks({ name: 'team', label: 'Team', required: true }), 'question_added', 'major'],
  ['one with a default', asks(), asks({ name: 'team', required: true, default: 'x' }), 'question_added', 'minor'],
  ['one that the vendor answers', asks(), asks({ name: 'team', required: true, internalOnly: true }), '', 'minor'],
  ['another type', asks({ name: 'team' }), asks({ name: 'team', kind: 'number' }), 'question_changed', 'major'],
  ['required now', asks({ name: 'team' }), asks({ name: 'team', required: true }), 'question_changed', 'major'],
  ['other words', asks({ name: 'team', label: 'A' }), asks({ name: 'team', label: 'B' }), 'question_changed', 'minor'],
  ['a question less', asks({ name: 'team' }), asks(), 'question_removed', 'minor'],
  ['a sentence', base, { ...base, does: [{ direction: 'in', sentence: 'x' }] }, 'words_changed', 'minor'],
  ['an action less', { ...base, actions: [{ action: 'send' }] }, base, 'action_removed', 'major'],
  [
    'a model with a field more',
    { ...base, syncs: [mapped] },
    {
      ...base,
      syncs: [{ ...mapped, target: { properties: { email: { type: 'string' }, name: { type: 'string' } } } }],
    },
    'model_changed',
    'minor',
  ],
  [
    'a model that mappings do not fit',
    { ...base, syncs: [mapped] },
    { ...base, syncs: [{ ...mapped, target: { required: ['name'], properties: { name: { type: 'string' } } } }] },
    'model_changed',
    'major',
  ],
])('%s', (_, before, after, kind, weight) => {
  const changes = diffDefinitions(before, after, connector);
  expect(weightOf(changes), JSON.stringify(changes)).toBe(weight);
  expect(changes.map((change) => change.kind)).toEqual(kind === '' ? [] : expect.arrayContaining([kind]));
  expect(diffDefinitions(after, after, connector)).toEqual([]);
});
