import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Call, contractBreaks } from './contract-breaks.ts';
import { embedRouter } from './embed-router.ts';

/*
 * The REST contract of the SDK. The server accepts any SDK of the same major version, so what is written in the golden
 * file stays: fields may be added, and `UPDATE_CONTRACT=1` writes them down.
 */

const golden = join(import.meta.dirname, 'contract.golden.json');

const callable = z.custom<{ _def: unknown }>((value) => typeof value === 'function');
const procedureSchema = z.object({
  meta: z.object({ openapi: z.object({ method: z.string(), path: z.string() }) }),
  inputs: z.tuple([z.custom<z.ZodType>()]),
  output: z.custom<z.ZodType>(),
});

function callsOf(): Record<string, Call> {
  const schemaOf = (type: z.ZodType, io: 'input' | 'output') => {
    const { $schema, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any', reused: 'inline' });
    return schema;
  };
  const calls = Object.values(embedRouter._def.procedures).map((procedure): [string, Call] => {
    const { meta, inputs, output } = procedureSchema.parse(callable.parse(procedure)._def);
    const { method, path } = meta.openapi;
    const call = { request: schemaOf(inputs[0], 'input'), answer: schemaOf(output, 'output') };
    return [`${method} ${path}`, JSON.parse(JSON.stringify(call))];
  });
  return Object.fromEntries(calls.sort(([one], [other]) => one.localeCompare(other)));
}

/** A line for each call: a change shows what it is about. */
const written = (calls: Record<string, Call>): string =>
  `{\n${Object.entries(calls)
    .map(([name, call]) => ` ${JSON.stringify(name)}: ${JSON.stringify(call)}`)
    .join(',\n')}\n}\n`;

test('an SDK of before still works: the contract only grows', () => {
  const is = callsOf();
  const was: Record<string, Call> = JSON.parse(readFileSync(golden, 'utf8'));
  expect(contractBreaks(was, is)).toEqual([]);
  if (process.env.UPDATE_CONTRACT) writeFileSync(golden, written(is));
  else expect(is, 'It grew: write it down with UPDATE_CONTRACT=1').toEqual(was);
});

test('what would break an older SDK is found', () => {
  const answer = (properties: Call['answer']['properties'], required: string[]): Call['answer'] => ({
    type: 'object',
    properties,
    required,
  });
  const was = {
    'GET /x': {
      request: { type: 'object', properties: { a: { type: 'string', maxLength: 9 } }, required: [] },
      answer: answer({ id: { type: 'string' }, state: { enum: ['on', 'off'] } }, ['id', 'state']),
    },
    'GET /y': { request: {}, answer: {} },
  };
  const is = {
    'GET /x': {
      request: { type: 'object', properties: { a: { type: 'string', maxLength: 5 }, b: {} }, required: ['b'] },
      answer: answer({ id: { type: ['string', 'null'] }, state: { enum: ['on', 'gone'] }, more: {} }, ['id', 'more']),
    },
  };
  expect(contractBreaks(was, is)).toEqual([
    'GET /x request: asks for b',
    'GET /x request.a: takes less text',
    'GET /x answer: no longer promises state',
    'GET /x answer.id: may now be null',
    'GET /x answer.state: lost the value off',
    'GET /y: is gone',
  ]);
  expect(contractBreaks(is, is)).toEqual([]);
});
