import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineConnector, defineObject } from '#connectors/kit/index.ts';
import type { Definition } from '#server/integrations/definition.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import { type Installed, needsOf } from './needs.ts';

const note = defineObject({
  label: 'notes',
  row: z.object({ id: z.string(), text: z.string() }),
  key: (row) => row.id,
  incremental: false,
  reportsDeletes: false,
  scopes: ['notes:read'],
  pull: async () => ({ rows: [], next: null }),
});
const connector = defineConnector({
  ...{ name: 'Desk', category: 'Other', description: 'A desk.', docs: 'https://desk.example', version: '1' },
  auth: { kind: 'none' },
  settings: z.object({}),
  check: async () => ({ id: 'desk', name: 'Desk' }),
  objects: { note },
});
const sync = {
  ...{ object: 'note', model: 'note', label: 'notes', mode: 'full' as const },
  schedule: { kind: 'every' as const, seconds: 300 },
};
const definition: Definition = { does: [], syncs: [sync] };
const mapping: Mapping = { mapping: 1, fields: [{ target: 'text', from: { path: 'text' } }] };
const model = (...required: string[]) => ({
  type: 'object',
  properties: { text: { type: 'string' }, title: { type: 'string' } },
  required,
});

const needs = (installed: Partial<Installed>, of: Definition = definition) =>
  needsOf(
    { answers: {}, internal: {}, grantedScopes: [], mapped: [], ...installed },
    { definition: of, changes: [], policy: 'minor', connector, scopeWords: { 'notes:read': 'Read your notes' } },
  );

test('what the app has not allowed yet is asked for in plain words; where it tells nothing, nothing is asked', () => {
  expect(needs({ grantedScopes: ['profile'] })).toEqual([
    { kind: 'allow', scope: 'notes:read', sentence: 'Desk has to allow: Read your notes.' },
  ]);
  expect(needs({ grantedScopes: ['profile', 'notes:read'] })).toEqual([]);
  expect(needs({ grantedScopes: [] })).toEqual([]);
  const optional: Definition = { ...definition, syncs: [{ ...sync, offer: 'optional' }] };
  expect(needs({ grantedScopes: ['profile'] }, optional)).toEqual([]);
});

test('a mapping of the customer’s own that does not fit the new model has to be mended, and only that one', () => {
  const mapped = [{ key: 'note', mapping }];
  const fitting: Definition = { ...definition, syncs: [{ ...sync, target: model('text') }] };
  expect(needs({ mapped }, fitting)).toEqual([]);
  const stricter: Definition = { ...definition, syncs: [{ ...sync, target: model('text', 'title') }] };
  const [need, ...others] = needs({ mapped }, stricter);
  expect(others).toEqual([]);
  expect(need).toMatchObject({ kind: 'mend', sync: 'note', problems: [expect.stringContaining('title')] });
  expect(need?.sentence).toMatch(/^The fields of notes have to be matched anew: /);
  // A sync that is not there any more has nothing to be mended.
  expect(needs({ mapped: [{ key: 'other', mapping }] }, stricter)).toEqual([]);
});
