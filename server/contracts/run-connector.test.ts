import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type Connector,
  defineAction,
  defineConnector,
  defineContract,
  defineObject,
  type HttpRequest,
} from '#connectors/kit/index.ts';
import { readDescription } from '../openapi/read-description.ts';
import { descriptionWitness } from './description-witness.ts';
import { runConnector } from './run-connector.ts';

const url = 'https://api.pets.test/v1';
const pet = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, name: { type: 'string' } } };
const json = (schema: object, example?: unknown) => ({ content: { 'application/json': { schema, example } } });
const list = { type: 'object', properties: { data: { type: 'array', items: pet }, next_cursor: { type: 'string' } } };
const description = readDescription(
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    security: [{ bearer: [] }],
    paths: {
      '/me': { get: { responses: { 200: json(pet) } } },
      '/pets': {
        get: {
          parameters: [
            { name: 'cursor', in: 'query', schema: { type: 'string' } },
            { name: 'Pets-Version', in: 'header', required: true, schema: { type: 'string' } },
          ],
          responses: { 200: json(list, { data: [{ id: 'p1', name: 'Rex' }], next_cursor: 'c2' }) },
        },
        post: {
          requestBody: { required: true, ...json({ ...pet, required: ['name'] }) },
          responses: { 201: json(pet) },
        },
      },
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }),
);

interface Wrong {
  path?: string;
  headers?: Record<string, string>;
  query?: string;
  body?: HttpRequest;
  method?: 'post' | 'put';
  row?: z.ZodType;
  base?: string;
}

/** A connector that is right, but for what is named. */
function pets({
  path = '/pets',
  headers = { 'Pets-Version': '1' },
  query = 'cursor',
  body = { json: { name: 'Rex' } },
  method = 'post',
  row,
  base = url,
}: Wrong = {}): Connector {
  const Row = row ?? z.object({ id: z.string(), name: z.string().optional() });
  const Page = z.object({ data: z.array(z.unknown()).default([]), next_cursor: z.string().optional() });
  return defineConnector({
    name: 'Pets',
    category: 'Other',
    description: 'Pets.',
    docs: 'https://pets.test',
    version: '1',
    auth: {
      kind: 'oauth2',
      authorizeUrl: `${url}/authorize`,
      tokenUrl: `${url}/token`,
      scopes: [],
      scopeWords: {},
      refresh: 'fixed',
    },
    baseUrl: base,
    settings: z.object({}),
    check: async ({ http }) => {
      const { id } = (await http.get('/me', z.object({ id: z.string() }))).body;
      return { id, name: id };
    },
    objects: {
      pet: defineObject({
        label: 'pets',
        row: Row,
        key: () => 'p1',
        incremental: false,
        reportsDeletes: false,
        pull: async ({ http }, { cursor }) => {
          const { body } = await http.get(path, Page, {
            headers,
            query: { [query]: z.string().nullable().parse(cursor) ?? undefined },
          });
          return { rows: body.data, next: body.next_cursor ?? null };
        },
      }),
    },
    actions: {
      createPet: defineAction({
        title: 'Create a pet',
        input: z.object({}),
        output: z.object({ id: z.string() }),
        effect: 'writes',
        repeat: 'none',
        run: async ({ http }) => (await http[method]('/pets', z.object({ id: z.string() }), body)).body,
        example: {},
      }),
    },
  });
}

const contract = defineContract({
  descriptions: [{ name: 'pets', url }],
  objects: { pet: { row: { operation: 'GET /pets', path: 'data' } } },
});

const run = (wrong: Wrong = {}, more: object = {}) =>
  runConnector({ slug: 'pets', connector: pets(wrong), iconPath: '' }, { ...contract, ...more }, [
    descriptionWitness({ name: 'pets', url, description }),
  ]);

const verdict = async (wrong: Wrong, more?: object) => {
  const { probes, refused, failed } = await run(wrong, more);
  const reasons = probes.flatMap((probe) =>
    probe.outcome === 'valid' ? [] : [`${probe.probe}: ${probe.reasons.join('; ')}`],
  );
  return { isGood: refused + failed === 0, reasons: reasons.join('\n') };
};

test('a connector that is right passes: each list to its end, each action, each row', async () => {
  const result = await run();
  expect(result).toMatchObject({
    operations: 3,
    valid: 3,
    stopped: 0,
    refused: 0,
    failed: 0,
    skipped: 0,
    rows: [{ object: 'pet', rows: 1, problems: [] }],
  });
  expect(result.probes.find(({ probe }) => probe === 'objects.pet.pull')).toMatchObject({ requests: 2 });
});

describe('one thing that is wrong fails the run', () => {
  test.each<[string, Wrong, string]>([
    ['a path', { path: '/pet' }, 'path: the description has no path /pet'],
    ['a header', { headers: { 'Pet-Version': '1' } }, 'header.Pets-Version is required'],
    ['a parameter', { query: 'page' }, 'query.page is not in the description'],
    ['a field', { body: { json: { nam: 'Rex' } } }, 'body/nam is not in the description'],
    ['a type', { body: { json: { name: 1 } } }, 'body/name'],
    ['a content type', { body: { form: { name: 'Rex' } } }, 'content-type'],
    ['no body', { body: {} }, 'body is required'],
    ['a method', { method: 'put' }, 'method: /pets takes GET, POST and no PUT'],
    [
      'an address that no description knows',
      { base: 'https://pets.other.test' },
      'no description of the contract knows GET https://pets.other.test/me',
    ],
  ])('%s', async (_, wrong, reason) => {
    const { isGood, reasons } = await verdict(wrong);
    expect(isGood).toBe(false);
    expect(reasons).toContain(reason);
  });

  test('a row that does not take the maker’s example', async () => {
    const { failed, rows } = await run({ row: z.object({ id: z.number() }) });
    expect(failed).toBe(2);
    expect(rows[0]?.problems[0]).toContain('GET /pets: id:');
  });

  test('a list that never ends, and a probe that sends nothing', async () => {
    const answers = { 'GET /pets': { data: [{ id: 'p1' }], next_cursor: 'again' } };
    const { probes } = await run({}, { answers });
    expect(probes.find(({ probe }) => probe === 'objects.pet.pull')).toMatchObject({ isStopped: true });
    const { isGood, reasons } = await verdict({ base: 'https://{{nobody}}.pets.test' });
    expect(isGood).toBe(false);
    expect(reasons).toContain('it sent nothing');
  });
});

test('what the contract skips is listed with its reason, and judged by nobody', async () => {
  const { isGood, reasons } = await verdict({ path: '/pet' }, { skip: { 'objects.pet': 'not described' } });
  expect(isGood).toBe(true);
  expect(reasons).toBe('objects.pet.pull: not described');
});
