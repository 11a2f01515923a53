import { expect, test } from 'vitest';
import { helpAt } from './schema-at.ts';

const schema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', description: 'What it is called.' },
    auth: {
      oneOf: [
        { type: 'object', required: ['kind'], properties: { kind: { const: 'key' }, place: {} } },
        { type: 'object', required: ['kind'], properties: { kind: { const: 'none' } } },
      ],
    },
    objects: { type: 'object', additionalProperties: { $ref: '#/$defs/object' } },
    tags: { type: 'array', items: { enum: ['a', 'b'] } },
  },
  $defs: { object: { type: 'object', properties: { rows: { type: 'string', description: 'Path.' } } } },
};

test('what may stand at a place is told, of all variants together', () => {
  expect(helpAt(schema, [])?.names).toContainEqual({ name: 'name', required: true });
  expect(helpAt(schema, ['name'])?.description).toBe('What it is called.');
  expect(helpAt(schema, ['auth'])?.names).toEqual([
    { name: 'kind', required: true },
    { name: 'place', required: false },
  ]);
  expect(helpAt(schema, ['auth', 'kind'])?.values).toEqual(['key', 'none']);
  expect(helpAt(schema, ['objects', 'contact'])?.names).toEqual([{ name: 'rows', required: false }]);
  expect(helpAt(schema, ['objects', 'contact', 'rows'])?.description).toBe('Path.');
  expect(helpAt(schema, ['tags', 0])?.values).toEqual(['a', 'b']);
  expect(helpAt(schema, ['nowhere'])).toBeUndefined();
});
