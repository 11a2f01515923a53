import { expect, test } from 'vitest';
import { causeOf } from './cause-of.ts';

const failure = { class: 'mapping', field: 'lines.3.amount', message: 'The field lines.3.amount: expected a number' };

test('records that fail for one cause have one cause, whatever their values', () => {
  expect(causeOf({ ...failure, field: 'lines.7.amount', message: 'The field lines.7.amount: expected a number' })).toBe(
    causeOf(failure),
  );
  const refused = (message: string) => causeOf({ class: 'invalid', field: null, message });
  expect(refused("The stage 'won' of deal 1042 does not exist.")).toBe(
    refused("The stage 'lost' of deal 7 does not exist."),
  );
  expect(refused('No owner a1b2c3d4')).toBe(refused('No owner ff00ab12'));
});

test('another class, code, field or sentence is another cause', () => {
  const others = [
    { ...failure, class: 'invalid' },
    { ...failure, code: 'bad_number' },
    { ...failure, field: 'lines.3.tax' },
    { ...failure, message: 'The field lines.3.amount: is missing' },
  ];
  expect(new Set([failure, ...others].map(causeOf)).size).toBe(5);
});

test('a code names the cause, whatever the words are', () => {
  const coded = (message: string) => causeOf({ ...failure, code: 'REQUIRED', message });
  expect(coded('one')).toBe(coded('other'));
});
