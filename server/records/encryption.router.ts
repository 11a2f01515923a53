import { z } from 'zod';
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
  })
  .meta({ id: 'Encryption' });

export const encryptionRouter = router({
  get: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/encryption', tags, summary: 'Whether records are encrypted' } })
    .input(z.strictObject({}))
    .output(encryptionSchema)
    .query(async ({ ctx }) => ({ records: (await getEnvironment(ctx.tx)).record_encryption })),

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
    .mutation(async ({ ctx, input }) => ({ records: await encryptRecords(ctx.tx, input.records) })),

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
    .mutation(async ({ ctx }) => ({ records: await replaceRecordKey(ctx.tx) })),
});
