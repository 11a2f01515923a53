import { expect, test } from 'vitest';
import { fulfils, type Rule, ruleSchema } from './rule.ts';

const facts = {
  plan: 'pro',
  metadata: { seats: '40', region: 'eu', features: ['sync', 'flows'], beta: true, owner: null },
  customer: { id: 'cus_1' },
};

test.each<[Rule, boolean]>([
  [{ path: 'plan', is: 'equals', value: 'pro' }, true],
  [{ path: 'plan', is: 'in', value: ['team', 'pro'] }, true],
  [{ path: 'plan', is: 'not_in', value: ['free'] }, true],
  [{ path: 'plan', is: 'starts_with', value: 'pr' }, true],
  [{ path: 'metadata.seats', is: 'at_least', value: 40 }, true],
  [{ path: 'metadata.seats', is: 'greater', value: 40 }, false],
  [{ path: 'metadata.beta', is: 'equals', value: true }, true],
  [{ path: 'metadata.features', is: 'contains', value: 'flows' }, true],
  [{ path: 'metadata.features', is: 'has_all', value: ['flows', 'audit'] }, false],
  [{ path: 'metadata.features', is: 'has_any', value: ['flows', 'audit'] }, true],
  [{ has: 'metadata.region' }, true],
  [{ has: 'metadata.owner' }, false],
  [{ not: { has: 'metadata.owner' } }, true],
  [{ all: [{ has: 'plan' }, { not: { path: 'plan', is: 'equals', value: 'free' } }] }, true],
  [{ any: [{ path: 'plan', is: 'equals', value: 'free' }, { has: 'metadata.beta' }] }, true],
])('%j is %s', (rule, expected) => {
  expect(ruleSchema.parse(rule)).toEqual(rule);
  expect(fulfils(rule, facts)).toBe(expected);
});

test('what is compared with something that is not there is never a yes, however it is turned', () => {
  const unknown: Rule[] = [
    { path: 'metadata.tier', is: 'equals', value: 'gold' },
    { path: 'metadata.tier', is: 'not_equals', value: 'gold' },
    { path: 'metadata.tier', is: 'not_in', value: ['gold'] },
    { path: 'metadata.tier', is: 'less', value: 5 },
    { path: 'metadata.region', is: 'at_least', value: 5 },
    { path: 'metadata.constructor', is: 'not_equals', value: 'x' },
    { path: 'plan.length', is: 'not_equals', value: 99 },
  ];
  for (const rule of unknown) {
    expect(fulfils(rule, facts), JSON.stringify(rule)).toBe(false);
    expect(fulfils({ not: rule }, facts), JSON.stringify(rule)).toBe(false);
    expect(fulfils({ not: { not: rule } }, facts)).toBe(false);
    expect(fulfils({ all: [{ has: 'plan' }, { not: rule }] }, facts)).toBe(false);
    expect(fulfils({ any: [{ has: 'plan' }, rule] }, facts)).toBe(true);
    expect(fulfils(rule, {})).toBe(false);
  }
});

test('a rule that is nested for ever, or no rule, is refused', () => {
  let deep: unknown = { has: 'plan' };
  for (let depth = 0; depth < 5000; depth++) deep = { not: deep };
  expect(ruleSchema.safeParse(deep).success).toBe(false);
  for (const wrong of [
    {},
    [],
    null,
    'plan',
    { all: [] },
    { path: 'plan', is: 'like', value: 'x' },
    { has: '__proto__.x' },
  ])
    expect(ruleSchema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
});
