import { expect, test } from 'vitest';
import { modelProblems } from './model-problems.ts';

test('a JSON Schema is one, with references into itself', () => {
  expect(
    modelProblems({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['email'],
      properties: {
        email: { type: 'string', format: 'email', maxLength: 200 },
        boss: { $ref: '#/$defs/person' },
        tags: { type: ['array', 'null'], items: { type: 'string' } },
        any: true,
      },
      $defs: { person: { type: 'object', properties: { boss: { $ref: '#/$defs/person' } } } },
      additionalProperties: false,
      'x-ours': { anything: 1 },
    }),
  ).toEqual([]);
  expect(modelProblems(true)).toEqual([]);
});

test.each<[unknown, (string | number)[]]>([
  ['text', []],
  [{ type: 'text' }, ['type']],
  [{ type: [] }, ['type']],
  [{ properties: { email: { type: 'strng' } } }, ['properties', 'email', 'type']],
  [{ properties: { email: 'string' } }, ['properties', 'email']],
  [{ properties: [] }, ['properties']],
  [{ required: 'email' }, ['required']],
  [{ required: ['a', 'a'] }, ['required']],
  [{ items: { minLength: -1 } }, ['items', 'minLength']],
  [{ anyOf: [] }, ['anyOf']],
  [{ anyOf: [{ type: 'string' }, { enum: [] }] }, ['anyOf', 1, 'enum']],
  [{ $ref: '#/$defs/none' }, ['$ref']],
  [{ $ref: 'https://acme.example/schema' }, ['$ref']],
  [{ pattern: '(a+)+$' }, ['pattern']],
  [{ pattern: '(' }, ['pattern']],
])('%j is none, and it is said where', (schema, path) => {
  expect(modelProblems(schema)[0]?.path).toEqual(path);
});
