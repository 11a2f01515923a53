import fc from 'fast-check';
import { expect, test } from 'vitest';
import { feedCursor, parseFeedCursor } from './feed-cursor.ts';

const stream = fc.integer({ min: 1, max: 2 ** 50 }).map(String);
const seq = fc.nat(2 ** 40);

test('a cursor comes back as it was written; what is behind a reader is forgotten', () => {
  fc.assert(
    fc.property(fc.dictionary(stream, fc.record({ seq, until: seq })), (positions) => {
      const read = parseFeedCursor(feedCursor(positions));
      for (const [key, { seq, until }] of Object.entries(positions))
        expect(read[key]).toEqual(until > seq ? { seq, until } : { seq });
    }),
  );
});

test('a webhook writes a plain position', () => {
  expect(parseFeedCursor(feedCursor({ 7: 12 }))).toEqual({ 7: { seq: 12 } });
});

test('nothing but a cursor is taken for one', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const foreign = [
    '',
    'x',
    '{}',
    encode(null),
    encode([1]),
    encode('a'),
    encode({ a: 1 }),
    encode({ 0: 1 }),
    encode({ 1: -1 }),
    encode({ 1: '2' }),
    encode({ 1: [1] }),
  ];
  for (const cursor of [...foreign, encode({ 1: 1.5 }), encode({ 1: 2 ** 60 }), encode({ 1: { seq: 1 } })]) {
    expect(() => parseFeedCursor(cursor), cursor).toThrow(/cursor/);
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        parseFeedCursor(text);
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalid', field: 'cursor', remedy: expect.any(String) });
      }
    }),
  );
});
