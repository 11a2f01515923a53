import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { pathOf } from '../address.ts';
import { bodyOf, contentFields } from '../body.ts';
import { described, describedBy, headObject as head, putObject as put } from '../put-object.ts';
import { keyField, metadataField, metadataHeaders } from './fields.ts';

export const putObject = defineAction({
  title: 'Write an object',
  description: 'A text, JSON or base64 under a key. What is there is replaced.',
  input: z.object({
    key: keyField,
    ...contentFields,
    metadata: metadataField,
    cacheControl: z.string().optional().meta({ title: 'Cache-Control', placeholder: 'max-age=300' }),
  }),
  output: z.object({ key: z.string(), etag: z.string().nullable(), versionId: z.string().optional() }),
  effect: 'writes',
  repeat: 'natural',
  run: async ({ http }, { key, metadata, cacheControl, ...content }) => {
    const headers = { ...metadataHeaders(metadata), ...(cacheControl && { 'cache-control': cacheControl }) };
    return { key, ...(await put(http, { key, content: bodyOf(content), headers })) };
  },
  example: { key: 'exports/customers.csv', text: 'id,name\n1,Globex\n', contentType: 'text/csv' },
});

export const createObject = defineAction({
  title: 'Write a new object',
  description:
    'Only where nothing is under this key yet; a conflict otherwise. Not every storage knows this condition.',
  input: z.object({ key: keyField, ...contentFields, metadata: metadataField }),
  output: z.object({ key: z.string(), etag: z.string().nullable(), versionId: z.string().optional() }),
  effect: 'writes',
  repeat: 'none',
  run: async ({ http }, { key, metadata, ...content }) => {
    const headers = { ...metadataHeaders(metadata), 'if-none-match': '*' };
    return { key, ...(await put(http, { key, content: bodyOf(content), headers })) };
  },
  example: { key: 'orders/1042.json', json: { id: 1042 } },
});

const largest = 10 * 1024 * 1024;

export const getObject = defineAction({
  title: 'Read an object',
  description: 'As a text, as JSON, or as base64. Up to 10 MB.',
  input: z.object({
    key: keyField,
    as: z
      .enum(['text', 'json', 'base64'])
      .default('text')
      .meta({ title: 'As', choices: { text: 'Text', json: 'JSON', base64: 'Base64' } }),
    maxBytes: z.int().min(1).max(largest).default(1_048_576).meta({ title: 'Bytes at most' }),
  }),
  output: z.object({ ...described.shape, content: z.json() }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, { key, as, maxBytes }) => {
    const { body, headers } = await http.get(pathOf(key), z.instanceof(Uint8Array), { answer: 'bytes', maxBytes });
    return { ...describedBy(key, headers), size: body.byteLength, content: contentOf(body, as, key) };
  },
  example: { key: 'exports/customers.csv' },
});

function contentOf(bytes: Uint8Array, as: 'text' | 'json' | 'base64', key: string) {
  if (as === 'base64') return Buffer.from(bytes).toString('base64');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return as === 'text' ? text : z.json().parse(JSON.parse(text));
  } catch (cause) {
    const what = as === 'text' ? 'a text in UTF-8' : 'JSON';
    const message = `The object ${key} is not ${what}. Read it as base64.`;
    throw new AppCallError(message, { class: 'invalid', code: 'content', field: 'as', cause });
  }
}

export const headObject = defineAction({
  title: 'Get what is known of an object',
  description: 'Size, type, time and metadata, without its content.',
  input: z.object({ key: keyField }),
  output: described,
  effect: 'reads',
  repeat: 'natural',
  run: ({ http }, { key }) => head(http, key),
  example: { key: 'exports/customers.csv' },
});
