import { describe, expect, test } from 'vitest';
import { compileMapping } from './compile-mapping.ts';
import type { Expression, MappedField, Step } from './mapping-document.ts';
import { readMapping } from './read-mapping.ts';
import { targetFieldsOf } from './target-fields.ts';

const read = (document: unknown) => {
  const reading = readMapping(document);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.mapping;
};
const map = (parts: object, row: unknown, lookups?: Map<string, Map<string, unknown>>) =>
  compileMapping(read({ mapping: 1, fields: [], ...parts }))(row, lookups);
const field = (from: Expression, more: Partial<MappedField> = {}) => ({ target: 'x', from, ...more });
/** What one field becomes, or what is said about it. */
const one = (from: Expression, row: unknown, more: Partial<MappedField> = {}) => {
  const mapped = map({ fields: [field(from, more)] }, row);
  if ('record' in mapped) return mapped.record.x;
  return 'troubles' in mapped ? mapped.troubles[0]?.message : 'excluded';
};
const steps = (value: unknown, ...list: Step[]) => one({ path: 'v', steps: list }, { v: value });

describe('where a value comes from', () => {
  const row = {
    id: 7,
    properties: { email: 'a@b.example', 'odd.name': 1 },
    items: [{ sku: 'A', tags: ['x', 'y'] }, { sku: 'B', tags: ['z'] }, {}],
    one: { sku: 'C' },
  };
  test.each([
    ['id', 7],
    ['properties.email', 'a@b.example'],
    ['properties["odd.name"]', 1],
    ['items[0].sku', 'A'],
    ['items[].sku', ['A', 'B']],
    ['items[].tags[]', ['x', 'y', 'z']],
    ['one[].sku', ['C']],
    ['nothing.at.all', undefined],
    ['constructor', undefined],
    ['__proto__.x', undefined],
    ['$.id', 7],
  ])('%s', (path, expected) => {
    expect(one({ path }, row)).toEqual(expected);
  });

  test('constants, templates, the first that is there, objects, lists', () => {
    expect(one({ constant: { a: 1 } }, row)).toEqual({ a: 1 });
    expect(one({ template: '{id}: {properties.email} {{x}}' }, row)).toBe('7: a@b.example {x}');
    expect(one({ template: '{a} {b}' }, row)).toBeUndefined();
    expect(one({ firstOf: [{ path: 'none' }, { path: 'id' }] }, row)).toBe(7);
    expect(one({ object: { mail: { path: 'properties.email' }, none: { path: 'none' } } }, row)).toEqual({
      mail: 'a@b.example',
    });
    expect(one({ list: [{ path: 'id' }, { path: 'none' }] }, row)).toEqual([7]);
  });

  test('computed fields, one after the other; whoever reads a bad one has its trouble', () => {
    const computed = [
      { name: 'full', from: { template: '{first} {last}' } },
      { name: 'loud', from: { path: '@full', steps: [{ do: 'upper' }] } },
    ];
    expect(map({ computed, fields: [field({ path: '@loud' })] }, { first: 'a', last: 'b' })).toEqual({
      record: { x: 'A B' },
    });
    expect(
      map({ computed, fields: [field({ path: '@loud' }), { target: 'y', from: { path: 'last' } }] }, { first: {} }),
    ).toMatchObject({ troubles: [{ target: 'x', source: '@loud' }] });
  });
});

