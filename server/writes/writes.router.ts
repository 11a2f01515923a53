import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { systemClock } from '#server/clock.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type Id, idSchema } from '#server/ids.ts';
import { onlyOnce } from '#server/trpc/idempotency.ts';
import { router } from '#server/trpc/init.ts';
import { foreignCursor, pageInput, pageOf, toPage } from '#server/trpc/page.ts';
import { environmentCall, environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { countItems, getBatch, listBatchPage, listItemsOfBatch } from './batch.queries.ts';
import { batchSchema, itemSchema, showBatch, showItem, stateSchema } from './batch-view.ts';
import { cancelBatch, retryBatch } from './change-batch.ts';
import { createBatch } from './create-batch.ts';
import { fieldOwners } from './merge-fields.ts';
import { runWrites } from './run-writes.job.ts';

const tags = ['Writes'];
const byId = z.strictObject({ id: idSchema('write') });
/** An id that somebody else chose. */
export const foreignId = z
  .string()
  .min(1)
  .max(512)
  .refine((id) => !id.includes('\u0000'), 'must not hold the character U+0000');
// Two literals, not a boolean: the REST adapter would take the text "false" for true.
const flag = z.literal([true, false]).default(false);
const maxItems = 1000;
const maxAwaited = 100;
const waitMs = 25_000;

const example = {
  customer: 'globex',
  connector: 'acme-crm',
  object: 'contact',
  items: [{ id: 'contact-7', version: 3, data: { email: 'mara@globex.example', title: 'Head of Sales' } }],
};

const newItem = z.strictObject({
  id: foreignId.meta({ description: 'Your own id of the record: what it is recognised by from then on.' }),
  key: foreignId
    .optional()
    .meta({ description: 'The row’s key at the app, where you know it and it is not linked yet.' }),
  data: z
    .record(z.string(), z.unknown())
    .meta({ description: 'In the shape of your model, or of the object’s rows. What is left out is not touched.' }),
  version: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().meta({
    description: 'Grows with every change of the record at yours: a lower one than was written is superseded.',
  }),
  changedAt: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'When it was changed at yours; now unless told.' }),
});

