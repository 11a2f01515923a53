import { describe, expect, test } from 'vitest';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import { readMapping } from '#server/mapping/read-mapping.ts';
import { brokenMatches } from './broken-matches.ts';
import { brokenSentence } from './broken-sentence.ts';
import { type Match, matchesOf, withMatches } from './match.ts';
import { openFields } from './open-fields.ts';
import { fixOf } from './try-matches.ts';

const vendor: Mapping = {
  mapping: 1,
  computed: [{ name: 'full', from: { template: '{first} {last}' } }],
  filter: { path: 'kind', is: 'equals', value: 'person' },
  fields: [
    { target: 'name', from: { path: '@full' } },
    { target: 'email', from: { path: 'email', steps: [{ do: 'email' }] } },
    { target: 'phone', from: { firstOf: [{ path: 'phone' }, { path: 'mobile' }] }, empty: 'clear' },
    { target: 'secret', from: { constant: 'internal' } },
    { target: 'tier', from: { path: 'tier', steps: [{ do: 'values', table: [{ from: ['A', 'B'], to: 'high' }], otherwise: 'error' }] } }, // biome-ignore format: one thought
  ],
  rest: { from: '.', to: 'more' },
};
const isOpen = (target: string) => target !== 'secret';
const again = (matches: readonly Match[], current: Mapping | undefined = vendor) => {
  const reading = readMapping(withMatches(matches, { current, vendor, isOpen }));
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.mapping;
};
const byTarget = ({ fields }: Mapping) => Object.fromEntries(fields.map(({ target, ...field }) => [target, field]));

describe('matches', () => {
  const matches = matchesOf(vendor, isOpen);

  test('show what a form can show, and of the rest only that the vendor made it', () => {
    expect(matches).toEqual([
      { target: 'name', source: null, byVendor: true },
      { target: 'email', source: 'email', steps: [{ do: 'email' }] },
      { target: 'phone', source: 'phone', fallback: 'mobile', empty: 'clear' },
      { target: 'tier', source: 'tier', values: { table: [{ from: ['A', 'B'], to: 'high' }], otherwise: 'error' } },
    ]);
    expect(JSON.stringify(matches)).not.toContain('internal');
  });

  test('make the same document again, with everything that is not open', () => {
    const { fields, ...rest } = again(matches);
    const { fields: known, ...others } = vendor;
    expect(rest).toEqual(others);
    expect(byTarget({ mapping: 1, fields })).toEqual(byTarget({ mapping: 1, fields: known }));
  });

  test('replace what the vendor made by a choice alone, and bring it back', () => {
    const own = again([{ target: 'name', source: 'nick' }]);
    expect(byTarget(own)).toMatchObject({ name: { from: { path: 'nick' } }, secret: { from: { constant: 'internal' } } }); // biome-ignore format: one thought
    expect(Object.keys(byTarget(own)).sort()).toEqual(['name', 'secret']);
    expect(byTarget(again([], vendor))).toHaveProperty('name');
    const back = again([{ target: 'name', source: null, byVendor: true }], own);
    expect(byTarget(back).name).toEqual({ from: { path: '@full' } });
  });

  test('of fields that are not open are taken by nobody', () => {
    expect(byTarget(again([...matches, { target: 'secret', source: 'email' }])).secret).toEqual({
      from: { constant: 'internal' },
    });
  });
});

describe('a fix', () => {
  const target = { path: 'day', label: 'Day', type: 'date' as const, required: false, nullable: true };
  const source = [{ name: 'when', label: 'When', type: 'text' as const }];
  const fix = (...values: string[]) =>
    fixOf(
      { target: 'day', source: 'when' },
      target,
      source,
      values.map((when) => ({ when })),
    );

  test('is what reads all values, where only one way does', () => {
    expect(fix('31.12.2025', '01.02.2026')?.match.steps).toEqual([{ do: 'date', read: ['dd.MM.yyyy'], write: 'date' }]);
    expect(fix('13/02/2026', '01/03/2026')?.match.steps).toEqual([{ do: 'date', read: ['dd/MM/yyyy'], write: 'date' }]);
  });

  test('is never a guess', () => {
    expect(fix('01/02/2026')).toBeUndefined();
    expect(fix('soon')).toBeUndefined();
    expect(fix()).toBeUndefined();
  });
});

describe('what is broken', () => {
  const at = '2026-11-21T00:00:00Z';
  const known = [
    { name: 'mail', label: 'E-mail' },
    { name: 'mobile', label: 'Mobile' },
  ];

  test('is what the mapping uses, also through computed fields, with what is meant perhaps', () => {
    const gone = { kind: 'removed' as const, field: 'email', label: 'Email', at };
    const first = { kind: 'renamed' as const, field: 'first', label: 'First', to: 'mobile', at };
    const unused = { kind: 'removed' as const, field: 'fax', label: 'Fax', at };
    expect(brokenMatches(vendor, [gone, first, unused], known)).toEqual([
      { target: 'email', change: gone, to: 'mail' },
      { target: 'name', change: first, to: 'mobile' },
    ]);
  });

  test('is said in one sentence and one question', () => {
    const change = { kind: 'removed' as const, field: 'phone2', label: 'Phone 2', at };
    expect(brokenSentence('HubSpot', { target: 'phone', change, to: 'mobile' }, known)).toMatchObject({
      sentence: 'HubSpot no longer has the field “Phone 2”, which fills phone.',
      remedy: 'Use “Mobile”?',
    });
  });
});

test('fields of the page stand beside the model’s own, which has the last word', () => {
  const target = { type: 'object', properties: { plan: { type: 'string' }, hidden: { type: 'string' } }, required: ['plan'] }; // biome-ignore format: one thought
  const sync = { object: 'contact', model: 'm', label: 'm', mode: 'full' as const, schedule: { kind: 'manual' as const }, target }; // biome-ignore format: one thought
  const matching = { fields: ['plan'], hostFields: true };
  const open = openFields({ sync, matching, known: undefined }, [
    { name: 'plan', type: 'number' },
    { name: 'region', type: 'choice', choices: ['n'] },
  ]);
  expect(open.targets.map(({ path, type }) => [path, type])).toEqual([
    ['plan', 'text'],
    ['region', 'choice'],
  ]);
  expect([open.isOpen('region'), open.isOpen('hidden'), open.isOpen('own')]).toEqual([true, false, false]);
  expect(() => openFields({ sync, matching: { fields: ['plan'] }, known: undefined }, [])).toThrow(/no further fields/);
});