describe('what is done where there is nothing, or nothing usable', () => {
  test.each([
    [undefined, {}],
    ['skip', {}],
    ['clear', { x: null }],
    [{ default: 5 }, { x: 5 }],
  ] as const)('empty: %s', (empty, record) => {
    for (const value of [undefined, null, '', '  '])
      expect(map({ fields: [{ ...field({ path: 'v' }), empty }] }, { v: value })).toEqual({ record });
  });

  test('an error names field, source and remedy, never the value, and the others are reported too', () => {
    const fields = [
      { target: 'age', from: { path: 'age' }, type: 'integer' as const },
      { target: 'name', from: { path: 'name' } },
      { target: 'mail', from: { path: 'p.mail', steps: [{ do: 'email' as const }] } },
      { target: 'must', from: { path: 'must' }, empty: 'error' as const },
    ];
    const mapped = map({ fields }, { age: 'Geheim 12', name: 'ok', p: { mail: 'nobody' } });
    expect(mapped).toMatchObject({
      troubles: [
        { target: 'age', source: 'age', class: 'mapping', remedy: expect.stringContaining('number') },
        { target: 'mail', source: 'p.mail' },
        { target: 'must' },
      ],
    });
    expect(JSON.stringify(mapped)).not.toMatch(/Geheim|nobody/);
    expect(JSON.stringify(mapped)).toContain('Aaaaaa 99');
  });

  test.each([
    ['skip', {}],
    ['clear', { x: null }],
    [{ default: 0 }, { x: 0 }],
  ] as const)('unusable: %s', (unusable, record) => {
    expect(map({ fields: [field({ path: 'v' }, { type: 'number', unusable })] }, { v: 'abc' })).toEqual({ record });
  });

  test('a required field of the model may not stay away', () => {
    const target = targetFieldsOf({ type: 'object', required: ['x'], properties: { x: { type: 'string' } } });
    const mapRow = compileMapping(read({ mapping: 1, fields: [field({ path: 'v' })] }), target);
    expect(mapRow({})).toMatchObject({ troubles: [{ target: 'x' }] });
    expect(mapRow({ v: 5 })).toEqual({ record: { x: '5' } });
  });
});

