import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, call, check, context, deleted, entry, lookUp, objects, options, page, refused } from './test-dropbox.ts';

const start = 'files/list_folder';
const onward = 'files/list_folder/continue';
const watermark = { folder: '', cursor: 'c1' };
const incremental = () => readPass(objects.file, context(), { mode: 'incremental', watermark });
const me = {
  account_id: 'dbid:1',
  name: { display_name: 'Mara Lindqvist' },
  email: 'mara@acme.example',
  root_info: { '.tag': 'team', root_namespace_id: '7', home_namespace_id: '3' },
};

describe('the account', () => {
  it('is named', async () => {
    app.play(call('users/get_current_account', { ...me, team: { name: 'Acme' } }));
    expect(await check?.(context())).toEqual({ id: 'dbid:1', name: 'Mara Lindqvist, Acme (mara@acme.example)' });
    expect(app.received[0]?.body).toBe('null');
  });

  it('of a team is read from the team’s root', async () => {
    app.play(call('users/get_current_account', me));
    const pathRoot = '{".tag":"root","root":"7"}';
    expect(await lookUp?.(context())).toEqual({ pathRoot });
    app.play(call(start, page([], 'c')));
    await readPass(objects.file, context({ learnt: { pathRoot } }), { mode: 'full' });
    expect(app.received.map(({ headers }) => headers['dropbox-api-path-root'])).toEqual([undefined, pathRoot]);
    app.play(call('users/get_current_account', { ...me, root_info: { ...me.root_info, root_namespace_id: '3' } }));
    expect(await lookUp?.(context())).toEqual({});
  });
});

describe('files', () => {
  it('come whole, over an empty page; the cursor is where the next pass begins', async () => {
    app.play(
      call(start, page([entry('a'), entry('sub', 'folder')], 'c1', true)),
      call(onward, page([], 'c2', true)),
      call(onward, page([{ '.tag': 'file', name: 'no id' }], 'c3')),
    );
    const settings = { folder: '/Invoices' };
    const page1 = await objects.file?.pull(context({ settings }), { mode: 'full', cursor: null, watermark: null });
    const page2 = await objects.file?.pull(context({ settings }), {
      mode: 'full',
      cursor: page1?.next ?? null,
      watermark: null,
    });
    const last = await objects.file?.pull(context({ settings }), {
      mode: 'full',
      cursor: page2?.next ?? null,
      watermark: null,
    });
    expect(page1?.rows).toEqual([entry('a')]);
    expect(page2?.rows).toEqual([]);
    expect(last).toMatchObject({ next: null, watermark: { folder: '/Invoices', cursor: 'c3' } });
    expect(objects.file?.row.safeParse(last?.rows[0]).success).toBe(false);
    expect(app.received.map((one) => one.json())).toEqual([
      { path: '/Invoices', recursive: true, limit: 2000 },
      { cursor: 'c1' },
      { cursor: 'c2' },
    ]);
  });

  it('tell what was changed and deleted, and know a move from a deletion', async () => {
    const moved = { ...entry('moved'), path_lower: '/new/moved' };
    app.play(
      call(onward, page([entry('a'), deleted('/b'), deleted('/moved'), moved], 'c2')),
      call('files/list_revisions', { is_deleted: true, entries: [{ id: 'id:b' }, { id: 'id:b' }] }),
      refused('files/get_metadata', 'path/not_found/..'),
      call('files/list_revisions', { is_deleted: true, entries: [{ id: 'id:moved' }] }),
      call('files/get_metadata', moved),
    );
    const pass = await incremental();
    expect(pass.rows.map(({ id }) => id)).toEqual(['id:a', 'id:moved']);
    expect(pass.pages.flatMap((one) => one.deleted ?? [])).toEqual(['id:b']);
    expect(pass.watermark).toEqual({ folder: '', cursor: 'c2' });
  });

  it('are read whole again when a folder went with what was in it', async () => {
    app.play(
      call(onward, page([deleted('/sub')], 'c2', true)),
      refused('files/list_revisions', 'path/not_file/..'),
      call(onward, page([entry('z')], 'c3')),
    );
    const pass = await incremental();
    expect(pass.rows.map(({ id }) => id)).toEqual(['id:z']);
    expect(pass.watermark).toBeNull();
  });

  it('are read whole again when more went than can be asked for', async () => {
    const many = Array.from({ length: 21 }, (_, index) => deleted(`/f${index}`));
    app.play(call(onward, page(many, 'c2')));
    expect((await incremental()).watermark).toBeNull();
  });

  it('a path that is there again within a page is not asked for', async () => {
    app.play(call(onward, page([deleted('/a'), entry('a')], 'c2')));
    expect((await incremental()).watermark).toEqual({ folder: '', cursor: 'c2' });
  });

  it('begin anew where Dropbox forgot the cursor, or another folder was chosen', async () => {
    app.play(refused(onward, 'reset/..'));
    expect((await incremental()).watermark).toBeNull();
    const other = context({ settings: { folder: '/Other' } });
    expect((await readPass(objects.file, other, { mode: 'incremental', watermark })).watermark).toBeNull();
    app.play(
      call(start, page([entry('a')], 'c1', true)),
      refused(onward, 'reset/'),
      call(start, page([entry('a')], 'c5')),
    );
    const full = await readPass(objects.file, context(), { mode: 'full' });
    expect(full.watermark).toEqual({ folder: '', cursor: 'c5' });
  });

  it('do not go round in a circle', async () => {
    app.play(call(onward, page([], 'c1', true)));
    await expect(incremental()).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('are read one by one, as long as they are there', async () => {
    app.play(
      call('files/get_metadata', entry('a')),
      refused('files/get_metadata', 'path/not_found/'),
      call('files/get_metadata', entry('sub', 'folder')),
      call('files/get_metadata', entry('a')),
    );
    expect(await objects.file?.get?.(context(), 'id:a')).toMatchObject({ name: 'a' });
    expect(await objects.file?.get?.(context(), 'id:gone')).toBeNull();
    expect(await objects.file?.get?.(context(), 'id:sub')).toBeNull();
    expect(await objects.file?.get?.(context({ settings: { folder: '/Invoices' } }), 'id:a')).toBeNull();
  });
});

describe('folders', () => {
  it('take no notice of deleted files, and are read whole again for a deleted folder', async () => {
    app.play(
      call(onward, page([deleted('/b'), entry('sub', 'folder')], 'c2')),
      call('files/list_revisions', { entries: [{ id: 'id:b' }] }),
    );
    const pass = await readPass(objects.folder, context(), { mode: 'incremental', watermark });
    expect(pass.rows.map(({ id }) => id)).toEqual(['id:sub']);
    expect(pass.watermark).toEqual({ folder: '', cursor: 'c2' });
    app.play(call(onward, page([deleted('/sub')], 'c3')), refused('files/list_revisions', 'path/not_file/'));
    expect((await readPass(objects.folder, context(), { mode: 'incremental', watermark })).watermark).toBeNull();
  });

  it('are written by their path, once', async () => {
    app.play(
      call('files/create_folder_v2', { metadata: { id: 'id:new', name: '2026' } }),
      refused('files/create_folder_v2', 'path/conflict/folder/..'),
      call('files/get_metadata', entry('old', 'folder')),
      call('files/get_metadata', entry('k', 'folder')),
      call('files/get_metadata', entry('k', 'folder')),
      call('files/move_v2', { metadata: { id: 'id:k' } }),
      refused('files/create_folder_v2', 'path/malformed_path/'),
    );
    const items = [
      { data: { path_display: '/Invoices/2026' } },
      { data: { path_display: '/Old' } },
      { key: 'id:k', data: { path_display: '/K' } },
      { key: 'id:k', data: { path_display: '/Elsewhere' } },
      { data: { path_display: '/bad\u0000' } },
      { data: { path_display: 3 } },
    ];
    expect(await objects.folder?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: 'id:new', action: 'created' },
      { key: 'id:old', action: 'unchanged' },
      { key: 'id:k', action: 'unchanged' },
      { key: 'id:k', action: 'updated' },
      { error: { class: 'invalid', code: 'path/malformed_path' } },
      { error: { class: 'invalid', field: 'path_display' } },
    ]);
  });
});

