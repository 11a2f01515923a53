import { type ConnectorModel, constant, type ModelName, mapFrom, mapTo, oneOf } from '../kit/index.ts';

const record = {
  id: 'id',
  name: 'name',
  description: 'description',
  ownerId: 'owned_by.id',
  trashed: oneOf('item_status', { false: 'active', true: ['trashed', 'deleted'] }),
  url: 'shared_link.url',
  createdAt: 'created_at',
  updatedAt: 'modified_at',
};
const rest = 'metadata';
const times = { created_at: '2026-11-16T09:00:00-08:00', modified_at: '2026-11-20T08:00:00-08:00' };

const file: ConnectorModel = {
  object: 'file',
  mapping: mapTo(
    'file',
    { ...record, folderId: 'parent.id', size: 'size', version: 'etag', checksum: 'sha1' },
    { rest },
  ),
  sample: {
    ...{ type: 'file', id: '12345', etag: '1', name: 'report.pdf', description: '', size: 20480, ...times },
    ...{ sha1: '85136c79cbf9fe36bb9d05d0639c70c265c18d37', parent: { type: 'folder', id: '11', name: 'Reports' } },
    ...{ item_status: 'active', owned_by: { id: '33', name: 'Ada Holm' }, metadata: { global: { retention: {} } } },
  },
};

const folder: ConnectorModel = {
  object: 'folder',
  mapping: mapTo('folder', { ...record, parentId: 'parent.id' }, { rest }),
  write: mapFrom({ name: 'name', description: 'description', 'parent.id': 'parentId' }),
  sample: {
    ...{ type: 'folder', id: '11', etag: '1', name: 'Reports', ...times, parent: { id: '0', name: 'All Files' } },
    ...{ item_status: 'active', owned_by: { id: '33', name: 'Ada Holm' }, metadata: { global: { retention: {} } } },
  },
};

const user: ConnectorModel = {
  object: 'user',
  mapping: mapTo('user', {
    id: 'id',
    name: 'name',
    email: 'login',
    kind: constant('member'),
    role: 'role',
    active: oneOf('status', { true: ['active', 'cannot_delete_edit', 'cannot_delete_edit_upload'], false: 'inactive' }),
    phone: 'phone',
    timeZone: 'timezone',
    language: 'language',
    createdAt: 'created_at',
    updatedAt: 'modified_at',
  }),
  sample: {
    ...{ type: 'user', id: '33', name: 'Ada Holm', login: 'ada@acme.example', status: 'active', role: 'admin' },
    ...{ job_title: 'Buyer', phone: '', language: 'sv', timezone: 'Europe/Stockholm', ...times },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { file, folder, user };
