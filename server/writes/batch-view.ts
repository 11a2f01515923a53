import { z } from 'zod';
import { time } from '#server/trpc/page.ts';
import { itemError } from './item-error.ts';
import { difference } from './merge-fields.ts';
import type { WriteBatchRow } from './write-batch.table.ts';
import type { WriteItemRow } from './write-item.table.ts';

export const stateSchema = z.enum([
  ...(['queued', 'writing', 'written', 'failed', 'uncertain', 'conflict', 'superseded', 'cancelled'] as const),
]);

export const itemSchema = z
  .object({
    id: z.string().meta({ description: 'Your own id of the record.', example: 'contact-7' }),
    key: z
      .string()
      .nullable()
      .meta({ description: 'The row’s key at the app, once it is known.', example: 'ct_00042' }),
    state: stateSchema.meta({
      description:
        '`uncertain`: the app’s answer was lost, and it may have been written. `conflict`: somebody must decide. `superseded`: a newer version of the record came.',
    }),
    action: z.enum(['created', 'updated', 'unchanged']).nullable(),
    version: z.number().nullable(),
    error: itemError.nullable().meta({ description: 'Why it was not written; while it is queued, why it waits.' }),
    conflicts: z.array(difference).meta({ description: 'Fields in which the app differs, and what was decided.' }),
    endedAt: time.nullable(),
  })
  .meta({ id: 'WriteItem' });

export const batchSchema = z
  .object({
    id: z.string().meta({ example: 'wri_01jd3k5q7v2m8x4c6p9r' }),
    connectionId: z.string(),
    customerId: z.string(),
    object: z.string().meta({ example: 'contact' }),
    model: z.string().nullable().meta({ description: 'Whose shape its items have; null: that of the object’s rows.' }),
    mode: z.enum(['upsert', 'create', 'update']),
    status: z.enum(['open', 'finished']).meta({ description: '`finished`: every item has come to an end.' }),
    counts: z
      .record(z.string(), z.number())
      .meta({ description: 'How many items are in which state.', example: { written: 9, failed: 1 } }),
    createdAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'Write' });

export const showBatch = (row: WriteBatchRow, counts: Record<string, number> = {}): z.input<typeof batchSchema> => ({
  id: row.id,
  connectionId: row.connection_id,
  customerId: row.customer_id,
  object: row.object,
  model: row.model,
  mode: row.mode,
  status: row.status,
  counts,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});

export const showItem = (row: WriteItemRow): z.input<typeof itemSchema> => ({
  id: row.vendor_id,
  key: row.key,
  state: row.state,
  action: row.action,
  version: row.version,
  error: itemError.nullable().parse(row.error),
  conflicts: z.array(difference).parse(row.conflicts),
  endedAt: row.ended_at?.toISOString() ?? null,
});
