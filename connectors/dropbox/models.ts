import { type ConnectorModel, type ModelName, mapTo } from '../kit/index.ts';

const record = { id: 'id', name: 'name', path: 'path_display' };

const file: ConnectorModel = {
  object: 'file',
  mapping: mapTo('file', {
    ...record,
    size: 'size',
    version: 'rev',
    checksum: 'content_hash',
    updatedAt: 'server_modified',
  }),
  sample: {
    ...{ '.tag': 'file', id: 'id:a4ayc_80_OEAAAAAAAAAXw', name: 'report.pdf', path_display: '/Reports/report.pdf' },
    ...{ path_lower: '/reports/report.pdf', client_modified: '2026-11-16T09:00:00Z', rev: 'a1c10ce0dd78', size: 20480 },
    ...{ server_modified: '2026-11-20T08:00:00Z', content_hash: 'e3b0c44298fc1c149afbf4c8996fb924' },
  },
};

const folder: ConnectorModel = {
  object: 'folder',
  mapping: mapTo('folder', record),
  sample: {
    ...{ '.tag': 'folder', id: 'id:a4ayc_80_OEAAAAAAAAAXz', name: 'Reports', path_display: '/Reports' },
    path_lower: '/reports',
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { file, folder };
