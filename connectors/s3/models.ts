import { at, type ConnectorModel, type ModelName, mapTo, template } from '../kit/index.ts';

const file: ConnectorModel = {
  object: 'object',
  // S3 has no folders: a key may look as if it had some.
  mapping: mapTo('file', {
    id: 'Key',
    name: at('Key', { do: 'split', by: '/' }, { do: 'compact' }, { do: 'last' }),
    path: template('/{Key}'),
    size: 'Size',
    version: 'ETag',
    updatedAt: 'LastModified',
  }),
  sample: {
    ...{ Key: 'exports/2026/customers.csv', LastModified: '2026-11-20T08:00:00.000Z', Size: 20480 },
    ...{ ETag: '"9e107d9d372bb6826bd81d3542a419d6"', StorageClass: 'STANDARD' },
  },
};

export const models: Partial<Record<ModelName, ConnectorModel>> = { file };
