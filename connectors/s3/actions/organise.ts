import { z } from 'zod';
import { type ConnectorHttp, defineAction, hashOf } from '../../kit/index.ts';
import { pathOf } from '../address.ts';
import { listObjects as list, listOf, object } from '../list-objects.ts';
import { keyField } from './fields.ts';

export const listObjects = defineAction({
  title: 'List objects',
  description: 'In the order of their keys: one page, and from where the next one begins.',
  input: z.object({
    prefix: z.string().default('').meta({ title: 'Beginning of the key', options: 'folders', placeholder: 'exports/' }),
    onlyThisFolder: z
      .boolean()
      .default(false)
      .meta({ title: 'Without the folders below', description: 'They are named.' }),
    limit: z.int().min(1).max(1_000).default(100).meta({ title: 'Objects at most' }),
    cursor: z.string().optional().meta({ title: 'Cursor', description: 'Of the page before.' }),
  }),
  output: z.object({ objects: z.array(object), folders: z.array(z.string()), next: z.string().nullable() }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, { prefix, onlyThisFolder, limit, cursor = null }) => {
    const request = { prefix, token: cursor, size: limit, ...(onlyThisFolder && { delimiter: '/' }) };
    const { objects, folders, next } = await list(http, request);
    return { objects: z.array(object).parse(objects), folders, next };
  },
  example: { prefix: 'exports/' },
});

const copied = z.object({
  CopyObjectResult: z.looseObject({ ETag: z.string().optional(), LastModified: z.string().optional() }),
});

interface Copy {
  from: { bucket: string; key: string };
  key: string;
}

async function copy(http: ConnectorHttp, { from, key }: Copy) {
  const { body } = await http.put(pathOf(key), copied, {
    headers: { 'x-amz-copy-source': `/${[from.bucket, ...from.key.split('/')].map(encodeURIComponent).join('/')}` },
    answer: 'xml',
    repeatable: true,
  });
  return { key, etag: body.CopyObjectResult.ETag ?? null };
}

const copiedTo = z.object({ key: z.string(), etag: z.string().nullable() });
const sourceKey = keyField.meta({ title: 'Key of the original', options: 'objects' });
const newKey = z.string().min(1).max(1_024).meta({ title: 'New key' });

export const copyObject = defineAction({
  title: 'Copy an object',
  description: 'Up to 5 GB, with its metadata. What is under the new key is replaced.',
  input: z.object({
    sourceKey,
    sourceBucket: z.string().min(1).optional().meta({
      title: 'Bucket of the original',
      options: 'buckets',
      description: 'The connected one unless told.',
    }),
    key: newKey,
  }),
  output: copiedTo,
  effect: 'writes',
  repeat: 'natural',
  run: ({ http, learnt }, input) =>
    copy(http, { from: { bucket: input.sourceBucket ?? learnt.bucket ?? '', key: input.sourceKey }, key: input.key }),
  example: { sourceKey: 'exports/customers.csv', key: 'archive/customers.csv' },
});

export const moveObject = defineAction({
  title: 'Move an object',
  description: 'Copies it, then deletes the original. What is under the new key is replaced.',
  input: z.object({ sourceKey, key: newKey }).refine((input) => input.sourceKey !== input.key, {
    path: ['key'],
    message: 'The object is there already.',
  }),
  output: copiedTo,
  effect: 'writes',
  repeat: 'none',
  run: async ({ http, learnt }, input) => {
    const result = await copy(http, { from: { bucket: learnt.bucket ?? '', key: input.sourceKey }, key: input.key });
    await remove(http, input.sourceKey);
    return result;
  },
  example: { sourceKey: 'inbox/order-1042.json', key: 'done/order-1042.json' },
});

const remove = (http: ConnectorHttp, key: string) =>
  http.delete(pathOf(key), z.unknown(), { answer: 'xml', repeatable: true });

export const deleteObject = defineAction({
  title: 'Delete an object',
  description: 'Nothing happens where it is gone already. In a bucket with versions, older ones stay.',
  input: z.object({ key: keyField }),
  output: z.object({ key: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  run: async ({ http }, { key }) => {
    await remove(http, key);
    return { key };
  },
  example: { key: 'exports/customers.csv' },
});

const deleted = z.object({
  DeleteResult: z.union([
    z.literal(''),
    z.looseObject({
      Error: listOf(z.looseObject({ Key: z.string(), Code: z.string().default(''), Message: z.string().default('') })),
    }),
  ]),
});

export const deleteObjects = defineAction({
  title: 'Delete objects',
  description: 'Up to 1,000 at once. Those that could not be deleted are named with the reason.',
  input: z.object({ keys: z.array(z.string().min(1)).min(1).max(1_000).meta({ title: 'Keys' }) }),
  output: z.object({
    deleted: z.array(z.string()),
    refused: z.array(z.object({ key: z.string(), code: z.string(), message: z.string() })),
  }),
  effect: 'destroys',
  repeat: 'natural',
  run: async ({ http }, { keys }) => {
    const objects = keys.map((key) => `<Object><Key>${escaped(key)}</Key></Object>`).join('');
    const text = `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>${objects}</Delete>`;
    const { body } = await http.post('/', deleted, {
      query: { delete: '' },
      text,
      contentType: 'application/xml',
      headers: { 'content-md5': hashOf('md5', text).toString('base64') },
      answer: 'xml',
      repeatable: true,
    });
    const refused = body.DeleteResult === '' ? [] : body.DeleteResult.Error;
    const bad = new Set(refused.map(({ Key }) => Key));
    return {
      deleted: keys.filter((key) => !bad.has(key)),
      refused: refused.map(({ Key, Code, Message }) => ({ key: Key, code: Code, message: Message })),
    };
  },
  example: { keys: ['exports/customers.csv', 'exports/orders & items.csv'] },
});

/** What a key may hold and a text of XML may not, line breaks too. */
function escaped(text: string): string {
  return text.replace(/[&<>"'\t\r\n]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