describe('steps', () => {
  test('texts', () => {
    expect(steps(' \u200bA  b ', { do: 'trim' })).toBe('A  b');
    expect(steps(' A  b ', { do: 'collapse' }, { do: 'lower' })).toBe('a b');
    expect(steps('hello world', { do: 'title' })).toBe('Hello World');
    expect(steps('a-1 b 2', { do: 'digits' })).toBe('12');
    expect(steps('<p>A &amp; b</p><p>c < d</p>', { do: 'strip_tags' })).toBe('A & b\nc < d');
    expect(steps(' Jane <JANE@Example.COM> ', { do: 'email' })).toBe('jane@example.com');
    expect(steps('a.b.c', { do: 'replace', find: '.', with: '/' })).toBe('a/b/c');
    expect(steps('ab😀c', { do: 'cut', length: 3 })).toBe('ab');
    expect(steps('a; b;;c', { do: 'split', by: ';' })).toEqual(['a', 'b', 'c']);
    expect(steps('a; b', { do: 'split', by: ';', part: 1 })).toBe('b');
    expect(steps(['A', 'B'], { do: 'lower' })).toEqual(['a', 'b']);
    expect(steps({ a: 1 }, { do: 'lower' })).toMatch(/an object/);
  });

  test.each([
    ['1.234,50 €', ',', 1234.5],
    ['$1,234.50', '.', 1234.5],
    ['(12)', '.', -12],
    ['-7', '.', -7],
    ['12,34,567', '.', 1234567],
    ["1'000", '.', 1000],
    ['1 000 000', ',', 1000000],
  ] as const)('number %s with %s', (text, decimal, expected) => {
    expect(steps(text, { do: 'number', decimal })).toBe(expected);
  });

  test.each(['12.5', '1.2.3', 'abc', '1,5,5', '', '99999999999999999999'])('no number with a comma: %s', (text) => {
    expect(typeof steps(text || '-', { do: 'number', decimal: ',' })).toBe('string');
  });

  test('codes', () => {
    expect(steps('030 901820', { do: 'phone', country: 'DE' })).toBe('+4930901820');
    expect(
      one({ path: 'v', steps: [{ do: 'phone', countryFrom: 'land' }] }, { v: '030 901820', land: 'Germany' }),
    ).toBe('+4930901820');
    expect(steps('030 901820', { do: 'phone' })).toMatch(/no telephone number with its country’s code/);
    for (const name of ['de', 'DEU', '276', 'Germany', 'Deutschland', 'Alemania', 'ドイツ', ' germany '])
      expect(steps(name, { do: 'country' }), name).toBe('DE');
    expect(steps('USA', { do: 'country', write: 'name', language: 'de' })).toBe('Vereinigte Staaten');
    expect(steps('US', { do: 'country', write: 'alpha3' })).toBe('USA');
    expect(steps('Atlantis', { do: 'country' })).toMatch(/names no country/);
    expect(steps('california', { do: 'state', country: 'US' })).toBe('CA');
    expect(steps('US-CA', { do: 'state', country: 'US', write: 'name' })).toBe('California');
    expect(steps('Zurich', { do: 'state', country: 'CH' })).toBe('ZH');
    expect(steps('X', { do: 'state', country: 'FR' })).toMatch(/names no state of FR/);
    for (const name of ['eur', '€', 'Euro']) expect(steps(name, { do: 'currency' })).toBe('EUR');
    expect(steps('$', { do: 'currency' })).toMatch(/no one currency/);
  });

  test('value tables and look-ups', () => {
    const table = [
      { from: ['won', 'closed won', 1], to: 'won' },
      { from: ['lost'], to: null },
    ];
    const values = (value: unknown, otherwise: 'keep' | 'clear' | 'error' | { default: string }) =>
      steps(value, { do: 'values', table, otherwise, ignoreCase: true });
    expect(values('Closed Won', 'error')).toBe('won');
    expect(values('1', 'error')).toBe('won');
    expect(values('open', 'keep')).toBe('open');
    expect(values('open', 'clear')).toBeUndefined();
    expect(values('open', { default: 'other' })).toBe('other');
    expect(values('open', 'error')).toMatch(/not in the value table/);
    expect(values(['won', 'open'], 'clear')).toEqual(['won']);
    const lookups = new Map([['owners', new Map<string, unknown>([['7', 'usr_1']])]]);
    const from = { path: 'v', steps: [{ do: 'lookup' as const, table: 'owners', otherwise: 'error' as const }] };
    expect(map({ fields: [field(from)] }, { v: 7 }, lookups)).toEqual({ record: { x: 'usr_1' } });
    const tables = { owners: [{ from: 7, to: 'own' }] };
    expect(map({ tables, fields: [field(from)] }, { v: '7' }, lookups)).toEqual({ record: { x: 'own' } });
    expect(map({ fields: [field(from)] }, { v: 8 }, lookups)).toMatchObject({ troubles: [{}] });
  });

  test('lists', () => {
    const lines = [
      { sku: 'A', qty: 2, kind: 'x' },
      { sku: 'B', qty: 1, kind: 'y' },
      { sku: 'C', qty: 5, kind: 'x' },
    ];
    expect(steps(lines, { do: 'where', where: { path: 'qty', is: 'at_least', value: 2 } }, { do: 'count' })).toBe(2);
    expect(steps(lines, { do: 'map', to: { path: 'sku' } }, { do: 'join', by: ', ' })).toBe('A, B, C');
    expect(
      one({ path: 'v', steps: [{ do: 'map', to: { template: '{$.id}-{sku}' } }, { do: 'last' }] }, { id: 9, v: lines }),
    ).toBe('9-C');
    expect(steps(lines, { do: 'group', by: 'kind' }, { do: 'map', to: { path: 'key' } })).toEqual(['x', 'y']);
    expect(steps([[1], [2, 2]], { do: 'flatten' }, { do: 'unique' }, { do: 'at', index: -1 })).toBe(2);
    expect(steps(['', null, 'a'], { do: 'compact' })).toEqual(['a']);
    expect(steps(null, { do: 'count' })).toBe(0);
    expect(steps([], { do: 'first' }, { do: 'default', value: 'none' })).toBe('none');
    expect(steps({ a: [1] }, { do: 'json' })).toBe('{"a":[1]}');
  });
});

