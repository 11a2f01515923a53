import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { consoleQuery, settingsMutation } from '#server/trpc/procedures.ts';
import { createEmbedKey } from './create-embed-key.ts';
import { listEmbedKeys, revokeEmbedKey } from './embed-key.queries.ts';
import type { EmbedKeyRow } from './embed-key.table.ts';

const algorithm = z.enum(['RS256', 'ES256', 'EdDSA']);

const embedKeySchema = z.object({
  id: z.string(),
  kid: z.string(),
  name: z.string(),
  algorithm,
  jwksUrl: z.string().nullable(),
  publicJwk: z.record(z.string(), z.unknown()).nullable(),
  /** Portico's own key, for environments whose backend does not sign. */
  own: z.boolean(),
  createdAt: time,
  revokedAt: time.nullable(),
});

const show = (row: EmbedKeyRow): z.input<typeof embedKeySchema> => ({
  id: row.id,
  kid: row.kid,
  name: row.name,
  algorithm: row.algorithm,
  jwksUrl: row.jwks_url,
  publicJwk: embedKeySchema.shape.publicJwk.parse(row.public_jwk),
  own: row.private_key !== null,
  createdAt: row.created_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

const name = z.string().trim().min(1).max(100);

export const embedKeysRouter = router({
  list: consoleQuery
    .input(pageInput({}))
    .output(pageOf(embedKeySchema))
    .query(async ({ ctx, input }) => toPage(await listEmbedKeys(ctx.tx, input), input, show, (row) => row.id)),

  create: settingsMutation
    .input(
      z.union([
        z.strictObject({ name, publicKey: z.string().min(1).max(20_000) }),
        z.strictObject({ name, jwksUrl: z.string().min(1).max(2000), algorithm: algorithm.default('RS256') }),
      ]),
    )
    .output(embedKeySchema)
    .mutation(async ({ ctx, input }) => show(await createEmbedKey(ctx.tx, input))),

  revoke: settingsMutation
    .input(z.strictObject({ id: idSchema('embedKey') }))
    .output(embedKeySchema)
    .mutation(async ({ ctx, input }) => show(await revokeEmbedKey(ctx.tx, input.id))),
});
