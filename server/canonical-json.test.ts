import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });

/** The same value with the keys of every object in another order. */
function reordered(value: unknown, order: (names: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => reordered(one, order));
  if (typeof value !== 'object' || value === null) return value;
  const fields = new Map(Object.entries(value));
  return Object.fromEntries(order([...fields.keys()]).map((name) => [name, reordered(fields.get(name), order)]));
}

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('canonical JSON', () => {
  test('is the same in whatever order an app sends the keys, at any depth', () => {
    fc.assert(
      fc.property(json, fc.infiniteStream(fc.nat()), (value, keys) => {
        const shuffle = (names: string[]) => names.sort(() => (keys.next().value % 2 === 0 ? 1 : -1));
        expect(canonicalJson(reordered(value, shuffle))).toBe(canonicalJson(value));
        expect(canonicalJson(reordered(value, (names) => names.reverse()))).toBe(canonicalJson(value));
      }),
    );
  });

  test('says the same as the JSON that is stored', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(asSent(value));
      }),
    );
  });

  test('is different where the JSON is different', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(same).toBe(canonicalJson(asSent(a)) === canonicalJson(asSent(b)));
        if (same) expect(asSent(a)).toEqual(asSent(b));
      }),
    );
  });

  test('keeps the order of a list, which is part of what it says', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  test.each([
    ['-0 and 0', -0, 0],
    ['1.0 and 1', JSON.parse('1.0'), 1],
    ['1e2 and 100', JSON.parse('1e2'), 100],
    ['an escaped letter and the letter', JSON.parse('"\\u00e9"'), 'é'],
    ['a field without a value and no field', { a: 1, b: undefined }, { a: 1 }],
    ['a date and its text', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['numbered keys in any order', { 10: 'a', 9: 'b' }, { 9: 'b', 10: 'a' }],
  ])('takes %s for one', (_, a, b) => {
    expect(canonicalJson({ field: a })).toBe(canonicalJson({ field: b }));
  });

  test.each([
    ['null and no field', { a: null }, {}],
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['é as one sign and as two', { a: '\u00e9' }, { a: 'e\u0301' }],
    ['a lone half of a sign and the other half', { a: '\ud83d' }, { a: '\ude00' }],
    ['an empty list and an empty object', { a: [] }, { a: {} }],
    ['a key and one that looks like it', { a: 1 }, { а: 1 }],
    ['two dates', { at: new Date(0) }, { at: new Date(1) }],
    ['nested and flat', { a: { b: 1 } }, { 'a.b': 1 }],
    ['a text that looks like a field', { a: '1","b":"2' }, { a: '1', b: '2' }],
    ['a field named __proto__ and none', JSON.parse('{"__proto__":{"a":1}}'), {}],
  ])('tells %s apart', (_, a, b) => {
    expect(canonicalJson(a)).not.toBe(canonicalJson(b));
  });
});