export const writesRouter = router({
  create: environmentCall
    .meta({
      openapi: {
        method: 'POST',
        path: '/writes',
        tags,
        summary: 'Write records to an app',
        description:
          'Up to 1,000 records of one model or object, in the app of one connection. An item that the mapping can’t make a row of fails alone, by field. Each is found by its link (your id ↔ the app’s key), by `key`, or by what the app matches by, and is made where there is none. It is written once per record and version, in order, one write of a record at a time; of versions that wait, the newest is written. What the app has already is not sent. Answers at once with the id; `GET /writes/{id}` and the webhook `write.finished` tell what came of each. With `wait`, up to 100 records are written before the answer, for at most 25 seconds.',
      },
    })
    .input(
      z
        .strictObject({
          connection: z
            .string()
            .optional()
            .meta({ description: 'Id of the connection. This, or `customer` and `connector`.' }),
          customer: z.string().min(1).max(200).optional().meta({ description: 'Id or your own id of a customer.' }),
          connector: z.string().min(1).max(100).optional(),
          model: z.string().min(1).max(100).optional().meta({
            description:
              'One of yours: the items have its shape, and the `write` of its sync’s mapping makes rows of them. This, or `object`.',
          }),
          object: z.string().min(1).max(100).optional().meta({
            description:
              'One of the connector’s that can be written: the items have the shape of the app’s rows. Beside `model` where several objects become that one.',
          }),
          mode: z.enum(['upsert', 'create', 'update']).default('upsert').meta({
            description: '`create`: only what is not linked yet. `update`: only what is known to be there.',
          }),
          items: z.array(newItem).min(1).max(maxItems),
          seen: z.string().max(8000).optional().meta({
            description:
              'The change feed’s cursor that you had read up to when these were changed. What the app changed after it is not written over without asking `owners`. Left out: you knew everything.',
          }),
          owners: fieldOwners.optional().meta({
            description:
              'Whose word counts in a field: `app` (never written over), `vendor`, `newest` (the later change; the default) or `ask` (the item ends as `conflict`). Left out: as the integration says.',
          }),
          wait: flag,
        })
        .meta({ example }),
    )
    .output(
      z.object({ write: batchSchema, items: z.array(itemSchema).meta({ description: 'With `wait`; else empty.' }) }),
    )
    .mutation(async ({ ctx, input }) => {
      const { wait, ...batch } = input;
      if (wait && input.items.length > maxAwaited) {
        throw new AppError('invalid', `At most ${maxAwaited} records are written while you wait.`, {
          field: 'items',
          remedy: 'Send fewer, or leave out `wait` and look at GET /api/v1/writes/{id}.',
        });
      }
      const tenant: Tenant = { environmentId: ctx.environmentId };
      const once = { key: ctx.idempotencyKey, operation: 'writes.create', input };
      const { data: id } = await withTenant(tenant, (tx) =>
        onlyOnce({ tx, ...once }, async () => ({ ok: true, data: await createBatch(tx, { ...batch, urgent: wait }) })),
      );
      if (wait) await awaitBatch(tenant, id);
      return withTenant(tenant, async (tx) => ({
        write: showBatch(await getBatch(tx, id), (await countItems(tx, [id])).get(id)),
        items: wait ? (await listItemsOfBatch(tx, id, { after: -1, limit: maxAwaited })).map(showItem) : [],
      }));
    }),

  list: environmentQuery
    .meta({
      openapi: { method: 'GET', path: '/writes', tags, summary: 'List writes', description: 'The newest first.' },
    })
    .input(
      pageInput({ connectionId: idSchema('connection').optional(), status: z.enum(['open', 'finished']).optional() }),
    )
    .output(pageOf(batchSchema))
    .query(async ({ ctx, input }) => {
      const rows = await listBatchPage(ctx.tx, input);
      const counts = await countItems(
        ctx.tx,
        rows.map(({ id }) => id),
      );
      return toPage(rows, input, (row) => showBatch(row, counts.get(row.id)), (row) => row.id); // biome-ignore format: one thought
    }),

  get: environmentQuery
    .meta({
      openapi: {
        method: 'GET',
        path: '/writes/{id}',
        tags,
        summary: 'What came of a write',
        description: 'Item by item, in the order in which they were sent.',
      },
    })
    .input(
      pageInput({
        id: idSchema('write'),
        state: stateSchema.optional().meta({ description: 'Only those in this state.' }),
      }),
    )
    .output(z.object({ write: batchSchema, ...pageOf(itemSchema).shape }))
    .query(async ({ ctx, input }) => {
      const write = await getBatch(ctx.tx, input.id);
      const after = input.cursor === undefined ? -1 : Number(input.cursor);
      if (!Number.isSafeInteger(after)) throw foreignCursor();
      const rows = await listItemsOfBatch(ctx.tx, input.id, { ...input, after, limit: input.limit + 1 });
      return {
        write: showBatch(write, (await countItems(ctx.tx, [input.id])).get(input.id)),
        ...toPage(rows, input, showItem, (row) => String(row.position)),
      };
    }),

  retry: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/writes/{id}/retry',
        tags,
        summary: 'Try again what failed',
        description: 'What has a newer version meanwhile is not written.',
      },
    })
    .input(
      byId.extend({
        ids: z
          .array(foreignId)
          .min(1)
          .max(maxItems)
          .optional()
          .meta({ description: 'Only these records, by your own ids.' }),
        uncertain: flag.meta({ description: 'Also what may have been written: it may then be there twice.' }),
      }),
    )
    .output(z.object({ write: batchSchema, retried: z.number() }))
    .mutation(async ({ ctx, input: { id, ...which } }) => {
      const retried = await retryBatch(ctx.tx, id, which);
      return { write: showBatch(await getBatch(ctx.tx, id), (await countItems(ctx.tx, [id])).get(id)), retried };
    }),

  cancel: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/writes/{id}/cancel',
        tags,
        summary: 'Cancel a write',
        description: 'What is not sent yet is not sent. What the app is being told at this moment comes to its end.',
      },
    })
    .input(byId)
    .output(z.object({ write: batchSchema, cancelled: z.number() }))
    .mutation(async ({ ctx, input: { id } }) => {
      const cancelled = await cancelBatch(ctx.tx, id, systemClock.now());
      return { write: showBatch(await getBatch(ctx.tx, id), (await countItems(ctx.tx, [id])).get(id)), cancelled };
    }),
});

/** Writes here and now, unless another process is at it already: then waits for that one. */
async function awaitBatch(tenant: Tenant, id: Id<'write'>): Promise<void> {
  const signal = AbortSignal.timeout(waitMs);
  const { connection_id: connectionId, object } = await withTenant(tenant, (tx) => getBatch(tx, id));
  await runWrites({ ...tenant, connectionId, object }, signal);
  for (let pauseMs = 50; !signal.aborted; pauseMs = Math.min(pauseMs * 2, 1000)) {
    const { status } = await withTenant(tenant, (tx) => getBatch(tx, id));
    if (status === 'finished') return;
    await sleep(pauseMs);
  }
}
