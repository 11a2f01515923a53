import { expect, test } from 'vitest';
import { beginSync, sourcesOf } from './sync-sources.ts';

const abilities = {
  objects: [
    { name: 'Contact', label: 'Contacts', incremental: true },
    { name: 'deal', label: 'Deals', incremental: false },
  ],
  models: [{ name: 'contact' as const, label: 'Contacts', object: 'Contact' }],
};

test('an object that is copied already is not offered again, under neither of its names', () => {
  const values = (syncs: object[]) => sourcesOf(abilities, syncs).map(({ value }) => value);
  expect(values([])).toEqual(['model contact', 'object Contact', 'object deal']);
  expect(values([{ unified: 'contact' }])).toEqual(['object deal']);
  expect(values([{ object: 'Contact' }, { object: 'deal' }])).toEqual([]);
});

test('a new sync begins with what the connector knows', () => {
  const [model, object, other] = sourcesOf(abilities, []);
  if (!model || !object || !other) throw new Error('There are three.');
  expect(beginSync(model, abilities)).toMatchObject({ unified: 'contact', schedule: { kind: 'every' } });
  expect(beginSync(object, abilities)).toMatchObject({ model: 'contact', label: 'contacts', mode: 'incremental' });
  expect(beginSync(other, abilities)).toMatchObject({ mode: 'full' });
});
