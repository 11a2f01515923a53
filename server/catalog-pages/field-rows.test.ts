import { expect, test } from 'vitest';
import { z } from 'zod';
import { schemaOf } from '#server/runtime/schema-of.ts';
import { fieldTable } from './field-rows.ts';

test('fields are told in words, with what lies one step inside', () => {
  const schema = schemaOf(
    z.object({
      id: z.string(),
      email: z.email().nullish().meta({ title: 'E-mail', description: 'At work.' }),
      count: z.int().optional(),
      status: z.enum(['open', 'closed']),
      at: z.iso.datetime(),
      tags: z.array(z.string()),
      address: z.object({ city: z.string(), geo: z.object({ lat: z.number() }) }).nullable(),
      lines: z.array(z.object({ amount: z.number() })).optional(),
      both: z.union([z.string(), z.number()]),
      any: z.unknown(),
    }),
  );
  const rows = fieldTable(schema).rows.map(({ name, type, required }) => `${name}${required ? '*' : ''}: ${type}`);
  expect(rows).toEqual([
    'id*: text',
    'email: e-mail address',
    'count: whole number',
    'status*: one of: open, closed',
    'at*: date and time',
    'tags*: list of text',
    'address*: object',
    'address.city*: text',
    'address.geo*: object',
    'lines: list of object',
    'lines[].amount*: number',
    'both*: text or number',
    'any*: anything',
  ]);
  expect(fieldTable(schema).rows[1]?.about).toBe('E-mail: At work.');
});

test('of several shapes the fields of all are shown, and only what all insist on is required', () => {
  const { rows } = fieldTable(
    schemaOf(z.union([z.object({ id: z.string(), a: z.string() }), z.object({ id: z.string(), b: z.string() })])),
  );
  expect(rows.map(({ name, required }) => [name, required])).toEqual([
    ['id', true],
    ['a', false],
    ['b', false],
  ]);
});

test('references are followed, also those in a circle, and a long table says how much it leaves out', () => {
  const person = { type: 'object', properties: { boss: { $ref: '#/definitions/Person' }, name: { type: 'string' } } };
  const circle = {
    type: 'object',
    properties: { owner: { $ref: '#/definitions/Person' } },
    definitions: { Person: person },
  };
  expect(fieldTable(circle).rows.map(({ name }) => name)).toEqual(['owner', 'owner.boss', 'owner.name']);
  const self = { $ref: '#/definitions/A', definitions: { A: { $ref: '#/definitions/A' } } };
  expect(fieldTable(self)).toEqual({ rows: [], more: 0 });
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}`, { type: 'string' }]));
  expect(fieldTable({ type: 'object', properties: many })).toMatchObject({ more: 20 });
});
