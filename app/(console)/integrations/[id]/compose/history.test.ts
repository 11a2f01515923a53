import { expect, test } from 'vitest';
import { backTo, beginHistory, forthTo, noted } from './history.ts';

test('what is typed in one go is one step; each step is undone and done again', () => {
  let history = noted(beginHistory('a'), 'ab', 10_000);
  history = noted(history, 'abc', 10_500);
  history = noted(history, 'abcd', 20_000);
  expect(history.back).toEqual(['a', 'abc']);
  history = backTo(backTo(history));
  expect([history.now, history.forth]).toEqual(['a', ['abc', 'abcd']]);
  expect(backTo(history)).toBe(history);
  history = forthTo(history);
  expect(history.now).toBe('abc');
  expect(forthTo(noted(history, 'x', 30_000))).toMatchObject({ now: 'x', forth: [] });
});

test('the same text is no step, and a step after an undo is a new one', () => {
  const history = noted(beginHistory('a'), 'b', 1_000);
  expect(noted(history, 'b', 1_100)).toBe(history);
  expect(noted(forthTo(backTo(history)), 'c', 1_200).back).toEqual(['a', 'b']);
});
