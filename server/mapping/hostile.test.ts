import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileMapping } from './compile-mapping.ts';
import { limits } from './limits.ts';
import type { Expression, Mapping, PlainStep, Step } from './mapping-document.ts';
import { readMapping } from './read-mapping.ts';

const corpora = join(import.meta.dirname, '../../../shared/corpora');
const strings = join(corpora, 'blns/blns.json');
const json = join(corpora, 'json-test-suite/test_parsing');

const plain = <Name extends PlainStep['do']>(name: Name) => ({ do: name });
/** One of each step: what is added without being in here is no such record. */
const everyStep: { [Name in Step['do']]: Extract<Step, { do: Name }> } = {
  trim: plain('trim'),
  collapse: plain('collapse'),
  lower: plain('lower'),
  upper: plain('upper'),
  title: plain('title'),
  digits: plain('digits'),
  strip_tags: plain('strip_tags'),
  email: plain('email'),
  name_case: plain('name_case'),
  currency: plain('currency'),
  first: plain('first'),
  last: plain('last'),
  count: plain('count'),
  flatten: plain('flatten'),
  unique: plain('unique'),
  compact: plain('compact'),
  json: plain('json'),
  replace: { do: 'replace', find: 'a', with: 'bb' },
  cut: { do: 'cut', length: 3 },
  split: { do: 'split', by: ',' },
  name: { do: 'name', part: 'last' },
  phone: { do: 'phone', country: 'DE' },
  country: { do: 'country' },
  state: { do: 'state', country: 'US' },
  date: { do: 'date', read: ['dd.MM.yyyy', 'iso', 'unix'], zone: 'Europe/Berlin' },
  number: { do: 'number', decimal: ',' },
  decimal: { do: 'decimal', shift: 2 },
  minor_units: { do: 'minor_units', to: 'major', currency: 'EUR' },
  keyed: { do: 'keyed', by: 'a', value: 'b' },
  collect: { do: 'collect', key: 'a' },
  convert: { do: 'convert', to: 'text' },
  values: { do: 'values', table: [{ from: ['a'], to: 'b' }], otherwise: 'keep' },
  lookup: { do: 'lookup', table: 't', otherwise: 'clear' },
  default: { do: 'default', value: { a: [1] } },
  at: { do: 'at', index: -1 },
  join: { do: 'join', by: ', ' },
  where: { do: 'where', where: { path: '.', is: 'not_empty' } },
  map: { do: 'map', to: { path: '.' } },
  group: { do: 'group', by: '.' },
};
const steps: Step[] = Object.values(everyStep);
const key = fc.oneof(
  fc.constantFrom('a', 'b', 'constructor', 'toString', 'hasOwnProperty', '__proto__'),
  fc.string({ maxLength: 5 }),
);
const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    ...[fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.integer()],
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
})).value;
const path = fc.constantFrom(
  'a',
  'a.b',
  'a[]',
  'a[].b[]',
  'a[0].b',
  '.',
  '$',
  '$.b',
  '@c',
  'constructor.name',
  '["__proto__"].a',
);
const expression: fc.Arbitrary<Expression> = fc.record(
  { path, steps: fc.array(fc.constantFrom(...steps), { maxLength: 4 }) },
  { requiredKeys: ['path'] },
);
const mapping: fc.Arbitrary<Mapping> = fc.record({
  mapping: fc.constant(1 as const),
  computed: fc.constant([{ name: 'c', from: { path: 'a', steps: [{ do: 'email' as const }] } }]),
  filter: fc.constantFrom(undefined, { path: 'a', is: 'greater' as const, other: 'b' }),
  fields: fc
    .array(expression, { maxLength: 4 })
    .map((list) =>
      list.map((from, at) => ({ target: `x.f${at}`, from, ...(at % 2 === 0 && { type: 'text' as const }) })),
    ),
  rest: fc.constantFrom(undefined, { from: '.', to: 'rest' }),
  raw: fc.constantFrom(undefined, 'raw'),
});

describe('whatever comes', () => {
  test('a mapping answers, and never throws: a row becomes a record, is excluded, or has troubles in words', () => {
    fc.assert(
      fc.property(mapping, anyJson, (document, row) => {
        const reading = readMapping(JSON.parse(JSON.stringify(document)));
        if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
        const mapped = compileMapping(reading.mapping)(row);
        if ('record' in mapped) JSON.stringify(mapped.record);
        else if ('troubles' in mapped)
          for (const { message, remedy } of mapped.troubles) {
            expect(message).toMatch(/\.$/);
            expect(remedy).toMatch(/\.$/);
          }
        expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(12);
      }),
      { numRuns: 2000 },
    );
  });

  test('any JSON is read as a mapping or refused, and never throws', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        readMapping(value);
        readMapping({ mapping: 1, fields: [value] });
        readMapping({ mapping: 1, fields: [{ target: 'x', from: value }], filter: value });
        readMapping({ mapping: 1, fields: [{ target: 'x', from: { path: 'a', steps: [value] } }] });
      }),
      { numRuns: 1000 },
    );
  });

  test(`naughty strings${existsSync(strings) ? '' : ' (skipped: ../shared/corpora is not beside this checkout)'}`, () => {
    const list: unknown = existsSync(strings) ? JSON.parse(readFileSync(strings, 'utf8')) : [];
    for (const step of steps) {
      const map = compileMapping({ mapping: 1, fields: [{ target: 'x', from: { path: 'v', steps: [step] } }] });
      for (const text of Array.isArray(list) ? list : [])
        for (const v of [text, [text], { a: text }])
          expect(['record', 'troubles']).toContain(Object.keys(map({ v }))[0]);
    }
  });

  test(`JSON that others made hard to read${existsSync(json) ? '' : ' (skipped: ../shared/corpora is not beside this checkout)'}`, () => {
    const map = compileMapping({
      mapping: 1,
      fields: steps.map((step, at) => ({ target: `f${at}`, from: { path: '.', steps: [step] } })),
      rest: { from: '.', to: 'rest' },
    });
    for (const name of existsSync(json) ? readdirSync(json) : []) {
      let row: unknown;
      try {
        row = JSON.parse(readFileSync(join(json, name), 'utf8'));
      } catch {
        continue;
      }
      map(row);
      readMapping(row);
    }
  });
});

