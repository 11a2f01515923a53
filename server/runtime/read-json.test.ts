import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson, UnreadableJson } from './read-json.ts';

const nested = (levels: number, inside: unknown): unknown =>
  levels === 0 ? inside : nested(levels - 1, levels % 2 ? [inside] : { inside });
const body = (value: unknown) => Buffer.from(JSON.stringify(value));

const jsonOfSafeNumbers = fc.jsonValue({ maxDepth: 6 }).filter((value) => !/\d{16}/.test(JSON.stringify(value)));

describe('readJson', () => {
  test('reads whatever is JSON', () => {
    fc.assert(
      fc.property(jsonOfSafeNumbers, (value) => {
        expect(readJson(body(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('counts levels and not the brackets inside texts, however long and however escaped', () => {
    const text = fc.string({ unit: fc.constantFrom('\\', '"', '[', '{', ']', '}', 'ä', ' '), maxLength: 400 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 190, max: 200 }), (texts, levels) => {
        const inside = nested(levels - 1, texts);
        expect(readJson(body(inside))).toEqual(inside);
        expect(() => readJson(body(nested(201 - levels, inside)))).toThrow(UnreadableJson);
      }),
    );
  });

  test.each([
    ['a text that does not end', '{"a":"b'],
    ['a text that ends with a backslash', '"\\'],
    ['a long text that does not end', `["${'x'.repeat(100)}\\"`],
    ['nothing', ''],
    ['a page', '<html>'],
  ])('refuses %s', (_, text) => {
    expect(() => readJson(Buffer.from(text))).toThrow('is not JSON');
  });

  test('refuses bytes that are no text, and a hundred thousand levels', () => {
    expect(() => readJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('is not written in UTF-8');
    expect(() => readJson(Buffer.from('['.repeat(100_000)))).toThrow('more than 200 levels');
  });

  test('keeps the digits of whole numbers that a number can’t hold', () => {
    expect(
      readJson(Buffer.from('{"id":9007199254740993,"n":9007199254740991,"x":1e30,"f":0.1234567890123456789}')),
    ).toEqual({
      id: '9007199254740993',
      n: 9_007_199_254_740_991,
      x: 1e30,
      f: 0.123_456_789_012_345_68,
    });
  });
});