it('lists shared links over pages', async () => {
  const route = 'sharing/list_shared_links';
  const link = (name: string) => ({ '.tag': 'file', url: `https://www.dropbox.com/${name}`, name });
  app.play(
    call(route, { links: [link('a')], has_more: true, cursor: 'l1' }),
    call(route, { links: [link('b')], has_more: false, cursor: 'l2' }),
  );
  const { rows } = await readPass(objects.sharedLink, context(), { mode: 'full' });
  expect(rows.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(app.received.map((one) => one.json())).toEqual([{}, { cursor: 'l1' }]);
});

it('offers folders level by level, and by their names', async () => {
  app.play(
    call(start, page([entry('a', 'folder'), entry('b')], 'c1', true)),
    call('files/search_v2', {
      matches: [{ metadata: { '.tag': 'metadata', metadata: entry('inv', 'folder') } }],
      has_more: false,
    }),
  );
  const parent = { folder: '/top' };
  expect(await options.folders?.(context(), { search: '', cursor: null, parent })).toEqual({
    options: [{ value: '/a', label: '/a' }],
    next: 'c1',
  });
  const found = await options.folders?.(context(), { search: 'inv', cursor: null });
  expect(found?.options).toEqual([{ value: '/inv', label: '/inv' }]);
  expect(app.received[0]?.json()).toEqual({ path: '/top', limit: 500 });
});

it('is looked through folder by folder, with the files where files are chosen', async () => {
  app.play(
    call(start, page([entry('a', 'folder'), entry('b')], 'c1', false)),
    call(start, page([entry('a', 'folder'), entry('b')], 'c2', false)),
  );
  const asked = { search: '', cursor: null, inside: '/top' };
  expect((await options.folders?.(context(), asked))?.options).toEqual([{ value: '/a', label: 'a', branch: true }]);
  expect((await options.files?.(context(), { ...asked, inside: '' }))?.options).toEqual([
    { value: '/a', label: 'a', branch: true },
    { value: '/b', label: 'b' },
  ]);
  expect(app.received.map((one) => one.json())).toMatchObject([{ path: '/top' }, { path: '' }]);
});
