import { z } from 'zod';
import { type ConnectorHttp, defineAction, type HttpRequest } from '../../kit/index.ts';
import { answer, answerOf } from '../answer.ts';

export const path = z
  .string()
  .meta({ title: 'Path', description: 'Below the address of the API.', placeholder: '/orders/42' });
export const query = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .default({})
  .meta({ title: 'Query' });
export const headers = z.record(z.string(), z.string()).default({}).meta({ title: 'Headers' });

const methods = { POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

const send = (http: ConnectorHttp, method: keyof typeof methods, to: string, request: HttpRequest) =>
  http[methods[method]](to, z.string(), { ...request, answer: 'text' });

export const get = defineAction({
  title: 'Read an address',
  input: z.object({ path, query, headers }),
  output: answer,
  effect: 'reads',
  repeat: 'natural',
  example: { path: '/orders', query: { status: 'open' } },
  run: async ({ http }, input) =>
    answerOf(await http.get(input.path, z.string(), { query: input.query, headers: input.headers, answer: 'text' })),
});

export const sendJson = defineAction({
  title: 'Send JSON',
  description: 'The key in Idempotency-Key stays the same when the request is repeated.',
  input: z.object({
    method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).default('POST').meta({ title: 'Method' }),
    path,
    query,
    headers,
    body: z.unknown().optional().meta({ title: 'Body' }),
  }),
  output: answer,
  effect: 'writes',
  repeat: 'none',
  example: { path: '/orders', body: { item: 'Lamp', count: 2 } },
  run: async ({ http }, input, { idempotencyKey }) =>
    answerOf(
      await send(http, input.method, input.path, {
        query: input.query,
        headers: { 'idempotency-key': idempotencyKey, ...input.headers },
        json: input.body,
      }),
    ),
});

export const sendForm = defineAction({
  title: 'Send a form',
  input: z.object({ path, query, headers, fields: z.record(z.string(), z.unknown()).meta({ title: 'Fields' }) }),
  output: answer,
  effect: 'writes',
  repeat: 'none',
  example: { path: '/subscribe', fields: { email: 'ada@acme.example' } },
  run: async ({ http }, input) =>
    answerOf(await send(http, 'POST', input.path, { query: input.query, headers: input.headers, form: input.fields })),
});

export const sendText = defineAction({
  title: 'Send a text',
  description: 'XML, CSV or whatever else the API takes, as it is.',
  input: z.object({
    method: z.enum(['POST', 'PUT', 'PATCH']).default('POST').meta({ title: 'Method' }),
    path,
    query,
    headers,
    contentType: z.string().default('text/plain; charset=utf-8').meta({ title: 'Content type' }),
    text: z.string().meta({ title: 'Text', multiline: true }),
  }),
  output: answer,
  effect: 'writes',
  repeat: 'none',
  example: { path: '/import', contentType: 'text/csv', text: 'name,count\nLamp,2' },
  run: async ({ http }, input) =>
    answerOf(
      await send(http, input.method, input.path, {
        query: input.query,
        headers: input.headers,
        text: input.text,
        contentType: input.contentType,
      }),
    ),
});
