import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bigintArray, integerArray, textArray, tidArray, uuidArray } from './binary-array.ts';
import { testDatabase } from './test-database.ts';

const database = testDatabase();
let client: Client;
beforeAll(async () => {
  client = new Client({ connectionString: database.ownerUrl() });
  await client.connect();
});
afterAll(() => client.end());

/** What PostgreSQL read, printed by itself. */
async function read(type: string, array: Buffer): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(`select value::text from unnest($1::${type}[]) as value`, [
    array,
  ]);
  return rows.map((row) => row.value);
}

const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\u0000'));
const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

test('PostgreSQL reads what was written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text), fc.array(fc.maxSafeNat()), fc.array(integer), async (texts, bigs, integers) => {
      expect(await read('text', textArray(texts))).toEqual(texts);
      expect(await read('bigint', bigintArray(bigs))).toEqual(bigs.map(String));
      expect(await read('integer', integerArray(integers))).toEqual(integers.map(String));
    }),
    { numRuns: 50 },
  );
});

test('ids and places, too', async () => {
  const bytes = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  expect(await read('uuid', uuidArray([bytes]))).toEqual(['00112233-4455-6677-8899-aabbccddeeff']);
  expect(await read('tid', tidArray(['(0,1)', '(4294967294,65534)']))).toEqual(['(0,1)', '(4294967294,65534)']);
  for (const [type, array] of [
    ['uuid', uuidArray([])],
    ['tid', tidArray([])],
    ['text', textArray([])],
  ] as const)
    expect(await read(type, array)).toEqual([]);
});
