import { describe, expect, it } from 'vitest';
import { fileFields } from './drive-call.ts';
import { api, app, at, folder, id, lists, plain, refusal, run, upload } from './test-drive.ts';

describe('actions', () => {
  it('upload in one piece', async () => {
    const related = { uploadType: 'multipart', ...plain };
    app.play(
      { request: at('POST', upload, related), json: { id: 'u' } },
      { request: at('PATCH', `${upload}/${id}`, related), json: { id } },
    );
    await run('uploadFile', { name: 'a"\r\n.csv', base64: Buffer.from([0, 255, 13]).toString('base64'), folder: 'f1' });
    const [sent] = app.received;
    const boundary = /^multipart\/related; boundary=([\w-]+)$/.exec(sent?.headers['content-type'] ?? '')?.[1];
    const head = `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{"name":"a\\"\\r\\n.csv","parents":["f1"]}\r\n--${boundary}\r\nContent-Type: application/octet-stream\r\n\r\n`;
    expect(sent?.bytes).toEqual(
      Buffer.concat([Buffer.from(head), Buffer.from([0, 255, 13]), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    );
    await run('replaceContent');
    await expect(run('uploadFile', { name: 'x' })).rejects.toMatchObject({ details: { class: 'invalid' } });
    await expect(run('uploadFile', { name: 'x', text: 'x'.repeat(5_242_881) })).rejects.toMatchObject({
      details: { class: 'too_large', field: 'text' },
    });
  });

  it('download and export', async () => {
    app.play(
      {
        request: `GET ${api}/files/${id}?alt=media&supportsAllDrives=true`,
        headers: { 'content-type': 'image/png' },
        text: Buffer.from([137, 80]),
      },
      { request: `GET ${api}/files/${id}/export?mimeType=text%2Fcsv`, ...refusal(403, 'exportSizeLimitExceeded') },
    );
    expect(await run('downloadFile')).toEqual({ contentType: 'image/png', base64: 'iVA=' });
    await expect(run('exportFile')).rejects.toMatchObject({ details: { class: 'too_large' } });
  });

  it('move, copy, bin and make', async () => {
    app.play(
      { request: `GET ${api}/files/${id}?supportsAllDrives=true&fields=parents`, json: { parents: ['old'] } },
      {
        request: at('PATCH', `/files/${id}`, { ...plain, addParents: '0AIv7G8yEYAWHUk9ABC', removeParents: 'old' }),
        json: { id },
      },
      { request: at('POST', `/files/${id}/copy`, plain), json: { id: 'copy' } },
      { request: at('PATCH', `/files/${id}`, plain), json: { id, trashed: true } },
      { request: at('POST', '/files', plain), json: { id: 'f' } },
      { request: at('PATCH', `/files/${id}`, plain), json: { id } },
      { request: at('GET', `/files/${id}`, plain), json: { id } },
    );
    await run('moveFile', { file: `https://drive.google.com/file/d/${id}/view`, folder: '0AIv7G8yEYAWHUk9ABC' });
    expect(await run('copyFile')).toEqual({ id: 'copy' });
    await run('trashFile');
    await run('createFolder');
    await run('renameFile');
    await run('getFile');
    expect([2, 3, 4, 5].map((index) => app.received[index]?.json())).toEqual([
      { name: 'Invoice of Globex' },
      { trashed: true },
      { name: 'Invoices', mimeType: folder },
      { name: 'Invoice of Globex' },
    ]);
  });

  it('search without leaving the quotes', async () => {
    const q = "trashed = false and name contains 'Ada\\'s invoices'";
    app.play({
      request: at('GET', '/files', {
        q,
        ...lists,
        orderBy: 'modifiedTime desc',
        pageSize: 50,
        fields: `nextPageToken,files(${fileFields})`,
      }),
      json: { files: [{ id: 'a' }], nextPageToken: 'more' },
    });
    expect(await run('searchFiles')).toEqual({ files: [{ id: 'a' }], hasMore: true });
  });

  it('share, list and take away', async () => {
    const fields = 'id,type,role,emailAddress,domain,displayName,expirationTime,deleted';
    const path = `/files/${id}/permissions`;
    app.play(
      {
        request: at('POST', path, {
          supportsAllDrives: 'true',
          fields,
          sendNotificationEmail: 'true',
          emailMessage: 'Have a look.',
        }),
        json: { id: 'p1' },
      },
      { request: at('POST', path, { supportsAllDrives: 'true', fields }), json: { id: 'p2' } },
      {
        request: at('GET', path, {
          supportsAllDrives: 'true',
          fields: `nextPageToken,permissions(${fields})`,
          pageSize: 100,
        }),
        json: { permissions: [{ id: 'p1' }] },
      },
      { request: at('DELETE', `${path}/04864329387654321098`, { supportsAllDrives: 'true' }), status: 204, text: '' },
    );
    await run('shareFile');
    await run('shareFile', { file: id, with: 'anyone' });
    expect(await run('listPermissions')).toEqual({ permissions: [{ id: 'p1' }] });
    await run('unshareFile');
    expect(app.received[0]?.json()).toEqual({ type: 'user', role: 'writer', emailAddress: 'mara@acme.example' });
    expect(app.received[1]?.json()).toEqual({ type: 'anyone', role: 'reader' });
    await expect(run('shareFile', { file: id })).rejects.toMatchObject({ details: { field: 'address' } });
  });
});
