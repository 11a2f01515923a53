import { at, type ConnectorModel, type ModelName, mapFrom, mapTo } from '../kit/index.ts';

const record = {
  id: 'id',
  name: 'name',
  description: 'description',
  driveId: 'driveId',
  ownerId: 'owners[0].permissionId',
  trashed: 'trashed',
  url: 'webViewLink',
  createdAt: 'createdTime',
  updatedAt: 'modifiedTime',
};
// Of anybody, not of this app alone.
const rest = 'properties';
const times = { createdTime: '2026-11-16T09:00:00.000Z', modifiedTime: '2026-11-20T08:00:00.000Z' };

const file: ConnectorModel = {
  object: 'file',
  mapping: mapTo(
    'file',
    {
      ...record,
      folderId: 'parents[0]',
      mimeType: 'mimeType',
      size: at('size', { do: 'convert', to: 'integer' }),
      version: 'version',
      checksum: 'md5Checksum',
      downloadUrl: 'webContentLink',
    },
    { rest },
  ),
  sample: {
    ...{ id: '1BxiMVs0XRA5nFMdKvBd', name: 'report.pdf', mimeType: 'application/pdf', parents: ['0AIi'], ...times },
    ...{ size: '20480', version: '17', md5Checksum: '9e107d9d372bb6826bd81d3542a419d6', trashed: false },
    ...{ owners: [{ permissionId: '0637', emailAddress: 'ada@acme.example' }], properties: { year: '2026' } },
    webViewLink: 'https://drive.google.com/file/d/1BxiMVs0XRA5nFMdKvBd/view',
  },
};

const folder: ConnectorModel = {
  object: 'folder',
  mapping: mapTo('folder', { ...record, parentId: 'parents[0]' }, { rest }),
  write: mapFrom({ name: 'name', description: 'description', parents: { list: [{ path: 'parentId' }] } }),
  sample: {
    ...{ id: '0AIi', name: 'Reports', mimeType: 'application/vnd.google-apps.folder', parents: ['0ADr'], ...times },
    ...{
      trashed: false,
      owners: [{ permissionId: '0637' }],
      properties: { year: '2026' },
      webViewLink: 'https://drive.google.com/drive/folders/0AIi',
    },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { file, folder };
