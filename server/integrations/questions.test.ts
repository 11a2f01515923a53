import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Definition } from './definition.ts';
import { checkAnswers, effectiveAnswers, questionsOf, shownAnswers } from './questions.ts';
import { wordsOf } from './words.ts';

const settings = z.object({
  list: z.string().min(1).meta({ title: 'List', options: 'lists' }),
  limit: z.coerce.number().default(10).meta({ title: 'Limit' }),
});
const definition: Definition = {
  syncs: [],
  does: [],
  form: {
    pages: [{ key: 'first', title: 'First' }],
    fields: [
      {
        name: 'kind',
        label: 'Kind',
        required: true,
        choices: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
      },
      { name: 'list', label: 'Which people?', help: 'One list.', page: 'first' },
      {
        name: 'code',
        label: 'Code',
        required: true,
        pattern: '^\\d{4}$',
        showWhen: { path: 'kind', is: 'equals', value: 'b' },
      },
      { name: 'tenant', label: 'Tenant', internalOnly: true, required: true },
      { name: 'tier', internalOnly: true, value: 'gold' },
    ],
  },
  texts: {
    default: 'en',
    locales: { de: { fields: { list: { label: 'Welche Personen?' }, kind: { choices: { a: 'Ah' } } } } },
  },
};
const questions = questionsOf(definition, settings);
const check = (own: Record<string, unknown>, internal: Record<string, unknown> = { tenant: 't1' }) =>
  checkAnswers(questions, settings, own, internal);

test('the connector’s questions come in the vendor’s words and order, the rest of them last', () => {
  expect(questions.map(({ name, kind, ofConnector }) => [name, kind, ofConnector])).toEqual([
    ['kind', 'select', false],
    ['list', 'options', true],
    ['code', 'text', false],
    ['tenant', 'text', false],
    ['tier', 'text', false],
    ['limit', expect.any(String), true],
  ]);
});

test('what the vendor alone sets is in no answer to a browser, and taken from none', () => {
  const words = wordsOf({ name: 'App', description: '' }, definition, 'de');
  const fields = words.fields(questions);
  expect(JSON.stringify(fields)).not.toMatch(/tenant|tier|gold|internalOnly/);
  expect(fields.map(({ label }) => label)).toEqual(['Kind', 'Welche Personen?', 'Code', 'Limit']);
  expect(fields[0]?.choices).toEqual([
    { value: 'a', label: 'Ah' },
    { value: 'b', label: 'B' },
  ]);
  const { own, problems } = check({ kind: 'a', list: 'all', tenant: 'stolen', tier: 'platinum', unheard: 1 });
  expect(problems).toEqual([]);
  expect(own).toEqual({ kind: 'a', list: 'all' });
  expect(effectiveAnswers(questions, { kind: 'a', list: 'all', tier: 'platinum' }, { tenant: 't1' })).toEqual({
    ...{ kind: 'a', list: 'all', tenant: 't1', tier: 'gold', limit: 10 },
  });
  expect(shownAnswers(questions, { kind: 'a', tier: 'x' })).toEqual({ kind: 'a' });
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['nothing', {}, ['kind', 'list']],
  ['a choice that is none', { kind: 'c', list: 'all' }, ['kind']],
  ['a question that is asked now', { kind: 'b', list: 'all' }, ['code']],
  ['a form that is not fulfilled', { kind: 'b', list: 'all', code: '12' }, ['code']],
  ['a form that is fulfilled', { kind: 'b', list: 'all', code: '1234' }, []],
  ['an answer to what is not asked', { kind: 'a', list: 'all', code: 'whatever' }, []],
  ['one that was emptied', { kind: 'a', list: '' }, ['list']],
])('%s', (_, own, names) => {
  expect(check(own).problems.map(({ name }) => name)).toEqual(names);
});

test('a value that the vendor has not set yet is missing', () => {
  expect(check({ kind: 'a', list: 'all' }, {}).problems).toMatchObject([{ name: 'tenant' }]);
});
