import { expect, test } from 'vitest';
import { AppError } from '#server/errors.ts';
import { importDescription } from './import-description.ts';
import { isNode } from './json-node.ts';
import { readDescription } from './read-description.ts';

const ref = { $ref: '#/components/schemas/Pet' };
const pets = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1', contact: { url: 'https://pets.test' } },
  servers: [{ url: 'https://{shop}.pets.test', variables: { shop: { default: 'a', enum: ['a', 'b'] } } }],
  security: [{ oauth: ['read'] }, { key: [] }],
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getPet',
        tags: ['pets'],
        parameters: [
          {
            name: 'expand',
            in: 'query',
            style: 'form',
            explode: true,
            schema: { type: 'array', items: { enum: ['a'] } },
          },
        ],
        responses: {
          200: {
            description: 'ok',
            headers: { Link: {} },
            content: { 'application/json': { schema: ref, example: { id: '1' } } },
          },
        },
      },
      put: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { allOf: [ref, { required: ['name'] }] } } },
        },
        responses: { default: {} },
      },
    },
    '/pets': {
      get: {
        parameters: [
          { name: 'cursor', in: 'query', schema: { type: 'string' } },
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 50 } },
        ],
        responses: {
          200: {
            content: {
              'application/json': {
                schema: { properties: { data: { type: 'array', items: ref }, next_cursor: { type: 'string' } } },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', pattern: '^p' },
          name: { type: 'string', nullable: true },
          mother: ref,
          kind: { oneOf: [{ type: 'string' }, { type: 'integer', minimum: 1 }] },
        },
      },
    },
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: {
          authorizationCode: { authorizationUrl: 'https://pets.test/a', tokenUrl: '/t', scopes: { read: 'Read' } },
        },
      },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
  },
};

const odd = [
  null,
  7,
  'x',
  [],
  {},
  true,
  [null],
  '',
  { $ref: '#/' },
  { $ref: '#/nowhere' },
  { $ref: 7 },
  { $ref: '#/components/schemas/Pet' },
  -1,
  '__proto__',
  [[1]],
];

/** The same numbers each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
}

function placesIn(value: unknown): { holder: object; key: string }[] {
  if (!isNode(value) && !Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesIn(inner)]);
}

test('two thousand broken descriptions: each is imported or refused in words, and none stops anything', () => {
  const next = numbers(7);
  let imported = 0;
  for (let round = 0; round < 2_000; round++) {
    const broken = structuredClone(pets);
    const places = placesIn(broken);
    for (let count = next(8) + 1; count > 0; count--) {
      const place = places[next(places.length)];
      if (place !== undefined) Reflect.set(place.holder, place.key, structuredClone(odd[next(odd.length)]));
    }
    try {
      const { report } = importDescription(readDescription(JSON.stringify(broken)));
      expect(report.actions).toBe(report.operations);
      imported++;
    } catch (error) {
      if (!(error instanceof AppError)) throw new Error(`Stopped by ${JSON.stringify(broken)}`, { cause: error });
    }
  }
  expect(imported).toBeGreaterThan(1_500);
});
