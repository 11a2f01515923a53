import { z } from 'zod';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { idSchema } from '#server/ids.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import { router } from '#server/trpc/init.ts';
import { foreignCursor, pageInput, pageOf, time } from '#server/trpc/page.ts';
import { consoleQuery, environmentQuery } from '#server/trpc/procedures.ts';
import { countRecords } from './count-records.queries.ts';
import { dataOf } from './data-of.ts';
import { countInput, feedInput, getInput } from './feed-input.ts';
import { getRecords } from './get-records.queries.ts';
import { browseChanges, browseRecords } from './list-records.queries.ts';
import { changesOf, readChanges } from './read-feed.ts';
import { actionSchema, changeSchema, dataSchema, showChange } from './record-change.ts';
import { decodeRecordCursor, encodeRecordCursor } from './record-cursor.ts';
import { readRecordDetail, recordDetailSchema } from './record-detail.ts';
import { selectStreams } from './select-streams.ts';

const tags = ['Records'];
const when = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

export const recordsRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/records',
        tags,
        summary: 'Read the change feed',
        description:
          'Changes after the cursor, in the order in which they were committed: a reader that passes on each `cursor` sees every change exactly once, also while a sync is writing. Without a cursor it begins with every record that is there. Keep the cursor with what you stored; `more` says whether to ask again at once: with a filter, also after an answer without records, because one call looks at no more than 20,000 changes. A cursor passes over what a filter leaves out, so keep to one filter for one cursor. New syncs of the same selection join by themselves. At least one of customer, model and syncId.',
      },
    })
    .input(feedInput)
    .output(
      z.object({
        records: z.array(changeSchema),
        cursor: z.string().meta({ description: 'Always there: pass it next time.' }),
        more: z.boolean().meta({ description: 'Whether there is more right now.' }),
      }),
    )
    .query(async ({ ctx, input: { fields, changedAfter, changedBefore, ...input } }) => {
      const times = { changedAfter: when(changedAfter), changedBefore: when(changedBefore) };
      const { changes, cursor, more } = await readChanges(ctx.tx, { ...input, ...times });
      return { records: changes.map((change) => showChange(change, fields)), cursor, more };
    }),

  getMany: environmentQuery
    .meta({
      openapi: {
        method: 'POST',
        path: '/records/get',
        tags,
        summary: 'Get records by their ids',
        description:
          'Up to 1,000 at once, in the order of `ids`, as they are now. An id that two syncs of the selection know gives two records.',
      },
    })
    .input(getInput)
    .output(
      z.object({
        records: z.array(changeSchema),
        missing: z.array(z.string()).meta({ description: 'Ids without a record, or whose record was deleted.' }),
        left: z
          .array(z.string())
          .meta({ description: 'Ids whose records did not fit into 16 MiB: ask for them again.' }),
      }),
    )
    .query(async ({ ctx, input: { ids, fields, ...input } }) => {
      const streams = await selectStreams(ctx.tx, input);
      const wanted = [...new Set(ids)];
      const { rows, left } = await getRecords(
        ctx.tx,
        streams.map(({ stream }) => stream),
        wanted.filter((id) => !id.includes('\0')),
      );
      const met = new Set([...rows.map((row) => row.external_id), ...left]);
      return {
        records: changesOf(rows, streams).map((change) => showChange(change, fields)),
        missing: wanted.filter((id) => !met.has(id)),
        left,
      };
    }),

  count: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/records/count',
        tags,
        summary: 'Count records',
        description: 'Exact as of now, and quick however many there are. Deleted records are not counted.',
      },
    })
    .input(countInput)
    .output(
      z.object({
        total: z.number().int(),
        syncs: z.number().int(),
        largest: z.array(
          z.object({
            key: z.string().meta({ description: 'A model, or the id of a customer or sync.', example: 'contact' }),
            records: z.number().int(),
            syncs: z.number().int(),
          }),
        ),
      }),
    )
    .query(({ ctx, input }) => countRecords(ctx.tx, input)),

  browse: consoleQuery
    .input(
      pageInput({
        syncId: idSchema('sync'),
        search: z.string().max(200).optional(),
        action: actionSchema.optional(),
        since: z.iso.datetime().optional(),
        order: z.enum(['key', 'change']).default('key'),
      }),
    )
    .output(
      pageOf(z.object({ id: z.string(), action: actionSchema, data: dataSchema, changedAt: time })).extend({
        sealed: z.boolean().meta({ description: 'A search finds keys alone, because the records are encrypted.' }),
      }),
    )
    .query(async ({ ctx, input: { syncId, cursor, order, since, ...request } }) => {
      const { stream } = await getSync(ctx.tx, syncId);
      const after = cursor === undefined ? undefined : decodeRecordCursor(cursor);
      const filter = { ...request, stream, since: since === undefined ? undefined : new Date(since) };
      const { rows, lastLookedAt } =
        order === 'key'
          ? await browseRecords(ctx.tx, { ...filter, after: after ?? '' })
          : await browseChanges(ctx.tx, { ...filter, before: after === undefined ? null : changeNumber(after) });
      return {
        sealed: (await getEnvironment(ctx.tx)).record_encryption !== 'off',
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
