import { describe, expect, it } from 'vitest';
import { app, call, entry, refused, run } from './test-dropbox.ts';

const content = 'https://content.dropboxapi.com/2/files';
const sent = (at: number) => app.received[at]?.json();

describe('actions', () => {
  it('upload what was given, with any letters in its name', async () => {
    app.play(
      { request: `POST ${content}/upload`, json: entry('u') },
      { request: `POST ${content}/upload`, json: entry('u') },
    );
    await run('uploadFile');
    await run('uploadFile', { path: '/Ünï 😀.bin', base64: 'AP8N', replace: true });
    const [text, bytes] = app.received;
    expect(text?.headers['dropbox-api-arg']).toBe(
      '{"path":"/Invoices/42.txt","mode":"add","autorename":false,"mute":false}',
    );
    expect(text?.headers['content-type']).toBe('application/octet-stream');
    expect(text?.body).toBe('Two lamps');
    expect(bytes?.headers['dropbox-api-arg']).toContain(
      String.raw`"/\u00dcn\u00ef \ud83d\ude00.bin","mode":"overwrite"`,
    );
    expect(bytes?.bytes).toEqual(Buffer.from([0, 255, 13]));
    await expect(run('uploadFile', { path: '/x' })).rejects.toMatchObject({ details: { class: 'invalid' } });
    await expect(run('uploadFile', { path: '/x', text: 'x'.repeat(10_485_761) })).rejects.toMatchObject({
      details: { class: 'too_large', field: 'text' },
    });
  });

  it('download, and say what it is', async () => {
    const result = { 'dropbox-api-result': '{"name":"42.png"}', 'content-type': 'image/png' };
    app.play(
      { request: `POST ${content}/download`, headers: result, text: Buffer.from([137, 80]) },
      { request: `POST ${content}/download`, text: '' },
      call('files/get_temporary_link', { link: 'https://ucabc.dl.dropboxusercontent.com/x', metadata: entry('a') }),
      call('files/restore', entry('a')),
    );
    expect(await run('downloadFile')).toEqual({ name: '42.png', size: 2, contentType: 'image/png', base64: 'iVA=' });
    expect(app.received[0]?.headers['content-type']).toBeUndefined();
    expect(await run('downloadFile')).toMatchObject({ name: '42.txt', size: 0 });
    expect(await run('getDownloadLink')).toMatchObject({ link: expect.stringContaining('ucabc') });
    await run('restoreFile');
    expect(sent(3)).toEqual({ path: '/Invoices/42.txt', rev: 'a1c10ce0dd78' });
  });

  it('make, move, copy, delete, show and list', async () => {
    const metadata = entry('x');
    app.play(
      call('files/create_folder_v2', { metadata }),
      call('files/move_v2', { metadata }),
      call('files/copy_v2', { metadata }),
      call('files/delete_v2', { metadata }),
      call('files/get_metadata', metadata),
      call('files/list_folder', { entries: [metadata, metadata], cursor: 'c', has_more: false }),
    );
    for (const name of ['createFolder', 'moveEntry', 'copyEntry', 'deleteEntry', 'getEntry']) await run(name);
    expect(await run('listFolder', { folder: '/Invoices', most: 1 })).toEqual({ entries: [metadata], hasMore: true });
    expect([0, 1, 2, 3, 4, 5].map(sent)).toEqual([
      { path: '/Invoices/2026', autorename: false },
      { from_path: '/Invoices/42.txt', to_path: '/Invoices/2026/42.txt', autorename: false },
      { from_path: '/Invoices/42.txt', to_path: '/Archive/42.txt', autorename: false },
      { path: '/Invoices/42.txt' },
      { path: '/Invoices/42.txt' },
      { path: '/Invoices', recursive: false, limit: 1 },
    ]);
  });

  it('search', async () => {
    app.play(
      call('files/search_v2', { matches: [{ metadata: { metadata: entry('a') } }, { metadata: {} }], has_more: true }),
    );
    expect(await run('searchEntries', { words: 'a', extensions: ['pdf'] })).toEqual({
      entries: [entry('a')],
      hasMore: true,
    });
    expect(sent(0)).toEqual({
      query: 'a',
      options: { path: '', max_results: 100, file_status: 'active', filename_only: false, file_extensions: ['pdf'] },
    });
  });

  it('share by the link that is there, and take it back', async () => {
    const link = { url: 'https://www.dropbox.com/scl/a', name: 'a' };
    const create = 'sharing/create_shared_link_with_settings';
    app.play(
      call(create, link),
      refused(create, 'shared_link_already_exists/metadata/..'),
      call('sharing/list_shared_links', { links: [link], has_more: false }),
      call('sharing/revoke_shared_link', null),
    );
    await run('shareLink', { item: '/a', password: 'pw', expires: '2026-12-01T00:00:00.000Z', download: false });
    expect(sent(0)).toEqual({
      path: '/a',
      settings: {
        audience: 'public',
        access: 'viewer',
        allow_download: false,
        require_password: true,
        link_password: 'pw',
        expires: '2026-12-01T00:00:00Z',
      },
    });
    expect(await run('shareLink')).toEqual(link);
    expect(sent(2)).toEqual({ path: '/Invoices/42.txt', direct_only: true });
    await run('revokeLink');
  });
});
