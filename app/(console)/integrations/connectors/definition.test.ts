import { expect, test } from 'vitest';
import { valueAt, withValue } from './definition.ts';

const draft = { name: 'Crm', syncs: [{ object: 'a' }, { object: 'b', bounds: { fastest: 60 } }] };

test('a value is put into objects and lists, and nothing else is touched', () => {
  expect(withValue(draft, ['syncs', 1, 'bounds', 'fastest'], 300)).toEqual({
    name: 'Crm',
    syncs: [{ object: 'a' }, { object: 'b', bounds: { fastest: 300 } }],
  });
  expect(withValue(draft, ['form', 'pages', 0, 'title'], 'First')).toMatchObject({
    form: { pages: [{ title: 'First' }] },
  });
  expect(draft.syncs[1]).toEqual({ object: 'b', bounds: { fastest: 60 } });
});

test('undefined takes an entry out, of a list too; a place past the end is the next one', () => {
  expect(withValue(draft, ['syncs', 0], undefined).syncs).toEqual([{ object: 'b', bounds: { fastest: 60 } }]);
  expect(withValue(draft, ['syncs', 1, 'bounds'], undefined)).toMatchObject({
    syncs: [{ object: 'a' }, { object: 'b' }],
  });
  expect(withValue(draft, ['syncs', 9], { object: 'c' }).syncs).toHaveLength(3);
  expect(valueAt(draft, ['syncs', 1, 'object'])).toBe('b');
});
