import { z } from 'zod';
import { getConnection } from '#server/connections/connection.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import { type ConnectionId, idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { lockLane } from './lane.queries.ts';
import type { LinkRow } from './link.table.ts';
import { listLinks, listLinksOfIds, putLink, removeLink } from './links.queries.ts';
import { foreignId } from './writes.router.ts';

const tags = ['Links'];
const lane = { connectionId: idSchema('connection'), object: z.string().min(1).max(100).meta({ example: 'contact' }) };

const linkSchema = z
  .object({
    id: z.string().meta({ description: 'Your own id of the record.', example: 'contact-7' }),
    key: z.string().meta({ description: 'The row’s key at the app.', example: 'ct_00042' }),
    version: z.number().nullable().meta({ description: 'Of what was written last.' }),
    writtenAt: time.nullable(),
    mergedInto: z.string().nullable().meta({
      description: 'The row that the app has merged this one into, which is another record of yours: merge them, too.',
    }),
  })
  .meta({ id: 'Link' });

const showLink = (row: LinkRow): z.input<typeof linkSchema> => ({
  id: row.vendor_id,
  key: row.key,
  version: row.version,
  writtenAt: row.written_at?.toISOString() ?? null,
  mergedInto: row.merged_into,
});

export const linksRouter = router({
  list: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/links',
        tags,
        summary: 'List links',
        description: 'Which of your records is which row of the app: made by writing, or by hand. One record, one row.',
      },
    })
    .input(pageInput({ ...lane, id: foreignId.optional(), key: foreignId.optional() }))
    .output(pageOf(linkSchema))
    .query(async ({ ctx, input }) => {
      await getConnection(ctx.tx, input.connectionId);
      const { id: vendorId, ...filter } = input;
      return toPage(await listLinks(ctx.tx, { ...filter, vendorId }), input, showLink, (row) => row.vendor_id);
    }),

  put: environmentMutation
    .meta({
      openapi: {
        method: 'PUT',
        path: '/links',
        tags,
        summary: 'Link records',
        description:
          'For records that are on both sides already, and for those of which nobody knew whether they were written.',
      },
    })
    .input(
      z.strictObject({
        ...lane,
        links: z
          .array(z.strictObject({ id: foreignId, key: foreignId }))
          .min(1)
          .max(1000),
      }),
    )
    .output(z.object({ links: z.array(linkSchema) }))
    .mutation(async ({ ctx, input }) => {
      const { connectionId, object } = input;
      const { customer_id: customerId } = await getConnection(ctx.tx, connectionId);
      await lockLane(ctx.tx, { connectionId, object });
      for (const [index, { id, key }] of input.links.entries()) {
        if (!(await putLink(ctx.tx, { connectionId, object, customerId }, { vendorId: id, key })))
          throw taken(index, key);
        await endUncertain(ctx.tx, { connectionId, object, vendorId: id, key });
      }
      const vendorIds = input.links.map(({ id }) => id);
      return { links: (await listLinksOfIds(ctx.tx, { connectionId, object }, vendorIds)).map(showLink) };
    }),

  remove: environmentMutation
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/links',
        tags,
        summary: 'Remove a link',
        description: 'The next write of the record finds its row anew, or makes one. Nothing is changed in the app.',
      },
    })
    .input(z.strictObject({ ...lane, id: foreignId }))
    .output(z.object({ removed: z.literal(true) }))
    .mutation(async ({ ctx, input: { connectionId, object, id } }) => {
      await getConnection(ctx.tx, connectionId);
      await lockLane(ctx.tx, { connectionId, object });
      if (!(await removeLink(ctx.tx, { connectionId, object }, id))) throw notFound('link of the record', id);
      return { removed: true as const };
    }),
});

const taken = (index: number, key: string) =>
  new AppError('conflict', `The row ${key} is linked to another record already.`, {
    field: `links.${index}.key`,
    remedy: 'Remove that link first: one row, one record.',
  });

/** What was written is known now. */
async function endUncertain(
  tx: TenantTx,
  {
    connectionId,
    object,
    vendorId,
    key,
  }: { connectionId: ConnectionId; object: string; vendorId: string; key: string },
): Promise<void> {
  await tx
    .updateTable('write_item')
    .set({ state: 'written', action: 'created', key, error: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object)
    .where('vendor_id', '=', vendorId)
    .where('state', '=', 'uncertain')
    .execute();
}
