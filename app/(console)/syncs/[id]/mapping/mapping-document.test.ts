import { expect, test } from 'vitest';
import { fieldsIn, placeOf, sourceKind, typedValue, valueText, withField } from './mapping-document.ts';

const document = {
  mapping: 1,
  computed: [{ name: 'full', from: { template: '{a} {b}' } }],
  fields: [
    { target: 'email', from: { path: 'properties.email' } },
    { target: 'kind', from: { constant: 'person' } },
  ],
};

test('a value that was typed comes back as it was typed', () => {
  for (const value of ['Berlin', '', '007', '5', 'true', 'null', '{"a":1}', '"quoted"', 5, true, null])
    expect(typedValue(valueText(value))).toEqual(value);
  expect([typedValue('5'), typedValue('"5"'), typedValue('007'), typedValue('[1]')]).toEqual([5, '5', '007', '[1]']);
});

test('fields are changed and taken out, and what is no field is passed over', () => {
  expect(fieldsIn({ fields: [1, null, { target: 'a' }] })).toEqual([{ target: 'a' }]);
  expect(fieldsIn(withField(document, 1, undefined))).toEqual([document.fields[0]]);
  expect(fieldsIn(withField(document, 0, { target: 'mail' }))[0]).toEqual({ target: 'mail' });
  expect([{ path: 'a' }, { constant: null }, { template: '{a}' }, { list: [] }].map(sourceKind)).toEqual([
    'path',
    'constant',
    'template',
    'other',
  ]);
});

test('a problem leads to its place', () => {
  const at = (field: string) => placeOf({ field, severity: 'error', message: '', remedy: '' }, document);
  expect([at('kind'), at('@full'), at('filter'), at('fields.0.from'), at('table colours')]).toEqual([
    ['fields', 1],
    ['computed', 0],
    ['filter'],
    ['fields', 0, 'from'],
    ['tables', 'colours'],
  ]);
});
