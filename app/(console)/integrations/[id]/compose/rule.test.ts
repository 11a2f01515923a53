import { expect, test } from 'vitest';
import { ruleSchema } from '#server/integrations/rule.ts';
import { kindOf, readValue, readValues, ruleWords, withOperator } from './rule.ts';

test('what is typed becomes the value that it looks like', () => {
  expect([readValue(' pro '), readValue('12'), readValue('1.5'), readValue('true'), readValue('0012x')]).toEqual([
    ...['pro', 12, 1.5, true, '0012x'],
  ]);
  expect(readValues('pro, 7, ,true')).toEqual(['pro', 7, true]);
});

test('another comparison keeps what was compared, and the server takes every one of them', () => {
  const one = withOperator({ path: 'plan', is: 'equals', value: 'pro' }, 'in');
  expect(one).toEqual({ path: 'plan', is: 'in', value: ['pro'] });
  const back = withOperator({ ...one, value: ['pro', 'team'] }, 'starts_with');
  expect(back).toEqual({ path: 'plan', is: 'starts_with', value: 'pro' });
  const known = withOperator(back, 'has');
  expect([kindOf(known), known]).toEqual(['has', { has: 'plan' }]);
  expect(withOperator(known, 'at_least')).toMatchObject({ path: 'plan', is: 'at_least' });
  for (const rule of [one, back, known]) expect(ruleSchema.safeParse(rule).success).toBe(true);
});

test('a rule is said as a sentence', () => {
  const rule = {
    all: [
      { path: 'plan', is: 'in', value: ['pro', 'team'] },
      { any: [{ path: 'metadata.seats', is: 'at_least', value: 10 }, { not: { has: 'metadata.trial' } }] },
    ],
  };
  expect(ruleWords(rule)).toBe(
    'plan is one of “pro”, “team” and (metadata.seats is at least 10 or not (metadata.trial is known))',
  );
});