describe('what a type takes', () => {
  const to = (value: unknown, type: NonNullable<MappedField['type']>) => one({ path: 'v' }, { v: value }, { type });
  test.each([
    [5, 'text', '5'],
    [-0, 'text', '0'],
    [true, 'text', 'true'],
    ['5.50', 'number', 5.5],
    ['7', 'integer', 7],
    ['Yes', 'boolean', true],
    [0, 'boolean', false],
    ['2026-01-31T23:30:00+02:00', 'datetime', '2026-01-31T21:30:00.000Z'],
    ['2026-01-31T23:30:00+02:00', 'date', '2026-01-31'],
    ['a', 'list', ['a']],
    [{ a: 1 }, 'object', { a: 1 }],
  ] as const)('%j as %s', (value, type, expected) => {
    expect(to(value, type)).toEqual(expected);
  });

  test.each([
    [{}, 'text'],
    [['a'], 'text'],
    ['1,5', 'number'],
    ['0x10', 'number'],
    ['9007199254740993', 'number'],
    [1.5, 'integer'],
    ['maybe', 'boolean'],
    [2, 'boolean'],
    ['2026-02-30', 'date'],
    ['2026-01-31 09:30', 'datetime'],
    [1_700_000_000, 'date'],
    ['x', 'object'],
    [[1], 'object'],
  ] as const)('%j is not guessed to be %s', (value, type) => {
    expect(map({ fields: [field({ path: 'v' }, { type })] }, { v: value })).toMatchObject({
      troubles: [{ target: 'x' }],
    });
  });
});

describe('a filter', () => {
  const passes = (filter: object, row: object) => 'record' in map({ filter }, row);
  test.each([
    [{ path: 'a', is: 'equals', value: 5 }, { a: '5' }, true],
    [{ path: 'a', is: 'equals', value: 'X', ignoreCase: true }, { a: 'x' }, true],
    [{ path: 'a', is: 'equals', value: 'true' }, { a: true }, true],
    [{ path: 'a', is: 'not_equals', value: null }, {}, false],
    [{ path: 'a', is: 'greater', value: 9 }, { a: '10' }, true],
    [{ path: 'a', is: 'less', value: '2026-01-01' }, { a: '2025-12-31T23:00:00Z' }, true],
    [{ path: 'a', is: 'at_most', other: 'b' }, { a: 1, b: 1 }, true],
    [{ path: 'a', is: 'greater', value: 1 }, { a: {} }, false],
    [{ path: 'a', is: 'in', value: ['x', 'y'] }, { a: 'y' }, true],
    [{ path: 'a', is: 'not_in', value: ['x'] }, {}, true],
    [{ path: 'a', is: 'contains', value: 'b' }, { a: ['a', 'b'] }, true],
    [{ path: 'a', is: 'starts_with', value: 'ab' }, { a: 'abc' }, true],
    [{ path: 'a[].b', is: 'in', value: ['q'] }, { a: [{ b: 'q' }] }, true],
    [{ path: 'a[]', is: 'empty' }, { a: 'text' }, true],
    [{ not: { path: 'a', is: 'empty' } }, { a: 0 }, true],
    [{ all: [] }, {}, true],
    [{ any: [] }, {}, false],
  ])('%j of %j', (filter, row, expected) => {
    expect(passes(filter, row)).toBe(expected);
  });
});

test('parts of objects, what nothing names, and the row itself', () => {
  const row = { id: 1, properties: { city: 'Bonn', zip: '53111', own__c: 'x' } };
  expect(
    map(
      {
        fields: [
          { target: 'address.city', from: { path: 'properties.city' } },
          { target: 'address.zip', from: { path: 'properties.zip' } },
        ],
        rest: { from: 'properties', to: 'custom' },
        raw: 'raw',
      },
      row,
    ),
  ).toEqual({ record: { address: { city: 'Bonn', zip: '53111' }, custom: { own__c: 'x' }, raw: row } });
});
