import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import { router } from '#server/trpc/init.ts';
import { foreignCursor, pageInput, pageOf, parseJson, time } from '#server/trpc/page.ts';
import { consoleQuery, environmentQuery } from '#server/trpc/procedures.ts';
import { browseChanges, browseRecords } from './list-records.queries.ts';
import { type FeedChange, readChanges } from './read-feed.ts';
import { decodeRecordCursor, encodeRecordCursor } from './record-cursor.ts';
import { readRecordDetail, recordDetailSchema } from './record-detail.ts';

const action = z.enum(['added', 'updated', 'deleted']);
const data = z.record(z.string(), z.unknown()).nullable();

const changeSchema = z
  .object({
    id: z.string().meta({ description: 'The record’s key at the app: unique within its sync.', example: '1042' }),
    customerId: z.string(),
    customerExternalId: z.string().meta({ example: 'globex' }),
    syncId: z.string(),
    model: z.string().meta({ example: 'contact' }),
    action: action.meta({ description: 'The last thing that happened to it.' }),
    data: data.meta({ description: 'The record as it is now; null once it is deleted.' }),
    changedAt: time,
  })
  .meta({ id: 'RecordChange' });

const dataOf = (row: { action: string; data: string }) =>
  row.action === 'deleted' ? null : data.parse(parseJson(row.data));

const showChange = ({ row, stream }: FeedChange): z.input<typeof changeSchema> => ({
  id: row.external_id,
  customerId: stream.customerId,
  customerExternalId: stream.customerExternalId,
  syncId: stream.syncId,
  model: stream.model,
  action: row.action,
  data: dataOf(row),
  changedAt: row.changed_at.toISOString(),
});

export const recordsRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/records',
        tags: ['Records'],
        summary: 'Read the change feed',
        description:
          'Changes after the cursor, in the order in which they were committed: a reader that passes on each `cursor` sees every change exactly once, also while a sync is writing. Without a cursor it begins with every record that is there. Keep the cursor with what you stored; `more` says whether to ask again at once. New syncs of the same selection join by themselves. At least one of customer, model and syncId.',
      },
    })
    .input(
      z.strictObject({
        customer: z
          .string()
          .min(1)
          .max(200)
          .optional()
          .meta({ description: 'Id or your own id of a customer.', example: 'globex' }),
        model: z.string().min(1).max(100).optional().meta({ example: 'contact' }),
        syncId: idSchema('sync').optional(),
        cursor: z.string().max(8000).optional().meta({ description: 'The `cursor` of the answer before.' }),
        limit: z.number().int().min(1).max(1000).default(100),
      }),
    )
    .output(
      z.object({
        records: z.array(changeSchema),
        cursor: z.string().meta({ description: 'Always there: pass it next time.' }),
        more: z.boolean().meta({ description: 'Whether there is more right now.' }),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { changes, cursor, more } = await readChanges(ctx.tx, input);
      return { records: changes.map(showChange), cursor, more };
    }),

  browse: consoleQuery
    .input(
      pageInput({
        syncId: idSchema('sync'),
        search: z.string().max(200).optional(),
        action: action.optional(),
        since: z.iso.datetime().optional(),
        order: z.enum(['key', 'change']).default('key'),
      }),
    )
    .output(pageOf(z.object({ id: z.string(), action, data, changedAt: time })))
    .query(async ({ ctx, input: { syncId, cursor, order, since, ...request } }) => {
      const { stream } = await getSync(ctx.tx, syncId);
      const after = cursor === undefined ? undefined : decodeRecordCursor(cursor);
      const filter = { ...request, stream, since: since === undefined ? undefined : new Date(since) };
      const { rows, lastLookedAt } =
        order === 'key'
          ? await browseRecords(ctx.tx, { ...filter, after: after ?? '' })
          : await browseChanges(ctx.tx, { ...filter, before: after === undefined ? null : changeNumber(after) });
      return {
        items: rows.map((row) => ({
          id: row.external_id,
          action: row.action,
          data: dataOf(row),
          changedAt: row.changed_at.toISOString(),
        })),
        nextCursor: lastLookedAt === null ? null : encodeRecordCursor(String(lastLookedAt)),
      };
    }),

  get: consoleQuery
    .input(z.strictObject({ syncId: idSchema('sync'), id: z.string().min(1).max(512) }))
    .output(recordDetailSchema)
    .query(({ ctx, input }) => readRecordDetail(ctx.tx, input.syncId, input.id)),
});

function changeNumber(text: string): number {
  if (!/^\d{1,16}$/.test(text)) throw foreignCursor();
  return Number(text);
}
