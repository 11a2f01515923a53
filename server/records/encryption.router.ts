import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { router } from '#server/trpc/init.ts';
import { environmentQuery, makerMutation } from '#server/trpc/procedures.ts';
import { encryptRecords, replaceRecordKey } from './encrypt-records.ts';

const tags = ['Keeping'];
const encryptionSchema = z
  .object({
    records: z.enum(['off', 'sealing', 'on', 'opening']).meta({
      description: 'Whether records are sealed at rest; sealing and opening while what is there is gone through.',
    }),
    progress: z
      .object({ done: z.number().int(), total: z.number().int() })
      .nullable()
      .meta({ description: 'Records that were gone through, while it is sealing or opening.' }),
  })
  .meta({ id: 'Encryption' });

async function show(tx: TenantTx): Promise<z.input<typeof encryptionSchema>> {
  const { record_encryption: records, record_encryption_done: done } = await getEnvironment(tx);
  if (records === 'on' || records === 'off') return { records, progress: null };
  const { total } = await tx
    .selectFrom('sync')
    .select((of) => of.fn.coalesce(of.fn.sum<number>('records'), of.val(0)).as('total'))
    .where('environment_id', '=', tx.tenant.environmentId)
    .executeTakeFirstOrThrow();
  return { records, progress: { done: Math.min(done, Number(total)), total: Number(total) } };
}

export const encryptionRouter = router({
  get: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/encryption', tags, summary: 'Whether records are encrypted' } })
    .input(z.strictObject({}))
    .output(encryptionSchema)
    .query(({ ctx }) => show(ctx.tx)),

  save: makerMutation
    .meta({
      openapi: {
        method: 'PUT',
        path: '/encryption',
        tags,
        summary: 'Encrypt records, or stop doing so',
        description:
          'What is in the records is sealed with a key of the environment’s own; keys at the app, times and counts are not. Readers notice nothing, but a search in the console looks at the keys alone. What is there already is gone through by a job.',
      },
    })
    // Two literals, not a boolean: the REST adapter would take the text "false" for true.
    .input(z.strictObject({ records: z.literal([true, false]) }))
    .output(encryptionSchema)
    .mutation(async ({ ctx, input }) => {
      await encryptRecords(ctx.tx, input.records);
      return show(ctx.tx);
    }),

  replaceKey: makerMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/encryption/replace-key',
        tags,
        summary: 'Replace the key that records are encrypted with',
        description:
          'For a key that may have become known. What is written from now on is sealed with a new key; a job seals anew what is there, and readers notice nothing. The state is `sealing` until that is done; the old key is destroyed 15 minutes later.',
      },
    })
    .input(z.strictObject({}))
    .output(encryptionSchema)
    .mutation(async ({ ctx }) => {
      await replaceRecordKey(ctx.tx);
      return show(ctx.tx);
    }),
});
