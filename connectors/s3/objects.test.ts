import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import type { Json } from '../kit/index.ts';
import {
  answered,
  app,
  bucket,
  contents,
  context,
  date,
  list,
  listed,
  minio,
  objects,
  options,
  refusal,
} from './test-s3.ts';

const { object, bucket: buckets } = objects;
const pass = (mode: 'full' | 'incremental', watermark: Json = null, settings = {}) =>
  readPass(object, context(settings), { mode, watermark });

describe('a pass', () => {
  it('reads page after page, over an empty one in the middle, and decodes keys', async () => {
    app.play(
      {
        request: list({ prefix: 'in/' }),
        ...listed(contents('in/a+b%2Bc%26%C3%BC.txt') + contents('in/%20end%20'), 'one'),
      },
      { request: list({ prefix: 'in/', 'continuation-token': 'one' }), ...listed('', 'two/+=') },
      { request: list({ prefix: 'in/', 'continuation-token': 'two/+=' }), ...listed(contents('in/z', undefined, 0)) },
    );
    const { rows, pages, watermark } = await pass('full', null, { prefix: 'in/' });
    expect(rows).toEqual([
      {
        Key: 'in/a b+c&ü.txt',
        LastModified: '2026-11-20T09:00:00.000Z',
        ETag: '"0cc175b9"',
        Size: 7,
        StorageClass: 'STANDARD',
      },
      expect.objectContaining({ Key: 'in/ end ' }),
      expect.objectContaining({ Key: 'in/z', Size: 0 }),
    ]);
    expect(pages.length).toBe(3);
    expect(watermark).toEqual({ prefix: 'in/', at: new Date(date).toISOString() });
    expect(object?.key(rows[0], {})).toBe('in/a b+c&ü.txt');
  });

  it('reads an empty bucket, and keys of a storage that encodes none', async () => {
    app.play({ request: list(), ...listed('') });
    expect((await pass('full')).rows).toEqual([]);
    const plain = `<ListBucketResult><IsTruncated>false</IsTruncated>${contents('a+b%20')}</ListBucketResult>`;
    app.play({ request: list(), ...answered(plain) });
    expect((await pass('full')).rows).toMatchObject([{ Key: 'a+b%20' }]);
  });

  it('brings what is younger than the last one, less a day', async () => {
    const at = '2026-11-20T12:00:00.000Z';
    const page = listed(
      contents('old', '2026-11-19T11:59:59.000Z') + contents('again', '2026-11-19T12:00:00.000Z') + contents('new', at),
    );
    app.play({ request: list(), ...page });
    expect((await pass('incremental', { prefix: '', at })).rows.map(({ Key }) => Key)).toEqual(['again', 'new']);
    app.play({ request: list({ prefix: 'x/' }), ...listed(contents('x/old', '2020-01-01T00:00:00.000Z')) });
    // Another folder: everything in it is new.
    expect((await pass('incremental', { prefix: '', at }, { prefix: 'x/' })).rows.length).toBe(1);
  });

  it('refuses a list that goes in a circle, or nowhere', async () => {
    app.play(
      { request: list(), ...listed('', 'one') },
      { request: list({ 'continuation-token': 'one' }), ...listed('', 'one') },
    );
    await expect(pass('full')).rejects.toMatchObject({ details: { class: 'protocol', code: 'repeated_cursor' } });
    app.play({ request: list(), ...answered('<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>') });
    await expect(pass('full')).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('leaves a row without a size to its own error', async () => {
    app.play({ request: list(), ...listed('<Contents><Key>a</Key></Contents>') });
    const page = await object?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => object?.row.safeParse(row).success)).toEqual([false]);
  });

  it('gets one by its key, and not another with the same beginning', async () => {
    app.play({ request: list({ prefix: 'a b' }, 1), ...listed(contents('a+b')) });
    expect(await object?.get?.(context(), 'a b')).toMatchObject({ Key: 'a b', Size: '7' });
    app.play({ request: list({ prefix: 'a' }, 1), ...listed(contents('ab')) });
    expect(await object?.get?.(context(), 'a')).toBeNull();
  });
});

