import { describe, expect, it } from 'vitest';
import { fieldsOf, fileFields } from './objects/rows.ts';
import { app, at, refusal, run } from './test-box.ts';

const id = '73835521473';
const upload = 'https://upload.box.com/api/2.0/files';
const ofFile = { fields: fieldsOf('file', '') };
const ofFolder = { fields: fieldsOf('folder', '') };
const sent = (index: number) => app.received[index]?.json();

describe('actions', () => {
  it('upload a file and a new version, the attributes first', async () => {
    app.play(
      {
        request: at('POST', `${upload}/content`, { fields: fileFields }),
        status: 201,
        json: { entries: [{ id: 'u' }] },
      },
      { request: at('POST', `${upload}/${id}/content`, { fields: fileFields }), json: { entries: [{ id }] } },
    );
    expect(await run('uploadFile')).toEqual({ id: 'u' });
    const [first] = app.received;
    const body = first?.body ?? '';
    expect(body).toContain('name="attributes"\r\n\r\n{"name":"Invoice 42.txt","parent":{"id":"0"}}');
    expect(body.indexOf('name="attributes"')).toBeLessThan(body.indexOf('filename="Invoice 42.txt"'));
    expect(body).toContain('Two lamps');
    expect(await run('uploadVersion')).toEqual({ id });
    await expect(run('uploadFile', { name: 'x' })).rejects.toMatchObject({ details: { class: 'invalid' } });
    await expect(run('uploadFile', { name: 'x', text: 'x'.repeat(10_485_761) })).rejects.toMatchObject({
      details: { class: 'too_large', field: 'text' },
    });
  });

  it('download from where Box leads to, without showing the token there', async () => {
    const location = 'https://dl.boxcloud.com/d/1/abc/download';
    app.play(
      { request: at('GET', `/files/${id}/content`), status: 302, headers: { location }, text: '' },
      { request: `GET ${location}`, headers: { 'content-type': 'image/png' }, text: Buffer.from([137, 80]) },
    );
    expect(await run('downloadFile')).toEqual({ contentType: 'image/png', size: 2, base64: 'iVA=' });
    expect(app.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', undefined]);
  });

  it('make, change, copy, delete and show', async () => {
    app.play(
      { request: at('POST', '/folders', ofFolder), json: { id: 'f' } },
      { request: at('PUT', `/files/${id}`, ofFile), json: { id } },
      { request: at('POST', `/files/${id}/copy`, ofFile), json: { id: 'copy' } },
      { request: at('DELETE', `/files/${id}`), status: 204, text: '' },
      { request: at('DELETE', '/folders/12', { recursive: 'true' }), status: 204, text: '' },
      { request: at('GET', `/files/${id}`, ofFile), json: { id } },
    );
    for (const name of ['createFolder', 'updateItem', 'copyItem', 'deleteItem']) await run(name);
    await run('deleteItem', { kind: 'folder', item: 'https://app.box.com/folder/12', withContents: true });
    await run('getItem');
    expect([0, 1, 2].map(sent)).toEqual([
      { name: 'Invoices', parent: { id: '0' } },
      { name: 'Invoice 42 of Globex.pdf', parent: { id: '11446498' } },
      { parent: { id: '11446498' } },
    ]);
  });

  it('search', async () => {
    const query = {
      query: 'a',
      type: 'file',
      ancestor_folder_ids: '7',
      file_extensions: 'pdf,docx',
      ...ofFile,
      limit: 50,
    };
    app.play({ request: at('GET', '/search', query), json: { entries: [{ id: 'a' }], total_count: 7 } });
    const found = await run('searchItems', { words: 'a', kind: 'file', folder: '7', extensions: ['pdf', 'docx'] });
    expect(found).toEqual({ items: [{ id: 'a' }], total: 7 });
  });

  it('share, invite, take back and comment', async () => {
    app.play(
      {
        request: at('PUT', `/files/${id}`, { fields: 'shared_link' }),
        json: { shared_link: { url: 'https://app.box.com/s/x', download_url: null, access: 'company' } },
      },
      { request: at('POST', '/collaborations', { notify: 'true' }), status: 201, json: { id: 'c', item: null } },
      { request: at('DELETE', '/collaborations/1234567890'), status: 204, text: '' },
      { request: at('POST', '/comments'), status: 201, json: { id: 'k' } },
    );
    expect(await run('shareLink')).toEqual({ url: 'https://app.box.com/s/x', downloadUrl: null, access: 'company' });
    for (const name of ['inviteCollaborator', 'removeCollaborator', 'addComment']) await run(name);
    expect(sent(0)).toEqual({ shared_link: { access: 'company' } });
    expect(sent(1)).toEqual({
      item: { type: 'folder', id: '11446498' },
      accessible_by: { type: 'user', login: 'mara@acme.example' },
      role: 'editor',
    });
    expect(sent(3)).toEqual({ message: 'Have a look.', item: { type: 'file', id } });
  });

  it('set metadata, whether there are some or not', async () => {
    const path = `/files/${id}/metadata/enterprise_12345/contract`;
    app.play(
      { request: at('POST', path), status: 201, json: { customer: 'Globex' } },
      { request: at('POST', path), ...refusal(409, 'tuple_already_exists') },
      { request: at('PUT', path), json: { customer: 'Globex' } },
    );
    await run('setMetadata');
    await run('setMetadata', { item: id, template: 'enterprise_12345.contract', values: { 'a/b': ['x'] } });
    expect(sent(0)).toEqual({ customer: 'Globex', total: 39.98 });
    expect(sent(2)).toEqual([{ op: 'add', path: '/a~1b', value: ['x'] }]);
    expect(app.received[2]?.headers['content-type']).toBe('application/json-patch+json');
  });
});
