import { expect, test } from 'vitest';
import { beginReach, reachOf, reachProblem, reachWords } from './reach.ts';

test('everybody, a share or a list, and nothing of the others', () => {
  const customers = [{ id: 'cus_1', name: 'Globex' }];
  expect(reachOf({ ...beginReach, customers })).toMatchObject({
    share: 100,
    customers: [],
    minRuns: 10,
    maxPoints: 20,
  });
  expect(reachOf({ ...beginReach, kind: 'share', share: '25', customers })).toMatchObject({ share: 25, customers: [] });
  expect(reachOf({ ...beginReach, kind: 'list', customers })).toMatchObject({ share: 0, customers: ['cus_1'] });
  expect(reachOf({ ...beginReach, minRuns: '', maxPoints: '900' })).toMatchObject({ minRuns: 10, maxPoints: 100 });
});

test('what is not finished is said', () => {
  expect(reachProblem(beginReach)).toBeUndefined();
  expect(reachProblem({ ...beginReach, kind: 'share', share: '0' })).toBe('From 1 to 100.');
  expect(reachProblem({ ...beginReach, kind: 'list' })).toBe('Choose one customer or more.');
});

test('whom it reaches, in words', () => {
  expect(reachWords({ share: 100, customers: ['a'] })).toBe('everybody');
  expect(reachWords({ share: 10, customers: [] })).toBe('10 % of the customers');
  expect(reachWords({ share: 10, customers: ['a', 'b'] })).toBe('10 % of the customers and 2 chosen customers');
  expect(reachWords({ share: 0, customers: ['a'] })).toBe('1 chosen customer');
});
