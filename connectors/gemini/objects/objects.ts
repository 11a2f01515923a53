import { z } from 'zod';
import { type ConnectorObject, defineObject, orNull, pullPages } from '../../kit/index.ts';

export const model = z.looseObject({
  name: z.string().startsWith('models/'),
  displayName: z.string().optional(),
  description: z.string().optional(),
  inputTokenLimit: z.int().optional(),
  outputTokenLimit: z.int().optional(),
  supportedGenerationMethods: z.array(z.string()).default([]),
});

export const file = z.looseObject({
  name: z.string().startsWith('files/'),
  displayName: z.string().optional(),
  mimeType: z.string().optional(),
  sizeBytes: z.string().optional(),
  createTime: z.string().optional(),
  expirationTime: z.string().optional(),
  state: z.string().optional(),
  uri: z.string().optional(),
});

const list = <Row extends z.ZodType<{ name: string }>>(
  label: string,
  path: string,
  rows: string,
  pageSize: number,
  row: Row,
): ConnectorObject =>
  defineObject<Row>({
    label,
    row,
    key: ({ name }) => name,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages({
      pager: {
        kind: 'cursor',
        parameter: 'pageToken',
        from: 'nextPageToken',
        size: { parameter: 'pageSize', value: pageSize },
      },
      rows,
      request: () => ({ path }),
    }),
    get: ({ http }, key) =>
      orNull(async () => (await http.get(`${path}/${encodeURIComponent(key.split('/').at(-1) ?? '')}`, row)).body),
  });

export const objects = {
  model: list('models', '/models', 'models?', 1000, model),
  file: list('files', '/files', 'files?', 100, file),
};
