import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '#server/canonical-json.ts';
import { isSameValue, leavesOf, recordOf, withLeaves } from './leaves.ts';

const record = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom('a.b', '__proto__', '', '\\', 'a\\.b')),
  fc.jsonValue(),
);
const same = (one: unknown, other: unknown) => canonicalJson(one) === canonicalJson(other);

describe('the values of a record', () => {
  test('make the same record again, whatever its fields are called', () => {
    fc.assert(
      fc.property(record, (data) => {
        const parsed = JSON.parse(JSON.stringify(data));
        expect(same(recordOf(leavesOf(parsed)), parsed)).toBe(true);
        expect(Object.getPrototypeOf(recordOf(leavesOf(parsed)))).toBe(Object.prototype);
      }),
    );
  });

  test('put into another record are there; put into their own change nothing', () => {
    fc.assert(
      fc.property(record, record, (one, other) => {
        expect(same(withLeaves(one, leavesOf(one)), one)).toBe(true);
        const mixed = leavesOf(withLeaves(one, leavesOf(other)));
        const top = leavesOf(
          Object.fromEntries(
            Object.entries(other).filter(
              ([name, value]) => Object.hasOwn(one, name) && !(typeof value === 'object' && value !== null),
            ),
          ),
        );
        for (const [field, value] of top)
          if (typeof one[field] !== 'object') expect(isSameValue(mixed.get(field), value)).toBe(true);
      }),
    );
  });

  test('go to inner objects, and not to fields that the record does not have', () => {
    const to = { name: 'a', crew: { size: 1 } };
    expect(withLeaves(to, leavesOf({ name: 'b', crew: { mate: 'm' }, other: 1, dock: { x: 1 } }))).toEqual({
      name: 'b',
      crew: { size: 1, mate: 'm' },
    });
  });
});
