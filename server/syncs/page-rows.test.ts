import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KnownRows, packRows, rowMark } from '#server/records/known-rows.ts';
import { readJson } from '#server/runtime/read-json.ts';
import { PageRows } from './page-rows.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\\"', '{', '}],', 'é', '😀', '[{'));
const number = fc.constantFrom(0, -0, 1.5, 1e30, 9007199254740991, Number('12345678901234567890'));
// JSON.parse of Node 24.21 takes the key "\\\"" for "\\\\" where it has met that one: keys are without either.
const key = fc.string({ unit: fc.constantFrom('a', 'b', '{', ']', ',', 'é', '😀', '\n') });
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(key, tie('any'))),
})).any;
const row = fc.dictionary(key, value);
const page = fc.oneof(
  fc.record({ data: fc.array(row), next: leaf, more: fc.dictionary(key, value) }),
  fc.array(fc.oneof(row, value)),
  fc.record({ one: fc.array(fc.oneof(row, value)), two: fc.record({ three: fc.array(row) }) }),
  value,
);
const style = fc.constantFrom(undefined, 1, '\t');
const bytes = (said: unknown, space?: string | number) => Buffer.from(JSON.stringify(said, undefined, space));

/** Everything that a watch was asked for, as what is known of the next answer. */
class Learning extends PageRows {
  readonly seen: { mark: string; length: number; slot: number }[] = [];

  override isKnown(said: Uint8Array): boolean {
    this.seen.push({ mark: rowMark(said), length: said.length, slot: this.seen.length });
    return super.isKnown(said);
  }
}

function learn(body: Buffer): KnownRows {
  const watch = new Learning(undefined);
  readJson(body, { rows: watch });
  return new KnownRows(packRows(watch.seen));
}

const plain = (given: unknown): unknown => JSON.parse(JSON.stringify(given));

describe('an answer of which rows are known', () => {
  test('says what it says, whatever is known of it', () => {
    fc.assert(
      fc.property(page, page, style, style, (before, now, one, other) => {
        const body = bytes(now, one);
        const expected = readJson(body);
        for (const known of [undefined, learn(body), learn(bytes(before, other))])
          expect(plain(readJson(body, { rows: new PageRows(known) }))).toEqual(plain(expected));
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  test('is refused where it is no JSON, with the same words', () => {
    const told = (read: () => unknown): string => {
      try {
        return JSON.stringify(read());
      } catch (error) {
        return String(error);
      }
    };
    fc.assert(
      fc.property(page, style, fc.nat(), fc.nat(255), fc.boolean(), (said, space, place, byte, isCut) => {
        const whole = bytes(said, space);
        const known = learn(whole);
        const at = place % whole.length;
        const broken = isCut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!isCut) broken[at] = byte;
        expect(told(() => readJson(broken, { rows: new PageRows(known) }))).toBe(told(() => readJson(broken)));
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});

const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id, name: `n${id}`, at: { day: id } }));

/** What becomes of a page's rows, where the connector hands on what `pull` makes of them. */
function sorted(before: object[], now: object[], pull: (given: unknown[]) => unknown[] = (given) => given) {
  const watch = new PageRows(learn(bytes({ data: before })));
  const read = readJson(bytes({ data: now }), { rows: watch }) as { data: unknown[] };
  const { met, others, isUseless } = watch.sort(pull(read.data));
  return { met: met.map(({ slot }) => slot), others: others.map((other) => plain(other.row)), isUseless };
}

describe('rows of a page', () => {
  test('are met where they say the same, wherever they stand', () => {
    const now = rows(60)
      .toSpliced(3, 1)
      .toSpliced(10, 0, { id: 99, name: 'new', at: { day: 1 } });
    now[20] = { id: 20, name: 'changed', at: { day: 20 } };
    const { met, others } = sorted(rows(60), now);
    expect(met).toEqual([...rows(60).keys()].filter((slot) => slot !== 3 && slot !== now[20]?.id));
    expect(others).toEqual([now[10], now[20]]);
  });

  test('are none of those that were known where all of them are others', () => {
    const now = rows(90).map((one) => ({ ...one, name: 'other' }));
    expect(sorted(rows(90), now)).toEqual({ met: [], others: now, isUseless: false });
  });

  test('may be looked into, and sorted out', () => {
    const even = (given: unknown[]) => given.filter((one) => (one as { id: number }).id % 2 === 0);
    expect(sorted(rows(4), rows(4), even)).toEqual({ met: [0, 2], others: [], isUseless: false });
  });

  test.each<[string, (one: ReturnType<typeof rows>[number]) => unknown]>([
    ['changed', (one) => Object.assign(one, { name: 'x' })],
    ['changed within', (one) => [one, Object.assign(one.at, { day: -1 })][0]],
    ['made shorter', (one) => [one, Reflect.deleteProperty(one, 'name')][0]],
    ['copied', (one) => ({ ...one, more: 1 })],
    ['unpacked', (one) => one.at],
  ])('are read where they may have been %s by the connector', (_, touch) => {
    const pull = (given: unknown[]) => given.map((one) => touch(one as ReturnType<typeof rows>[number]));
    expect(sorted(rows(3), rows(3), pull)).toEqual({ met: [], others: plain(pull(rows(3))), isUseless: true });
  });
});
