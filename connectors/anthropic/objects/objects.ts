import { z } from 'zod';
import { type ConnectorObject, defineObject, orNull, pullPages } from '../../kit/index.ts';

export const model = z.looseObject({ id: z.string().min(1), display_name: z.string(), created_at: z.string() });

export const batch = z.looseObject({
  id: z.string().min(1),
  processing_status: z.string(),
  request_counts: z.looseObject({
    succeeded: z.int(),
    errored: z.int(),
    processing: z.int(),
    canceled: z.int(),
    expired: z.int(),
  }),
  created_at: z.string(),
  ended_at: z.string().nullish(),
  expires_at: z.string(),
  results_url: z.string().nullish(),
});

const list = <Row extends z.ZodType<{ id: string }>>(label: string, path: string, row: Row): ConnectorObject =>
  defineObject<Row>({
    label,
    row,
    key: ({ id }) => id,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages({
      pager: {
        kind: 'cursor',
        parameter: 'after_id',
        from: 'last_id',
        more: 'has_more',
        size: { parameter: 'limit', value: 100 },
      },
      rows: 'data',
      request: () => ({ path }),
    }),
    get: async ({ http }, key) => {
      return orNull(async () => (await http.get(`${path}/${encodeURIComponent(key)}`, row)).body);
    },
  });

export const objects = {
  model: list('models', '/v1/models', model),
  batch: list('batches', '/v1/messages/batches', batch),
};
