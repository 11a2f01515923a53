import { expect, test } from 'vitest';
import { answererOf, askedBy, nextName, withKind } from './questions.ts';

test('who answers is told by what the question has', () => {
  expect([{}, { internalOnly: true, value: 'x' }, { internalOnly: true }].map(answererOf)).toEqual([
    ...['customer', 'all', 'each'],
  ]);
  expect([askedBy({ required: true }), askedBy({})]).toEqual(['must be answered', 'may be answered']);
});

test('another kind takes with it what it has a use for', () => {
  const text = { name: 'team', kind: 'text', label: 'Team', default: 'a', maxLength: 5, pattern: 'x' };
  expect(withKind(text, 'multiline')).toEqual({
    ...{ name: 'team', kind: 'multiline', label: 'Team', maxLength: 5, pattern: 'x' },
  });
  expect(withKind(text, 'select')).toEqual({
    ...{ name: 'team', kind: 'select', label: 'Team', choices: [{ value: 'one', label: 'One' }] },
  });
});

test('a new question has a name of its own', () => {
  expect([nextName([]), nextName(['question2'])]).toEqual(['question1', 'question3']);
});
