import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bigintArray, bitArray, hashedKeyArray, integerArray, textArray, tidArray, uuidArray } from './binary-array.ts';
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

test('hashes with their keys are what the database makes of both', async () => {
  const hash = '00112233445566778899aabbccddeeff';
  const keys = ['a', 'ü', ''];
  const { rows } = await client.query<{ same: boolean }>(
    `select bool_and(uuid_send($1::uuid) || textsend(key) = any($3::bytea[])) as same from unnest($2::text[]) as key`,
    [hash, textArray(keys), hashedKeyArray(keys.map((externalId) => ({ hash, externalId })))],
  );
  expect(rows[0]?.same).toBe(true);
});

test('ids and places, too', async () => {
  expect(await read('uuid', uuidArray(['00112233445566778899aabbccddeeff']))).toEqual([
    '00112233-4455-6677-8899-aabbccddeeff',
  ]);
  expect(await read('tid', tidArray(['(0,1)', '(4294967294,65534)']))).toEqual(['(0,1)', '(4294967294,65534)']);
  expect(await read('varbit', bitArray([Buffer.from([0x81, 0x0f]), Buffer.from([0xff])]))).toEqual([
    '1000000100001111',
    '11111111',
  ]);
  for (const [type, array] of [
    ['varbit', bitArray([])],
    ['uuid', uuidArray([])],
    ['tid', tidArray([])],
    ['text', textArray([])],
  ] as const)
    expect(await read(type, array)).toEqual([]);
});
