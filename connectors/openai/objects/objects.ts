import { z } from 'zod';
import { type ConnectorObject, defineObject, orNull, type Pager, pullPages } from '../../kit/index.ts';

const pager: Pager = {
  kind: 'keyset',
  parameter: 'after',
  field: 'id',
  more: 'has_more',
  size: { parameter: 'limit', value: 100 },
};
const seconds = z.int();

export const file = z.looseObject({
  id: z.string().min(1),
  bytes: z.int(),
  created_at: seconds,
  filename: z.string(),
  purpose: z.string(),
});

export const batch = z.looseObject({
  id: z.string().min(1),
  endpoint: z.string(),
  input_file_id: z.string(),
  completion_window: z.string(),
  status: z.string(),
  created_at: seconds,
  output_file_id: z.string().nullish(),
  error_file_id: z.string().nullish(),
});

export const vectorStore = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  status: z.string(),
  created_at: seconds,
  usage_bytes: z.int().nullish(),
});

export const model = z.looseObject({ id: z.string().min(1), created: seconds, owned_by: z.string() });

interface List<Row extends z.ZodType> {
  label: string;
  path: string;
  row: Row;
  pager?: Pager;
  canGet?: boolean;
}

/** OpenAI tells of no changes in its lists: each pass reads them whole, newest first. */
const list = <Row extends z.ZodType<{ id: string }>>({
  label,
  path,
  row,
  canGet = true,
  ...rest
}: List<Row>): ConnectorObject =>
  defineObject<Row>({
    label,
    row,
    key: ({ id }) => id,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages({ pager: rest.pager ?? pager, rows: 'data', request: () => ({ path }) }),
    get: canGet
      ? async ({ http }, key) => {
          return orNull(async () => (await http.get(`${path}/${encodeURIComponent(key)}`, row)).body);
        }
      : undefined,
  });

export const objects = {
  file: list({ label: 'files', path: '/files', row: file }),
  batch: list({ label: 'batches', path: '/batches', row: batch }),
  vectorStore: list({ label: 'vector stores', path: '/vector_stores', row: vectorStore, canGet: false }),
  model: list({ label: 'models', path: '/models', row: model, pager: { kind: 'none' } }),
};
