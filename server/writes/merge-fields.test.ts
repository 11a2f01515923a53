import { describe, expect, test } from 'vitest';
import { type FieldOwners, mergeFields } from './merge-fields.ts';

const base = { name: 'Tern', berth: 'B1', crew: { size: 3, mate: 'Ada' } };
const early = new Date('2026-11-21T08:00:00Z');
const late = new Date('2026-11-21T09:00:00Z');

interface Case {
  incoming?: object;
  current?: object;
  base?: object | undefined;
  owners?: FieldOwners;
  vendorAt?: Date;
  appAt?: Date;
  touches?: string[];
}

function merge(given: Case) {
  const sides = {
    incoming: base,
    current: base,
    base,
    owners: {},
    vendorAt: late,
    appAt: early,
    touches: [],
    ...given,
  };
  const { changed, differences } = mergeFields(sides);
  return { changed: Object.fromEntries(changed), differences };
}

describe('a field', () => {
  test('that is the same, or not said, is not written', () => {
    expect(merge({})).toEqual({ changed: {}, differences: [] });
    expect(merge({ incoming: { name: 'Tern' } })).toEqual({ changed: {}, differences: [] });
    expect(merge({ incoming: { crew: { mate: 'Ada', size: 3 } } })).toEqual({ changed: {}, differences: [] });
  });

  test('that the vendor changed is written, an inner one alone', () => {
    expect(merge({ incoming: { ...base, crew: { size: 4, mate: 'Ada' } } }).changed).toEqual({ 'crew.size': 4 });
    expect(merge({ incoming: { berth: null } }).changed).toEqual({ berth: null });
  });

  test('that the app alone changed stays, and the vendor is told', () => {
    expect(merge({ current: { ...base, berth: 'B7' } })).toEqual({
      changed: {},
      differences: [{ field: 'berth', app: 'B7', taken: 'app', reason: 'stale' }],
    });
  });

  test('that both changed alike is at peace', () => {
    expect(merge({ incoming: { berth: 'B7' }, current: { ...base, berth: 'B7' } })).toEqual({
      changed: {},
      differences: [],
    });
  });

  const both = { incoming: { berth: 'B2' }, current: { ...base, berth: 'B7' } };
  test.each([
    [
      'the later change, which is the vendor’s',
      {},
      { vendorAt: late, appAt: early },
      { taken: 'vendor', reason: 'newest' },
    ],
    ['the later change, which is the app’s', {}, { vendorAt: early, appAt: late }, { taken: 'app', reason: 'newest' }],
    ['the vendor', { default: 'vendor' }, {}, { taken: 'vendor', reason: 'owner' }],
    ['the app', { fields: { berth: 'app' } }, {}, { taken: 'app', reason: 'owner' }],
    ['nobody but a person', { default: 'app', fields: { berth: 'ask' } }, {}, { taken: null, reason: 'ask' }],
  ] as const)('that both changed is decided by %s', (_who, owners, times, decided) => {
    const { changed, differences } = merge({ ...both, ...times, owners });
    expect(differences).toEqual([{ field: 'berth', app: 'B7', ...decided }]);
    expect(changed).toEqual(decided.taken === 'vendor' ? { berth: 'B2' } : {});
  });

  test('of the app is never written over, of an inner object too', () => {
    const incoming = { name: 'Gull', crew: { size: 9, mate: 'Eve' } };
    const owners = { fields: { crew: 'app', 'crew.mate': 'vendor' } } as const;
    expect(merge({ incoming, owners }).changed).toEqual({ name: 'Gull', 'crew.mate': 'Eve' });
  });

  test('of which nobody knows what it was counts as changed on both sides', () => {
    expect(merge({ ...both, base: undefined, owners: { default: 'ask' } }).differences).toMatchObject([
      { taken: null },
    ]);
    expect(merge({ incoming: base, base: undefined, owners: { default: 'ask' } }).differences).toEqual([]);
  });

  test('that the app sets by itself is never written', () => {
    expect(merge({ incoming: { updatedAt: 1, meta: { by: 'x' } }, touches: ['updatedAt', 'meta'] }).changed).toEqual(
      {},
    );
  });
});
