import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { actions, answered, app, bucket, contents, keyAsSigned, list, listed, minio, refusal, run } from './test-s3.ts';

const csv = `${bucket}/exports/customers.csv`;
const etag = '"0cc175b9"';

describe('actions', () => {
  it('are all played below', () => {
    expect(Object.keys(actions).sort()).toEqual([
      'copyObject',
      'createObject',
      'deleteObject',
      'deleteObjects',
      'getObject',
      'headObject',
      'listObjects',
      'moveObject',
      'putObject',
    ]);
  });

  it('write an object, with what is to be kept with it', async () => {
    app.play(
      { request: `PUT ${csv}`, headers: { etag, 'x-amz-version-id': 'v1' }, text: '' },
      { request: `PUT ${csv}`, headers: { etag }, text: '' },
    );
    expect(await run('putObject')).toEqual({ key: 'exports/customers.csv', etag, versionId: 'v1' });
    const more = { base64: '/wA=', metadata: { Source: 'Portico 1' }, cacheControl: 'max-age=300' };
    expect(await run('putObject', { key: 'exports/customers.csv', ...more })).toEqual({
      key: 'exports/customers.csv',
      etag,
    });
    const [first, second] = app.received;
    expect([first?.body, first?.headers['content-type']]).toEqual(['id,name\n1,Globex\n', 'text/csv']);
    expect(second?.bytes.toString('hex')).toBe('ff00');
    expect(second?.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-amz-meta-source': 'Portico 1',
      'cache-control': 'max-age=300',
    });
    expect(app.received.map(keyAsSigned)).toEqual(['exports/customers.csv', 'exports/customers.csv']);
  });

  it('write a new object only where there is none, and never twice', async () => {
    const request = `PUT ${bucket}/orders/1042.json`;
    app.play({ request, headers: { etag }, text: '' });
    expect(await run('createObject')).toEqual({ key: 'orders/1042.json', etag });
    expect(app.received[0]?.json()).toEqual({ id: 1042 });
    expect(app.received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'if-none-match': '*' });
    app.play({ request, ...refusal(412, 'PreconditionFailed') });
    await expect(run('createObject')).rejects.toMatchObject({ details: { class: 'conflict' } });
    app.play({ request, ...refusal(500, 'InternalError') });
    await expect(run('createObject')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it.each([[{}], [{ text: 'a', json: 1 }]])('want one content: %j', async (content) => {
    await expect(run('putObject', { key: 'a', ...content })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'text' },
    });
  });

  it('read an object as what it is', async () => {
    const known = { etag, 'content-type': 'text/csv', 'x-amz-meta-source': 'Portico', 'x-amz-version-id': 'v1' };
    const headers = { ...known, 'last-modified': 'Fri, 20 Nov 2026 09:00:00 GMT' };
    app.play({ request: `GET ${csv}`, headers, text: 'id,name\n' });
    expect(await run('getObject')).toEqual({
      key: 'exports/customers.csv',
      size: 8,
      contentType: 'text/csv',
      etag,
      lastModified: '2026-11-20T09:00:00.000Z',
      versionId: 'v1',
      metadata: { source: 'Portico' },
      content: 'id,name\n',
    });
    app.play(
      { request: `GET ${bucket}/a`, text: '{"a":[1]}' },
      { request: `GET ${bucket}/a`, text: Buffer.from('ff00', 'hex') },
    );
    expect(await run('getObject', { key: 'a', as: 'json' })).toMatchObject({ content: { a: [1] } });
    expect(await run('getObject', { key: 'a', as: 'base64' })).toMatchObject({ content: '/wA=', size: 2 });
  });

  it.each(['text', 'json'])('say what an object is not: %s', async (as) => {
    app.play({ request: `GET ${bucket}/a`, text: Buffer.from('ff00', 'hex') });
    await expect(run('getObject', { key: 'a', as })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'as' },
    });
  });

  it('read no more than was asked for', async () => {
    app.play({ request: `GET ${bucket}/a`, text: 'too long' });
    await expect(run('getObject', { key: 'a', maxBytes: 3 })).rejects.toMatchObject({
      details: { class: 'too_large' },
    });
  });

  it('tell what is known of an object', async () => {
    app.play({ request: `HEAD ${csv}`, headers: { etag, 'content-length': '17', 'content-type': 'text/csv' } });
    expect(await run('headObject')).toEqual({
      key: 'exports/customers.csv',
      size: 17,
      contentType: 'text/csv',
      etag,
      lastModified: null,
      versionId: null,
      metadata: {},
    });
    app.play({ request: `HEAD ${csv}`, status: 404 });
    await expect(run('headObject')).rejects.toMatchObject({ details: { class: 'not_found' } });
  });

  it('list a folder', async () => {
    app.play({ request: list({ prefix: 'exports/' }, 100), ...listed(contents('exports/a'), 'two') });
    expect(await run('listObjects')).toMatchObject({
      objects: [{ Key: 'exports/a', Size: 7 }],
      folders: [],
      next: 'two',
    });
    const folder = '<CommonPrefixes><Prefix>exports/2026/</Prefix></CommonPrefixes>';
    const asked = { prefix: 'exports/', delimiter: '/', 'continuation-token': 'two' };
    app.play({ request: list(asked, 5), ...listed(folder) });
    const input = { prefix: 'exports/', onlyThisFolder: true, limit: 5, cursor: 'two' };
    expect(await run('listObjects', input)).toEqual({ objects: [], folders: ['exports/2026/'], next: null });
  });

  it('copy and move', async () => {
    const copied = answered(`<CopyObjectResult><ETag>${etag}</ETag></CopyObjectResult>`);
    app.play({ request: `PUT ${bucket}/archive/customers.csv`, ...copied });
    expect(await run('copyObject')).toEqual({ key: 'archive/customers.csv', etag });
    app.play({ request: `PUT ${bucket}/b`, ...copied });
    await run('copyObject', { sourceBucket: 'o/../x', sourceKey: 'ü/a b+c?.csv', key: 'b' });
    app.play(
      { request: `PUT ${bucket}/done/order-1042.json`, ...copied },
      { request: `DELETE ${bucket}/inbox/order-1042.json`, status: 204 },
    );
    expect(await run('moveObject')).toEqual({ key: 'done/order-1042.json', etag });
    expect(app.received.flatMap(({ headers }) => headers['x-amz-copy-source'] ?? [])).toEqual([
      '/globex/exports/customers.csv',
      '/o%2F..%2Fx/%C3%BC/a%20b%2Bc%3F.csv',
      '/globex/inbox/order-1042.json',
    ]);
    expect(actions.moveObject?.input.safeParse({ sourceKey: 'a', key: 'a' }).success).toBe(false);
  });

  it('leave the original where it could not be copied', async () => {
    app.play({ request: `PUT ${bucket}/done/order-1042.json`, ...refusal(404, 'NoSuchKey') });
    await expect(run('moveObject')).rejects.toMatchObject({ details: { class: 'not_found' } });
  });

  it('delete one, and many in one call', async () => {
    app.play({ request: `DELETE ${csv}`, status: 204 });
    expect(await run('deleteObject')).toEqual({ key: 'exports/customers.csv' });
    const refused =
      '<Error><Key>exports/orders &amp; items.csv</Key><Code>AccessDenied</Code><Message>No.</Message></Error>';
    app.play({ request: `POST ${bucket}/?delete=`, ...answered(`<DeleteResult>${refused}</DeleteResult>`) });
    expect(await run('deleteObjects')).toEqual({
      deleted: ['exports/customers.csv'],
      refused: [{ key: 'exports/orders & items.csv', code: 'AccessDenied', message: 'No.' }],
    });
    const { body = '', headers } = app.received[1] ?? {};
    expect(body).toContain('<Object><Key>exports/orders &#38; items.csv</Key></Object></Delete>');
    expect(headers).toMatchObject({
      'content-md5': createHash('md5').update(body).digest('base64'),
      'content-type': 'application/xml',
    });
  });

  it('delete at another storage too', async () => {
    const empty = answered('<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>');
    app.play({ request: `POST ${minio.endpoint}/data.eu/?delete=`, ...empty });
    expect(await run('deleteObjects', { keys: ['a\r<b>'] }, minio)).toEqual({ deleted: ['a\r<b>'], refused: [] });
    expect(app.received.map(keyAsSigned)).toEqual(['data.eu/']);
    expect(app.received[0]?.body).toContain('<Key>a&#13;&#60;b&#62;</Key>');
  });
});
