import { defineContract } from '../kit/index.ts';

const id = '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g';
const permissions = [{ id: 'p1', type: 'user', role: 'owner', emailAddress: 'mara@acme.example' }];
const noFile =
  'the description knows this operation only with a file’s content (application/octet-stream); without one Google takes JSON';
const watermark = { drive: '', token: '8929' };

export default defineContract({
  descriptions: [{ name: 'google-drive', url: 'https://www.googleapis.com/drive/v3' }],
  objects: {
    file: { key: id, watermark },
    folder: { key: id, watermark },
    permission: { watermark },
  },
  answers: {
    'GET /about': { user: { permissionId: '1', emailAddress: 'mara@acme.example' } },
    'GET /changes/startPageToken': { startPageToken: '8929' },
    'GET /changes': { changes: [], newStartPageToken: '8930' },
    'GET /files': { files: [{ id, name: 'Invoice 42.pdf', mimeType: 'application/pdf', permissions }] },
    'GET /files/{fileId}/permissions': { permissions },
    'POST /changes/watch': { id: 'channel-1', resourceId: 'resource-1', expiration: '1796000000000' },
  },
  skip: {
    'objects.folder.upsert': noFile,
    'actions.createFolder': noFile,
    'actions.moveFile': noFile,
    'actions.renameFile': noFile,
    'actions.trashFile': noFile,
    'actions.uploadFile': 'uploads go to /upload/drive/v3, which is not in the description',
    'actions.replaceContent': 'uploads go to /upload/drive/v3, which is not in the description',
  },
});
