import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { consoleQuery, settingsMutation } from '#server/trpc/procedures.ts';
import { type ListedApiKey, listApiKeys, revokeApiKey } from './api-key.queries.ts';
import { createApiKey } from './create-api-key.ts';

const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  createdBy: z.string().nullable(),
  createdAt: time,
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
});

const show = (row: ListedApiKey): z.input<typeof apiKeySchema> => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

export const apiKeysRouter = router({
  list: consoleQuery
    .input(pageInput({}))
    .output(pageOf(apiKeySchema))
    .query(async ({ ctx, input }) => toPage(await listApiKeys(ctx.tx, input), input, show, (row) => row.id)),

  create: settingsMutation
    .input(z.strictObject({ name: z.string().trim().min(1).max(100) }))
    .output(apiKeySchema.extend({ secret: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { row, secret } = await createApiKey(ctx.tx, { name: input.name, createdBy: ctx.actor.memberId });
      return { ...show(row), secret };
    }),

  revoke: settingsMutation
    .input(z.strictObject({ id: idSchema('apiKey') }))
    .output(apiKeySchema)
    .mutation(async ({ ctx, input }) => show(await revokeApiKey(ctx.tx, input.id))),
});
