import { describe, expect, it } from 'vitest';
import type { Json } from '#connectors/kit/index.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { fileFields } from './drive-call.ts';
import {
  api,
  app,
  at,
  changes,
  check,
  context,
  files,
  folder,
  lists,
  objects,
  options,
  plain,
  refusal,
  start,
} from './test-drive.ts';

it('names the account', async () => {
  app.play({
    request: `GET ${api}/about?fields=user`,
    json: { user: { permissionId: '1', emailAddress: 'ada@acme.example' } },
  });
  expect(await check?.(context())).toEqual({ id: '1', name: 'ada@acme.example' });
});

describe('files', () => {
  const pull = (cursor: Json) => objects.file?.pull(context(), { mode: 'full', cursor, watermark: null });

  it('come whole, over an empty page; the place in the changes was asked for before', async () => {
    app.play(
      start,
      { request: files(), json: { files: [{ id: 'a', name: 'A' }], nextPageToken: 'p2' } },
      { request: files({ pageToken: 'p2' }), json: { nextPageToken: 'p3' } },
      { request: files({ pageToken: 'p3' }), json: { files: [{ name: 'no id' }, { id: 'b' }] } },
    );
    const first = await pull(null);
    const second = await pull(first?.next ?? null);
    const last = await pull(second?.next ?? null);
    expect(app.received[0]?.request).toBe(start.request);
    expect([first, second, last].map((page) => page?.rows)).toEqual([
      [{ id: 'a', name: 'A' }],
      [],
      [{ name: 'no id' }, { id: 'b' }],
    ]);
    expect(last).toMatchObject({ next: null, watermark: { drive: '', token: '10' } });
    expect(objects.file?.row.safeParse({ name: 'no id' }).success).toBe(false);
  });

  it('tell what was changed, binned and taken away', async () => {
    const mine = { id: 'a', name: 'A' };
    app.play(
      {
        request: changes('10'),
        json: { changes: [{ fileId: 'a', file: mine }, { changeType: 'drive' }], nextPageToken: '11' },
      },
      {
        request: changes('11'),
        json: {
          changes: [
            { fileId: 'b', file: { id: 'b', trashed: true } },
            { fileId: 'c', removed: true },
            { fileId: 'd', file: { id: 'd', mimeType: folder } },
          ],
          newStartPageToken: '12',
        },
      },
    );
    const pass = await readPass(objects.file, context(), {
      mode: 'incremental',
      watermark: { drive: '', token: '10' },
    });
    expect(pass.rows).toEqual([mine]);
    expect(pass.pages.flatMap(({ deleted }) => deleted)).toEqual(['b', 'c']);
    expect(pass.watermark).toEqual({ drive: '', token: '12' });
  });

  it('begin anew where the place is refused, or another drive was chosen', async () => {
    app.play({
      request: changes('10'),
      ...refusal(400, 'invalid', { location: 'pageToken', locationType: 'parameter' }),
    });
    const watermark = { drive: '', token: '10' };
    expect((await readPass(objects.file, context(), { mode: 'incremental', watermark })).watermark).toBeNull();
    const other = context({ drive: '0Team' });
    expect((await readPass(objects.file, other, { mode: 'incremental', watermark })).watermark).toBeNull();
  });

  it('are those of a shared drive where one was chosen', async () => {
    app.play(
      {
        request: `GET ${api}/changes/startPageToken?supportsAllDrives=true&driveId=0Team`,
        json: { startPageToken: '7' },
      },
      {
        request: at('GET', '/files', {
          q: `mimeType = '${folder}' and trashed = false`,
          corpora: 'drive',
          driveId: '0Team',
          ...lists,
          pageSize: 200,
          fields: `nextPageToken,files(${fileFields})`,
        }),
        json: { files: [{ id: 'f', mimeType: folder }] },
      },
    );
    const pass = await readPass(objects.folder, context({ drive: '0Team' }), { mode: 'full' });
    expect(pass.rows.map((row) => row.id)).toEqual(['f']);
    expect(pass.watermark).toEqual({ drive: '0Team', token: '7' });
  });

  it('do not go round in a circle', async () => {
    app.play({ request: files({ pageToken: 'p2' }), json: { files: [], nextPageToken: 'p2' } });
    await expect(pull({ page: 'p2', begun: '10' })).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it.each([
    ['3', 3_000],
    ['Sat, 21 Nov 2026 09:00:05 GMT', 5_000],
  ])('wait as long as Google asks: %s', async (after, ms) => {
    const headers = { 'retry-after': after, date: 'Sat, 21 Nov 2026 09:00:00 GMT' };
    app.play(
      start,
      { request: files(), headers, ...refusal(403, 'userRateLimitExceeded') },
      { request: files(), json: {} },
    );
    const patient = context();
    await readPass(objects.file, patient, { mode: 'full' });
    expect(Math.abs((patient.pauses[0] ?? 0) - ms)).toBeLessThanOrEqual(1_000);
  });

  it('are refused with Google’s own words', async () => {
    app.play({ ...start, ...refusal(401, 'authError') });
    await expect(pull(null)).rejects.toMatchObject({ details: { class: 'auth', appMessage: 'It said authError.' } });
    app.play({ ...start, ...refusal(403, 'insufficientFilePermissions') });
    await expect(pull(null)).rejects.toMatchObject({ details: { class: 'permission' } });
    app.play({ request: start.request, headers: { 'content-type': 'text/html' }, text: '<title>Sign in</title>' });
    await expect(pull(null)).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('are read one by one, as long as they are there', async () => {
    app.play(
      { request: at('GET', '/files/a', plain), json: { id: 'a', name: 'A' } },
      { request: at('GET', '/files/b', plain), json: { id: 'b', trashed: true } },
      { request: at('GET', '/files/c', plain), ...refusal(404, 'notFound') },
    );
    expect(await objects.file?.get?.(context(), 'a')).toMatchObject({ name: 'A' });
    expect(await objects.file?.get?.(context(), 'b')).toBeNull();
    expect(await objects.file?.get?.(context(), 'c')).toBeNull();
  });
});

it('lists who may open what', async () => {
  const fields = 'id,name,trashed,permissions(id,type,role,emailAddress,domain,displayName,expirationTime,deleted)';
  const permissions = [{ id: 'p1', role: 'owner', type: 'user' }];
  app.play(start, {
    request: files({ q: 'trashed = false' }, fields),
    json: {
      files: [
        { id: 'a', name: 'A', permissions },
        { id: 'b', name: 'Not ours to share' },
      ],
    },
  });
  const pass = await readPass(objects.permission, context(), { mode: 'full' });
  expect(pass.rows).toEqual([{ id: 'p1', role: 'owner', type: 'user', file: 'a', fileName: 'A' }]);
  expect(objects.permission?.key(pass.rows[0], {})).toBe('a/p1');
});

it('writes folders by their name, once', async () => {
  const q = (name: string) => `mimeType = '${folder}' and trashed = false and name = '${name}' and 'root' in parents`;
  const search = (name: string) =>
    at('GET', '/files', { q: q(name), ...lists, orderBy: 'createdTime', pageSize: 1, fields: 'files(id)' });
  const answer = 'supportsAllDrives=true&fields=id';
  app.play(
    { request: search("Ada\\'s"), json: { files: [] } },
    { request: `POST ${api}/files?${answer}`, json: { id: 'new' } },
    { request: search('B'), json: { files: [{ id: 'old' }] } },
    { request: `PATCH ${api}/files/old?${answer}`, json: { id: 'old' } },
    { request: `PATCH ${api}/files/gone?${answer}`, ...refusal(404, 'notFound') },
  );
  const items = [
    { data: { name: "Ada's" } },
    { data: { name: 'B', description: 'Of B' } },
    { key: 'gone', data: { name: 'C' } },
    { data: {} },
  ];
  expect(await objects.folder?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
    { key: 'new', action: 'created' },
    { key: 'old', action: 'updated' },
    { error: { class: 'not_found', message: 'It said notFound.' } },
    { error: { class: 'invalid', field: 'name' } },
  ]);
  expect(app.received[1]?.json()).toEqual({ name: "Ada's", mimeType: folder, parents: ['root'] });
});

it('offers shared drives, and folders by their names', async () => {
  app.play(
    { request: `GET ${api}/drives?pageSize=100`, json: { drives: [{ id: 'd', name: 'Team' }] } },
    {
      request: at('GET', '/files', {
        q: `mimeType = '${folder}' and trashed = false and name contains 'x\\'y'`,
        ...lists,
        orderBy: 'modifiedTime desc',
        pageSize: 50,
        fields: 'nextPageToken,files(id,name)',
      }),
      json: { files: [{ id: 'f', name: "x'y" }], nextPageToken: 'n' },
    },
  );
  expect(await options.drives?.(context(), { search: '', cursor: null })).toMatchObject({
    options: [{ value: 'd', label: 'Team' }],
  });
  expect(await options.folders?.(context(), { search: "x'y", cursor: null })).toMatchObject({ next: 'n' });
});

it('is looked through folder by folder, the folders first', async () => {
  const level = (inside: string) =>
    at('GET', '/files', {
      q: `(mimeType != '${folder}' or mimeType = '${folder}') and trashed = false and '${inside}' in parents`,
      ...lists,
      orderBy: 'folder,name',
      pageSize: 50,
      fields: 'nextPageToken,files(id,name,mimeType)',
    });
  const found = {
    files: [
      { id: 'f', name: 'Invoices', mimeType: folder },
      { id: 'p', name: 'Plan.pdf', mimeType: 'application/pdf' },
    ],
  };
  app.play({ request: level('root'), json: found }, { request: level("x\\'y"), json: { files: [] } });
  expect((await options.files?.(context(), { search: '', cursor: null, inside: '' }))?.options).toEqual([
    { value: 'f', label: 'Invoices', branch: true },
    { value: 'p', label: 'Plan.pdf' },
  ]);
  expect((await options.files?.(context(), { search: '', cursor: null, inside: "x'y" }))?.options).toEqual([]);
});