describe('writing objects', () => {
  const write = (items: { key?: string; data: Record<string, unknown> }[]) =>
    object?.upsert?.write(context(), items, { idempotencyKey: 'k' });

  it('makes, replaces and leaves alone what is the same', async () => {
    app.play(
      { request: `HEAD ${bucket}/new.txt`, status: 404 },
      { request: `PUT ${bucket}/new.txt`, headers: { etag: '"1"' }, text: '' },
      { request: `HEAD ${bucket}/same.json`, headers: { etag: '"d751713988987e9331980363e24189ce"' } },
      // The content is the same, and not what it is called.
      { request: `HEAD ${bucket}/renamed`, headers: { etag: '"d751713988987e9331980363e24189ce"' } },
      { request: `PUT ${bucket}/renamed`, headers: { etag: '"2"' }, text: '' },
      { request: `HEAD ${bucket}/other.bin`, headers: { etag: '"2-1"' } },
      { request: `PUT ${bucket}/other.bin`, headers: { etag: '"3"' }, text: '' },
      { request: `HEAD ${bucket}/blind`, status: 403 },
      { request: `PUT ${bucket}/blind`, headers: { etag: '"4"' }, text: '' },
    );
    expect(
      await write([
        { data: { Key: 'new.txt', text: 'ø' } },
        { data: { Key: 'same.json', json: [] } },
        { data: { Key: 'renamed', text: '[]', contentType: 'text/csv' } },
        { key: 'other.bin', data: { base64: '/wA=' } },
        { data: { Key: 'blind', text: '', contentType: 'text/csv' } },
      ]),
    ).toEqual([
      { key: 'new.txt', action: 'created' },
      { key: 'same.json', action: 'unchanged' },
      { key: 'renamed', action: 'updated' },
      { key: 'other.bin', action: 'updated' },
      { key: 'blind', action: 'updated' },
    ]);
    const puts = app.received.filter(({ request }) => request.startsWith('PUT'));
    expect(puts.map(({ bytes, headers }) => [bytes.toString('hex'), headers['content-type']])).toEqual([
      ['c3b8', 'text/plain; charset=utf-8'],
      ['5b5d', 'text/csv'],
      ['ff00', 'application/octet-stream'],
      ['', 'text/csv'],
    ]);
  });

  it('tells of each bad one, and goes on', async () => {
    app.play(
      { request: `HEAD ${bucket}/a`, status: 404 },
      { request: `PUT ${bucket}/a`, ...refusal(400, 'EntityTooLarge') },
      { request: `HEAD ${bucket}/b`, status: 404 },
      { request: `PUT ${bucket}/b`, text: '' },
    );
    const items = [
      { data: { text: 'x' } },
      { data: { Key: 'c' } },
      { data: { Key: 'a', text: 'x' } },
      { data: { Key: 'b', text: 'x' } },
    ];
    expect(await write(items)).toMatchObject([
      { error: { class: 'mapping', field: 'Key' } },
      { error: { class: 'invalid', code: 'content' } },
      { error: { class: 'too_large', code: 'EntityTooLarge' } },
      { key: 'b', action: 'created' },
    ]);
  });
});

describe('buckets', () => {
  const one = '<Bucket><Name>globex</Name><CreationDate>2026-01-01T00:00:00.000Z</CreationDate></Bucket>';
  const service = 'GET https://s3.eu-central-1.amazonaws.com/';

  it('are listed where the key may, page by page', async () => {
    const result = (inside: string) => answered(`<ListAllMyBucketsResult>${inside}</ListAllMyBucketsResult>`);
    app.play(
      { request: service, ...result(`<Buckets>${one}</Buckets><ContinuationToken>t</ContinuationToken>`) },
      { request: `${service}?continuation-token=t`, ...result('<Buckets/>') },
    );
    expect((await readPass(buckets, context(), { mode: 'full' })).rows).toMatchObject([{ Name: 'globex' }]);
    app.play({
      request: `GET ${minio.endpoint}/`,
      ...result(`<Buckets>${one}${one.replace('globex', 'other')}</Buckets>`),
    });
    const offered = await options.buckets?.(context({}, minio), { search: 'OTH', cursor: null });
    expect(offered).toEqual({ options: [{ value: 'other', label: 'other' }], next: null });
    app.play({ request: service, ...refusal(403, 'AccessDenied') });
    await expect(options.buckets?.(context(), { search: '', cursor: null })).rejects.toMatchObject({
      details: { class: 'permission' },
    });
    const before = context({}, { ...minio, bucket: 'data', addressing: 'host' });
    await expect(options.buckets?.(before, { search: '', cursor: null })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'addressing' },
    });
  });

  it('have folders and objects to choose from', async () => {
    const prefixes = '<CommonPrefixes><Prefix>in/a+b/</Prefix></CommonPrefixes>';
    app.play(
      { request: list({ prefix: 'in/', delimiter: '/' }, 100), ...listed(prefixes, 'n') },
      { request: list({ 'continuation-token': 'n' }, 100), ...listed(contents('a')) },
    );
    expect(await options.folders?.(context(), { search: 'in/', cursor: null })).toEqual({
      options: [{ value: 'in/a b/', label: 'in/a b/' }],
      next: 'n',
    });
    expect(await options.objects?.(context(), { search: '', cursor: 'n' })).toEqual({
      options: [{ value: 'a', label: 'a', detail: '2026-11-20' }],
      next: null,
    });
  });
});