/* What takes long by what is in it would not end before the test's time is over. */
const nested = (levels: number, wrap: (inner: unknown) => unknown, inner: unknown): unknown => {
  let value = inner;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
};
const errorOf = (document: unknown) => {
  const reading = readMapping(document);
  return 'problems' in reading ? reading.problems[0]?.message : undefined;
};

describe('documents that are meant to harm', () => {
  const of = (from: unknown) => ({ mapping: 1, fields: [{ target: 'x', from }] });

  test('too deep, too large, too many', () => {
    expect(errorOf(of(nested(100_000, (inner) => ({ firstOf: [inner] }), { path: 'a' })))).toMatch(/nested deeper/);
    expect(errorOf(of({ constant: 'x'.repeat(limits.documentSize) }))).toMatch(/larger than 512 KB/);
    expect(errorOf({ mapping: 1, fields: Array.from({ length: 1e6 }, () => 0) })).toMatch(/larger than/);
    expect(
      errorOf({
        mapping: 1,
        fields: Array.from({ length: 1001 }, (_, at) => ({ target: `f${at}`, from: { path: 'a' } })),
      }),
    ).toMatch(/At fields/);
  });

  test('steps within steps are each read once', () => {
    const deep = nested(13, (inner) => ({ path: 'a', steps: [{ do: 'map', to: inner }] }), { path: 'a' });
    expect(errorOf(of(deep))).toMatch(/nested deeper/);
    const bearable = nested(8, (inner) => ({ path: 'a', steps: [{ do: 'map', to: inner }] }), { path: 'a' });
    expect(errorOf(of(bearable))).toBeUndefined();
  });

  test.each([
    [{ path: '' }, /At fields\.0\.from\.path/],
    [{ path: 'a..b' }, /expected a path/],
    [{ path: 'a[b]' }, /expected a path/],
    [{}, /expected one of path, constant/],
    [{ path: 'a', constant: 1 }, /expected one of path, constant/],
    [{ path: 'a', steps: [{ do: 'eval' }] }, /At fields\.0\.from\.steps\.0/],
    [{ path: 'a', steps: [{ do: 'date', zone: 'Mars/Olympus' }] }, /time zone/],
    [{ path: 'a', steps: [{ do: 'date', read: ['Q'] }] }, /pattern/],
    [{ template: '{a' }, /places/],
  ])('%j is refused by its place', (from, message) => {
    expect(errorOf(of(from))).toMatch(message);
  });

  test('names that mean something to objects', () => {
    expect(errorOf(JSON.parse('{"mapping":1,"fields":[{"target":"__proto__.x","from":{"path":"a"}}]}'))).toMatch(
      /__proto__ can’t be used|expected a name/,
    );
    expect(errorOf(of(JSON.parse('{"object":{"__proto__":{"path":"a"}}}')))).toMatch(/__proto__ can’t be used/);
    const map = compileMapping({
      mapping: 1,
      fields: [{ target: 'constructor.prototype.polluted', from: { constant: 1 } }],
      rest: { from: '.', to: 'rest' },
    });
    expect(map(JSON.parse('{"__proto__":{"polluted":1}}'))).toEqual({
      record: { constructor: { prototype: { polluted: 1 } }, rest: {} },
    });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('rows that are meant to harm', () => {
  const of = (...list: Step[]) =>
    compileMapping({ mapping: 1, fields: [{ target: 'x', from: { path: 'v', steps: list } }] });

  test('too much work, too long texts, too deep values end as troubles of their record', () => {
    const many = Array.from({ length: 1000 }, () => ({ v: Array.from({ length: 1000 }, () => 1) }));
    const twice = of({ do: 'map', to: { path: 'v', steps: [{ do: 'map', to: { path: '.' } }] } });
    expect(twice({ v: many })).toMatchObject({
      troubles: [{ message: expect.stringContaining('too much work') }],
    });
    const grows = of({ do: 'replace', find: 'a', with: 'a'.repeat(10_000) });
    expect(grows({ v: 'a'.repeat(100_000) })).toMatchObject({ troubles: [{}] });
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(of({ do: 'json' })({ v: deep })).toMatchObject({ troubles: [{}] });
    expect(of({ do: 'unique' })({ v: [deep] })).toMatchObject({ troubles: [{}] });
  });

  test('no text makes a step go back and forth', () => {
    const texts = [
      ' ',
      '\u200b',
      '<',
      '<a',
      '&amp;',
      '-',
      '1,',
      '(',
      '@',
      'a@',
      '{',
      'a ',
      'o’',
      '😀',
      '\ud800',
      '+',
      '١',
    ].map((piece) => `${piece.repeat(200_000)}x`);
    for (const text of texts) for (const step of steps) of(step)({ v: text });
  });
});
